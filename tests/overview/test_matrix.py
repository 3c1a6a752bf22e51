"""Who speaks where: sources against articles."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from annotations.models import Admission, Claim, Grade, Mark, Proposition, Review, Source, Story, User, Version
from annotations.overview.matrix import Cell, Matrix, matrix
from annotations.overview.scope import Scope
from tests.exports.marking import credit, make_claim, make_source, submit

TEXT = "One says this. Two says that. Three says it all. Four says nothing. Five says more."
ONE, TWO, THREE, FOUR, FIVE = (f"{words}." for words in TEXT[:-1].split(". "))


@pytest.fixture
def reviews(alice: User, story: Story, make_version: Callable[..., Version]) -> list[Review]:
    """Alice's reviews of two articles."""
    versions = [make_version(f"Headline {number}\n\n{TEXT}") for number in (1, 2)]
    return [Review.objects.create(reviewer=alice, version=version, round=story.current_round) for version in versions]


def counted(cell: Cell | None) -> list[tuple[str | None, int]]:
    """The badges of a cell: grade and count."""
    return [(badge.grade, badge.count) for badge in cell.badges] if cell else []


def as_table(found: Matrix) -> dict[str, list[list[tuple[str | None, int]]]]:
    """By name of the source, article by article, what is counted."""
    rows = [*found.sources, *found.without]
    articles = sorted({article for row in rows for article in row.cells})
    return {
        str(row.source or row.who.value): [counted(row.cells.get(one)) for one in articles]  # type: ignore[union-attr]
        for row in rows
    }


def test_claims_count_by_source_article_and_grade_the_best_first(
    alice: User, story: Story, reviews: list[Review], grades: dict[str, Grade]
) -> None:
    first, second = reviews
    sousa, ministry = make_source("Ana Sousa"), make_source("The ministry")
    for words, key in ((ONE, "4"), (TWO, "5"), (THREE, "4")):
        credit(make_claim(first, words, grade=grades[key]), ministry, mode="direct")
    credit(make_claim(second, ONE), ministry, mode="paraphrase")
    credit(make_claim(second, TWO, grade=grades["N"]), ministry)
    credit(make_claim(second, THREE, grade=grades["3"]), sousa)
    credit(make_claim(second, FOUR, grade=grades["1"]), None, mode="hedge")
    make_claim(second, FIVE, grade=grades["0"])

    found = matrix(Scope(story, alice))

    assert as_table(found) == {
        "The ministry": [[("5", 1), ("4", 2)], [("N", 1), (None, 1)]],
        "Ana Sousa": [[], [("3", 1)]],
        "hedged": [[], [("1", 1)]],
        "own-voice": [[], [("0", 1)]],
    }
    assert [str(row.source) for row in found.sources] == ["The ministry", "Ana Sousa"]
    ministry_row = found.sources[0]
    assert [dict(cell.modes) for _, cell in sorted(ministry_row.cells.items())] == [{"direct": 3}, {"paraphrase": 1}]
    assert found.propositions == 0


def test_a_claim_counts_for_each_of_its_sources_and_once_for_each(
    alice: User, story: Story, reviews: list[Review], grades: dict[str, Grade]
) -> None:
    claim = make_claim(reviews[0], ONE, grade=grades["4"])
    sousa, merged, ministry = make_source("Ana Sousa", "A. Sousa"), make_source("Anna Souza"), make_source("Ministry")
    Source.objects.filter(pk=merged.pk).update(merged_into=sousa)
    for source, mode in ((sousa, "direct"), (sousa, "paraphrase"), (merged, "direct"), (ministry, "relay"), (None, "")):
        credit(claim, source, mode=mode)

    found = matrix(Scope(story, alice))

    assert as_table(found) == {"Ana Sousa": [[("4", 1)]], "Ministry": [[("4", 1)]]}
    [row] = [row for row in found.sources if str(row.source) == "Ana Sousa"]
    assert row.also == ["A. Sousa", "Anna Souza"]
    assert [dict(cell.modes) for cell in row.cells.values()] == [{"direct": 1, "paraphrase": 1}]


