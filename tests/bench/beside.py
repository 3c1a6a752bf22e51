"""What goes on beside a figure's own work."""

import threading
from typing import Self

from tests.bench.ground import pss

SAMPLED_EVERY = 0.1


class Beside(threading.Thread):
    """A thread that works as long as its block runs. What it does, and how it sees that the block is `_over`, is the subclass's."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._over = threading.Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()


class Watched(Beside):
    """Looks at the memory of these groups of processes ten times a second, within the block.

    `most` is the most it saw of all of them together, in megabytes.
    """

    def __init__(self, *groups: int) -> None:
        super().__init__()
        self._groups = groups
        self.most = 0.0

    def run(self) -> None:
        """Look until it is over."""
        while not self._over.wait(SAMPLED_EVERY):
            self.most = max(self.most, sum(map(pss, self._groups)))
