"""Uploads to try things on, and a storage that is the test's own."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from annotations.intake.uploads import Incoming

Files = Callable[..., list[Incoming]]


@pytest.fixture(autouse=True)
def originals(settings: Settings, tmp_path: Path) -> Path:
    """The folder in which originals are kept."""
    folder = tmp_path / "originals"
    own = settings.STORAGES["originals"] | {"OPTIONS": {"location": folder}}
    settings.STORAGES = settings.STORAGES | {"originals": own}
    return folder


@pytest.fixture
def files() -> Files:
    """A function that makes incoming files of names and bytes, in turns."""

    def make(*named: str | bytes) -> list[Incoming]:
        pairs = zip(named[::2], named[1::2], strict=True)
        return [Incoming(str(name), len(raw), io.BytesIO(bytes(raw))) for name, raw in pairs if isinstance(raw, bytes)]

    return make
