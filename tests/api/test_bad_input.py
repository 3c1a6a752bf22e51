"""Whatever is sent, the answer is problem details with its own status and code, and nothing is changed."""

import json
import uuid
from functools import cache
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import RequestFactory
from django.utils import timezone

from annotations.api.v1 import api, contradicts_tables
from annotations.models import Mark, Review, Story
from tests.api.calling import (
    GOOD,
    MARK,
    Answer,
    Call,
    Caller,
    calling,
    change,
    finding,
    problem_of,
    proposing,
    withdrawing,
)
from tests.conftest import TEXT
from tests.wire import Wire, claim, contradiction, place, stored, typo

pytestmark = pytest.mark.usefixtures("made")

PLACE = place(TEXT, "the plan was dropped")
LONG_NUMBER = 2**70
DEEP = 100_000


def saying(**more: Any) -> Call:
    """A change of the claim, which says this beside what is good."""
    return lambda caller: caller.put(MARK, change(GOOD | more, 1))


def at(start: object, end: object, quote: str) -> Call:
    """A change of the claim's place."""
    return saying(span={"start": start, "end": end, "quote": quote})


def making(content: Wire) -> Call:
    """A new mark."""
    return lambda caller: caller.put(f"/marks/{uuid.uuid4()}", change(content))


def sending(body: object, content_type: str = "application/json") -> Call:
    """A change whose body is this."""
    return lambda caller: caller.put(MARK, body, content_type)


def with_body(**more: object) -> Call:
    """A good change, with this beside it."""
    return sending(change(GOOD, 1) | more)


def putting(path: str) -> Call:
    """A good change, sent to another address below the review."""
    return lambda caller: caller.put(path, change(GOOD))


def two_sides(**more: object) -> Call:
    """A new contradiction between two passages of one version, the first of which has this beside it."""
    sides = [{"version": 1, "span": PLACE} | more, {"version": 1, "span": place(TEXT, "it was only delayed")}]
    return making(contradiction(*sides))


