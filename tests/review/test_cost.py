"""What a save costs: for each kind of change the same number of queries, however much was marked before, here or elsewhere."""

import uuid
from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from annotations.models import Review, Story, User, Version
from annotations.review.states import mark_states
from tests.conftest import TEXT
from tests.crowds import crowd
from tests.fixtures import MakeVersion
from tests.review.conftest import MakeSource, Save, Withdraw
from tests.wire import Wire, claim, contradiction, place, side, typo

# A change that was prepared, to be made once it is counted.
Change = Callable[[], object]

SLIP = typo(TEXT, "men", correction="people")


@pytest.fixture(params=[1, 300], ids=["1 mark", "300 marks and others’ work"])
def crowded(
    request: pytest.FixtureRequest, review: Review, bobs_review: Review, make_version: MakeVersion, story: Story
) -> None:
    """A review that was begun: with one mark, or with hundreds, beside another person's and many articles."""
    crowd(review, request.param)
    if request.param > 1:
        crowd(bobs_review, 300)
        others = [make_version(f"Report {number}") for number in range(30)]
        Review.objects.bulk_create(
            Review(reviewer=review.reviewer, version=other, round=story.current_round) for other in others
        )
    Review.objects.update(status="in_progress")


@pytest.fixture
def credited(make_source: MakeSource) -> Wire:
    """A claim with two attributions, each in several words."""
    row = {"source_spans": [place(TEXT, "The minister"), place(TEXT, "Ana Sousa")], "cue_spans": [place(TEXT, "said")]}
    sources = [make_source("Ana Sousa"), make_source("The agency")]
    return claim(TEXT, "the plan was dropped", attributions=[row | {"source": str(source.pk)} for source in sources])


@pytest.fixture
def contradicting(version: Version, make_version: MakeVersion) -> Wire:
    """A contradiction between two articles."""
    return contradiction(side(version, "the plan was dropped"), side(make_version("It lives."), "It lives"))


@pytest.fixture
def a_new_claim(save: Save, credited: Wire) -> Change:
    return lambda: save(credited | {"grade": "4"})


@pytest.fixture
def a_grade(save: Save, credited: Wire) -> Change:
    made = save(credited)
    return lambda: save(credited | {"grade": "4"}, made.id, 1)


@pytest.fixture
def another_source(save: Save, credited: Wire) -> Change:
    made = save(credited | {"attributions": credited["attributions"][:1]})
    return lambda: save(credited, made.id, 1)


@pytest.fixture
def a_new_typo(save: Save) -> Change:
    return lambda: save(SLIP)


@pytest.fixture
def a_correction(save: Save) -> Change:
    made = save(SLIP)
    return lambda: save(SLIP | {"correction": "soldiers"}, made.id, 1)


@pytest.fixture
def a_new_contradiction(save: Save, contradicting: Wire) -> Change:
    return lambda: save(contradicting)


@pytest.fixture
def a_strength(save: Save, contradicting: Wire) -> Change:
    made = save(contradicting)
    return lambda: save(contradicting | {"strength": "strict"}, made.id, 1)


@pytest.fixture
def a_withdrawal(save: Save, withdraw: Withdraw, credited: Wire) -> Change:
    made = save(credited)
    return lambda: withdraw(made.id, 1)


@pytest.fixture
def a_return(save: Save, withdraw: Withdraw, credited: Wire) -> Change:
    made = save(credited)
    withdraw(made.id, 1)
    return lambda: save(credited, made.id, 2)


@pytest.fixture
def a_replay(save: Save, credited: Wire) -> Change:
    mark_id, change = uuid.uuid4(), uuid.uuid4()
    save(credited, mark_id, change=change)
    return lambda: save(credited, mark_id, change=change)


# Within the test's own transaction a save has a savepoint, and its release, for BEGIN and COMMIT.
@pytest.mark.usefixtures("crowded")
@pytest.mark.parametrize(
    ("change", "queries"),
    [
        ("a_new_claim", 13),
        ("a_grade", 13),
        ("another_source", 19),
        ("a_new_typo", 10),
        ("a_correction", 11),
        ("a_new_contradiction", 11),
        ("a_strength", 12),
        ("a_withdrawal", 11),
        ("a_return", 12),
        ("a_replay", 11),
    ],
)
def test_a_save_costs_the_same_in_any_review(
    change: str, queries: int, request: pytest.FixtureRequest, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make: Change = request.getfixturevalue(change)

    with django_assert_num_queries(queries):
        make()


def test_it_costs_the_same_with_ten_sources_as_with_two(
    save: Save, credited: Wire, make_source: MakeSource, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = credited["attributions"][0]
    rows = [row | {"source": str(make_source(f"Source {number}").pk)} for number in range(10)]
    save(SLIP)

    with django_assert_num_queries(13):
        save(credited | {"grade": "4", "attributions": rows})


def test_reading_a_reviews_marks_costs_the_same_however_many(
    review: Review, alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    crowd(review, 200)

    with django_assert_num_queries(4):
        states = mark_states(review, alice)

    assert len(states) == 200
