"""Alice at her review."""

from collections.abc import Callable

import pytest
from django.test import Client

from annotations.models import Review, User
from tests.api.calling import Caller


@pytest.fixture
def caller(alice: User, review: Review, signed_in: Callable[[User], Client]) -> Caller:
    return Caller.at(review, signed_in(alice))
