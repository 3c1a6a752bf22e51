"""What all pages share: closed without a session, the theme, the bar, and what stands where something went wrong."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.urls.converters import UUIDConverter

from annotations import __version__
from annotations.models import Codebook, Review, User
from annotations.urls import urlpatterns
from annotations.views.errors import server_error
from tests.fixtures import SignIn

OPEN = {"sign-in", "demo-sign-in", "service-worker", "offline"}


def addresses() -> Iterator[str]:
    """Each page's address, with something in the place of each parameter."""
    for pattern in urlpatterns:
        if isinstance(pattern, URLPattern) and pattern.name not in OPEN:
            converters = pattern.pattern.converters.items()
            given = {name: UUID(int=1) if isinstance(one, UUIDConverter) else "1" for name, one in converters}
            yield reverse(str(pattern.name), kwargs=given)


@pytest.mark.parametrize("address", list(addresses()))
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_is_closed_without_a_session(client: Client, db: None, address: str, method: str) -> None:
    answer = getattr(client, method)(address)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{reverse('sign-in')}?next={address}"


def test_the_system_decides_on_the_theme_until_somebody_chooses(client: Client, db: None) -> None:
    assert '<html lang="en">' in client.get(reverse("sign-in")).text


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_chosen_theme_stands_in_the_page(client: Client, db: None, theme: str) -> None:
    client.cookies["theme"] = theme
    assert f'<html lang="en" data-theme="{theme}">' in client.get(reverse("sign-in")).text


@pytest.mark.parametrize("theme", ["blue", "", '"><script>', "DARK"])
def test_another_value_counts_as_no_choice(client: Client, db: None, theme: str) -> None:
    client.cookies["theme"] = theme
    assert '<html lang="en">' in client.get(reverse("sign-in")).text


def test_the_bar_leads_admins_to_the_admin_and_nobody_else(signed_in: SignIn, carol: User, dan: User) -> None:
    link = f'<a href="{reverse("admin:index")}">Admin</a>'
    assert link in signed_in(dan).get(reverse("account")).text
    assert link not in signed_in(carol).get(reverse("account")).text


def test_the_foot_leads_to_the_newest_codebook(signed_in: SignIn, alice: User, codebook: Codebook) -> None:
    newer = Codebook.objects.create(name=codebook.name, version=2)
    client = signed_in(alice)
    assert f'<a href="{reverse("codebooks")}">Codebook</a>' in client.get(reverse("account")).text
    assert client.get(reverse("codebooks")).headers["Location"] == reverse("codebook", args=[newer.pk])


def test_without_a_codebook_there_is_none_to_read(signed_in: SignIn, alice: User) -> None:
    Codebook.objects.all().delete()
    assert signed_in(alice).get(reverse("codebooks")).status_code == 404


def test_a_wrong_address_says_so_and_leads_home(signed_in: SignIn, alice: User) -> None:
    answer = signed_in(alice).get("/nothing/here")
    assert answer.status_code == 404
    assert "There is nothing here for you" in answer.text
    assert '<a class="btn" href="/">' in answer.text


def test_a_form_without_its_token_is_refused_with_a_way_on(alice: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    answer = client.post(reverse("sign-out"))
    assert answer.status_code == 403
    assert "Go back, reload the page and send it again." in answer.text


def test_a_fault_of_ours_has_a_page_that_needs_neither_session_nor_database(rf: object) -> None:
    answer = server_error(rf.get("/"))  # type: ignore[attr-defined]
    assert answer.status_code == 500
    assert "Something broke" in answer.text


def test_the_page_says_which_version_it_is(client: Client, signed_in: SignIn, alice: User) -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    assert __version__ == project["project"]["version"]
    assert f"<span>factcheck {__version__}</span>" in signed_in(alice).get(reverse("account")).text


def test_a_page_of_the_product_runs_no_script_of_others(client: Client, db: None) -> None:
    policy = client.get(reverse("sign-in")).headers["Content-Security-Policy"]
    assert {"default-src 'none'", "script-src 'self'"} < set(policy.split("; "))
    assert "unsafe" not in policy


def test_no_browser_keeps_a_page(review: Review, alice: User, signed_in: SignIn) -> None:
    answer = signed_in(alice).get(f"/reviews/{review.pk}")

    assert {"no-store", "private"} <= set(answer.headers["Cache-Control"].split(", "))
