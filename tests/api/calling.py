"""Calling the API as the reading page does."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http.response import HttpResponse, HttpResponseBase
from django.test import Client

from annotations.models import Review
from tests.conftest import TEXT
from tests.wire import Wire, claim

Answer = HttpResponseBase
Query = str | int | uuid.UUID

MARK = f"/marks/{uuid.UUID(int=1)}"
SOURCE = f"/sources/{uuid.UUID(int=2)}"
GOOD = claim(TEXT, "the plan was dropped", grade="4")


@dataclass(frozen=True)
class Caller:
    """One person's browser, at one review."""

    client: Client
    base: str

    @classmethod
    def at(cls, review: Review, client: Client) -> "Caller":
        """Somebody's browser at this review."""
        return cls(client, f"/api/v1/reviews/{review.pk}")

    def get(self, path: str = "", **query: str) -> Answer:
        """Read; `path` begins with a slash, and is empty for the review itself."""
        return self.client.get(self.base + path, query)

    def put(self, path: str, body: object, content_type: str = "application/json", **headers: str) -> Answer:
        """Send a change: bytes as they are, all else as JSON."""
        sent = body if isinstance(body, bytes) else json.dumps(body)
        return self.client.put(self.base + path, sent, content_type=content_type, headers=headers)

    def delete(self, path: str, **query: Query) -> Answer:
        """Withdraw."""
        return self.client.delete(self.base + path, query_params=query)


def change(content: Wire, revision: int = 0) -> Wire:
    """The body of a change to a mark."""
    return {"change": str(uuid.uuid4()), "revision": revision, "content": content}


def content_of(answer: Answer) -> bytes:
    """What was sent, once it was seen to be sent whole."""
    assert isinstance(answer, HttpResponse)
    return answer.content


def body_of(answer: Answer) -> Any:
    """What the answer says, once it was seen to be JSON."""
    assert answer.headers["Content-Type"].startswith("application/json"), content_of(answer)
    return json.loads(content_of(answer))


def problem_of(answer: Answer, status: int, code: str) -> Any:
    """The problem details, once they were seen to be whole: RFC 9457, with a sentence for the person."""
    problem = json.loads(content_of(answer))
    assert (answer.status_code, problem["code"]) == (status, code), problem
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (problem["status"], problem["type"]) == (status, f"/api/v1/problems#{code}")
    assert problem["title"]
    assert problem["detail"][0].isupper() or problem["detail"][0] == "“"
    assert problem["detail"].endswith(".")
    return problem


Call = Callable[[Caller], Answer]


def withdrawing(**query: Query) -> Call:
    return lambda caller: caller.delete(MARK, **query)


def proposing(**more: object) -> Call:
    content = {"name": "Ana Sousa", "kind": "person"} | more
    return lambda caller: caller.put(SOURCE, {"change": str(uuid.uuid4()), "content": content})


def finding(words: str) -> Call:
    return lambda caller: caller.get("/sources", q=words)


def calling(method: str, address: str) -> Call:
    """A call of any address of the server; {review} and {mark} stand for the good ones."""

    def call(caller: Caller) -> Answer:
        there = address.format(review=caller.base, mark=caller.base + MARK, sources=f"{caller.base}/sources")
        return caller.client.generic(method, there, json.dumps(change(GOOD, 1)), "application/json")

    return call
