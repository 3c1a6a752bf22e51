"""Errors raised before or beside a view: problem details under /api/, a page elsewhere."""

from django.http import HttpRequest, HttpResponse

from annotations.api import problems
from annotations.views import errors


def _for_program(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return problems.bad_request() if _for_program(request) else errors.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return problems.forbidden() if _for_program(request) else errors.permission_denied(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return problems.not_found() if _for_program(request) else errors.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return problems.server_error() if _for_program(request) else errors.server_error(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, raised by Django's own check of forms."""
    return problems.csrf_refused() if _for_program(request) else errors.csrf_failure(request, reason)
