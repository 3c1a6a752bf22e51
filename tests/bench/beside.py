"""What goes on beside a figure's own work."""

import threading
from typing import Self


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