BAD: dict[str, tuple[Call, int, str]] = {
    # What does not fit the article
    "a quote that does not match": (at(0, 8, "minister"), 422, "quote-mismatch"),
    "a quote of another length": (at(0, 9, "Minister"), 422, "quote-mismatch"),
    "a quote one place off, as UTF-16 would have it": (at(72, 92, "the plan was dropped"), 422, "quote-mismatch"),
    "a span past the end": (at(0, 10_000, "Minister"), 422, "out-of-range"),
    "a span without a character": (at(3, 3, ""), 422, "empty"),
    "a span that ends before it starts": (at(8, 0, "Minister"), 422, "empty"),
    "a span of white space": (at(24, 26, "\n\n"), 422, "blank"),
    "a piece of a source that does not match": (
        saying(attributions=[{"source_spans": [{"start": 0, "end": 3, "quote": "Ana"}]}]),
        422,
        "quote-mismatch",
    ),
    "an unknown grade": (saying(grade="9"), 422, "unknown-grade"),
    "an unknown source": (saying(attributions=[{"source": str(uuid.uuid4())}]), 422, "unknown-source"),
    "a correction that is what stands there": (making(typo(TEXT, "men", correction="men")), 422, "same-correction"),
    "a correction of white space": (making(typo(TEXT, "men", correction=" \n")), 422, "blank-correction"),
    "the whole article": (making(claim(TEXT, TEXT)), 422, "whole-article"),
    "an address without a host": (saying(references=[{"address": "https://"}]), 422, "no-web-address"),
    "an address with a space": (saying(references=[{"address": "https://a.org/a b"}]), 422, "no-web-address"),
    "an address that is too long": (
        saying(references=[{"address": f"https://a.org/{'a' * 1000}"}]),
        422,
        "too-long",
    ),
    "an archived address of another kind": (
        saying(references=[{"address": "https://a.org", "archived_address": "ftp://a.org"}]),
        422,
        "no-web-address",
    ),
    "an address that would run": (saying(references=[{"address": "javascript:alert(1)"}]), 422, "no-web-address"),
    "another kind of mark": (lambda caller: caller.put(MARK, change(typo(TEXT, "men"), 1)), 422, "other-kind"),
    "one side": (making(contradiction({"version": 1, "span": PLACE})), 422, "one-side"),
    "the same passage twice": (making(contradiction(*[{"version": 1, "span": PLACE}] * 2)), 422, "same-side"),
    "a side in no article of the story": (two_sides(version=2**31 - 1), 422, "other-story"),
    "a source without a name": (proposing(name=" "), 422, "no-name"),
    "a named person of one article": (proposing(only_here=True), 422, "unfit"),
    # What has moved on
    "an older revision": (with_body(revision=0), 409, "older-revision"),
    "a revision still to come": (with_body(revision=2), 409, "older-revision"),
    "a withdrawal of an older revision": (withdrawing(change=uuid.uuid4(), revision=0), 409, "older-revision"),
    "a change to a mark that is not there": (
        lambda caller: caller.put(f"/marks/{uuid.uuid4()}", change(GOOD, 1)),
        404,
        "not-found",
    ),
    # What no column could hold
    "NUL in a note": (saying(note="a\x00b"), 422, "nul"),
    "NUL in a quote": (at(0, 8, "Minist\x00r"), 422, "nul"),
    "NUL in a grade": (saying(grade="\x00"), 422, "nul"),
    "NUL in an address": (saying(references=[{"address": "http://a.org/\x00"}]), 422, "nul"),
    "NUL in a source's name": (proposing(name="Ana\x00"), 422, "nul"),
    "NUL in what is looked up": (finding("a\x00"), 422, "nul"),
    "half a character in a note": (saying(note="\ud83d"), 422, "surrogate"),
    "half a character in a quote": (at(0, 8, "Minist\udc00r"), 422, "surrogate"),
    "half a character in a grade": (saying(grade="\ud800"), 422, "surrogate"),
    "half a character in a field's name": (saying(**{"\ud800": 1}), 422, "surrogate"),
    "70 bits in a span": (at(LONG_NUMBER, LONG_NUMBER + 8, "Minister"), 422, "number-out-of-range"),
    "70 bits in a revision": (with_body(revision=LONG_NUMBER), 422, "number-out-of-range"),
    "70 bits in a withdrawal": (withdrawing(change=uuid.uuid4(), revision=LONG_NUMBER), 422, "number-out-of-range"),
    "70 bits in a side's version": (two_sides(version=LONG_NUMBER), 422, "number-out-of-range"),
    "70 bits in the address": (calling("PUT", f"/api/v1/reviews/{LONG_NUMBER}{MARK}"), 404, "not-found"),
    "5,000 digits in a revision": (
        sending(json.dumps(change(GOOD, 1)).replace('"revision": 1', f'"revision": {"9" * 5000}').encode()),
        400,
        "unreadable",
    ),
    "5,000 digits in a withdrawal": (withdrawing(change=uuid.uuid4(), revision="9" * 5000), 422, "number-out-of-range"),
    "5,000 digits in the address": (calling("GET", f"/api/v1/reviews/{'9' * 5000}"), 404, "not-found"),
    "a place before the text": (at(-1, 7, "Minister"), 422, "number-out-of-range"),
    "a negative revision": (with_body(revision=-1), 422, "number-out-of-range"),
    "a note that is too long": (saying(note="a" * 10_001), 422, "too-long"),
    "a quote that is too long": (at(0, 8, "a" * 100_001), 422, "too-long"),
    "a name that is too long": (proposing(name="a" * 201), 422, "too-long"),
    "too long a search": (finding("a" * 201), 422, "too-long"),
    "too many attributions": (saying(attributions=[{}] * 21), 422, "too-many"),
    "too many references": (saying(references=[{"address": "http://a.org"}] * 51), 422, "too-many"),
    "a body of 3 MB": (saying(note="a" * 3_000_000), 413, "too-large"),
    # What is not of the form
    "no JSON": (sending(b"claim=1"), 400, "unreadable"),
    "half of JSON": (sending(b'{"change": "'), 400, "unreadable"),
    "bytes that are no UTF-8": (sending(b'{"change": "\xff"}'), 400, "unreadable"),
    "100,000 brackets": (sending(b"[" * DEEP), 400, "unreadable"),
    "100,000 brackets, closed": (sending(b"[" * DEEP + b"]" * DEEP), 400, "unreadable"),
    "100,000 braces": (sending(b'{"a":' * DEEP + b"1" + b"}" * DEEP), 400, "unreadable"),
    "a form": (sending(b"change=1", "application/x-www-form-urlencoded"), 415, "wrong-type"),
    "JSON called text": (sending(json.dumps(change(GOOD, 1)).encode(), "text/plain"), 415, "wrong-type"),
    "a file": (sending(b"--x--\r\n", "multipart/form-data; boundary=x"), 415, "wrong-type"),
    "nothing": (sending(b""), 422, "missing"),
    "null": (sending(None), 422, "unfit"),
    "a list": (sending([]), 422, "unfit"),
    "a list of changes": (sending([change(GOOD, 1)]), 422, "unfit"),
    "a word": (sending("claim"), 422, "unfit"),
    "a number": (sending(7), 422, "unfit"),
    "an empty object": (sending({}), 422, "missing"),
    "an unknown field": (with_body(force=True), 422, "unknown-field"),
    "an unknown field of the mark": (saying(verdict="true"), 422, "unknown-field"),
    "an unknown field of the span": (saying(span=PLACE | {"unit": "utf-16"}), 422, "unknown-field"),
    "an unknown kind": (saying(kind="doodle"), 422, "unfit"),
    "a kind that is no word": (saying(kind=["claim"]), 422, "unfit"),
    "another kind's fields": (saying(kind="typo"), 422, "unknown-field"),
    "a choice outside the list": (saying(confidence="dizzy"), 422, "unfit"),
    "null for a text": (saying(note=None), 422, "unfit"),
    "null for a list": (saying(attributions=None), 422, "unfit"),
    "not a number": (at(float("nan"), 8, "Minister"), 422, "unfit"),
    "infinity": (with_body(revision=float("inf")), 422, "unfit"),
    "a number with a fraction": (at(0.5, 8, "Minister"), 422, "unfit"),
    "a number in quotes": (at("0", 8, "Minister"), 422, "unfit"),
    "true for a number": (with_body(revision=True), 422, "unfit"),
    "a day that never was": (saying(references=[{"address": "http://a.org", "seen": "2023-02-30"}]), 422, "unfit"),
    "a change without a UUID": (with_body(change="first"), 422, "unfit"),
    "a source without a UUID": (saying(attributions=[{"source": "Ana Sousa"}]), 422, "unfit"),
    "a withdrawal without a change": (withdrawing(revision=1), 422, "missing"),
    "a withdrawal without a revision": (withdrawing(change=uuid.uuid4()), 422, "missing"),
    "a withdrawal without a UUID": (withdrawing(change="first", revision=1), 422, "unfit"),
    "a withdrawal of revision one and a half": (withdrawing(change=uuid.uuid4(), revision="1.5"), 422, "unfit"),
    "a source of an unknown kind": (proposing(kind="ghost"), 422, "unfit"),
    # What is not there
    "a mark without a UUID": (putting("/marks/first"), 404, "not-found"),
    "a source's address without a UUID": (putting("/sources/ana"), 404, "not-found"),
    "a review without a number": (calling("GET", "/api/v1/reviews/mine"), 404, "not-found"),
    "a review that is not there": (calling("GET", "/api/v1/reviews/2147483647"), 404, "not-found"),
    "an unknown address": (calling("PUT", "/api/v1/verdicts"), 404, "not-found"),
    "an unknown version of the API": (calling("GET", "/api/v2/reviews/1"), 404, "not-found"),
    "the API's root": (calling("GET", "/api/v1/"), 404, "not-found"),
    "the API's root without a slash": (calling("PUT", "/api/v1"), 404, "not-found"),
    "a slash too many": (calling("PUT", "{mark}/"), 404, "not-found"),
    "the documentation that django-ninja would bring": (calling("GET", "/api/v1/docs"), 404, "not-found"),
    # What cannot be done there
    "POST to a mark": (calling("POST", "{mark}"), 405, "method-not-allowed"),
    "PATCH of a mark": (calling("PATCH", "{mark}"), 405, "method-not-allowed"),
    "GET of a mark": (calling("GET", "{mark}"), 405, "method-not-allowed"),
    "DELETE of a review": (calling("DELETE", "{review}"), 405, "method-not-allowed"),
    "POST to the sources": (calling("POST", "{sources}"), 405, "method-not-allowed"),
    "OPTIONS of a review": (calling("OPTIONS", "{review}"), 405, "method-not-allowed"),
    "PUT of the OpenAPI document": (calling("PUT", "/api/v1/openapi.json"), 405, "method-not-allowed"),
}


