"""Copies in a story's figures: which article is left out, and what still counts."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from annotations.models import (
    Article,
    Claim,
    Copy,
    CopyStatus,
    Grade,
    Mark,
    MarkKind,
    Proposition,
    Review,
    Span,
    Status,
    Story,
    User,
    Version,
)
from annotations.overview.contradictions import clashes
from annotations.overview.copies import Said, Stage, left_out
from annotations.overview.matrix import matrix
from annotations.overview.profile import load_profiles, story_profile
from annotations.overview.propositions import count_propositions
from annotations.overview.scope import Scope
from annotations.review.stories import make_story
from tests.exports.marking import MARKED, credit, make_claim, make_contradiction, make_source, make_typo, submit

A, B, C, D = 1, 2, 3, 4


def agency(article: int, of: int, shared: float = 0.9) -> Said:
    return Said(article, of, "agency", shared)


def updated(article: int, of: int, shared: float = 0.9) -> Said:
    return Said(article, of, "updated", shared)


@pytest.mark.parametrize(
    ("said", "counted", "out"),
    [
        ([], {A, B}, {}),
        ([agency(B, A)], {A, B}, {B: A}),
        # Of what nobody reviewed nothing is counted elsewhere.
        ([agency(B, A)], {B}, {}),
        ([agency(B, A), agency(C, A)], {B, C}, {C: B}),
        ([agency(B, A), agency(C, A)], {A, B, C}, {B: A, C: A}),
        # A copy of a copy is one of the first.
        ([agency(C, B), agency(B, A)], {A, C}, {C: A}),
        ([agency(C, B), agency(B, A)], {A, B, C, D}, {B: A, C: A}),
        # The update has what the older one said.
        ([updated(B, A)], {A, B}, {A: B}),
        ([updated(B, A)], {A}, {}),
        ([updated(B, A), updated(C, B)], {A, B, C}, {A: C, B: C}),
        # Of two updates the newer stands, and the one that was reviewed where the other was not.
        ([updated(B, A), updated(C, A)], {A, B, C}, {A: C, B: C}),
        ([updated(B, A), updated(C, A)], {A, B}, {A: B}),
        # An update of a copy is newer than what was copied.
        ([agency(B, A), updated(C, B)], {A, B, C}, {A: C, B: C}),
        ([agency(B, A), updated(C, B)], {B, C}, {B: C}),
        ([updated(B, A), updated(C, B)], {A, B}, {A: B}),
        ([updated(B, A), agency(C, A)], {A, B, C}, {A: B, C: B}),
        ([updated(B, A, 0.2)], {A, B}, {A: B}),
        # Most of it is its own.
        ([agency(B, A, 0.49)], {A, B}, {}),
        ([agency(C, B, 0.4), agency(B, A)], {A, B, C}, {B: A}),
        # What nothing allows keeps nobody waiting.
        ([agency(A, B), agency(B, A)], {A, B}, {B: A}),
        ([updated(A, B), updated(B, A)], {A, B}, {A: B}),
    ],
)
def test_what_is_left_out_and_what_counts_in_its_place(
    said: list[Said], counted: set[int], out: dict[int, int]
) -> None:
    assert left_out(said, dict.fromkeys(counted, Stage.BEGUN)) == out


articles = st.integers(1, 6)
copies = st.lists(
    st.builds(Said, articles, articles, st.sampled_from(["agency", "syndicated", "updated"]), st.floats(0, 1)),
    max_size=8,
    unique_by=lambda one: one.article,
)


@given(copies, st.dictionaries(articles, st.sampled_from(Stage)))
def test_only_what_is_counted_is_left_out_and_what_stands_for_it_counts(
    said: list[Said], counted: dict[int, Stage]
) -> None:
    out = left_out(said, counted)
    assert out.keys() <= counted.keys()
    assert set(out.values()) <= counted.keys() - out.keys()
    assert all(counted[by] >= counted[one] for one, by in out.items())


@pytest.fixture
def versions(make_version: Callable[..., Version]) -> list[Version]:
    return [make_version(f"Report {name}\n\nThe plan was dropped, it said.") for name in ("one", "two", "three")]


@pytest.fixture
def reviews(alice: User, story: Story, versions: list[Version], grades: dict[str, Grade]) -> list[Review]:
    """Alice's reviews of three articles of 8 words, begun, each with a claim of the same source and a typo."""
    source = make_source("Ana Sousa")
    found = [
        Review.objects.create(reviewer=alice, version=one, round=story.current_round, status=Status.IN_PROGRESS)
        for one in versions
    ]
    for review in found:
        credit(make_claim(review, "The plan was dropped", grade=grades["5"], check_worthy="yes"), source)
        make_typo(review, "said", severity="error")
    return found


