"""events.csv: what was done in the reviews of a set, and to whom it is told."""

import json
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.exports.dialects import SPREADSHEET
from annotations.models import Event, Review, Story, User, Verb, Version
from annotations.review.content import MarkState, SourceContent
from annotations.review.events import record
from annotations.review.marks import save_mark, withdraw_mark
from annotations.review.reopen import reopen_review
from annotations.review.sources import propose_source
from annotations.review.submit import submit_review
from tests.exports.marking import make_typo, submit
from tests.exports.opened import exported
from tests.wire import Wire, claim, contradiction, read, side

AT = datetime(2026, 5, 1, 12, 30, 15, 123456, tzinfo=UTC)

COLUMNS = [
    "change",
    "at",
    "actor",
    "verb",
    "review",
    "mark_id",
    "kind",
    "number",
    "source",
    "proposition",
    "reason",
    "before",
    "after",
]


def save(review: Review, content: Wire, mark_id: uuid.UUID | None = None, revision: int = 0) -> MarkState:
    """The reviewer makes or changes a mark."""
    return save_mark(
        user=review.reviewer,
        review_id=review.pk,
        mark_id=mark_id or uuid.uuid4(),
        change=uuid.uuid4(),
        revision=revision,
        content=read(content),
    ).mark


def dropped(review: Review, **more: object) -> Wire:
    return claim(review.version.text, "the plan was dropped", **more)


def verbs(records: list[dict[str, str]]) -> list[str]:
    return [record["verb"] for record in records]


