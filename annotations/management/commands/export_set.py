"""manage.py export_set: the set of a story, or of all stories, as a zip file."""

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from annotations.exports.archive import Written, write_set
from annotations.exports.dialects import DIALECTS, PROGRAM, Dialect
from annotations.exports.selection import Selection
from annotations.models import Story


class Command(BaseCommand):
    """Exports everything that was marked, whoever marked it and whether or not it is submitted: the command line sees all."""

    help = "Export a set: what was marked in one story, or in all, as a zip file of tables, texts and a manifest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to export, where to, and for whom."""
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--story", metavar="SLUG", help="the story, by its name in addresses")
        which.add_argument("--all", action="store_true", help="all stories in one set")
        parser.add_argument("--out", metavar="PATH", required=True, type=Path, help="the zip file to write")
        parser.add_argument(
            "--dialect",
            choices=sorted(DIALECTS),
            default=PROGRAM.key,
            help="program: cells as they are (the default); spreadsheet, spreadsheet-semicolon: for Excel and its like",
        )
        parser.add_argument("--force", action="store_true", help="write over a file that is there")

    def handle(self, **options: Any) -> None:
        """Write the set and say what was written. Raises CommandError, and leaves nothing behind, where it can't."""
        out, dialect = options["out"], DIALECTS[options["dialect"]]
        story = None if options["all"] else _story(options["story"])
        _check_place(out, force=options["force"])
        with _whole_or_not_at_all(out) as file:
            written = write_set(file, Selection(story, user=None), dialect)
        for line in _report(out, dialect, written):
            self.stdout.write(line)


def _story(slug: str) -> Story:
    story = Story.objects.filter(slug=slug).first()
    if story is None:
        known = ", ".join(Story.objects.order_by("slug").values_list("slug", flat=True))
        raise CommandError(
            f"There is no story “{slug}”. " + (f"There are: {known}." if known else "There is none yet.")
        )
    return story


def _check_place(out: Path, *, force: bool) -> None:
    if not out.parent.is_dir():
        raise CommandError(f"There is no folder {out.parent}. Make it, or choose another place.")
    if out.is_dir():
        raise CommandError(f"{out} is a folder. Name the file to write in it.")
    if out.exists() and not force:
        raise CommandError(f"{out} is there already. Choose another name, or add --force to write over it.")


@contextmanager
def _whole_or_not_at_all(out: Path) -> Iterator[IO[bytes]]:
    """A file under a passing name beside the wanted one, which it takes once it is whole. Whatever fails, `out` is as it was."""
    passing = out.with_name(f".{out.name}.{os.getpid()}")
    with ExitStack() as stack:
        try:
            file = stack.enter_context(passing.open("xb"))
            stack.callback(passing.unlink, missing_ok=True)
            yield file
            file.close()
            passing.replace(out)
        except OSError as fault:
            raise CommandError(f"{out} could not be written: {fault.strerror}. Choose another place.") from fault


def _report(out: Path, dialect: Dialect, written: dict[str, Written]) -> Iterator[str]:
    yield f"{out}: {out.stat().st_size:,} bytes, dialect {dialect.key}"
    tables = {name: file.records for name, file in written.items() if file.records is not None}
    for name, records in tables.items():
        yield f"  {name:<20} {records:>9,} {'record' if records == 1 else 'records'}"
    yield f"  {'texts/':<20} {len(written) - len(tables):>9,} {'file' if len(written) - len(tables) == 1 else 'files'}"
