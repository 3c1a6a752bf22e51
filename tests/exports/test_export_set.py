"""manage.py export_set."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from annotations.models import Review, Story, Version
from tests.exports.marking import credit, make_claim, make_source, make_typo
from tests.exports.opened import OpenedSet


def export_set(*arguments: str | Path) -> str:
    said = io.StringIO()
    call_command("export_set", *map(str, arguments), stdout=said)
    return said.getvalue()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "set.zip"


def test_it_writes_the_set_for_programs_and_says_what_it_wrote(review: Review, out: Path) -> None:
    make_claim(review, "the plan was dropped", note="=1+1")
    make_typo(review, "delayed")

    said = export_set("--story", "the-plan", "--out", out)

    opened = OpenedSet(out.read_bytes())
    assert opened.manifest["dialect"]["name"] == "program"
    assert [record["note"] for record in opened.records("marks")] == ["=1+1", ""]
    assert f"{out}: {out.stat().st_size:,} bytes, dialect program" in said
    assert "marks.csv                    2 records" in said
    assert "reviews.csv                  1 record\n" in said
    assert "texts/                       1 file\n" in said


@pytest.mark.parametrize("dialect", ["spreadsheet", "spreadsheet-semicolon"])
def test_it_writes_for_spreadsheets_when_told(review: Review, out: Path, dialect: str) -> None:
    make_claim(review, "the plan was dropped")

    export_set("--story", "the-plan", "--out", out, "--dialect", dialect)

    opened = OpenedSet(out.read_bytes())
    assert opened.manifest["dialect"]["name"] == dialect
    assert opened.files()["marks.csv"].startswith(b"\xef\xbb\xbfstory")


def test_it_exports_all_stories_when_told(review: Review, version: Version, out: Path) -> None:
    other = Story.objects.create(title="Another", slug="another")
    round_ = other.rounds.create(number=1, codebook=review.round.codebook)
    make_claim(Review.objects.create(reviewer=review.reviewer, version=version, round=round_), "Ana Sousa")
    make_claim(review, "the plan was dropped")

    export_set("--all", "--out", out)

    opened = OpenedSet(out.read_bytes())
    assert len(opened.records("marks")) == 2
    assert [story["slug"] for story in opened.manifest["stories"]] == ["the-plan", "another"]


@pytest.mark.usefixtures("story")
def test_it_refuses_a_story_that_is_not_there_and_names_those_that_are(out: Path) -> None:
    Story.objects.create(title="Another", slug="another")

    with pytest.raises(CommandError, match=r"There is no story “the-plane”. There are: another, the-plan\."):
        export_set("--story", "the-plane", "--out", out)

    assert not out.exists()


@pytest.mark.django_db
def test_it_says_so_when_there_is_no_story_at_all(out: Path) -> None:
    with pytest.raises(CommandError, match="There is none yet"):
        export_set("--story", "the-plan", "--out", out)


@pytest.mark.usefixtures("story")
def test_it_refuses_to_write_over_a_file_unless_forced(out: Path) -> None:
    out.write_text("Somebody's thesis")

    with pytest.raises(CommandError, match=r"is there already\. Choose another name, or add --force"):
        export_set("--story", "the-plan", "--out", out)
    assert out.read_text() == "Somebody's thesis"

    export_set("--story", "the-plan", "--out", out, "--force")
    assert OpenedSet(out.read_bytes()).manifest["product"] == "factcheck"


@pytest.mark.usefixtures("story")
def test_it_refuses_a_folder_and_a_place_in_none(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is a folder"):
        export_set("--story", "the-plan", "--out", tmp_path)
    with pytest.raises(CommandError, match="There is no folder"):
        export_set("--story", "the-plan", "--out", tmp_path / "missing" / "set.zip")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--out", "set.zip"], "one of the arguments --story --all is required"),
        (["--story", "the-plan", "--all", "--out", "set.zip"], "not allowed with"),
        (["--all"], "--out"),
        (["--all", "--out", "set.zip", "--dialect", "excel"], "invalid choice: 'excel'"),
    ],
)
def test_it_refuses_arguments_that_do_not_fit(arguments: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        export_set(*arguments)


def test_an_export_that_fails_leaves_nothing_behind_and_what_was_there_as_it_was(review: Review, out: Path) -> None:
    out.write_text("The last good set")
    source = make_source("Ana Sousa")
    credit(make_claim(review, "the plan was dropped"), source)
    # A source without a name can't come from the product; it stands here for whatever breaks half-way.
    source.names.all().delete()

    with pytest.raises(ValueError, match="empty"):
        export_set("--story", "the-plan", "--out", out, "--force")

    assert out.read_text() == "The last good set"
    assert [path.name for path in out.parent.iterdir()] == ["set.zip"]
