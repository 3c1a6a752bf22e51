"""Pages for what went wrong: each says what, why, and what to do now."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from annotations.intake.files import MOST_FILES


def error_page(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    """A page with a title, a sentence and the status. Needs neither a session nor the database."""
    context = {"section": "", "title": title, "words": words}
    if status < 500:
        body = render_to_string("annotations/error.html", context, request)
    else:
        body = render_to_string("annotations/error.html", context | {"user": AnonymousUser(), "messages": []})
    return HttpResponse(body, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the browser sent what cannot be read."""
    if isinstance(exception, TooManyFilesSent):
        words = (
            f"More than {MOST_FILES:,} files at a time are too many. Go back and choose fewer, or put them into a ZIP."
        )
        return error_page(request, 400, "These are too many files", words)
    return error_page(
        request,
        400,
        "This could not be read",
        "What the browser sent was too large or not whole. Go back and try again.",
    )


def permission_denied(request: HttpRequest, _exception: Exception) -> HttpResponse:
    """403: the page exists, and is for another role."""
    return error_page(request, 403, "This page is not for your role", "Ask an admin if you need it.")


def page_not_found(request: HttpRequest, _exception: Exception) -> HttpResponse:
    """404: nothing there, or nothing that this person may see."""
    return error_page(
        request, 404, "There is nothing here for you", "The address is wrong, or what it names is not yours to see."
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    words = "It was not your doing, and what was saved before is kept. Try again; if it breaks again, tell an admin."
    return error_page(request, 500, "Something broke", words)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  (Django passes it by name)
    """403: the form was too old, or came from elsewhere."""
    return error_page(request, 403, "This form was too old", "Go back, reload the page and send it again.")
