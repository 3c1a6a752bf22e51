"""manage.py verify_texts: says what was altered behind the product's back, where it is, and fails then."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from annotations.management.commands import verify_texts
from annotations.models import Link, Review, TextPart, Version
from tests.conftest import TEXT
from tests.exports.marking import credit, make_claim, make_contradiction, make_source, make_typo
from tests.fixtures import MakeVersion
from tests.originals import keep_original


@pytest.fixture
def kept(review: Review, version: Version, make_version: MakeVersion, originals: Path) -> Version:
    """A version with marks of every kind, a link, a part and its original; another one stands before and behind it."""
    other = make_version("Another report. The plan was kept.")
    claim = make_claim(review, "the plan was dropped")
    credit(claim, make_source("Ana Sousa"), words=["Ana Sousa"], cues=["said"])
    make_typo(review, "Critics")
    make_contradiction(review, (version, "the plan was dropped"), (other, "The plan was kept"))
    Link.objects.create(version=version, start=0, end=8, address="https://example.org/")
    TextPart.objects.create(version=version, start=0, end=24, kind="headline")
    keep_original(version, TEXT.encode())
    keep_original(other, b"Another")
    return version


def verified(**options: object) -> str:
    """What it prints where all holds. Raises CommandError."""
    said = StringIO()
    call_command("verify_texts", stdout=said, **options)
    return said.getvalue()


def faults() -> list[str]:
    """What it says does not hold."""
    said = StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("verify_texts", stdout=said)
    lines = said.getvalue().splitlines()
    assert str(failed.value).startswith(f"{len(lines)} of it do")
    assert failed.value.returncode == 1
    return lines


def alter(statement: str, *values: str | int | None) -> None:
    """Change a row as nothing in the product does."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_all_holds_in_what_was_kept(kept: Version) -> None:
    assert verified() == "All holds: 2 texts, 8 places in them, 2 originals.\n"
    assert verified(quick=True) == "All holds: 2 texts, 8 places in them, 0 originals, no originals.\n"


def test_nothing_kept_holds(db: None) -> None:
    assert verified() == "All holds: 0 texts, 0 places in them, 0 originals.\n"


def test_a_text_that_was_altered_has_another_hash_and_lacks_the_words_of_its_marks(kept: Version) -> None:
    alter("UPDATE annotations_version SET text = %s WHERE id = %s", TEXT.replace("was dropped", "was burned!"), kept.pk)
    first, *others = faults()
    article = f'article {kept.article_id} ("Minister denies the plan"), version 1'
    assert re.fullmatch(rf"{re.escape(article)}: the text has the hash \w{{64}}, kept is {kept.sha256}", first)
    claim = [line for line in others if ", claim of mark " in line]
    assert len(claim) == 1
    assert claim[0].endswith('the text has "the plan was burned!", kept is "the plan was dropped"')
    assert any(", side of mark" in line for line in others)


def test_a_hash_that_was_altered_is_told(kept: Version) -> None:
    alter("UPDATE annotations_version SET sha256 = %s WHERE id = %s", "0" * 64, kept.pk)
    (line,) = faults()
    assert line.endswith(f"kept is {'0' * 64}")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("quote = 'Cynics'||'!'", 'the text has "Critics", kept is "Cynics!"'),
        ("prefix = 'x'", "before it the text has "),
        ("suffix = 'x'", 'behind it the text has " doubt it.", kept is "x"'),
        ('start = start + 900, "end" = "end" + 900', f"lies outside the text, which has {len(TEXT)} characters"),
        ('start = start - 1, "end" = "end" - 1', "the text has "),
    ],
)
def test_a_span_that_was_altered_is_told(kept: Version, change: str, words: str) -> None:
    alter(f"UPDATE annotations_span SET {change} WHERE role = 'typo'")  # noqa: S608  (written above)
    lines = faults()
    assert all(", typo of mark " in line for line in lines)
    assert words in lines[0]


def test_a_link_and_a_part_that_leave_the_text_are_told(kept: Version) -> None:
    alter('UPDATE annotations_link SET "end" = 9999')
    alter('UPDATE annotations_textpart SET "end" = 9998')
    link, part = faults()
    assert re.search(r", link \d+ at 0 to 9999: lies outside the text", link)
    assert ", part headline at 0 to 9998: lies outside the text" in part


def test_an_original_that_is_missing_or_not_what_it_was_is_told_unless_originals_are_left_out(
    kept: Version, originals: Path
) -> None:
    mine, other = sorted(Version.objects.all(), key=lambda one: one.original_id or "")
    assert mine.original is not None and other.original is not None  # noqa: PT018
    (originals / mine.original.place).unlink()
    place = originals / other.original.place
    place.write_bytes(place.read_bytes() + b"!")
    missing, altered = faults()
    assert missing.startswith(f"original {mine.original_id}: its bytes can’t be read at {mine.original.place}")
    assert re.fullmatch(rf"original {other.original_id}: its bytes have the hash \w{{64}}", altered)
    assert verified(quick=True).startswith("All holds")


def test_an_original_whose_size_was_altered_is_told(kept: Version) -> None:
    alter("UPDATE annotations_original SET size = 3 WHERE sha256 = %s", Version.objects.get(pk=kept.pk).original_id)
    (line,) = faults()
    assert line.endswith(f"it has {len(TEXT.encode())} bytes, kept is 3")


def test_every_fault_is_one_line_whatever_is_in_the_words(kept: Version) -> None:
    alter("UPDATE annotations_article SET headline = %s", 'Two\nlines “and” "more"' + "x" * 100)
    alter("UPDATE annotations_version SET sha256 = %s", "0" * 64)
    assert len(faults()) == 2
    assert all('("Two\\nlines “and” \\"more\\"xxx' in line for line in faults())


def test_it_says_how_far_it_is(kept: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_texts, "SECONDS_BETWEEN", 0)
    progress = StringIO()
    call_command("verify_texts", stdout=StringIO(), stderr=progress)
    assert "Looked at so far: 1 texts, " in progress.getvalue()
    silent = StringIO()
    call_command("verify_texts", stdout=StringIO(), stderr=silent, verbosity=0)
    assert silent.getvalue() == ""
