"""Dan at the admin, and what stands there."""

import pytest
from django.test import Client

from annotations.models import (
    Admission,
    Outlet,
    Source,
    SourceKind,
    SourceName,
    User,
)
from tests.fixtures import SignIn


@pytest.fixture
def client(dan: User, signed_in: SignIn) -> Client:
    """Dan's browser."""
    return signed_in(dan)


@pytest.fixture
def outlet(db: None) -> Outlet:
    return Outlet.objects.create(name="The Paper")


@pytest.fixture
def source(db: None) -> Source:
    made = Source.objects.create(kind=SourceKind.MEDIA, admission=Admission.ADMITTED)
    SourceName.objects.create(source=made, name="Tass")
    return made
