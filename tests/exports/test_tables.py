"""What the tables of a set say."""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from annotations.exports.selection import Selection
from annotations.exports.tables.contradictions import CONTRADICTIONS
from annotations.models import (
    Article,
    Copy,
    CopyStatus,
    Grade,
    Mark,
    Outlet,
    Reference,
    Review,
    SourceKind,
    Story,
    User,
    Version,
)
from tests.exports.marking import MARKED, credit, make_claim, make_contradiction, make_source, make_typo, submit
from tests.exports.opened import exported

COLUMNS = [
    "story",
    "article",
    "headline",
    "outlet",
    "url",
    "version",
    "text_sha256",
    "review",
    "reviewer",
    "round",
    "review_kind",
    "status",
    "mark_id",
    "kind",
    "part",
    "start",
    "end",
    "quote",
    "prefix",
    "suffix",
    "grade",
    "grade_rank",
    "grade_label",
    "sources",
    "cues",
    "claim_type",
    "check_worthy",
    "confidence",
    "rationale",
    "correction",
    "typo_type",
    "severity",
    "in_quotation",
    "proposition",
    "note",
    "created",
    "updated",
    "codebook",
]


def test_a_claim_stands_in_one_record_with_all_that_was_said_of_it(
    review: Review, article: Article, grades: dict[str, Grade], story: Story
) -> None:
    article.outlet, article.address = Outlet.objects.create(name="The Courier"), "https://courier.example/plan"
    article.save()
    claim = make_claim(
        review,
        "the plan was dropped",
        note="Ask her office",
        grade=grades["5"],
        claim_type="event",
        check_worthy="yes",
        part="body",
        confidence="sure",
        rationale="Her own words",
    )
    credit(claim, make_source("Ana Sousa"), words=["The minister", "Ana Sousa"], cues=["said on Monday"])

    (record,) = exported(story).records("marks")

    assert list(record) == COLUMNS
    assert record == {
        "story": "the-plan",
        "article": str(article.pk),
        "headline": "Minister denies the plan",
        "outlet": "The Courier",
        "url": "https://courier.example/plan",
        "version": "1",
        "text_sha256": review.version.sha256,
        "review": str(review.pk),
        "reviewer": "alice",
        "round": "1",
        "review_kind": "first",
        "status": "assigned",
        "mark_id": str(claim.pk),
        "kind": "claim",
        "part": "body",
        "start": "71",
        "end": "91",
        "quote": "the plan was dropped",
        "prefix": " Ana Sousa, said on Monday that ",
        "suffix": ". Recent reports suggest it was ",
        "grade": "5",
        "grade_rank": "5",
        "grade_label": "Named, direct",
        "sources": "Ana Sousa",
        "cues": "said on Monday",
        "claim_type": "event",
        "check_worthy": "yes",
        "confidence": "sure",
        "rationale": "Her own words",
        "correction": "",
        "typo_type": "",
        "severity": "",
        "in_quotation": "",
        "proposition": "",
        "note": "Ask her office",
        "created": "2026-05-01T12:30:00Z",
        "updated": "2026-05-01T12:30:00Z",
        "codebook": "Sourcing 1",
    }


def test_a_typo_stands_among_the_claims(review: Review, story: Story) -> None:
    make_typo(review, "delayed", correction="postponed", type="misspelling", severity="error", in_quotation=True)

    (record,) = exported(story).records("marks")

    assert record["kind"] == "typo"
    assert (record["quote"], record["correction"], record["typo_type"]) == ("delayed", "postponed", "misspelling")
    assert (record["severity"], record["in_quotation"]) == ("error", "yes")
    assert (record["grade"], record["sources"], record["claim_type"], record["part"]) == ("", "", "", "")


@pytest.mark.parametrize(
    ("key", "rank", "label"), [("N", "", "None needed"), ("0", "0", "Unattributed"), (None, "", "")]
)
def test_a_grade_outside_the_order_and_a_missing_one_have_no_rank(
    review: Review, grades: dict[str, Grade], key: str | None, rank: str, label: str
) -> None:
    make_claim(review, "Critics doubt it", grade=grades[key] if key else None)

    (record,) = exported(review.round.story).records("marks")

    assert (record["grade"], record["grade_rank"], record["grade_label"]) == (key or "", rank, label)


