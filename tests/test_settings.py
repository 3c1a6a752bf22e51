"""Settings come from the environment: typed, refused when wrong, and all of them in the README."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from factcheck.environment import Environment, database, read_environment, secret_key

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("FACTCHECK_") or name == "DATABASE_URL"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("FACTCHECK_VAR", str(tmp_path / "var"))


def read(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Environment:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return read_environment()


def test_without_anything_set_it_is_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    values = read(monkeypatch)
    assert (values.debug, values.demo, values.hosts) == (False, False, ["127.0.0.1", "localhost", "[::1]"])


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("FACTCHECK_DEBUG", "maybe", "FACTCHECK_DEBUG"),
        ("FACTCHECK_DEMO", "2", "FACTCHECK_DEMO"),
        ("FACTCHECK_HTTPS", "ja", "FACTCHECK_HTTPS"),
        ("FACTCHECK_BEHIND_PROXY", "x", "FACTCHECK_BEHIND_PROXY"),
        ("FACTCHECK_MAX_ARTICLE_BYTES", "many", "FACTCHECK_MAX_ARTICLE_BYTES"),
        ("FACTCHECK_MAX_ARTICLE_BYTES", "10", "FACTCHECK_MAX_ARTICLE_BYTES"),
        ("FACTCHECK_TIME_ZONE", "Europe/Nowhere", "not a time zone: Europe/Nowhere"),
        ("FACTCHECK_SECRET_KEY", "short", "at least 50 characters"),
        ("FACTCHECK_ORIGINS", "check.example.org", "write it as https://check.example.org"),
        ("FACTCHECK_ORIGINS", "https://", "write it as https://check.example.org"),
        ("FACTCHECK_ORIGINS", "https://check.example.org/path", "write it as https://check.example.org"),
        ("FACTCHECK_HOSTS", "https://check.example.org", "write the name alone"),
        ("FACTCHECK_HOSTS", "", "write the name alone"),
        ("FACTCHECK_VAR", "", "names no folder"),
    ],
)
def test_a_wrong_value_is_refused_with_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=re.escape(words)) as refusal:
        read(monkeypatch, **{name: value})
    assert name in str(refusal.value)


@pytest.mark.parametrize("url", ["mysql://localhost/x", "foo://x", "no address", "sqlite://", "sqlite://:memory:"])
def test_a_database_that_it_cannot_use_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        database(read(monkeypatch, DATABASE_URL=url))


@pytest.mark.parametrize(
    ("more", "options"),
    [("", "-c jit=off"), ("?options=-c%20statement_timeout=9", "-c jit=off -c statement_timeout=9")],
)
def test_postgresql_compiles_no_query_whatever_options_its_address_has(
    monkeypatch: pytest.MonkeyPatch, more: str, options: str
) -> None:
    config = database(read(monkeypatch, DATABASE_URL=f"postgresql://host/name{more}"))
    assert config["OPTIONS"]["options"] == options
    assert config["CONN_HEALTH_CHECKS"] is True


@pytest.mark.django_db
def test_the_database_has_been_told() -> None:
    asked, answer = {"sqlite": ("PRAGMA synchronous", 2), "postgresql": ("SHOW jit", "off")}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked)
        assert cursor.fetchone() == (answer,)


def test_sqlite_takes_its_write_lock_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    config = database(read(monkeypatch))
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert Path(config["NAME"]).name == "factcheck.sqlite3"


def test_the_secret_key_is_made_once_and_kept_for_its_owner_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    values = read(monkeypatch)
    first = secret_key(values)
    kept = tmp_path / "var" / "secret-key"
    assert len(first) >= 50
    assert secret_key(values) == first == kept.read_text()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_secret_key_that_was_cut_short_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "secret-key").write_text("")
    with pytest.raises(ImproperlyConfigured, match="is cut short"):
        secret_key(read(monkeypatch))


def test_a_place_where_nothing_can_be_kept_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ImproperlyConfigured, match="nothing can be kept in"):
        secret_key(read(monkeypatch, FACTCHECK_VAR=str(tmp_path / "file" / "var")))


def test_a_secret_does_not_show_in_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "k" * 60 not in repr(read(monkeypatch, FACTCHECK_SECRET_KEY="k" * 60))


def test_the_readme_lists_every_variable_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = re.findall(r"^\| `(FACTCHECK_\w+|DATABASE_URL)` \|", (ROOT / "README.md").read_text(), flags=re.MULTILINE)
    assert sorted(listed) == sorted(read(monkeypatch).names)


def test_the_production_configuration_is_clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # It is set for the browser tests, and refused in production.
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)
    environment = os.environ | {"FACTCHECK_HTTPS": "true", "FACTCHECK_VAR": str(tmp_path)}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    checked = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout
