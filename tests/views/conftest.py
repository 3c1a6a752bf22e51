"""A storage for originals that is the test's own."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def originals(settings: Settings, tmp_path: Path) -> Path:
    """The folder in which originals are kept."""
    folder = tmp_path / "originals"
    own = settings.STORAGES["originals"] | {"OPTIONS": {"location": folder}}
    settings.STORAGES = settings.STORAGES | {"originals": own}
    return folder
