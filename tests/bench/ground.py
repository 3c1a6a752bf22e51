"""What a run of the bench stands on: a folder and a database of its own, servers over it, and people who are signed in."""

import http.client
import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from django.test import Client

from annotations.models import User
from tests.serving import ROOT, STOPS_WITHIN, Server

CHUNK = 65_536
# As long as the tokens that Django makes.
TOKEN = secrets.token_hex(16)


@dataclass(frozen=True)
class Ground:
    """`var` holds the static files. The servers share the secret key, so that one session is good for all of them."""

    var: Path
    database_url: str
    secret_key: str

    def product(self) -> Server:
        """The product, as `make run` serves it. It does not run yet."""
        return Server(self.var, self.database_url, FACTCHECK_SECRET_KEY=self.secret_key)

    def floor(self) -> Server:
        """The same server with the floor's views (floor.py). It does not run yet."""
        return Server(
            self.var,
            self.database_url,
            FACTCHECK_SECRET_KEY=self.secret_key,
            DJANGO_SETTINGS_MODULE="tests.bench.floor_settings",
        )

    def worker(self) -> "Worker":
        """What does the long work beside the server, as `make run` starts it. It does not run yet."""
        told = {"FACTCHECK_VAR": str(self.var), "DATABASE_URL": self.database_url}
        return Worker(os.environ | told | {"FACTCHECK_SECRET_KEY": self.secret_key})

    def hello(self) -> Server:
        """The same server with an application that says hello. It does not run yet."""
        return Server(self.var, self.database_url, application="tests.bench.hello:hello")


class Worker:
    """A worker in a group of processes of its own, within the block."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.group = 0

    def __enter__(self) -> Self:
        self._running = subprocess.Popen(
            [sys.executable, "manage.py", "worker"], cwd=ROOT, env=self._environment, start_new_session=True
        )
        self.group = self._running.pid
        return self

    def __exit__(self, *_: object) -> None:
        self._running.terminate()
        try:
            self._running.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            self._running.kill()


def sign_in(user: User) -> str:
    """A new session of the user's: its cookie."""
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


@dataclass(frozen=True)
class Answer:
    """What came back, and after how many milliseconds the last byte of it was here."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    ms: float


class Refused(Exception):
    """The server did not do what the bench asked for."""


class Visitor:
    """Somebody signed in, over one connection that is kept open, as a browser keeps it."""

    def __init__(self, server: Server, user: User) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=3600)
        self._headers = {
            "Cookie": f"sessionid={sign_in(user)}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/json",
            "Accept-Encoding": "gzip",
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def get(self, path: str) -> Answer:
        """Ask for a page. Raises Refused where it does not come."""
        return self._ask("GET", path, None)

    def send(self, method: str, path: str, body: Mapping[str, Any]) -> Answer:
        """Send a body as JSON. Raises Refused where it is not taken."""
        return self._ask(method, path, json.dumps(body).encode())

    def send_file(self, path: str, field: str, file: Path, **words: str) -> Answer:
        """Send a file as a form of a page does, bit by bit, with words in other fields. Raises Refused where it is not taken."""
        form = _Form(field, file, words)
        about = {"Content-Type": f"multipart/form-data; boundary={form.boundary}", "Accept": "application/json"}
        return self._ask("POST", path, iter(form), **about, **{"Content-Length": str(form.size)})

    def _ask(self, method: str, path: str, body: bytes | Iterator[bytes] | None, **headers: str) -> Answer:
        began = time.perf_counter()
        self._connection.request(method, path, body, self._headers | headers)
        response = self._connection.getresponse()
        found = response.read()
        ms = 1000 * (time.perf_counter() - began)
        if response.status != 200:
            raise Refused(f"{method} {path}: {response.status} {found[:500].decode(errors='replace')}")
        return Answer(response.status, dict(response.headers), found, ms)


class _Form:
    """The body of a form with a file in it."""

    def __init__(self, field: str, file: Path, words: Mapping[str, str]) -> None:
        self.boundary = secrets.token_hex(16)
        self._file = file
        told = [f"--{self.boundary}\r\n{_NAMED % name}\r\n\r\n{value}\r\n" for name, value in words.items()]
        self._before = f'{"".join(told)}--{self.boundary}\r\n{_NAMED % field}; filename="{file.name}"\r\n\r\n'.encode()
        self._after = f"\r\n--{self.boundary}--\r\n".encode()
        self.size = len(self._before) + file.stat().st_size + len(self._after)

    def __iter__(self) -> Iterator[bytes]:
        yield self._before
        with self._file.open("rb") as file:
            yield from iter(lambda: file.read(CHUNK), b"")
        yield self._after


_NAMED = 'Content-Disposition: form-data; name="%s"'


def pss(group: int) -> float:
    """The memory of all processes of the group in megabytes (10⁶ bytes), what they share counted once (Linux only)."""
    return sum(_pss_of(number) for number in members(group)) / 1000


def members(group: int) -> list[int]:
    """The numbers of the processes of the group."""
    numbers = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]
    return [number for number in numbers if _group_of(number) == group]


def _group_of(number: int) -> int | None:
    try:
        return os.getpgid(number)
    except ProcessLookupError:
        return None


def _pss_of(number: int) -> float:
    """In kilobytes; 0 of a process that has ended meanwhile."""
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    found = next((line for line in lines if line.startswith("Pss:")), "Pss: 0 kB")
    return int(found.split()[1]) * 1.024
