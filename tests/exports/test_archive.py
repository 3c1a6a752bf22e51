"""The set as one zip file: what is in it, what it says of itself, and whose marks it holds."""

import hashlib
import io
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

import pandas
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import annotations
from annotations.exports.dialects import DIALECTS, SPREADSHEET, SPREADSHEET_SEMICOLON, Dialect
from annotations.exports.selection import CHUNK
from annotations.models import Review, RoundKind, Story, User, Version
from tests.exports.marking import MARKED, credit, make_claim, make_contradiction, make_source, make_typo, submit
from tests.exports.opened import OpenedSet, exported, records_of

FAMILY = "👩‍👩‍👧"
HARD_TEXT = (
    f"Emoji 😀 and {FAMILY} first\n\n“We never had 1,000 men there,” she said — “not one.”\n\n"
    "A claim that\nruns over, “lines”; and\tcells. Cafe\u0301, naïve. قال الوزير اليوم. =1+1 stands here."
)
HARD_QUOTES = [
    "😀",
    FAMILY,
    "“We never had 1,000 men there,”",
    "there,” she said — “not one.”\n\nA claim that\nruns over, “lines”; and\tcells",
    "Cafe\u0301",
    "قال الوزير",
    "=1+1 stands here",
]


@pytest.fixture
def hard_version(make_version: Callable[..., Version]) -> Version:
    return make_version(HARD_TEXT)


@pytest.fixture
def hard_review(hard_version: Version, alice: User, story: Story) -> Review:
    review = Review.objects.create(reviewer=alice, version=hard_version, round=story.current_round)
    for quote in HARD_QUOTES:
        make_claim(review, quote, note="=1+1", rationale="NA")
    make_typo(review, "naïve", correction="=1+1")
    return review


def frame_of(content: bytes, **options: Any) -> pandas.DataFrame:
    """As the README reads it: an empty cell and the word "NA" stay what they are, and no number changes its form."""
    frame: pandas.DataFrame = pandas.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, **options)
    return frame


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.mark.usefixtures("hard_review")
def test_each_quote_is_the_text_at_its_offsets(story: Story) -> None:
    opened = exported(story)

    records = opened.records("marks")
    assert {record["quote"] for record in records} == {*HARD_QUOTES, "naïve"}
    for record in records:
        text = opened.texts()[record["text_sha256"]]
        start, end = int(record["start"]), int(record["end"])
        assert text[start:end] == record["quote"]
        assert text[:start].endswith(record["prefix"])
        assert text[end:].startswith(record["suffix"])


@pytest.mark.usefixtures("hard_review")
def test_pandas_reads_the_same_as_the_csv_module(story: Story) -> None:
    opened = exported(story)

    frame = frame_of(opened.files()["marks.csv"])

    assert frame.to_dict("records") == opened.records("marks")
    assert set(frame["rationale"]) == {"NA", ""}
    assert set(frame["note"]) == {"=1+1", ""}


@pytest.mark.usefixtures("hard_review")
@pytest.mark.parametrize("dialect", [SPREADSHEET, SPREADSHEET_SEMICOLON])
def test_pandas_reads_a_spreadsheets_dialect_too(story: Story, dialect: Dialect) -> None:
    opened = exported(story, dialect=dialect)

    frame = frame_of(opened.files()["marks.csv"], sep=dialect.separator, encoding="utf-8-sig")

    assert frame.to_dict("records") == opened.records("marks", dialect.separator)
    assert set(frame["note"]) == {"'=1+1", ""}
    assert set(frame["correction"]) == {"'=1+1", ""}
    assert "'=1+1 stands here" in set(frame["quote"])
    assert HARD_QUOTES[3] in set(frame["quote"])


@pytest.mark.usefixtures("hard_review")
def test_a_text_is_the_bytes_that_its_name_promises(story: Story, hard_version: Version) -> None:
    files = exported(story).files()

    assert digest(files[f"texts/{hard_version.sha256}.txt"]) == hard_version.sha256
    assert files[f"texts/{hard_version.sha256}.txt"].decode() == HARD_TEXT


def test_a_text_that_two_articles_share_stands_in_the_set_once(
    review: Review, alice: User, make_version: Callable[..., Version]
) -> None:
    twin = make_version(review.version.text)
    Review.objects.create(reviewer=alice, version=twin, round=review.round)

    opened = exported(review.round.story)

    assert list(opened.texts()) == [twin.sha256]
    assert len(opened.records("articles")) == 2


@pytest.mark.usefixtures("hard_review")
@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS.keys())
def test_the_manifest_tells_the_truth(story: Story, dialect: Dialect) -> None:
    opened = exported(story, dialect=dialect)

    files = opened.files()
    manifest = opened.manifest
    assert list(manifest["files"]) == [name for name in files if name != "manifest.json"]
    for name, facts in manifest["files"].items():
        assert facts["bytes"] == len(files[name])
        assert facts["sha256"] == digest(files[name])
        if name.endswith(".csv"):
            assert facts["records"] == len(records_of(files[name], dialect.separator))
    assert manifest["files"]["marks.csv"]["records"] == len(HARD_QUOTES) + 1


@pytest.mark.usefixtures("hard_review")
def test_the_manifest_says_what_the_set_is(story: Story) -> None:
    manifest = exported(story, dialect=SPREADSHEET_SEMICOLON).manifest

    assert manifest["product"] == "factcheck"
    assert manifest["version"] == annotations.__version__
    assert manifest["made"].endswith("Z")
    assert manifest["stories"] == [{"slug": "the-plan", "title": "The plan"}]
    assert manifest["reviews"] == {"assigned": 1}
    assert manifest["codebooks"] == ["Sourcing 1"]
    assert manifest["offsets"] == "Unicode code points, [start, end)"
    assert manifest["dialect"] == {
        "name": "spreadsheet-semicolon",
        "encoding": "UTF-8",
        "byte_order_mark": True,
        "separator": ";",
        "line_ends": "CRLF",
        "quoting": "RFC 4180",
        "formulas": "defused with an apostrophe",
    }


