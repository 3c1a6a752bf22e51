"""Who asks for a page."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from annotations.models import User
from annotations.review.policy import may_administer


def user_of(request: HttpRequest) -> User:
    """The account that is signed in. LoginRequiredMiddleware lets nobody else as far as a view."""
    assert isinstance(request.user, User)  # noqa: S101  (for the type checker: see above)
    return request.user


def require_admin(request: HttpRequest) -> None:
    """Raise PermissionDenied unless an admin asks. Fetch what the page is about first: a stranger gets 404, not 403."""
    if not may_administer(user_of(request)):
        raise PermissionDenied
