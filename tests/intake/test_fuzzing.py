"""Thousands of damaged files at every reader: each is read, or refused with a sentence; none crashes it or holds it up."""

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from annotations.intake.readers import BY_KEY, READERS
from annotations.intake.readers.pdf import PortableDocument
from annotations.intake.reading import Reader
from annotations.review.refusals import Unfit
from tests.intake.contract import outcome
from tests.intake.mutating import mutations
from tests.intake.samples import SAMPLES

# A process for each of the PDFs would take minutes: those are read in this one, as that process reads them.
_READERS: tuple[Reader, ...] = (*(one for one in READERS if one.key != "pdf"), PortableDocument(apart=False))

NUMBER = 2_000

# Of one file, in seconds of the processor; the slowest took a tenth of it.
MOST = 5.0


class Hung(BaseException):
    """A reader takes for ever. No Exception, so that no reader takes it for a damaged file."""


@contextmanager
def in_time() -> Iterator[None]:
    """Raises Hung after MOST seconds of this process's own time."""

    def hung(*_: object) -> None:
        raise Hung

    before = signal.signal(signal.SIGVTALRM, hung)
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("reader", _READERS, ids=lambda reader: str(reader.key))
def test_mutated_files_are_read_or_refused(reader: Reader) -> None:
    name, make = SAMPLES[reader.key]
    raw, others = make(), [make_other() for _, make_other in SAMPLES.values()]
    came_to: Counter[str] = Counter()
    for mutated in mutations(raw, others, number=NUMBER, seed=reader.key):
        with in_time():
            result = outcome(reader, mutated, name)
        came_to["refused" if isinstance(result, Unfit) else "read"] += 1
    # Some of each: else the files would be too much damaged to try anything, or too little.
    assert min(came_to["read"], came_to["refused"]) > NUMBER / 50, came_to


def test_mutated_pdfs_in_a_process_of_their_own_too() -> None:
    name, make = SAMPLES["pdf"]
    for mutated in mutations(make(), [b"%PDF-1.7"], number=20, seed="apart"):
        outcome(BY_KEY["pdf"], mutated, name)