def test_a_change_to_a_mark_stands_in_one_record(review: Review, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    made = save(review, dropped(review))
    monkeypatch.setattr(timezone, "now", lambda: AT)
    Event.objects.update(at=AT)
    graded = save(review, dropped(review, grade="4", note="“Sousa”"), made.id, 1)

    first, second = exported(story).records("events")

    assert list(first) == COLUMNS
    assert (first["verb"], first["before"], json.loads(first["after"])) == ("marked", "", made.model_dump(mode="json"))
    change = Event.objects.get(verb=Verb.CHANGED).change
    assert {name: second[name] for name in COLUMNS[:11]} == {
        "change": str(change),
        "at": "2026-05-01T12:30:15Z",
        "actor": "alice",
        "verb": "changed",
        "review": str(review.pk),
        "mark_id": str(made.id),
        "kind": "claim",
        "number": "1",
        "source": "",
        "proposition": "",
        "reason": "",
    }
    assert json.loads(second["before"]) == made.model_dump(mode="json")
    assert json.loads(second["after"]) == graded.model_dump(mode="json")
    assert "“Sousa”" in second["after"]


def test_a_reopened_review_tells_why(review: Review, carol: User, story: Story) -> None:
    save(review, dropped(review))
    submit_review(user=review.reviewer, review_id=review.pk)
    reopen_review(user=carol, review_id=review.pk, reason="Look again,\n“please”.")

    records = exported(story).records("events")

    assert verbs(records) == ["marked", "submitted", "reopened"]
    assert [one["reason"] for one in records] == ["", "", "Look again,\n“please”."]
    reopened = records[-1]
    assert (reopened["actor"], reopened["mark_id"], reopened["kind"]) == ("carol", "", "")
    assert json.loads(reopened["before"])["others_readable"] == []
    assert json.loads(reopened["after"])["status"] == "in_progress"


def test_a_proposed_source_is_told_with_its_entry(review: Review, story: Story) -> None:
    source = uuid.uuid4()
    content = SourceContent.model_validate({"name": "Ana Sousa", "kind": "person"})
    propose_source(user=review.reviewer, review_id=review.pk, source_id=source, change=uuid.uuid4(), content=content)

    (record,) = exported(story).records("events")

    assert (record["verb"], record["source"]) == ("proposed", str(source))
    assert json.loads(record["after"])["names"] == ["Ana Sousa"]


def test_withdrawn_marks_are_told_of(review: Review, story: Story) -> None:
    made = save(review, dropped(review))
    withdraw_mark(user=review.reviewer, review_id=review.pk, mark_id=made.id, change=uuid.uuid4(), revision=1)

    opened = exported(story)

    assert opened.records("marks") == []
    assert verbs(opened.records("events")) == ["marked", "withdrew"]


def test_records_stand_review_by_review_in_the_order_of_the_changes(
    review: Review, bobs_review: Review, story: Story
) -> None:
    hers = save(review, dropped(review))
    save(bobs_review, dropped(bobs_review))
    save(review, dropped(review, grade="4"), hers.id, 1)

    records = exported(story).records("events")

    assert [(int(one["review"]), one["verb"]) for one in records] == [
        (review.pk, "marked"),
        (review.pk, "changed"),
        (bobs_review.pk, "marked"),
    ]


def test_what_was_done_outside_the_reviews_is_not_told(review: Review, dan: User, story: Story) -> None:
    record(Verb.EDITED, user=dan, story=story)
    record(Verb.ASSIGNED, user=None, story=story, article=review.version.article)

    assert exported(story).records("events") == []


def test_the_command_line_is_nobody(review: Review, story: Story) -> None:
    record(Verb.SUBMITTED, user=None, review=review)

    assert [one["actor"] for one in exported(story).records("events")] == [""]


def test_keys_stand_in_the_order_of_their_names(review: Review, story: Story) -> None:
    record(Verb.SUBMITTED, user=None, review=review, after={"b": 1, "a": {"d": 2, "c": "é"}})

    (told,) = exported(story).records("events")

    assert told["after"] == '{"a": {"c": "é", "d": 2}, "b": 1}'


def test_a_spreadsheet_runs_nothing_and_still_reads_json(review: Review, carol: User, story: Story) -> None:
    submit(review)
    reopen_review(user=carol, review_id=review.pk, reason="=1+1,=2+2")

    (told,) = exported(story, dialect=SPREADSHEET).records("events")

    assert told["reason"] == "'=1+1,'=2+2"
    assert json.loads(told["after"])["reason"] == "=1+1,'=2+2"


# Who is told


def test_in_a_blind_round_an_adjudicator_is_told_of_submitted_reviews_only(
    review: Review, bobs_review: Review, carol: User, story: Story
) -> None:
    for one in (review, bobs_review):
        save(one, dropped(one))
    submit(review)

    assert {one["actor"] for one in exported(story, user=carol).records("events")} == {"alice"}
    assert {one["actor"] for one in exported(story).records("events")} == {"alice", "bob"}


def test_a_review_that_was_reopened_is_told_of_once_it_is_submitted_again(
    review: Review, carol: User, story: Story
) -> None:
    save(review, dropped(review))
    submit_review(user=review.reviewer, review_id=review.pk)
    reopen_review(user=carol, review_id=review.pk, reason="Look again.")
    assert exported(story, user=carol).records("events") == []

    submit_review(user=review.reviewer, review_id=review.pk)

    told = exported(story, user=carol).records("events")
    assert verbs(told) == ["marked", "submitted", "reopened", "submitted"]


def test_a_side_that_was_taken_out_is_not_told_to_whoever_has_still_to_review_it(
    review: Review, carol: User, story: Story, make_version: Callable[..., Version]
) -> None:
    unread, text = make_version("Plan delayed\n\nA secret passage."), review.version
    first = contradiction(side(text, "dropped"), side(unread, "A secret passage"))
    made = save(review, first)
    save(review, contradiction(side(text, "dropped"), side(text, "only delayed")), made.id, 1)
    submit(review)
    own = Review.objects.create(reviewer=carol, version=unread, round=review.round)

    opened = exported(story, user=carol)

    assert len(opened.records("contradictions")) == 2
    assert not any(b"secret passage" in content for name, content in opened.files().items() if name.endswith(".csv"))

    submit(own)
    assert verbs(exported(story, user=carol).records("events")) == ["marked", "changed"]


def test_six_hundred_changes_cost_few_queries_more_than_six(review: Review, story: Story) -> None:
    make_typo(review, "delayed")
    mark = review.marks.get()

    def change(times: int) -> None:
        Event.objects.bulk_create(
            Event(change=uuid.uuid4(), at=AT, verb=Verb.CHANGED, actor=review.reviewer, review=review, mark=mark)
            for _ in range(times)
        )

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            exported(story)
        return len(captured)

    change(6)
    with_six = queries()
    change(594)

    assert queries() == with_six
