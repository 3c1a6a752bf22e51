"""Refusals as problem details (RFC 9457), with a sentence that a person understands."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, JsonResponse
from ninja.responses import NinjaJSONEncoder

from annotations.review.refusals import NotThere

CONTENT_TYPE = "application/problem+json"


def problem(status: int, code: str, words: str, **more: Any) -> HttpResponse:
    """A refusal. `code` is stable and for programs, `words` are for the person; `more` goes in beside them."""
    members = {
        "type": f"/api/v1/problems#{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": words,
    }
    # Ninja's encoder, so that what stands in a refusal is written as in an answer.
    return JsonResponse(members | more, NinjaJSONEncoder, status=status, content_type=CONTENT_TYPE)


def bad_request() -> HttpResponse:
    """400: what came cannot be read."""
    return problem(400, "unreadable", "The request could not be read. Send JSON in UTF-8.")


def not_allowed(allowed: str) -> HttpResponse:
    """405: another method. `allowed` names those that there are, parted by commas."""
    answer = problem(405, "method-not-allowed", f"This address takes {allowed} only.")
    answer.headers["Allow"] = allowed
    return answer


def wrong_type() -> HttpResponse:
    """415: the body says that it is no JSON."""
    return problem(415, "wrong-type", "The request does not say that it is JSON. Send it as application/json.")


def forbidden() -> HttpResponse:
    """403: not for this role."""
    return problem(403, "forbidden", "Your role does not include this. Ask an admin if you need it.")


def csrf_refused() -> HttpResponse:
    """403: the token is missing or of an earlier session."""
    return problem(
        403,
        "csrf",
        "The page is older than your sign-in. Your changes are kept; they are sent again with the new token.",
    )


def not_found() -> HttpResponse:
    """404: not there, or not for this person's eyes."""
    refusal = NotThere()
    return problem(404, refusal.code, refusal.words)


def server_error() -> HttpResponse:
    """500: our fault."""
    return problem(
        500,
        "server-error",
        "Something broke on the server. Your changes are kept in the browser; they are sent again.",
    )
