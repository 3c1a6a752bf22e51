"""The profile's figures: what is counted, of what, and for whom."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Grade, Review, Source, Story, User, Version
from annotations.overview.profile import ContradictionCount, Profile, Share, story_profile
from annotations.overview.scope import Scope
from tests.exports.marking import credit, make_claim, make_contradiction, make_source, make_typo, submit

TEXT = "One says this. Two says that. Three says it all. Four says nothing. Five says more."
ONE, TWO, THREE, FOUR, FIVE = (f"{words}." for words in TEXT[:-1].split(". "))


@pytest.fixture
def versions(make_version: Callable[..., Version]) -> list[Version]:
    """Two articles of 18 words each."""
    return [make_version(f"Headline {number}\n\n{TEXT}") for number in (1, 2)]


@pytest.fixture
def reviews(alice: User, story: Story, versions: list[Version]) -> list[Review]:
    return [Review.objects.create(reviewer=alice, version=version, round=story.current_round) for version in versions]


def by_grade(profile: Profile) -> dict[str, int]:
    return {one.grade.key: one.count for one in profile.histogram if one.count}


def test_the_histogram_has_every_grade_in_the_order_of_the_codebook(
    alice: User, story: Story, reviews: list[Review], grades: dict[str, Grade]
) -> None:
    for words, key in ((ONE, "4"), (TWO, "4"), (THREE, "N"), (FOUR, None)):
        make_claim(reviews[0], words, grade=grades[key] if key else None)
    whole = story_profile(Scope(story, alice)).whole
    assert [one.grade.key for one in whole.histogram] == ["6", "5", "4", "3", "2", "1", "0", "N"]
    assert by_grade(whole) == {"4": 2, "N": 1}
    assert (whole.ungraded, whole.claims) == (1, 4)


def test_shares_are_of_the_check_worthy_claims_on_the_scale(
    alice: User, story: Story, reviews: list[Review], grades: dict[str, Grade]
) -> None:
    told = (("6", "yes"), ("4", "yes"), ("3", "yes"), ("2", "yes"), ("0", "yes"), ("5", "no"), ("5", ""))
    for number, (key, worth) in enumerate([*told, ("N", "yes"), (None, "yes")]):
        make_claim(reviews[number % 2], ONE, grade=grades[key] if key else None, check_worthy=worth)
    whole = story_profile(Scope(story, alice)).whole
    assert (whole.high, whole.low) == (Share(2, 5), Share(2, 5))
    assert (whole.check_worthy, whole.ranked, whole.unsaid) == (7, 5, 1)


def test_where_nothing_is_counted_there_is_no_share(alice: User, story: Story, reviews: list[Review]) -> None:
    whole = story_profile(Scope(story, alice)).whole
    assert (whole.high.share, whole.high.interval, whole.top_share, whole.effective_sources) == (None,) * 4
    assert whole.errors_per_thousand == 0


def test_a_claim_counts_once_for_each_source_and_mergers_are_followed(
    alice: User, story: Story, reviews: list[Review]
) -> None:
    shown, other, ministry = make_source("A. Shchetinin"), make_source("A. Schetinin"), make_source("Ministry")
    Source.objects.filter(pk=other.pk).update(merged_into=shown)
    first = make_claim(reviews[0], ONE)
    credit(first, shown)
    credit(first, other)
    credit(make_claim(reviews[1], ONE), other)
    credit(make_claim(reviews[1], TWO), ministry)
    found = story_profile(Scope(story, alice))
    assert [(one.name, one.count) for one in found.whole.sources] == [("A. Shchetinin", 2), ("Ministry", 1)]
    assert found.whole.top_share == pytest.approx(2 / 3)
    assert found.whole.effective_sources == pytest.approx(1 / (4 / 9 + 1 / 9))
    assert [one.profile.credited for one in found.articles] == [1, 2]


def test_only_typos_that_are_errors_count_per_thousand_words_read(
    alice: User, bob: User, story: Story, reviews: list[Review], versions: list[Version]
) -> None:
    theirs = Review.objects.create(reviewer=bob, version=versions[0], round=story.current_round)
    for review, severity in ((reviews[0], "error"), (reviews[0], "style"), (theirs, "error"), (theirs, "")):
        make_typo(review, "says", severity=severity)
    whole = story_profile(Scope(story, None)).whole
    words = 3 * versions[0].words
    assert (whole.typo_errors, whole.words) == (2, words)
    assert whole.errors_per_thousand == pytest.approx(2000 / words)


def test_strict_and_likely_contradictions_count_by_locus(
    alice: User, story: Story, reviews: list[Review], versions: list[Version]
) -> None:
    for strength, locus in (("likely", "source_source"), ("strict", ""), ("strict", "outlet_outlet"), ("loose", "")):
        make_contradiction(reviews[0], (versions[0], ONE), (versions[1], TWO), strength=strength, locus=locus)
    assert story_profile(Scope(story, alice)).whole.contradictions == [
        ContradictionCount("strict", "outlet_outlet", 1),
        ContradictionCount("strict", "", 1),
        ContradictionCount("likely", "source_source", 1),
    ]


def test_withdrawn_marks_and_other_peoples_do_not_count(
    alice: User, bob: User, story: Story, reviews: list[Review], grades: dict[str, Grade]
) -> None:
    gone = make_claim(reviews[0], ONE, grade=grades["4"])
    gone.mark.withdrawn_at = gone.mark.created
    gone.mark.save()
    make_claim(reviews[0], TWO, grade=grades["5"])
    assert by_grade(story_profile(Scope(story, alice)).whole) == {"5": 1}
    assert story_profile(Scope(story, bob)).whole.claims == 0


def test_a_claim_counts_for_each_reviewer_unless_one_is_chosen(
    alice: User, bob: User, story: Story, reviews: list[Review], versions: list[Version]
) -> None:
    theirs = Review.objects.create(reviewer=bob, version=versions[0], round=story.current_round)
    for review in (reviews[0], theirs):
        make_claim(review, ONE)
    submit(theirs)
    everybody = story_profile(Scope(story, None)).whole
    assert (everybody.claims, everybody.reviewers, everybody.reviews, everybody.submitted) == (2, 2, 3, 1)
    assert story_profile(Scope(story, None, reviewer=bob)).whole.claims == 1


def test_of_one_article_the_whole_is_its_own_profile(
    alice: User, story: Story, reviews: list[Review], versions: list[Version]
) -> None:
    make_claim(reviews[0], ONE)
    make_claim(reviews[1], ONE)
    found = story_profile(Scope(story, alice, article=versions[1].article))
    assert [one.article for one in found.articles] == [versions[1].article]
    assert found.articles[0].profile == found.whole
    assert found.whole.claims == 1


def test_the_queries_do_not_grow_with_articles_and_marks(
    alice: User, story: Story, make_version: Callable[..., Version], grades: dict[str, Grade]
) -> None:
    counts = []
    for size in (1, 4):
        for _ in range(size):
            version = make_version(f"Headline {Version.objects.count()}\n\n{TEXT}")
            review = Review.objects.create(reviewer=alice, version=version, round=story.current_round)
            for words in (ONE, TWO, THREE):
                credit(make_claim(review, words, grade=grades["4"]), make_source(f"Source {Source.objects.count()}"))
            make_typo(review, "says", severity="error")
        with CaptureQueriesContext(connection) as queries:
            story_profile(Scope(story, alice))
        counts.append(len(queries))
    assert counts[0] == counts[1]
