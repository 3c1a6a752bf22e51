"""The transparency profile: what is counted, and out of what."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.models import Grade, Mark, Review, Source, Status, Story, User
from annotations.overview.figures import Profile
from annotations.overview.profile import story_profile
from annotations.overview.scope import Scope
from tests.crowds import crowd
from tests.exports.marking import credit, make_claim, make_contradiction, make_source, make_typo, submit
from tests.fixtures import MakeVersion

WORDS = "many people say"


@pytest.fixture
def reviews(alice: User, story: Story, make_version: MakeVersion) -> list[Review]:
    """Alice's reviews of two articles of 7 words each, begun."""
    versions = [make_version(f"Headline {number}\n\nWords that many people say.") for number in (1, 2)]
    return [
        Review.objects.create(reviewer=alice, version=version, round=story.current_round, status=Status.IN_PROGRESS)
        for version in versions
    ]


def histogram(profile: Profile) -> dict[str, int]:
    """By grade, how many claims, where there are any."""
    return {one.grade.key: one.count for one in profile.histogram if one.count}


def test_every_grade_of_the_codebook_is_in_the_histogram_and_ungraded_claims_are_apart(
    alice: User, story: Story, reviews: list[Review], grades: dict[str, Grade]
) -> None:
    for key in ("4", "4", "N"):
        make_claim(reviews[0], WORDS, grade=grades[key])
    make_claim(reviews[1], WORDS)

    whole = story_profile(Scope(story, alice)).whole

    assert [(one.grade.key, one.count) for one in whole.histogram] == [
        ("6", 0),
        ("5", 0),
        ("4", 2),
        ("3", 0),
        ("2", 0),
        ("1", 0),
        ("0", 0),
        ("N", 1),
    ]
    assert (whole.ungraded, whole.claims) == (1, 4)


def test_shares_are_of_the_check_worthy_claims_with_a_grade_in_the_order(
    alice: User, story: Story, reviews: list[Review], grades: dict[str, Grade]
) -> None:
    worthy = ["6", "5", "4", "3", "2", "0", "N", None]
    for key in worthy:
        make_claim(reviews[0], WORDS, grade=grades[key] if key else None, check_worthy="yes")
    for said in ("unimportant", "no", "", ""):
        make_claim(reviews[0], WORDS, grade=grades["1"], check_worthy=said)

    whole = story_profile(Scope(story, alice)).whole

    assert (whole.claims, whole.check_worthy, whole.unsaid, whole.ranked) == (12, 8, 2, 6)
    assert (whole.high.count, whole.high.of, whole.low.count, whole.low.of) == (3, 6, 2, 6)
    assert whole.high.share == 0.5
    # By hand: (1/2 + z²/12 ± z √(1/24 + z²/144)) / (1 + z²/6) with z = 1.959964
    assert whole.high.interval is not None
    assert (round(whole.high.interval.low, 4), round(whole.high.interval.high, 4)) == (0.1876, 0.8124)


def test_nothing_marked_leaves_figures_undefined(alice: User, story: Story, reviews: list[Review]) -> None:
    Review.objects.update(status=Status.ASSIGNED)

    whole = story_profile(Scope(story, alice)).whole

    assert (whole.reviews, whole.reviewers, whole.words, whole.claims) == (0, 0, 0, 0)
    assert (whole.high.share, whole.high.interval, whole.low.interval) == (None, None, None)
    assert (whole.top_share, whole.effective_sources, whole.errors_per_thousand) == (None, None, None)
    assert (whole.sources, whole.contradictions) == ([], [])


def test_sources_count_claims_with_mergers_followed_and_one_claim_once(
    alice: User, story: Story, reviews: list[Review]
) -> None:
    sousa, merged, ministry = make_source("Ana Sousa"), make_source("A. Sousa"), make_source("Ministry")
    Source.objects.filter(pk=merged.pk).update(merged_into=sousa)
    both = make_claim(reviews[0], WORDS)
    for source in (sousa, merged, ministry, None):
        credit(both, source)
    credit(make_claim(reviews[1], WORDS), merged)
    credit(make_claim(reviews[1], WORDS), sousa)

    found = story_profile(Scope(story, alice))

    assert [(one.source.name, one.count) for one in found.whole.sources] == [("Ana Sousa", 3), ("Ministry", 1)]
    assert (found.whole.credited, found.whole.top_share) == (4, 0.75)
    # 1 / (0.75² + 0.25²)
    assert found.whole.effective_sources == pytest.approx(1.6)
    assert [one.profile.credited for one in found.articles] == [2, 2]


def test_contradictions_are_counted_by_strength_and_locus_without_loose_ones(
    alice: User, story: Story, reviews: list[Review]
) -> None:
    sides = [(review.version, WORDS) for review in reviews]
    for strength, locus in (
        ("likely", "source_source"),
        ("strict", ""),
        ("strict", "outlet_outlet"),
        ("strict", "outlet_outlet"),
        ("loose", "outlet_outlet"),
        ("", "outlet_outlet"),
    ):
        make_contradiction(reviews[0], *sides, strength=strength, locus=locus)

    found = story_profile(Scope(story, alice))

    assert [(one.strength, one.locus, one.count) for one in found.whole.contradictions] == [
        ("strict", "outlet_outlet", 2),
        ("strict", "", 1),
        ("likely", "source_source", 1),
    ]
    assert [len(one.profile.contradictions) for one in found.articles] == [3, 3]
    assert found.whole.other_contradictions == 2


