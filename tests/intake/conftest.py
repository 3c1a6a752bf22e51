"""Files to upload."""

import io
from pathlib import Path

import pytest

from annotations.intake.uploads import Incoming
from tests.staged import Files


@pytest.fixture
def originals(tmp_path: Path) -> Path:
    """The folder in which the test's own originals are kept."""
    return tmp_path / "originals"


@pytest.fixture
def files() -> Files:
    """A function that makes incoming files of names and bytes, in turns."""

    def make(*named: str | bytes) -> list[Incoming]:
        pairs = zip(named[::2], named[1::2], strict=True)
        return [Incoming(str(name), len(raw), io.BytesIO(raw)) for name, raw in pairs if isinstance(raw, bytes)]

    return make
