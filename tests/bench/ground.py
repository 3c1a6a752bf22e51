"""What a run of the bench stands on: a folder and a database of its own, servers over it, and people who are signed in."""

import http.client
import json
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from django.test import Client

from annotations.models import User
from tests.serving import Server

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

    def hello(self) -> Server:
        """The same server with an application that says hello. It does not run yet."""
        return Server(self.var, self.database_url, application="tests.bench.hello:hello")


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

    def _ask(self, method: str, path: str, body: bytes | None) -> Answer:
        began = time.perf_counter()
        self._connection.request(method, path, body, self._headers)
        response = self._connection.getresponse()
        found = response.read()
        ms = 1000 * (time.perf_counter() - began)
        if response.status != 200:
            raise Refused(f"{method} {path}: {response.status} {found[:500].decode(errors='replace')}")
        return Answer(response.status, dict(response.headers), found, ms)


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
