"""Servers that tests start, kill and start again."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import Server, ServerDown

ROOT = Path(__file__).parents[1]

# What reads files, and what compares names.
HEAVY = {
    *("charset_normalizer", "docx", "lxml", "markdown_it", "openpyxl", "pypdfium2", "trafilatura"),
    "rapidfuzz",
}


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


def told_after_loading(words: str) -> list[str]:
    """What a fresh Python prints that has loaded what a server loads."""
    script = f"import gc, sys, factcheck.wsgi; print(*{words})"
    told = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return told.stdout.split()


def test_a_server_at_rest_does_without_the_heavy_libraries() -> None:
    loaded = set(told_after_loading("sys.modules"))
    assert "annotations.urls" in loaded
    assert HEAVY & loaded == set()


def test_what_a_server_has_loaded_is_not_looked_through_for_garbage() -> None:
    frozen, others = map(int, told_after_loading("(gc.get_freeze_count(), len(gc.get_objects()))"))
    assert frozen > 20 * others
