"""What the API keeps of one's own account."""

from collections.abc import Callable

import pytest
from django.test import Client

from annotations.models import Event, User
from tests.api.calling import body_of, problem_of

TOUR = "/api/v1/account/tour"


@pytest.fixture
def newcomer(alice: User) -> User:
    """Alice, before she has seen the tour."""
    alice.toured_at = None
    alice.save()
    return alice


def test_the_tour_is_kept_as_seen_for_the_one_who_says_so(
    newcomer: User, eve: User, signed_in: Callable[[User], Client]
) -> None:
    User.objects.filter(pk=eve.pk).update(toured_at=None)
    answer = signed_in(newcomer).put(TOUR)
    newcomer.refresh_from_db()
    assert newcomer.toured_at is not None
    assert body_of(answer)["toured_at"].startswith(newcomer.toured_at.strftime("%Y-%m-%dT%H:%M:%S"))
    eve.refresh_from_db()
    assert eve.toured_at is None
    assert not Event.objects.exists()


def test_said_again_the_first_time_stays(newcomer: User, signed_in: Callable[[User], Client]) -> None:
    client = signed_in(newcomer)
    first, again = (body_of(client.put(TOUR)) for _ in range(2))
    assert first == again


def test_whoever_is_signed_out_is_told_so(newcomer: User) -> None:
    problem_of(Client().put(TOUR), 401, "signed-out")
    newcomer.refresh_from_db()
    assert newcomer.toured_at is None


def test_a_call_without_the_pages_token_changes_nothing(newcomer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(newcomer)
    problem_of(client.put(TOUR), 403, "csrf")
    newcomer.refresh_from_db()
    assert newcomer.toured_at is None
