"""An export reads one consistent view, and nobody's save waits for it."""

import io
from collections.abc import Callable
from threading import Thread

import pytest
from django.db import connection

from annotations.exports.archive import write_set
from annotations.exports.dialects import PROGRAM
from annotations.exports.selection import Selection
from annotations.exports.snapshot import consistent_view
from annotations.models import Claim, Review, Source
from tests.exports.marking import credit, make_claim, make_source
from tests.exports.opened import OpenedSet, exported

pytestmark = pytest.mark.usefixtures("transactional_db")

# A save that waits for the export to end would wait for ever, since the export waits for the save. SQLite gives up after 20 s.
PATIENCE = 10


def _at_the_same_time(act: Callable[[], object]) -> None:
    """Do it on another thread, hence on another connection, and wait until it is done."""

    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join(PATIENCE)
    assert not thread.is_alive(), "the save waits for the export"


class Interrupted(io.BytesIO):
    """A file during whose writing, once so many bytes are in, something else happens."""

    def __init__(self, after: int, act: Callable[[], object]) -> None:
        super().__init__()
        self.after = after
        self.act: Callable[[], object] | None = act

    def write(self, content: object) -> int:
        if self.act and self.tell() > self.after:
            act, self.act = self.act, None
            _at_the_same_time(act)
        return super().write(content)  # type: ignore[arg-type]


@pytest.mark.parametrize("after", [0, 400, 2_000])
def test_a_save_goes_through_while_an_export_is_half_way_and_is_not_in_it(review: Review, after: int) -> None:
    story = review.round.story
    credit(make_claim(review, "the plan was dropped"), make_source("Ana Sousa"))
    before = exported(story)

    def save() -> None:
        credit(make_claim(review, "Critics doubt it"), make_source("Critics of the plan"))

    file = Interrupted(after, save)
    write_set(file, Selection(story, None), PROGRAM)

    assert file.act is None
    assert Claim.objects.count() == 2
    half_way = OpenedSet(file.getvalue())
    for name in before.manifest["files"]:
        assert half_way.files()[name] == before.files()[name]
    assert len(exported(story).records("marks")) == 2


def test_the_view_is_taken_on_entering(review: Review) -> None:
    with consistent_view():
        _at_the_same_time(lambda: make_claim(review, "Ana Sousa"))
        assert not Claim.objects.exists()

    assert Claim.objects.exists()


@pytest.mark.usefixtures("review")
def test_saves_take_the_write_lock_at_once_again_after_an_export() -> None:
    usual = getattr(connection, "transaction_mode", None)

    with pytest.raises(Source.DoesNotExist), consistent_view():
        Source.objects.get()

    assert getattr(connection, "transaction_mode", None) == usual
    assert not connection.in_atomic_block
    assert make_source("Ana Sousa").names.count() == 1
