"""The server at rest: its memory, and the seconds from its start to its first answer, beside an application that says hello."""

import time
from collections.abc import Iterator

from tests.bench.figures import Figure, at_most, median
from tests.bench.ground import Ground, pss
from tests.serving import Server

STARTS = 3
GOAL = 120


def figures(ground: Ground) -> Iterator[Figure]:
    """The figures of the server at rest, each the median of three starts."""
    product, product_seconds = _at_rest(ground.product())
    hello, hello_seconds = _at_rest(ground.hello())
    yield Figure("Idle server with one worker: memory (PSS)", product, "MB", hello, at_most(GOAL, "MB"))
    yield Figure("Server: from start to first answer", product_seconds, "s", hello_seconds)


def _at_rest(server: Server) -> tuple[float, float]:
    """Megabytes and seconds."""
    found = []
    for _ in range(STARTS):
        seconds = server.start()
        time.sleep(1)
        found.append((pss(server.group), seconds))
        server.stop()
    return median(one for one, _ in found), median(one for _, one in found)