def test_sources_are_named_or_else_quoted_and_joined_for_reading(review: Review, story: Story) -> None:
    claim = make_claim(review, "it was only delayed")
    credit(claim, make_source("Ana Sousa"), cues=["said", "on Monday"])
    credit(claim, words=["Recent", "reports"], cues=["suggest"])
    credit(claim, mode="hedge")

    (record,) = exported(story).records("marks")

    assert record["sources"] == "Ana Sousa; Recent … reports"
    assert record["cues"] == "said … on Monday; suggest"


def test_an_attribution_stands_in_one_record_with_every_piece_of_its_spans(review: Review, story: Story) -> None:
    claim = make_claim(review, "the plan was dropped")
    minister, agency = make_source("Ana Sousa", affiliation="Ministry"), make_source("Lusa", kind=SourceKind.MEDIA)
    credit(
        claim,
        minister,
        words=["The minister", "Ana Sousa"],
        cues=["said"],
        relays=["on Monday"],
        relayed_by=agency,
        mode="paraphrase",
        stance="neutral",
        anonymity_reason=False,
    )
    credit(claim, mode="hedge")

    named, hedged = exported(story).records("attributions")

    assert named == {
        "mark_id": str(claim.pk),
        "order": "1",
        "source": str(minister.pk),
        "source_name": "Ana Sousa",
        "source_kind": "person",
        "source_affiliation": "Ministry",
        "source_chosen": str(minister.pk),
        "source_quote": "The minister … Ana Sousa",
        "source_spans": "[26,38) [40,49)",
        "cue_quote": "said",
        "cue_spans": "[51,55)",
        "relay_quote": "on Monday",
        "relay_spans": "[56,65)",
        "relayed_by": str(agency.pk),
        "relayed_by_name": "Lusa",
        "relayed_by_chosen": str(agency.pk),
        "mode": "paraphrase",
        "stance": "neutral",
        "anonymity_reason": "no",
    }
    assert {name: cell for name, cell in hedged.items() if cell} == {
        "mark_id": str(claim.pk),
        "order": "2",
        "mode": "hedge",
    }


def test_mergers_are_followed_to_their_end_and_what_was_chosen_is_kept(review: Review, story: Story) -> None:
    last = make_source("Ana Sousa", "A. Sousa")
    between = make_source("Anna Sousa", merged_into=last)
    chosen = make_source("Sousa", merged_into=between)
    make_source("Nobody in this story")
    credit(make_claim(review, "the plan was dropped"), chosen)

    opened = exported(story)

    assert opened.records("marks")[0]["sources"] == "Ana Sousa"
    (attribution,) = opened.records("attributions")
    assert (attribution["source"], attribution["source_chosen"]) == (str(last.pk), str(chosen.pk))
    sources = {record["name"]: record for record in opened.records("sources")}
    assert sources.keys() == {"Ana Sousa", "Anna Sousa", "Sousa"}
    assert sources["Sousa"]["merged_into"] == str(between.pk)
    assert {record["stands_for"] for record in sources.values()} == {str(last.pk)}
    assert {record["stands_for_name"] for record in sources.values()} == {"Ana Sousa"}
    assert [record["name"] for record in opened.records("source_names") if record["source"] == str(last.pk)] == [
        "Ana Sousa",
        "A. Sousa",
    ]


def test_a_source_has_the_claims_of_all_that_were_merged_into_it(review: Review, story: Story) -> None:
    last = make_source("Ana Sousa")
    merged = make_source("Sousa", merged_into=last)
    agency = make_source("Lusa", kind=SourceKind.MEDIA)
    twice = make_claim(review, "the plan was dropped")
    credit(twice, last)
    credit(twice, merged)
    credit(make_claim(review, "it was only delayed"), merged, relayed_by=agency)

    counted = {record["name"]: (record["claims"], record["relays"]) for record in exported(story).records("sources")}

    assert counted == {"Ana Sousa": ("2", "0"), "Sousa": ("0", "0"), "Lusa": ("0", "1")}


