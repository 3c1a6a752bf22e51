"""The whole way, on a real article: Alice signs in and marks, Dan exports, and the CSV says what she did."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import expect

from annotations.models import User, Version
from tests.browser.screen import Screen
from tests.exports.opened import OpenedSet, records_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PASSWORD = "a-slow-and-long-password"
CLAIM = "that number has been cut to just a few dozen after Maduro failed to cover the bill"


@pytest.fixture
def demo(transactional_db: None, tmp_path: Path) -> None:
    """The sample story, with Alice's and Dan's passwords hashed as the server hashes."""
    hashers = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    with override_settings(FACTCHECK_VAR=tmp_path, PASSWORD_HASHERS=hashers):
        call_command("demo", verbosity=0)
        for user in User.objects.filter(username__in=["alice", "dan"]):
            user.set_password(PASSWORD)
            user.save()


def sign_in(screen: Screen, name: str) -> None:
    screen.page.goto("/")
    screen.page.get_by_label("Name").fill(name)
    screen.page.get_by_label("Password").fill(PASSWORD)
    screen.page.get_by_role("button", name="Sign in").click()
    screen.page.wait_for_url("/")


def mark_the_vague_claim(screen: Screen) -> None:
    """One complete claim of the first sample article: graded 2, with its source, its cue and a new entry of the register."""
    screen.page.get_by_role("link", name="Start reviewing Russia is ready").click()
    screen.page.wait_for_selector("html[data-ready]")
    screen.claim(CLAIM, "2")
    screen.mark("recent reports", "s")
    screen.mark("suggest", "q")
    screen.editor.get_by_role("combobox", name="Source").click()
    screen.editor.get_by_role("option", name="Add “recent reports” to the register").click()
    entry = screen.editor.get_by_role("group", name="A new entry for the register")
    entry.get_by_label("What it is").select_option("media")
    entry.get_by_role("button", name="Add", exact=True).click()
    screen.all_saved()


def download(screen: Screen, button: str) -> bytes:
    with screen.page.expect_download() as downloading:
        screen.page.get_by_role("button", name=button).click()
    return Path(downloading.value.path()).read_bytes()


@pytest.mark.usefixtures("demo")
def test_what_alice_marks_stands_in_the_csv_that_dan_exports(open_screen: Callable[..., Screen]) -> None:
    alices = open_screen(None)
    sign_in(alices, "alice")
    mark_the_vague_claim(alices)

    dans = open_screen(None, accept_downloads=True)
    sign_in(dans, "dan")
    dans.page.goto("/stories/russian-specialists-in-venezuela/export")
    dans.page.get_by_label("Programs, every cell as it is").check()
    [record] = records_of(download(dans, "Download marks.csv alone"))
    exported = OpenedSet(download(dans, "Download the set (zip)"))

    text = Version.objects.get(sha256=record["text_sha256"]).text
    assert text[int(record["start"]) : int(record["end"])] == record["quote"] == CLAIM
    assert exported.texts()[record["text_sha256"]] == text
    assert (record["grade"], record["grade_rank"], record["grade_label"]) == ("2", "2", "Vague")
    assert (record["sources"], record["cues"], record["reviewer"]) == ("recent reports", "suggest", "alice")
    [attribution] = exported.records("attributions")
    assert attribution["mark_id"] == record["mark_id"]
    expect(alices.save_state).to_contain_text("Saved")
