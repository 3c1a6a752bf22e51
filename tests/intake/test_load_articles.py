"""manage.py load_articles: what it prints, what it stores, and how it ends."""

import io
import os
import zipfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from pytest_django import Settings

from annotations.models import Article, Event, Original, Outlet, Story, Upload, User, Verb, Version
from annotations.review.stories import make_story

pytestmark = pytest.mark.django_db

Write = Callable[[str, bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A function that writes a file and gives its path."""

    def make(name: str, raw: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(raw)
        return path

    return make


def load(*paths: Path, **options: Any) -> str:
    """Run the command; what it printed."""
    out = StringIO()
    call_command("load_articles", *map(str, paths), stdout=out, **options)
    return out.getvalue()


def refused(*paths: Path, **options: Any) -> tuple[str, str]:
    """Run the command, which must end in an error; what it printed, and the error."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("load_articles", *map(str, paths), stdout=out, **options)
    assert error.value.returncode == 1
    return out.getvalue(), str(error.value)


def test_each_file_gets_a_story_of_its_own(write: Write) -> None:
    one, two = write("one.txt", "Première\r\nText 😀".encode()), write("two.txt", "العنوان\nنص".encode())
    assert load(one, two) == f"{one}: stored\n{two}: stored\n2 stored, 0 already here, 0 refused.\n"
    assert {story.title for story in Story.objects.all()} == {"Première", "العنوان"}
    assert set(Version.objects.values_list("text", "file_name")) == {
        ("Première\nText 😀", "one.txt"),
        ("العنوان\nنص", "two.txt"),
    }
    assert not Version.objects.exclude(created_by=None).exists()


def test_the_sample_articles_are_stored_to_the_letter() -> None:
    load(settings.FACTCHECK_SEEDS, story="Venezuela")
    stored = {version.file_name: version.text.encode() for version in Version.objects.all()}
    assert stored == {path.name: path.read_bytes() for path in settings.FACTCHECK_SEEDS.glob("*.txt")}
    assert {str(story) for story in Story.objects.all()} == {"Venezuela"}


def test_the_same_text_again_changes_nothing_and_says_so(write: Write) -> None:
    one = write("one.txt", b"One\ntext")
    load(one)
    before = everything()
    with_other_line_ends = write("again.txt", b"\xef\xbb\xbfOne\r\ntext")
    printed = load(one, with_other_line_ends, one, outlet="The Paper")
    assert printed.endswith(f"{one}: already here\n0 stored, 3 already here, 0 refused.\n")
    assert everything() == before
    assert not Outlet.objects.exists()


def everything() -> list[Any]:
    """All that loading stores; the events but for those that say that it was tried."""
    tables = [list(table.objects.values()) for table in (Story, Article, Version, Upload, Original)]
    return [*tables, list(Event.objects.exclude(verb=Verb.UPLOADED).values())]


def test_a_folder_stands_for_its_files_and_those_of_its_folders(write: Write, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / ".hidden").mkdir()
    paths = [write("a.md", b"# A"), write("b.txt", b"B"), write("more/c.txt", b"C")]
    write("README.md", b"Not an article")
    write("notes.log", b"Not an article")
    write(".hidden/d.txt", b"D")
    assert load(tmp_path) == "".join(f"{path}: stored\n" for path in paths) + "3 stored, 0 already here, 0 refused.\n"


def test_tables_and_archives_are_told_text_by_text_and_file_by_file(write: Write, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a/one.txt", "One")
        archive.writestr("a/nul.txt", "\x00")
    table = write("t.csv", b"headline,text,story\nTwo,Words of two,Flood\nOdd,,Flood\n")
    unclear = write("u.csv", b"a,b\nThree,Words of three\nFour,Words of four\n")
    printed, error = refused(write("all.zip", packed.getvalue()), table, unclear)
    folder = str(tmp_path)
    lines = [line.removeprefix(folder).partition(": refused")[0] for line in printed.splitlines()]
    assert lines == [
        "/all.zip: a/one.txt: stored",
        "/all.zip: a/nul.txt",
        "/t.csv, text 1: stored",
        "/t.csv, text 2",
        "/u.csv",
    ]
    assert error == "2 stored, 0 already here, 3 refused."
    assert {str(story) for story in Story.objects.all()} == {"One", "Flood"}


def test_a_dry_run_says_what_would_become_of_each_file_and_stores_nothing(write: Write) -> None:
    here = write("here.txt", b"Here")
    load(here)
    before = everything()
    printed, error = refused(here, new := write("new.txt", b"New"), write("nul.txt", b"\x00"), dry_run=True, story=None)
    assert f"{here}: already here\n{new}: would be stored\n" in printed
    assert error == "1 would be stored, 1 already here, 1 refused."
    assert everything() == before


def test_what_is_refused_is_named_with_the_reason_and_the_others_still_load(
    write: Write, tmp_path: Path, settings: Settings
) -> None:
    settings.FACTCHECK_MAX_ARTICLE_BYTES = 1_000
    (tmp_path / "folder").mkdir()
    paths = [
        write("latin.txt", b"Caf\xe9"),
        write("nul.txt", b"A\x00"),
        write("empty.txt", b""),
        write("large.txt", b"x" * 1_001),
        tmp_path / "missing.txt",
        tmp_path / "folder",
        Path(os.devnull),
        write("good.txt", b"Good"),
    ]
    printed, error = refused(*paths)
    reasons = [
        "refused: Not UTF-8: byte 0xE9 at position 4. Save it as UTF-8 and choose it again.",
        "refused: A NUL character stands at byte 2. Take it out and choose the file again.",
        "refused: The file is empty. Choose one with text in it.",
        "refused: 1,001 bytes are too many: an article has 1,000 at most. Cut the file to the article.",
        "refused: No such file or directory. Look at the path and try again.",
        "refused: There are no files in this folder that can be read.",
        "refused: This is neither a file nor a folder.",
        "stored",
    ]
    assert printed.splitlines() == [f"{path}: {reason}" for path, reason in zip(paths, reasons, strict=True)]
    assert error == "1 stored, 0 already here, 7 refused."
    assert str(Article.objects.get()) == "Good"


def test_a_story_is_found_by_its_title_or_its_name_in_addresses(write: Write, story: Story) -> None:
    load(write("one.txt", b"One"), story="The plan")
    load(write("two.txt", b"Two"), story="the-plan")
    assert set(story.articles.values_list("headline", flat=True)) == {"One", "Two"}
    assert Story.objects.count() == 1


def test_a_story_that_is_named_is_made_once_for_all_files(write: Write) -> None:
    load(write("one.txt", b"One"), write("two.txt", b"Two"), story="A new story", outlet="The Paper")
    made = Story.objects.get(title="A new story", slug="a-new-story")
    assert made.rounds.count() == 1
    assert {str(article.outlet) for article in made.articles.all()} == {"The Paper"}
    assert made.articles.count() == 2


def test_no_story_is_made_where_every_file_was_refused(write: Write) -> None:
    refused(write("empty.txt", b""), story="A new story")
    refused(write("good.txt", b"Good"), story="A new story", outlet="x" * 201)
    assert not Story.objects.exists()


def test_the_same_text_goes_into_another_story_that_is_named(write: Write) -> None:
    one = write("one.txt", b"One")
    load(one)
    assert load(one, story="Another").startswith(f"{one}: stored\n")
    assert Version.objects.count() == 2


def test_a_title_that_several_stories_have_is_refused_with_their_names(write: Write, dan: User) -> None:
    for _ in range(2):
        make_story(user=dan, title="Twins")
    with pytest.raises(CommandError, match="twins-2, twins"):
        load(write("one.txt", b"One"), story="Twins")
    assert not Article.objects.exists()


def test_a_name_with_bytes_that_are_no_text_is_printed_and_kept_as_text(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt")).write_bytes(b"One")
    except OSError:
        pytest.skip("This file system takes names of text only.")
    assert "caf\ufffd.txt: stored" in load(tmp_path)
    assert Version.objects.get().file_name == "caf\ufffd.txt"