@pytest.fixture
def copy(reviews: list[Review], versions: list[Version]) -> Copy:
    """The second article is an agency's copy of the first."""
    return Copy.objects.create(
        article=versions[1].article, of=versions[0].article, shared=0.9, status=CopyStatus.CONFIRMED, kind="agency"
    )


def test_a_copy_is_left_out_of_what_a_story_comes_to(alice: User, story: Story, copy: Copy) -> None:
    scope = Scope(story, alice)
    whole = story_profile(scope).whole
    [row] = matrix(scope).sources
    assert (whole.claims, whole.credited, whole.high.of, whole.reviews, whole.words) == (2, 2, 2, 2, 16)
    assert (whole.typo_errors, whole.errors_per_thousand) == (2, 125)
    assert (row.total, set(row.cells)) == (2, {review.version.article_id for review in scope.reviews})
    assert copy.article_id not in row.cells
    assert scope.count() == 4


def test_it_is_counted_where_one_asks_for_it(alice: User, story: Story, copy: Copy) -> None:
    scope = Scope(story, alice, with_copies=True)
    assert (story_profile(scope).whole.claims, matrix(scope).sources[0].total, scope.count()) == (3, 3, 6)


@pytest.mark.parametrize("status", [CopyStatus.PROPOSED, CopyStatus.REFUSED])
def test_what_nobody_confirmed_is_no_copy(alice: User, story: Story, copy: Copy, status: CopyStatus) -> None:
    Copy.objects.update(status=status)
    assert story_profile(Scope(story, alice)).whole.claims == 3


def test_an_articles_own_figures_leave_nothing_out(alice: User, story: Story, copy: Copy) -> None:
    assert story_profile(Scope(story, alice, copy.article)).whole.claims == 1
    assert [one.profile.claims for one in story_profile(Scope(story, alice)).articles] == [1, 1, 1]


def test_a_copy_counts_where_the_first_was_not_reviewed(alice: User, story: Story, copy: Copy) -> None:
    Review.objects.filter(version__article=copy.of).update(status=Status.ASSIGNED)
    Mark.objects.filter(review__version__article=copy.of).update(withdrawn_at=MARKED)
    assert story_profile(Scope(story, alice)).whole.claims == 2


def test_it_goes_by_what_each_reviewer_reviewed(
    dan: User, bob: User, story: Story, copy: Copy, reviews: list[Review], grades: dict[str, Grade]
) -> None:
    bobs = Review.objects.create(
        reviewer=bob, version=reviews[1].version, round=story.current_round, status=Status.IN_PROGRESS
    )
    make_claim(bobs, "The plan was dropped", grade=grades["4"])
    everybody = Scope(story, dan)
    assert story_profile(everybody).whole.claims == 2
    assert story_profile(everybody.narrowed_to(bob)).whole.claims == 1
    assert everybody.reviewers == [reviews[0].reviewer, bob]


def test_a_contradiction_with_another_article_counts_also_where_the_copys_review_has_it(
    alice: User, story: Story, copy: Copy, reviews: list[Review], versions: list[Version]
) -> None:
    within = ((versions[1], "The plan"), (versions[1], "it said"))
    between = ((versions[1], "dropped"), (versions[2], "dropped"))
    against_the_first = ((versions[1], "dropped"), (versions[0], "dropped"))
    for sides in (within, between, against_the_first):
        make_contradiction(reviews[1], *sides, strength="strict", locus="outlet_outlet")
    scope = Scope(story, alice)
    found = clashes(scope, None)
    assert [{side.article.pk for side in clash.sides} for clash in found] == [
        {versions[1].article_id, versions[2].article_id},
        {versions[0].article_id, versions[1].article_id},
    ]
    assert [one.count for one in story_profile(scope).whole.contradictions] == [2]
    assert [one.count for one in story_profile(scope).articles[1].profile.contradictions] == [3]
    assert [one.count for one in story_profile(scope.counting_copies()).whole.contradictions] == [3]
    assert scope.marks(MarkKind.CONTRADICTION).count() == 2


