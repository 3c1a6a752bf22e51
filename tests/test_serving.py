"""Servers that tests start, kill and start again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import Server, ServerDown


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Server]:
    """A server over an empty database, without static files: enough to be refused by."""
    with Server(tmp_path, f"sqlite:///{tmp_path / 'empty.sqlite3'}", FACTCHECK_DEBUG="1") as started:
        yield started


def test_a_killed_server_starts_again_at_the_same_address(own: Server) -> None:
    address = own.address
    own.kill()
    assert not own.answers()
    assert own.start() > 0
    assert (own.address, own.answers()) == (address, True)


def test_a_stopped_server_is_gone(own: Server) -> None:
    own.stop()
    own.stop()
    assert not own.answers()
    with pytest.raises(ServerDown, match="does not run"):
        assert own.group


def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    broken = Server(tmp_path, "mongodb://nowhere")
    with pytest.raises(ServerDown, match="DATABASE_URL: "):
        broken.start()