def test_two_sources_merged_into_each_other_do_not_keep_a_set_from_being_made(review: Review, story: Story) -> None:
    one = make_source("Ana Sousa")
    other = make_source("Anna Sousa", merged_into=one)
    one.merged_into = other
    one.save()
    credit(make_claim(review, "the plan was dropped"), one)

    assert exported(story).records("marks")[0]["sources"] == "Anna Sousa"


def test_a_contradiction_has_a_record_for_each_side(
    review: Review, make_version: Callable[..., Version], story: Story
) -> None:
    other = make_version("Plan delayed\n\nThe plan is only delayed.")
    claim = make_claim(review, "the plan was dropped")
    contradiction = make_contradiction(
        review,
        (other, "The plan is only delayed"),
        (review.version, "the plan was dropped"),
        note="One of them",
        type="negation",
        strength="strict",
        locus="outlet_outlet",
        acknowledged=False,
    )
    contradiction.mark.spans.filter(version=review.version).update(side_claim=claim)

    first, second = exported(story).records("contradictions")

    whole = {
        "mark_id": str(contradiction.pk),
        "review": str(review.pk),
        "reviewer": "alice",
        "contradiction_type": "negation",
        "strength": "strict",
        "locus": "outlet_outlet",
        "acknowledged": "no",
        "note": "One of them",
        "codebook": "Sourcing 1",
    }
    assert whole.items() <= first.items()
    assert whole.items() <= second.items()
    assert (first["side"], first["headline"], first["text_sha256"], first["claim"]) == (
        "1",
        "Plan delayed",
        other.sha256,
        "",
    )
    assert (first["quote"], first["start"], first["end"]) == ("The plan is only delayed", "14", "38")
    assert (first["article"], second["article"]) == (str(other.article_id), str(review.version.article_id))
    assert (second["side"], second["text_sha256"], second["claim"]) == ("2", review.version.sha256, str(claim.pk))


