"""Who calls: the session of the browser, and the token that shows that our page sent the call."""

from django.http import HttpRequest
from ninja.security import SessionAuth
from ninja.utils import check_csrf

from annotations.models import User


def user_of(request: HttpRequest) -> User:
    """The account that calls. The API's auth lets nobody else as far as an operation."""
    assert isinstance(request.user, User)  # noqa: S101  (for the type checker: see above)
    return request.user


class CsrfRefused(Exception):
    """The CSRF token is missing or of an earlier session."""


class OtherAccount(Exception):
    """Somebody else is signed in than the person for whom the page speaks."""


class BrowserSession(SessionAuth):
    """The signed-in user. The session is asked for first: whoever is signed out is told so, not that a token is stale.

    A page that outlives a session says in its header X-Account whose changes it sends: nobody else may make them.
    """

    def __init__(self) -> None:
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:  # noqa: ARG002  (ninja passes the cookie)
        """The user, or None where nobody is signed in. Raises OtherAccount or CsrfRefused."""
        if not isinstance(request.user, User):
            return None
        if request.headers.get("X-Account", str(request.user.pk)) != str(request.user.pk):
            raise OtherAccount
        if check_csrf(request) is not None:
            raise CsrfRefused
        return request.user
