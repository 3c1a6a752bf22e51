"""manage.py worker: does what takes long, beside the server."""

import os
import signal
import socket
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from annotations.intake.background import work_until_stopped
from annotations.intake.pause import ask_to_stop


class Command(BaseCommand):
    """Works until it is told to stop."""

    help = (
        "Read and store uploads that are too large to be read and stored at once, beside the server. What a killed worker or "
        "server was at is taken up first. SIGTERM or Ctrl+C stops it after the step that it is at; what is left is done "
        "another time."
    )

    def handle(self, **options: Any) -> None:  # noqa: ARG002
        """Work."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _stop)
        work_until_stopped(f"{socket.gethostname()[:40]}-{os.getpid()}")


def _stop(_number: int, _frame: FrameType | None) -> None:
    ask_to_stop()
