"""What differs between machines, read from the environment: typed, and refused with a sentence where it is wrong.

README.md lists every variable; a test compares the two.
"""

import os
import re
import secrets
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, ValidationError, validate

BASE_DIR = Path(__file__).resolve().parent.parent
SHORTEST_KEY = 50


@dataclass(frozen=True)
class Environment:
    """The values, each named as its variable is without the prefix FACTCHECK_."""

    var: Path
    debug: bool
    demo: bool
    hosts: list[str]
    origins: list[str]
    https: bool
    behind_proxy: bool
    max_article_bytes: int
    max_file_bytes: int
    max_archive_bytes: int
    time_zone: str
    secret_key: str = field(repr=False)
    database_url: str = field(repr=False)
    names: frozenset[str] = field(repr=False)


def read_environment() -> Environment:
    """Read every variable. Raises ImproperlyConfigured with the variable's name and the reason where a value does not fit."""
    env = Env()
    try:
        return _read(env)
    except EnvError as refusal:
        raise ImproperlyConfigured(str(refusal)) from refusal


def _read(env: Env) -> Environment:
    database_url = env.str("DATABASE_URL", "")
    with env.prefixed("FACTCHECK_"):
        return Environment(
            var=env.path("VAR", BASE_DIR / "var", validate=_a_folder),
            debug=env.bool("DEBUG", False),
            demo=env.bool("DEMO", False),
            hosts=env.list("HOSTS", ["127.0.0.1", "localhost", "[::1]"], validate=_each_a_host),
            origins=env.list("ORIGINS", [], validate=_each_an_origin),
            https=env.bool("HTTPS", False),
            behind_proxy=env.bool("BEHIND_PROXY", False),
            max_article_bytes=env.int("MAX_ARTICLE_BYTES", 2_000_000, validate=validate.Range(1_000, 50_000_000)),
            max_file_bytes=env.int("MAX_FILE_BYTES", 20_000_000, validate=validate.Range(1_000, 500_000_000)),
            max_archive_bytes=env.int("MAX_ARCHIVE_BYTES", 500_000_000, validate=validate.Range(1_000, 20_000_000_000)),
            time_zone=env.str(
                "TIME_ZONE",
                "UTC",
                validate=validate.OneOf(sorted(available_timezones()), error="not a time zone: {input}"),
            ),
            secret_key=env.str("SECRET_KEY", "", validate=_empty_or_long),
            database_url=database_url,
            names=frozenset(env.dump()),
        )


def _a_folder(folder: Path) -> None:
    if folder in {Path(), Path("/")}:
        raise ValidationError("it names no folder to keep things in; leave it out for var/.")


def _each_a_host(hosts: list[str]) -> None:
    for host in hosts or [""]:
        if not re.fullmatch(r"\*|\.?[\w.-]+|\[[0-9a-fA-F:.]+\]", host):
            raise ValidationError(f"“{host}” is no host: write the name alone, such as check.example.org.")


def _each_an_origin(origins: list[str]) -> None:
    for origin in origins:
        if not re.fullmatch(r"https?://[\w.*-]+(:\d+)?", origin):
            raise ValidationError(f"“{origin}” is no origin: write it as https://check.example.org.")


def _empty_or_long(key: str) -> None:
    if key and len(key) < SHORTEST_KEY:
        raise ValidationError("a secret key has at least 50 characters; leave it out to have one made and kept.")


def secret_key(environment: Environment) -> str:
    """The key that signs sessions: the one given, or one made on first start and kept in `var`, readable by its owner alone."""
    return environment.secret_key or _kept_key(environment.var / "secret-key")


def _kept_key(path: Path) -> str:
    if not path.exists():
        _make_key(path)
    key = path.read_text()
    if len(key) < SHORTEST_KEY:
        raise ImproperlyConfigured(f"{path} is cut short. Delete it, and a new key is made; everybody signs in anew.")
    return key


def _make_key(path: Path) -> None:
    # Whole at once: a process that starts meanwhile finds the whole key or none, and never makes a second one.
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            os.link(file.name, path)
    except FileExistsError:
        return
    except OSError as fault:
        raise ImproperlyConfigured(f"FACTCHECK_VAR: nothing can be kept in {path.parent}: {fault.strerror}.") from fault


def database(environment: Environment) -> dict[str, Any]:
    """Django's settings for the database named by DATABASE_URL, or for SQLite in `var` where none is named. Connections persist."""
    url = environment.database_url or f"sqlite:///{environment.var.absolute() / 'factcheck.sqlite3'}"
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=None))
    except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError) as refusal:
        raise ImproperlyConfigured(f"DATABASE_URL: {refusal}") from refusal
    kind = config["ENGINE"].rpartition(".")[2]
    if kind == "sqlite3" and config["NAME"] in {"", ":memory:"}:
        raise ImproperlyConfigured("DATABASE_URL: name the file, as in sqlite:////var/lib/factcheck.sqlite3.")
    if kind == "sqlite3":
        return _sqlite(config, environment.var.absolute())
    if kind == "postgresql":
        return _postgresql(config)
    raise ImproperlyConfigured(
        f"DATABASE_URL: this product runs on sqlite:// and postgresql://, not on {url.partition(':')[0]}://."
    )


def _sqlite(config: dict[str, Any], var: Path) -> dict[str, Any]:
    """SQLite that loses nothing, and makes nobody wait who only reads.

    It takes its write lock when a transaction starts (IMMEDIATE), so that two saves wait for each other (in line:
    factcheck.sqlite) instead of failing half-way, and writes ahead (WAL), so that readers never wait for a save. The log is
    flushed to the disk with each save (FULL): what a reviewer was told is saved outlives a killed server, and a power cut too
    as far as the disk keeps what it says it has kept. With NORMAL, which is a little faster, a power cut could take back the
    last saves.
    """
    return config | {
        "ENGINE": "factcheck.sqlite",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
        },
        "TEST": {"NAME": str(var / "test.sqlite3")},
    }


def _postgresql(config: dict[str, Any]) -> dict[str, Any]:
    """PostgreSQL whose connections are looked at before each request, since the server may have gone away meanwhile.

    It compiles no query (jit): queries about who may read what are long, so that compiling one takes seconds, and running it
    milliseconds. Options in the address are kept, and go before this one.
    """
    options: dict[str, str] = config.get("OPTIONS", {})
    asked = f"-c jit=off {options.get('options', '')}".rstrip()
    return config | {"CONN_HEALTH_CHECKS": True, "OPTIONS": options | {"options": asked}}