def test_a_side_names_no_claim_that_was_withdrawn(
    review: Review, story: Story, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    claims = [make_claim(review, words) for words in ("the plan was dropped", "it was only delayed")]
    sides = make_contradiction(review, *[(review.version, claim.mark.spans.get().quote) for claim in claims])
    for claim, span in zip(claims, sides.mark.spans.order_by("order"), strict=True):
        span.side_claim = claim
        span.save()
    Mark.objects.filter(pk=claims[0].pk).update(withdrawn_at=MARKED)

    assert [record["claim"] for record in exported(story).records("contradictions")] == ["", str(claims[1].pk)]
    rows = list(CONTRADICTIONS.rows(Selection(story, None)))
    with django_assert_num_queries(0):
        records = [dict(zip(CONTRADICTIONS.column_names, CONTRADICTIONS.record(row), strict=True)) for row in rows]
    assert [record["claim"] for record in records] == [None, str(claims[1].pk)]


def test_references_stand_in_a_table_of_their_own(review: Review, story: Story) -> None:
    typo = make_typo(review, "delayed")
    contradiction = make_contradiction(review, (review.version, "dropped"), (review.version, "only delayed"))
    Reference.objects.create(mark=typo.mark, order=1, address="https://b.example/")
    Reference.objects.create(
        mark=typo.mark,
        order=0,
        address="https://a.example/",
        archived_address="https://archive.example/a",
        seen=date(2026, 5, 2),
        note="The transcript",
    )
    Reference.objects.create(mark=contradiction.mark, address="https://c.example/")

    records = exported(story).records("references")

    # The contradiction begins before the typo.
    assert [record["url"] for record in records] == ["https://c.example/", "https://a.example/", "https://b.example/"]
    assert records[1] == {
        "mark_id": str(typo.pk),
        "order": "1",
        "url": "https://a.example/",
        "archived_url": "https://archive.example/a",
        "seen": "2026-05-02",
        "note": "The transcript",
    }


def test_marks_stand_in_the_order_of_article_place_and_uuid(
    review: Review, bobs_review: Review, alice: User, make_version: Callable[..., Version], story: Story
) -> None:
    later = Review.objects.create(reviewer=alice, version=make_version(), round=review.round)
    make_claim(later, "Minister")
    make_claim(review, "the plan was dropped", mark_id=uuid.UUID(int=2))
    make_claim(bobs_review, "the plan was dropped", mark_id=uuid.UUID(int=1))
    make_claim(review, "the plan was dropped. Recent")
    make_claim(review, "Ana Sousa")

    records = exported(story).records("marks")

    places = [(int(one["article"]), int(one["start"]), int(one["end"]), uuid.UUID(one["mark_id"])) for one in records]
    assert places == sorted(places)
    assert [record["reviewer"] for record in records] == ["alice", "bob", "alice", "alice", "alice"]


def test_withdrawn_marks_are_left_out(review: Review, story: Story) -> None:
    claim = make_claim(review, "the plan was dropped")
    credit(claim, make_source("Ana Sousa"))
    contradiction = make_contradiction(review, (review.version, "dropped"), (review.version, "only delayed"))
    for mark in (claim.mark, contradiction.mark):
        Reference.objects.create(mark=mark, address="https://a.example/")
        mark.withdrawn_at = datetime(2026, 5, 2, tzinfo=UTC)
        mark.save()

    opened = exported(story)

    for table in ("marks", "attributions", "contradictions", "references", "sources", "source_names"):
        assert opened.records(table) == []


def test_a_review_that_found_nothing_still_stands_in_the_set(review: Review, story: Story) -> None:
    submit(review, nothing_to_mark=True)

    (record,) = exported(story).records("reviews")

    assert (record["review"], record["reviewer"], record["status"]) == (str(review.pk), "alice", "submitted")
    assert (record["nothing_to_mark"], record["submitted"], record["round_kind"]) == (
        "yes",
        "2026-05-01T12:30:00Z",
        "blind",
    )
    assert record["text_sha256"] == review.version.sha256


def test_an_article_is_described_once_a_version_and_only_where_it_is_used(
    review: Review, article: Article, make_version: Callable[..., Version], story: Story
) -> None:
    make_version("Nobody was asked to review this")
    beside = make_version("Plan delayed\n\nThe plan is only delayed.")
    make_contradiction(review, (beside, "only delayed"), (review.version, "dropped"))
    article.byline, article.archived_address, article.type = "Joana Reis", "https://archive.example/1", "news"
    article.published, article.fetched, article.language = date(2026, 4, 30), date(2026, 5, 1), "en-GB"
    article.save()
    Copy.objects.create(article=article, of=beside.article, kind="agency", shared=0.75, status=CopyStatus.CONFIRMED)
    Copy.objects.create(article=beside.article, of=article, shared=0.5)

    first, second = exported(story).records("articles")

    assert first == {
        "story": "the-plan",
        "article": str(article.pk),
        "headline": "Minister denies the plan",
        "outlet": "",
        "url": "",
        "version": "1",
        "text_sha256": review.version.sha256,
        "archived_url": "https://archive.example/1",
        "byline": "Joana Reis",
        "published": "2026-04-30",
        "fetched": "2026-05-01",
        "language": "en-GB",
        "type": "news",
        "file_name": "",
        "copy_of": str(beside.article_id),
        "copy_kind": "agency",
        "copy_shared": "0.750000",
    }
    assert (second["text_sha256"], second["copy_of"], second["copy_kind"]) == (beside.sha256, "", "")


@pytest.mark.usefixtures("review")
def test_the_codebook_goes_with_the_set(grades: dict[str, Grade], story: Story) -> None:
    records = exported(story).records("codebook")

    assert [record["grade"] for record in records] == ["6", "5", "4", "3", "2", "1", "0", "N"]
    assert records[0]["codebook"] == "Sourcing 1"
    assert records[0]["definition"] == grades["6"].definition
    assert (records[-1]["grade_rank"], records[-1]["grade_label"]) == ("", "None needed")


def test_all_stories_go_into_one_set_when_asked_for(
    review: Review, alice: User, make_version: Callable[..., Version], story: Story
) -> None:
    other = Story.objects.create(title="Another", slug="another")
    round_ = other.rounds.create(number=1, codebook=review.round.codebook)
    elsewhere = Review.objects.create(reviewer=alice, version=make_version(within=other), round=round_)
    make_claim(review, "Ana Sousa")
    make_claim(elsewhere, "Ana Sousa")

    assert [record["story"] for record in exported(None).records("marks")] == ["the-plan", "another"]
    assert [record["story"] for record in exported(story).records("marks")] == ["the-plan"]
