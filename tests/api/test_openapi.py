"""The OpenAPI document says what the API does."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.api.calling import Caller, body_of, problem_of

METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]
OPERATIONS = {
    ("/api/v1/reviews/{review_id}", "get"): {200, 401, 404},
    ("/api/v1/reviews/{review_id}/marks/{mark_id}", "put"): {200, 400, 401, 403, 404, 409, 413, 415, 422, 423},
    ("/api/v1/reviews/{review_id}/marks/{mark_id}", "delete"): {200, 401, 403, 404, 409, 422, 423},
    ("/api/v1/reviews/{review_id}/sources", "get"): {200, 401, 404, 422},
    ("/api/v1/reviews/{review_id}/sources/{source_id}", "put"): {200, 400, 401, 403, 404, 409, 413, 415, 422, 423},
    ("/api/v1/account/tour", "put"): {200, 401, 403},
}


@pytest.fixture
def document(db: None) -> Any:
    """The document, as somebody who is signed out gets it."""
    return body_of(Client().get("/api/v1/openapi.json"))


def routes(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    """Every route below these patterns, with {name} where a value stands."""
    for pattern in patterns:
        route = before + re.sub(r"<\w+:(\w+)>", r"{\1}", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def references(node: Any) -> Iterator[str]:
    """Every reference within the document."""
    if isinstance(node, dict):
        yield from (value for key, value in node.items() if key == "$ref")
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
        yield from references(child)


def test_it_names_every_operation_and_its_answers(document: Any) -> None:
    assert {
        (path, method): set(map(int, operation["responses"]))
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    } == OPERATIONS


def test_it_names_every_address_that_there_is(document: Any) -> None:
    below = {route for route in routes(get_resolver().url_patterns) if route.startswith("/api/")}

    assert below - {"/api/v1/", "/api/v1/openapi.json"} == set(document["paths"])


def test_it_names_every_method_that_is_taken(document: Any, caller: Caller) -> None:
    values = {"review_id": caller.base.rpartition("/")[2], "mark_id": "0" * 8 + "-0000-0000-0000-" + "0" * 12}
    values["source_id"] = values["mark_id"]
    for path, operations in document["paths"].items():
        taken = {
            method for method in METHODS if caller.client.generic(method, path.format(**values)).status_code != 405
        }
        assert taken == {method.upper() for method in operations}


def test_refusals_are_problem_details(document: Any) -> None:
    for operations in document["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                expected = "application/json" if status == "200" else "application/problem+json"
                assert set(answer["content"]) == {expected}
    assert {"type", "title", "status", "code", "detail"} == set(
        document["components"]["schemas"]["Problem"]["required"]
    )


def test_what_it_refers_to_is_there(document: Any) -> None:
    for reference in references(document):
        node = document
        for step in reference.removeprefix("#/").split("/"):
            node = node[step]
        assert node


def test_every_operation_needs_a_session(document: Any) -> None:
    security = {
        tuple(requirement)
        for operations in document["paths"].values()
        for operation in operations.values()
        for requirement in operation["security"]
    }

    assert security == {("BrowserSession",)}
    assert document["components"]["securitySchemes"]["BrowserSession"] == {
        "type": "apiKey",
        "in": "cookie",
        "name": "sessionid",
    }


def test_a_mark_is_one_of_three_kinds(document: Any) -> None:
    content = document["components"]["schemas"]["SaveMark"]["properties"]["content"]

    assert set(content["discriminator"]["mapping"]) == {"claim", "typo", "contradiction"}
    assert document["components"]["schemas"]["ClaimContent"]["additionalProperties"] is False


def test_the_document_is_read_only(caller: Caller) -> None:
    problem_of(caller.client.post("/api/v1/openapi.json"), 405, "method-not-allowed")
