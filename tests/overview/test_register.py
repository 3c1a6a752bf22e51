"""What the register says: what a source vouches for with whatever was merged into it, and who may be the same."""

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotations.models import (
    Admission,
    Article,
    Grade,
    Mark,
    Review,
    RoundKind,
    Source,
    SourceKind,
    User,
)
from annotations.overview.alike import all_near, near_spellings
from annotations.overview.register import (
    OfGrade,
    Voice,
    claims_counted,
    families,
    grades_counted,
    holdings,
    merged_into_it,
)
from annotations.overview.vouching import Naming, StoryGroup, grouped, places
from tests.exports.marking import credit, make_claim, make_source, submit
from tests.fixtures import MakeVersion


@pytest.fixture
def minister(db: None) -> Source:
    return make_source("Ana Sousa", kind=SourceKind.PERSON)


@pytest.fixture
def merged(minister: Source) -> Source:
    """Another spelling of the minister, merged into her through a third."""
    between = make_source("Ana Souza", kind=SourceKind.PERSON, merged_into=minister)
    return make_source("Anna Souza", kind=SourceKind.PERSON, merged_into=between)


def vouched(user: User, source: Source, voice: Voice = Voice.SOURCE) -> list[StoryGroup]:
    keys = families().of(source.pk)
    return grouped(places(user, keys, voice), keys, voice)


def quotes(groups: list[StoryGroup]) -> list[str]:
    return [claim.quote for story in groups for article in story.articles for claim in article.claims]


def test_a_source_vouches_for_its_claims_and_those_of_what_was_merged_into_it(
    alice: User, review: Review, minister: Source, merged: Source, grades: dict[str, Grade]
) -> None:
    dropped = make_claim(review, "the plan was dropped", grade=grades["4"])
    credit(dropped, minister, mode="paraphrase", cues=["said"], words=["Ana Sousa"])
    credit(make_claim(review, "We never had 1,000 men there", grade=grades["5"]), merged, mode="direct")
    credit(make_claim(review, "it was only delayed"), make_source("reports", kind=SourceKind.MEDIA))

    [story] = vouched(alice, minister)
    [article] = story.articles

    assert (story.slug, article.pk, article.headline) == ("the-plan", review.version.article_id, str(article.headline))
    first, second = article.claims
    assert (first.mark, first.quote, first.grade) == (dropped.pk, "the plan was dropped", "4")
    assert (first.review, first.reviewer) == (review.pk, "Alice Moreau")
    assert first.namings == [Naming("Ana Sousa", "paraphrase", "", "said")]
    assert second.namings == [Naming("Anna Souza", "direct quote", "", "")]
    keys = families().of(minister.pk)
    assert grades_counted(alice, keys, Voice.SOURCE) == [OfGrade("5", 1), OfGrade("4", 1)]
    assert claims_counted(alice, [minister.pk], families()) == {minister.pk: 2}


def test_a_claim_counts_once_however_often_it_names_the_source(
    alice: User, review: Review, minister: Source, merged: Source
) -> None:
    claim = make_claim(review, "the plan was dropped")
    credit(claim, minister)
    credit(claim, merged)

    assert claims_counted(alice, [minister.pk], families()) == {minister.pk: 1}
    assert grades_counted(alice, families().of(minister.pk), Voice.SOURCE) == [OfGrade(None, 1)]
    assert quotes(vouched(alice, minister)) == ["the plan was dropped"]
    assert holdings(alice, minister, families()).claims == 1


def test_relays_are_told_apart(alice: User, review: Review, minister: Source) -> None:
    agency = make_source("The agency", kind=SourceKind.MEDIA)
    credit(make_claim(review, "the plan was dropped"), minister, relayed_by=agency)

    assert vouched(alice, agency) == []
    [story] = vouched(alice, agency, Voice.RELAY)
    assert story.articles[0].claims[0].namings == [Naming("The agency", "", "Ana Sousa", "")]
    assert (holdings(alice, agency, families()).claims, holdings(alice, agency, families()).relays) == (0, 1)


def test_what_was_withdrawn_is_not_vouched_for(alice: User, review: Review, minister: Source) -> None:
    credit(make_claim(review, "the plan was dropped"), minister)
    Mark.objects.update(withdrawn_at=timezone.now())

    assert vouched(alice, minister) == []
    assert claims_counted(alice, [minister.pk], families()) == {}


@pytest.mark.parametrize("person", ["alice", "carol", "dan", "eve"])
def test_nothing_of_anothers_blind_work_is_counted_before_one_may_read_it(
    person: str, bobs_review: Review, review: Review, minister: Source, request: pytest.FixtureRequest
) -> None:
    user: User = request.getfixturevalue(person)
    credit(make_claim(bobs_review, "the plan was dropped"), minister, relayed_by=minister)
    submit(bobs_review)

    reads = person in {"carol", "dan"}
    assert claims_counted(user, [minister.pk], families()) == ({minister.pk: 1} if reads else {})
    for voice in Voice:
        assert bool(grades_counted(user, [minister.pk], voice)) == reads
        assert bool(vouched(user, minister, voice)) == reads
    assert holdings(user, minister, families()).claims == reads

    submit(review)
    reads = person != "eve"
    assert bool(vouched(user, minister)) == reads


