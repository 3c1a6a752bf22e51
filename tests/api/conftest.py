"""Alice at her review."""

from collections.abc import Callable

import pytest
from django.test import Client

from annotations.models import Review, User
from tests.api.calling import GOOD, MARK, Caller, body_of, change
from tests.wire import Wire


@pytest.fixture
def caller(alice: User, review: Review, signed_in: Callable[[User], Client]) -> Caller:
    return Caller.at(review, signed_in(alice))


@pytest.fixture
def made(caller: Caller) -> Wire:
    """A claim at revision 1, for the bad change to spoil."""
    mark: Wire = body_of(caller.put(MARK, change(GOOD)))["mark"]
    return mark
