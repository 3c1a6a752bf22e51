"""The product on a real server, as `make run` starts it: to be stopped, killed, and started again at the same address."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.error import HTTPError, URLError

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = "factcheck.wsgi:application"
ANSWERS_WITHIN = 30.0
STOPS_WITHIN = 15.0


class ServerDown(Exception):
    """The server does not start, or does not stop. Says what it wrote to its log."""


def gather_static(var: Path) -> Path:
    """Gather the static files into the folder `var`, from which any number of servers may serve them; gives the folder."""
    # What ninja brings is for a documentation page that is switched off, and slow to compress.
    gather = [sys.executable, "manage.py", "collectstatic", "--noinput", "--ignore", "ninja", "--verbosity", "0"]
    subprocess.run(gather, cwd=ROOT, env=os.environ | {"FACTCHECK_VAR": str(var)}, check=True)
    return var


def free_port() -> int:
    """A port of this machine on which nobody listens now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def open_database() -> str:
    """The database that this Django has open, as DATABASE_URL names it."""
    named = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{named['NAME']}"
    account = f"{named['USER']}:{named['PASSWORD']}@" if named["USER"] else ""
    return f"postgresql://{account}{named['HOST']}:{named['PORT']}/{named['NAME']}"


class Worker:
    """A worker over a database of its own choice, as `make run` starts one beside the server: to be stopped and killed.

    `var` is where its log goes, and where originals are; `variables` are more of its environment.
    """

    def __init__(self, var: Path, database_url: str, **variables: str) -> None:
        told = {"FACTCHECK_VAR": str(var), "DATABASE_URL": database_url}
        self._environment = os.environ | told | variables
        self._log = var / "worker.log"
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """What it wrote, from all its starts."""
        return self._log.read_text()

    def start(self) -> None:
        """Start it, and do not wait for anything."""
        with self._log.open("ab") as log:
            self._running = subprocess.Popen(
                _said_by_make("worker-command"),
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def stop(self) -> int:
        """Ask it to stop. Gives the status with which it ended; raises ServerDown where it does not."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it in the middle of whatever it does (`kill -9`)."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> int:
        if self._running is None:
            return 0
        running, self._running = self._running, None
        running.send_signal(how)
        try:
            return running.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            _kill_group(running.pid)
            raise ServerDown(f"The worker does not stop:\n{self.log}") from None


def command(port: int, application: str) -> list[str]:
    """What `make run` starts, as the Makefile says it, for this port and with the programs beside this Python."""
    return _said_by_make("command", "HOST=127.0.0.1", f"PORT={port}", f"APPLICATION={application}")


def _said_by_make(target: str, *told: str) -> list[str]:
    """The command that the Makefile's target prints, with the programs beside this Python."""
    make = ["make", "--silent", "--no-print-directory", target, f"BIN={Path(sys.executable).parent}", *told]
    return shlex.split(subprocess.run(make, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


class Server:
    """A server of the product over a database of its own choice, on a port that stays its own from start to start.

    `var` holds the static files (`gather_static`), which servers may share; `variables` are more of its environment. As a
    context manager it runs within the block.
    """

    def __init__(self, var: Path, database_url: str, *, application: str = PRODUCT, **variables: str) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._log = var / f"server-{self.port}.log"
        told = {"FACTCHECK_VAR": str(var), "FACTCHECK_DEMO": "0", "DATABASE_URL": database_url}
        self._environment = os.environ | told | variables
        self._command = command(self.port, application)
        self._running: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def log(self) -> str:
        """What the server wrote, from all its starts."""
        return self._log.read_text()

    @property
    def group(self) -> int:
        """The number of the group that all its processes belong to. Raises ServerDown while it does not run."""
        if self._running is None:
            raise ServerDown("The server does not run.")
        return self._running.pid

    def start(self) -> float:
        """Start it, and wait for its first answer. Gives the seconds that took; raises ServerDown if there is none."""
        began = time.monotonic()
        with self._log.open("ab") as log:
            # A group of its own, so that a kill reaches the workers too, as a crash of the machine would.
            self._running = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        while not self.answers():
            if self._running.poll() is not None or time.monotonic() > began + ANSWERS_WITHIN:
                self.kill()
                raise ServerDown(f"The server does not start:\n{self.log}")
            time.sleep(0.02)
        return time.monotonic() - began

    def answers(self) -> bool:
        """Whether it answers a request now, be it with a refusal."""
        try:
            with urllib.request.urlopen(f"{self.address}/sign-in", timeout=STOPS_WITHIN):  # noqa: S310  (our own http)
                return True
        except HTTPError:
            return True
        except (URLError, OSError):
            return False

    def stop(self) -> None:
        """Ask it to stop, and wait until it has. Nothing happens where it does not run."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it in the middle of whatever it does (`kill -9`), with all its workers."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self._running is None:
            return
        running, self._running = self._running, None
        if how == signal.SIGKILL or running.poll() is not None:
            _kill_group(running.pid)
        else:
            running.send_signal(how)
        try:
            running.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            _kill_group(running.pid)
            raise ServerDown(f"The server does not stop:\n{self.log}") from None


def _kill_group(number: int) -> None:
    try:
        os.killpg(number, signal.SIGKILL)
    except ProcessLookupError:
        return