def test_an_open_rounds_marks_are_read_by_who_takes_part(
    alice: User, eve: User, bobs_review: Review, review: Review, minister: Source
) -> None:
    credit(make_claim(bobs_review, "the plan was dropped"), minister)
    bobs_review.round.kind = RoundKind.OPEN
    bobs_review.round.save()

    assert quotes(vouched(alice, minister)) == ["the plan was dropped"]
    assert vouched(eve, minister) == []


def test_what_was_merged_into_it_shows_as_far_as_one_sees_it(
    alice: User, carol: User, minister: Source, merged: Source, bobs_review: Review
) -> None:
    hidden = make_source("A. Sousa", admission=Admission.PROPOSED, proposed_in=bobs_review, merged_into=minister)
    submit(bobs_review)

    assert [str(one.source) for one in merged_into_it(alice, minister, families())] == ["Ana Souza", "Anna Souza"]
    seen = merged_into_it(carol, minister, families())
    assert [str(one.source) for one in seen] == ["Ana Souza", "Anna Souza", "A. Sousa"]
    assert [one.into for one in seen] == [minister, merged.merged_into, minister]
    assert str(hidden) not in holdings(alice, minister, families()).names
    assert str(hidden) in holdings(carol, minister, families()).names


def test_entries_merged_into_each_other_keep_nobody_waiting(alice: User, minister: Source) -> None:
    other = make_source("Ana Souza", merged_into=minister)
    Source.objects.filter(pk=minister.pk).update(merged_into=other)

    assert set(families().of(minister.pk)) == {minister.pk, other.pk}


# Near spellings


def test_near_spellings_are_proposed_with_the_one_that_would_stay(
    carol: User, bobs_review: Review, minister: Source
) -> None:
    submit(bobs_review)
    proposed = make_source(
        "Ana Souza", admission=Admission.PROPOSED, proposed_in=bobs_review, created_by=bobs_review.reviewer
    )
    make_source("Rui Costa")

    [pair] = near_spellings(carol, minister)
    assert (pair.source, pair.into) == (proposed, minister)
    [other_way] = near_spellings(carol, proposed)
    assert other_way == pair
    assert all_near(carol) == ([pair], 1)


def test_what_could_not_be_merged_is_not_proposed(
    carol: User, article: Article, make_version: MakeVersion, minister: Source, bobs_review: Review
) -> None:
    elsewhere = make_version("Another.").article
    make_source("Ana Souza", kind=SourceKind.INSTITUTION)
    make_source("Anna Sousa", admission=Admission.REFUSED)
    make_source("Ana Sousa", merged_into=minister)
    make_source("Ana Soussa", admission=Admission.PROPOSED, proposed_in=bobs_review)
    here = make_source("the diplomat", kind=SourceKind.UNNAMED_PERSON, article=article)
    make_source("The diplomat", kind=SourceKind.UNNAMED_PERSON, article=elsewhere)

    assert near_spellings(carol, minister) == near_spellings(carol, here) == []
    assert all_near(carol) == ([], 0)


def test_an_unnamed_source_is_near_to_another_of_its_article(carol: User, article: Article) -> None:
    older = make_source("a Russian diplomat", kind=SourceKind.UNNAMED_PERSON, article=article)
    newer = make_source("the Russian diplomat", kind=SourceKind.UNNAMED_PERSON, article=article)

    [pair] = near_spellings(carol, older)
    assert (pair.source, pair.into) == (newer, older)


# What it costs


def test_it_asks_as_often_for_many_claims_as_for_one(
    alice: User,
    carol: User,
    review: Review,
    minister: Source,
    merged: Source,
    make_version: MakeVersion,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    def look() -> None:
        with django_assert_num_queries(1):
            mergers = families()
        with django_assert_num_queries(1):
            claims_counted(alice, [minister.pk, merged.pk], mergers)
        keys = mergers.of(minister.pk)
        with django_assert_num_queries(1):
            grades_counted(alice, keys, Voice.SOURCE)
        with django_assert_num_queries(4):
            assert grouped(places(alice, keys, Voice.SOURCE), keys, Voice.SOURCE)
        with django_assert_num_queries(4):
            holdings(alice, minister, mergers)
        with django_assert_num_queries(6):
            near_spellings(carol, Source.objects.prefetch_related("names").get(pk=minister.pk))

    credit(make_claim(review, "the plan was dropped"), minister, cues=["said"])
    make_source("Ana Soussa", kind=SourceKind.PERSON)
    look()
    for number in range(12):
        version = make_version(f"Report {number}\n\nIt was said again.")
        other = Review.objects.create(reviewer=alice, version=version, round=review.round)
        credit(make_claim(other, "It was"), minister, cues=["said"], relayed_by=merged)
        make_source(f"Ana Sousa{'a' * number}", kind=SourceKind.PERSON)
        make_source(f"Anna Sousa {number}", kind=SourceKind.PERSON, merged_into=minister)
    look()