@cache
def document() -> Any:
    return api.get_openapi_schema()


def documented(answer: Answer) -> set[str]:
    """The statuses that the OpenAPI document names for the operation that answered; none where no operation did."""
    request: Any = answer.wsgi_request  # type: ignore[attr-defined]
    if request.resolver_match is None:
        return set()
    route = "/" + request.resolver_match.route.replace("<int:", "{").replace("<uuid:", "{").replace(">", "}")
    operation = document()["paths"].get(route, {}).get(request.method.lower())
    return {str(status) for status in operation["responses"]} if operation else set()


@pytest.mark.parametrize("name", BAD)
def test_bad_input_has_its_answer_and_changes_nothing(name: str, caller: Caller) -> None:
    call, status, code = BAD[name]
    before = stored()

    answer = call(caller)

    problem_of(answer, status, code)
    assert stored() == before
    known = documented(answer)
    assert not known or str(status) in known


SENTENCES = {
    "a correction that is what stands there": (
        "The correction is what stands there already. Type what it should read, or withdraw the typo."
    ),
    "a correction of white space": (
        "The correction is only white space. Type what it should read, or empty it to take the words out."
    ),
    "the whole article": "That is the whole article. Select the words that you mean.",
    "one side": "A contradiction has two sides or more. Mark the other passage too.",
    "the same passage twice": "Two sides are the same passage. Choose another one.",
    "a side in no article of the story": (
        "A side lies in an article of another story. Choose a passage of this story."
    ),
    "an address that would run": (
        "“javascript:alert(1)” is no web address. Paste it whole, from https:// or http:// on and without spaces."
    ),
    "an address without a host": (
        "“https://” is no web address. Paste it whole, from https:// or http:// on and without spaces."
    ),
    "an address that is too long": "“address” is too long. Make it shorter.",
    "a span of white space": "Only white space is selected. Select at least one word.",
}