def _group(reviewer: User, story: Story, *claims: Claim) -> Proposition:
    made = Proposition.objects.create(
        reviewer=reviewer, round=story.current_round, words="It is so.", created=timezone.now()
    )
    Claim.objects.filter(pk__in=[claim.pk for claim in claims]).update(proposition=made)
    return made


def test_a_proposition_counts_once_for_a_source_and_article_at_its_best_grade_there(
    alice: User, story: Story, reviews: list[Review], grades: dict[str, Grade]
) -> None:
    first, second = reviews
    sousa, ministry = make_source("Ana Sousa"), make_source("The ministry")
    claims = [
        make_claim(first, ONE, grade=grades["3"]),
        make_claim(first, TWO, grade=grades["5"]),
        make_claim(first, THREE),
        make_claim(second, ONE, grade=grades["N"]),
        make_claim(second, TWO, grade=grades["2"]),
    ]
    for claim, mode in zip(claims, ("direct", "direct", "paraphrase", "direct", "relay"), strict=True):
        credit(claim, sousa, mode=mode)
    credit(claims[1], ministry)
    _group(alice, story, *claims)
    credit(make_claim(first, FOUR, grade=grades["3"]), sousa)
    unsourced = [make_claim(second, words, grade=grades["0"]) for words in (THREE, FOUR)]
    _group(alice, story, *unsourced)

    found = matrix(Scope(story, alice))

    assert as_table(found) == {
        "Ana Sousa": [[("5", 1), ("3", 1)], [("2", 1)]],
        "The ministry": [[("5", 1)], []],
        "own-voice": [[], [("0", 1)]],
    }
    assert found.propositions == 2
    [cells] = [row.cells for row in found.sources if str(row.source) == "Ana Sousa"]
    assert [dict(cell.modes) for _, cell in sorted(cells.items())] == [
        {"direct": 2, "paraphrase": 1},
        {"direct": 1, "relay": 1},
    ]


def test_anothers_proposition_that_one_may_not_read_whole_does_not_group(
    alice: User,
    bob: User,
    story: Story,
    reviews: list[Review],
    grades: dict[str, Grade],
) -> None:
    bobs = [
        Review.objects.create(reviewer=bob, version=review.version, round=story.current_round) for review in reviews
    ]
    claims = [make_claim(bobs[0], ONE, grade=grades["4"]), make_claim(bobs[0], TWO, grade=grades["4"])]
    claims.append(make_claim(bobs[1], ONE, grade=grades["4"]))
    _group(bob, story, *claims)
    for review in (*bobs, reviews[0]):
        submit(review)

    assert as_table(matrix(Scope(story, alice))) == {"own-voice": [[("4", 2)]]}

    submit(reviews[1])
    assert as_table(matrix(Scope(story, alice))) == {"own-voice": [[("4", 1)], [("4", 1)]]}


def test_withdrawn_claims_and_those_one_may_not_read_are_left_out(
    alice: User, bob: User, story: Story, reviews: list[Review]
) -> None:
    gone = make_claim(reviews[0], ONE)
    credit(gone, make_source("Ana Sousa"))
    Mark.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now())
    bobs = Review.objects.create(reviewer=bob, version=reviews[0].version, round=story.current_round)
    credit(make_claim(bobs, TWO), make_source("Bob’s own", admission=Admission.PROPOSED, proposed_in=bobs))
    submit(bobs)

    assert as_table(matrix(Scope(story, alice))) == {}

    submit(reviews[0])
    assert as_table(matrix(Scope(story, alice))) == {"Bob’s own": [[(None, 1)]]}


def test_the_name_of_a_merged_entry_shows_only_where_a_claim_that_one_reads_names_it(
    alice: User, bob: User, story: Story, reviews: list[Review]
) -> None:
    admitted = make_source("Ana Sousa")
    bobs = Review.objects.create(reviewer=bob, version=reviews[0].version, round=story.current_round)
    proposed = make_source(
        "Anna, says Bob", admission=Admission.PROPOSED, proposed_in=bobs, created_by=bob, merged_into=admitted
    )
    credit(make_claim(bobs, ONE), proposed)
    credit(make_claim(reviews[0], ONE), admitted)
    submit(bobs)

    assert matrix(Scope(story, alice)).sources[0].also == []

    submit(reviews[0])
    assert matrix(Scope(story, alice)).sources[0].also == ["Anna, says Bob"]
