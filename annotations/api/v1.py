"""Version 1 of the API, and how its refusals are answered."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver
from django.views.decorators.common import no_append_slash
from django.views.decorators.http import require_safe
from ninja.errors import AuthenticationError, HttpError, ValidationError

from annotations.api import account, problems, reviews
from annotations.api.auth import BrowserSession, CsrfRefused, OtherAccount
from annotations.api.base import Api, JsonParser, WrongType
from annotations.api.unfit import unfit
from annotations.review.refusals import Closed, Conflict, NotAllowed, NotThere, Refusal, Unfit

log = logging.getLogger(__name__)

View = Callable[..., HttpResponse]


api = Api(
    title="factcheck",
    version="1",
    description=(
        "Reviews, their marks and the register of sources, and one's own account. "
        "Spans are [start, end) in Unicode code points, with the quote that stands there. "
        "A change carries the value of the cookie csrftoken in its header X-CSRFToken, and may name in X-Account whose it is."
    ),
    auth=BrowserSession(),
    docs_url=None,
    docs_decorator=require_safe,
    parser=JsonParser(),
    urls_namespace="api-v1",
)
api.add_router("", reviews.router)
api.add_router("", account.router)

STATUS: dict[type[Refusal], int] = {Unfit: 422, Conflict: 409, Closed: 423, NotAllowed: 403, NotThere: 404}


@api.exception_handler(Refusal)
def refused(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A use case said no."""
    return problems.problem(STATUS[type(refusal)], refusal.code, refusal.words, **refusal.more)


@api.exception_handler(AuthenticationError)
def signed_out(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Nobody is signed in. Never a redirect: a script's call would follow it and take a page for an answer."""
    return problems.problem(401, "signed-out", "You are signed out. Sign in again; your changes are kept.")


@api.exception_handler(OtherAccount)
def other_account(_request: HttpRequest, _error: OtherAccount) -> HttpResponse:
    """Somebody else is signed in in this browser now. For the page it is as if nobody were."""
    return problems.problem(
        401, "other-account", "Somebody else is signed in. Sign in again as yourself; your changes are kept."
    )


@api.exception_handler(CsrfRefused)
def csrf_refused(_request: HttpRequest, _error: CsrfRefused) -> HttpResponse:
    """The token is missing or stale."""
    return problems.csrf_refused()


@api.exception_handler(Http404)
def not_found(_request: HttpRequest, _error: Http404) -> HttpResponse:
    """Not there, or not for this person."""
    return problems.not_found()


@api.exception_handler(ValidationError)
def malformed(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A value that no column could hold, or a field that is missing or unknown."""
    return unfit(error.errors)


@api.exception_handler(RequestDataTooBig)
def too_large(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    """A body over DATA_UPLOAD_MAX_MEMORY_SIZE."""
    return problems.problem(413, "too-large", "This change is too large to be kept. Make it shorter.")


@api.exception_handler(IntegrityError)
def contradicts_tables(_request: HttpRequest, _error: IntegrityError) -> HttpResponse:
    """The database's own refusal: the last guard behind the use cases."""
    return problems.problem(
        409,
        "refused-by-database",
        "The change contradicts what is stored. Reload the page and make it again.",
    )


@api.exception_handler(HttpError)
def unreadable(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """Ninja's own refusals, of bodies that are no JSON above all."""
    if isinstance(error.__cause__, WrongType):
        return problems.wrong_type()
    if error.status_code == 400:
        return problems.bad_request()
    return problems.problem(error.status_code, "refused", str(error))


@api.exception_handler(Exception)
def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """Our fault: written to the log whole, and told without detail."""
    log.error("%s %s broke", request.method, request.path, exc_info=error)
    return problems.server_error()


def _as_problem(view: View) -> View:
    """The view, whose 405 is problem details too: ninja and Django answer it in HTML."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            return problems.not_allowed(response.headers["Allow"])
        return response

    return answer


def addresses() -> tuple[list[URLPattern | URLResolver], str, str]:
    """What urls.py includes, kept from whatever redirects: a call without a session gets 401, a slash too few 404.

    Only the OpenAPI document is open to all; it says nothing that this code does not.
    """
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = no_append_slash(login_not_required(_as_problem(pattern.callback)))
    return patterns, app_name, namespace