def test_a_side_in_a_copy_tells_who_vouches_for_it(
    alice: User, story: Story, copy: Copy, reviews: list[Review], versions: list[Version]
) -> None:
    made = make_contradiction(reviews[2], (versions[2], "dropped"), (versions[1], "The plan was dropped"))
    claim = Claim.objects.get(mark__review=reviews[1])
    Span.objects.filter(mark=made.mark, version=versions[1]).update(side_claim=claim)
    [clash] = clashes(Scope(story, alice), None)
    assert [side.sources for side in clash.sides] == [[], ["Ana Sousa"]]


def test_propositions_are_counted_with_those_of_copies(
    alice: User, story: Story, copy: Copy, reviews: list[Review]
) -> None:
    proposition = Proposition.objects.create(
        round=story.current_round, reviewer=alice, words="It was dropped.", created=MARKED
    )
    Claim.objects.filter(mark__review=reviews[1]).update(proposition=proposition)
    assert count_propositions(Scope(story, alice)) == 1


def test_it_costs_as_many_queries_however_many_copies(
    alice: User, story: Story, copy: Copy, reviews: list[Review], make_version: Callable[..., Version]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            scope = Scope(story, alice)
            story_profile(scope), matrix(scope), clashes(scope, None)
        return len(asked)

    few = queries()
    for number in range(10):
        version = make_version(f"Copy {number}\n\nThe plan was dropped, it said.")
        Review.objects.create(reviewer=alice, version=version, round=story.current_round, status=Status.IN_PROGRESS)
        Copy.objects.create(
            article=version.article, of=copy.of, shared=1, status=CopyStatus.CONFIRMED, kind="syndicated"
        )
    assert queries() == few


def test_a_reviewers_figures_go_by_the_copies_that_he_may_know_of(
    alice: User, story: Story, reviews: list[Review], make_version: Callable[..., Version]
) -> None:
    hidden = make_version(within=Story.objects.create(title="Elsewhere", slug="elsewhere")).article
    for review in reviews[:2]:
        Copy.objects.create(
            article=review.version.article, of=hidden, shared=1, status=CopyStatus.CONFIRMED, kind="agency"
        )
    assert story_profile(Scope(story, alice)).whole.claims == 3
    assert story_profile(Scope(story, None)).whole.claims == 2


def test_who_read_nothing_but_a_copy_is_not_among_the_storys_reviewers(
    alice: User, bob: User, carol: User, story: Story, copy: Copy, reviews: list[Review]
) -> None:
    for reviewer, version in ((bob, reviews[0].version), (carol, reviews[1].version)):
        submit(Review.objects.create(reviewer=reviewer, version=version, round=story.current_round))
    found = load_profiles(Scope(story, None))
    whole = found.of()

    assert whole.reviewers == 2
    assert [one.reviewer for one in found.of_each(whole)] == [alice, bob]
    assert set(found.people(copy.article)) == {alice, carol}


def test_what_is_further_reviewed_stands_before_what_is_less_far() -> None:
    assert left_out([agency(B, A)], {A: Stage.BEGUN, B: Stage.SUBMITTED}) == {A: B}
    assert left_out([agency(B, A)], {A: Stage.BEGUN, B: Stage.MARKED}) == {A: B}
    assert left_out([agency(B, A)], {A: Stage.SUBMITTED, B: Stage.SUBMITTED}) == {B: A}
    assert left_out([updated(B, A)], {A: Stage.SUBMITTED, B: Stage.MARKED}) == {B: A}


def test_a_copy_of_a_copy_in_another_story_is_one_of_the_first(
    alice: User, dan: User, story: Story, reviews: list[Review], versions: list[Version]
) -> None:
    elsewhere = Article.objects.create(story=make_story(user=dan, title="Elsewhere"), headline="Between")
    for article, of in ((versions[1].article, elsewhere), (elsewhere, versions[0].article)):
        Copy.objects.create(article=article, of=of, shared=0.9, status=CopyStatus.CONFIRMED, kind="agency")

    assert Scope(story, dan).left_out == {versions[1].article_id: versions[0].article_id}
    # Alice does not see what lies between, and so is not told that the two belong together.
    assert Scope(story, alice).left_out == {}


def test_a_review_that_was_only_opened_hides_none_with_marks(
    alice: User, story: Story, copy: Copy, reviews: list[Review]
) -> None:
    Mark.objects.filter(review=reviews[0]).update(withdrawn_at=timezone.now())

    assert Scope(story, alice).left_out == {copy.of_id: copy.article_id}