@pytest.mark.usefixtures("hard_review")
def test_the_set_holds_the_files_that_it_promises(story: Story, hard_version: Version) -> None:
    assert list(exported(story).files()) == [
        "marks.csv",
        "attributions.csv",
        "contradictions.csv",
        "propositions.csv",
        "follow_ups.csv",
        "references.csv",
        "sources.csv",
        "source_names.csv",
        "profile.csv",
        "reviews.csv",
        "events.csv",
        "articles.csv",
        "parts.csv",
        "links.csv",
        "codebook.csv",
        f"texts/{hard_version.sha256}.txt",
        "manifest.json",
    ]


def test_the_same_marks_make_the_same_bytes_but_for_the_manifests_time(
    story: Story, hard_review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    credit(make_claim(hard_review, "“We never had"), make_source("Ana Sousa", "A. Sousa"), words=["she"])
    make_contradiction(hard_review, (hard_review.version, "not one"), (hard_review.version, "1,000 men"))

    monkeypatch.setattr("django.utils.timezone.now", lambda: MARKED)
    first, second = exported(story), exported(story)
    monkeypatch.undo()
    later = exported(story)

    assert first.content == second.content
    assert first.files().keys() == later.files().keys()
    assert {name for name, content in first.files().items() if content != later.files()[name]} == {"manifest.json"}
    assert first.manifest | {"made": ""} == later.manifest | {"made": ""}


def test_entries_carry_no_time_and_can_be_read_by_all(story: Story) -> None:
    with ZipFile(io.BytesIO(exported(story).content)) as archive:
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.external_attr >> 16 == 0o100644


def test_a_story_without_reviews_makes_a_set_of_column_names(story: Story) -> None:
    opened = exported(story)

    assert opened.files()["marks.csv"].startswith(b"story,article,headline,")
    assert {facts["records"] for facts in opened.manifest["files"].values()} == {0}
    assert opened.manifest["stories"] == [{"slug": "the-plan", "title": "The plan"}]


def _mark_many(review: Review, number: int) -> None:
    sources = [make_source(f"Source {each}") for each in range(number)]
    for source in sources:
        credit(make_claim(review, "the plan was dropped"), source, words=["Ana Sousa"], cues=["said"])
    make_contradiction(review, (review.version, "dropped"), (review.version, "delayed"))


def _queries(story: Story) -> int:
    with CaptureQueriesContext(connection) as queries:
        exported(story)
    return len(queries)


def test_two_hundred_marks_cost_no_more_queries_than_ten(review: Review, story: Story) -> None:
    _mark_many(review, 10)
    with_ten = _queries(story)

    _mark_many(review, 190)

    assert _queries(story) == with_ten
    assert with_ten < 50
    assert CHUNK > 200


# Who gets whose marks


@pytest.fixture
def two_reviews(review: Review, bobs_review: Review) -> tuple[Review, Review]:
    """Alice's is submitted, Bob's is not; each holds a claim with a source of its own."""
    for one, name in ((review, "Ana Sousa"), (bobs_review, "A secret source")):
        credit(make_claim(one, "the plan was dropped"), make_source(name))
    submit(review)
    return review, bobs_review


def _reviewers(opened: OpenedSet) -> set[str]:
    return {record["reviewer"] for record in opened.records("marks")}


@pytest.mark.usefixtures("two_reviews")
def test_in_a_blind_round_an_adjudicator_gets_submitted_reviews_only(story: Story, carol: User) -> None:
    opened = exported(story, user=carol)

    assert _reviewers(opened) == {"alice"}
    assert [record["reviewer"] for record in opened.records("reviews")] == ["alice"]
    assert [record["name"] for record in opened.records("sources")] == ["Ana Sousa"]
    assert not any(b"secret" in content for content in opened.files().values())


@pytest.mark.usefixtures("two_reviews")
def test_in_an_open_round_an_adjudicator_gets_them_all(story: Story, carol: User) -> None:
    story.rounds.update(kind=RoundKind.OPEN)

    assert _reviewers(exported(story, user=carol)) == {"alice", "bob"}


@pytest.mark.usefixtures("two_reviews")
def test_an_admin_and_the_command_line_get_them_all(story: Story, dan: User) -> None:
    assert _reviewers(exported(story, user=dan)) == {"alice", "bob"}
    assert _reviewers(exported(story)) == {"alice", "bob"}


def test_whoever_still_reviews_the_article_gets_nothing_of_the_others(
    two_reviews: tuple[Review, Review], story: Story, dan: User
) -> None:
    review, _ = two_reviews
    Review.objects.create(reviewer=dan, version=review.version, round=review.round)

    opened = exported(story, user=dan)

    assert _reviewers(opened) == set()
    assert [record["reviewer"] for record in opened.records("reviews")] == ["dan"]
    assert opened.records("sources") == []


def test_a_contradiction_with_a_side_still_to_be_reviewed_is_kept_back(
    review: Review, carol: User, make_version: Callable[..., Version]
) -> None:
    story, unread = review.round.story, make_version("Plan delayed\n\nThe plan is only delayed.")
    make_contradiction(review, (review.version, "dropped"), (unread, "only delayed"))
    submit(review)
    Review.objects.create(reviewer=carol, version=unread, round=review.round)

    opened = exported(story, user=carol)

    assert opened.records("contradictions") == []
    assert len(exported(story).records("contradictions")) == 2