def test_typos_are_errors_per_thousand_words_read_over_the_reviews_begun(
    alice: User, bob: User, story: Story, reviews: list[Review]
) -> None:
    words = reviews[0].version.words
    begun = Review.objects.create(
        reviewer=bob, version=reviews[0].version, round=story.current_round, status=Status.IN_PROGRESS
    )
    Review.objects.create(reviewer=bob, version=reviews[1].version, round=story.current_round)
    for severity in ("error", "error", "minor", "style", ""):
        make_typo(reviews[0], WORDS, severity=severity)
    make_typo(begun, WORDS, severity="error")

    found = story_profile(Scope(story, None))

    assert (words, found.whole.words, found.whole.typo_errors) == (7, 21, 3)
    assert found.whole.errors_per_thousand == pytest.approx(1_000 / 7)
    first, second = (one.profile for one in found.articles)
    assert (first.words, first.typo_errors, second.words, second.errors_per_thousand) == (14, 3, 7, 0)


def test_reviews_begun_their_reviewers_and_those_submitted_are_told(
    bob: User, story: Story, reviews: list[Review]
) -> None:
    Review.objects.create(reviewer=bob, version=reviews[0].version, round=story.current_round)
    submit(reviews[1])

    whole = story_profile(Scope(story, None)).whole

    assert (whole.reviews, whole.submitted, whole.reviewers) == (2, 1, 1)


def test_withdrawn_marks_do_not_count(
    alice: User, story: Story, reviews: list[Review], grades: dict[str, Grade]
) -> None:
    credit(make_claim(reviews[0], WORDS, grade=grades["4"]), make_source("Ana Sousa"))
    make_typo(reviews[0], WORDS, severity="error")
    make_contradiction(reviews[0], *[(one.version, WORDS) for one in reviews], strength="strict")
    Mark.objects.update(withdrawn_at=timezone.now())

    whole = story_profile(Scope(story, alice)).whole

    assert (whole.claims, whole.sources, whole.contradictions, whole.typo_errors) == (0, [], [], 0)


def test_an_article_has_its_own_figures_and_one_reviewer_can_be_chosen(
    alice: User, bob: User, story: Story, reviews: list[Review], grades: dict[str, Grade]
) -> None:
    bobs = Review.objects.create(reviewer=bob, version=reviews[0].version, round=story.current_round)
    make_claim(reviews[0], WORDS, grade=grades["4"])
    make_claim(reviews[1], WORDS, grade=grades["2"])
    make_claim(bobs, WORDS, grade=grades["6"])

    everybody = story_profile(Scope(story, None))
    assert histogram(everybody.whole) == {"6": 1, "4": 1, "2": 1}
    assert [histogram(one.profile) for one in everybody.articles] == [{"6": 1, "4": 1}, {"2": 1}]
    assert histogram(story_profile(Scope(story, None, reviewer=bob)).whole) == {"6": 1}

    one = story_profile(Scope(story, None, article=reviews[1].version.article))
    assert [found.article for found in one.articles] == [reviews[1].version.article]
    assert one.whole == one.articles[0].profile
    assert histogram(one.whole) == {"2": 1}


def test_where_two_read_one_text_each_has_an_interval_and_both_together_have_none(
    alice: User, bob: User, story: Story, reviews: list[Review], grades: dict[str, Grade]
) -> None:
    bobs = Review.objects.create(
        reviewer=bob, version=reviews[0].version, round=story.current_round, status=Status.IN_PROGRESS
    )
    for review in (*reviews, bobs):
        make_claim(review, WORDS, grade=grades["4"], check_worthy="yes")

    found = story_profile(Scope(story, None))

    both, hers = found.articles
    assert (both.profile.reviews, both.profile.words, both.profile.text_words) == (2, 14, 7)
    assert (both.profile.high.share, both.profile.high.interval, found.whole.high.interval) == (1, None, None)
    assert [(one.reviewer, one.profile.high.of) for one in found.each] == [(alice, 2), (bob, 1)]
    assert all(one.profile.high.interval for one in (*found.each, *both.each))
    # By hand: one of one is 1 / (1 + z²) to 1.
    assert hers.profile.high.interval is not None
    assert (round(hers.profile.high.interval.low, 4), hers.profile.high.interval.high, hers.each) == (0.2065, 1, [])


def test_nothing_of_anothers_is_counted_before_ones_own_is_submitted(
    alice: User, bob: User, story: Story, reviews: list[Review], grades: dict[str, Grade]
) -> None:
    bobs = Review.objects.create(reviewer=bob, version=reviews[0].version, round=story.current_round)
    credit(make_claim(bobs, WORDS, grade=grades["6"]), make_source("A secret source"))
    make_typo(bobs, WORDS, severity="error")
    make_contradiction(bobs, *[(one.version, WORDS) for one in reviews], strength="strict")
    submit(bobs)
    make_claim(reviews[0], WORDS, grade=grades["4"])

    before = story_profile(Scope(story, alice)).whole
    assert (histogram(before), before.sources, before.contradictions) == ({"4": 1}, [], [])
    assert (before.reviewers, before.typo_errors, before.words) == (1, 0, 14)

    submit(reviews[0])
    after = story_profile(Scope(story, alice)).whole
    assert histogram(after) == {"6": 1, "4": 1}
    assert after.contradictions == [], "it has a side in the article that Alice has still to submit"

    submit(reviews[1])
    assert len(story_profile(Scope(story, alice)).whole.contradictions) == 1


def test_it_asks_the_database_as_often_for_many_articles_reviewers_and_marks_as_for_one(
    alice: User, bob: User, story: Story, reviews: list[Review], make_version: MakeVersion
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            story_profile(Scope(story, None))
        return len(asked)

    crowd(reviews[0], 1)
    with_few = queries()
    for number in range(8):
        version = make_version(f"Headline {number}\n\nWords that many people say.")
        for person in (alice, bob):
            crowd(Review.objects.create(reviewer=person, version=version, round=story.current_round), 5)

    assert queries() == with_few
    assert with_few <= 13
