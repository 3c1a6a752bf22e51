"""Signing in and out, and one's own account."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from annotations.forms.account import ChangePasswordForm, SignInForm
from annotations.models import User
from annotations.review.demo import DEMO_ACCOUNTS, DemoAccount


class SignIn(LoginView):
    """The sign-in page. Whoever is signed in is sent on at once."""

    template_name = "registration/sign_in.html"
    authentication_form = SignInForm

    @property
    def redirect_authenticated_user(self) -> bool:  # type: ignore[override]
        """Whoever types a name and a password wants to be that person, whoever is signed in."""
        return self.request.method != "POST"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the demo's accounts, where there are any to offer."""
        return super().get_context_data(**kwargs) | {"demo": _offered()}


def _offered() -> list[tuple[DemoAccount, User]]:
    """The demo's accounts that can be signed in to without a password: none unless FACTCHECK_DEMO is set."""
    if not settings.FACTCHECK_DEMO:
        return []
    users = User.objects.filter(is_active=True).in_bulk(
        [account.username for account in DEMO_ACCOUNTS], field_name="username"
    )
    return [(account, users[account.username]) for account in DEMO_ACCOUNTS if account.username in users]


@login_not_required
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as the demo account named in the field `as`. Unless FACTCHECK_DEMO is set there is no such address."""
    offered = {account.username: user for account, user in _offered()}
    user = offered.get(request.POST.get("as", ""))
    if user is None:
        raise Http404
    login(request, user)
    return redirect(_wanted_page(request))


def _wanted_page(request: HttpRequest) -> str:
    """The page of this site that the person asked for before signing in, or home."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else resolve_url(settings.LOGIN_REDIRECT_URL)


@require_safe
def account_page(request: HttpRequest) -> HttpResponse:
    """Who one is here, and the way out."""
    return render(request, "annotations/account.html", {"section": ""})


class ChangePassword(PasswordChangeView):
    """A new password. The person stays signed in here, and is signed out everywhere else."""

    template_name = "registration/password.html"
    form_class = ChangePasswordForm
    extra_context = {"section": ""}
    success_url = reverse_lazy("account")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Keep the new password, and say so."""
        answer = super().form_valid(form)
        messages.success(self.request, "Your password is changed.")
        return answer