@pytest.mark.parametrize("name", SENTENCES)
def test_bad_input_of_a_reviewer_is_told_what_to_do(name: str, caller: Caller) -> None:
    call, status, code = BAD[name]

    assert problem_of(call(caller), status, code)["detail"] == SENTENCES[name]


def test_a_review_of_an_archived_story_is_locked(caller: Caller) -> None:
    Story.objects.update(archived_at=timezone.now())
    before = stored()

    for call in (saying(note="More"), withdrawing(change=uuid.uuid4(), revision=1), proposing()):
        problem = problem_of(call(caller), 423, "archived")
        assert problem["detail"] == "The story is archived. An admin can take it out of the archive."

    assert stored() == before


def test_a_refused_form_says_where_and_why(caller: Caller) -> None:
    problem = problem_of(saying(note=7, verdict="true")(caller), 422, "unfit")

    assert (
        problem["detail"]
        == "“note” is not of the kind that is asked for here. Reload the page and make the change again."
    )
    assert [error["where"] for error in problem["errors"]] == ["content.claim.note", "content.claim.verdict"]


def test_a_refused_search_says_where_and_why(caller: Caller) -> None:
    problem = problem_of(finding("a" * 201)(caller), 422, "too-long")

    assert problem["detail"] == "“q” is too long. Make it shorter."
    assert [error["where"] for error in problem["errors"]] == ["q"]


def test_no_more_faults_are_told_than_one_can_read(caller: Caller) -> None:
    problem = problem_of(saying(**{f"field_{number}": 1 for number in range(5_000)})(caller), 422, "unknown-field")

    assert len(problem["errors"]) == 20


def test_another_method_is_told_which_there_are(caller: Caller) -> None:
    answer = calling("POST", "{mark}")(caller)

    assert {method.strip() for method in answer.headers["Allow"].split(",")} == {"PUT", "DELETE"}


def test_head_of_a_page_for_programs_is_no_redirect(caller: Caller) -> None:
    answer = calling("HEAD", "{review}")(caller)

    assert answer.status_code == 405


def test_a_refusal_of_the_database_is_a_conflict() -> None:
    answer = contradicts_tables(RequestFactory().put("/api/v1/reviews/1"), IntegrityError("UNIQUE constraint failed"))

    problem = problem_of(answer, 409, "refused-by-database")
    assert "UNIQUE" not in json.dumps(problem)


def test_a_fault_of_ours_is_told_without_detail(
    caller: Caller, review: Review, caplog: pytest.LogCaptureFixture
) -> None:
    half = {"id": uuid.uuid4(), "kind": "claim", "number": 99, "created": timezone.now(), "updated": timezone.now()}
    Mark.objects.create(review=review, **half)

    problem = problem_of(caller.get(), 500, "server-error")

    assert set(problem) == {"type", "title", "status", "code", "detail"}
    assert "IndexError" in caplog.text
