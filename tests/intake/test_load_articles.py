"""manage.py load_articles: what it prints, what it stores, and how it ends."""

import os
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries, Settings

from annotations.models import Article, Event, Outlet, Story, User, Version
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


def load(*paths: Path, **options: str) -> str:
    """Run the command; what it printed."""
    out = StringIO()
    call_command("load_articles", *map(str, paths), stdout=out, **options)
    return out.getvalue()


def refused(*paths: Path, **options: str) -> tuple[str, str]:
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
    before = [list(table.objects.values()) for table in (Story, Article, Version, Event)]
    with_other_line_ends = write("again.txt", b"\xef\xbb\xbfOne\r\ntext")
    printed = load(one, with_other_line_ends, one, outlet="The Paper")
    assert printed.endswith(f"{one}: already here\n0 stored, 3 already here, 0 refused.\n")
    assert [list(table.objects.values()) for table in (Story, Article, Version, Event)] == before
    assert not Outlet.objects.exists()


def test_a_folder_stands_for_its_text_files(write: Write, tmp_path: Path) -> None:
    write("b.txt", b"B")
    write("a.txt", b"A")
    write("notes.md", b"Not an article")
    printed = load(tmp_path)
    assert (
        printed == f"{tmp_path / 'a.txt'}: stored\n{tmp_path / 'b.txt'}: stored\n2 stored, 0 already here, 0 refused.\n"
    )


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
        "refused: There are no *.txt files in this folder.",
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


def test_a_file_that_is_here_already_costs_few_queries(
    write: Write, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    one = write("one.txt", b"One")
    load(one)
    with django_assert_max_num_queries(3):
        load(one)
