"""manage.py load_articles: articles from text files."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from annotations.intake.load import Loaded, load_article, load_as_own_story
from annotations.intake.texts import check_size, read_text
from annotations.models import Story
from annotations.review.refusals import Refusal, Unfit
from annotations.review.stories import make_story

# Puts a text, and the name of its file, where it belongs.
Load = Callable[[str, str], Loaded]


class Command(BaseCommand):
    """Loads what it can, and says of each file what became of it."""

    help = (
        "Load articles from UTF-8 text files, the first line the headline. The same text again changes nothing. "
        "A file that is refused holds up none of the others; the exit status then is 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The files, and what they have in common."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder of *.txt files")
        parser.add_argument(
            "--story",
            metavar="TITLE",
            help="the story they report, by its title or its name in addresses; made where there is none. "
            "Without this each article gets a story of its own",
        )
        parser.add_argument("--outlet", default="", metavar="NAME", help="who published them; not known where left out")

    def handle(self, **options: Any) -> None:
        """Load file after file, with a line for each. Raises CommandError with the summary where one was refused."""
        outlet, story = options["outlet"], options["story"]
        load = _own_story(outlet) if story is None else _into(story, outlet)
        outcomes: Counter[str] = Counter()
        for path in _files(options["paths"]):
            outcome, reason = _outcome(path, load)
            outcomes[outcome] += 1
            self.stdout.write(f"{_printable(path)}: {outcome}{reason}")
        summary = ", ".join(f"{outcomes[outcome]} {outcome}" for outcome in ("stored", "already here", "refused"))
        if outcomes["refused"]:
            raise CommandError(f"{summary}.")
        self.stdout.write(f"{summary}.")


def _own_story(outlet: str) -> Load:
    return lambda text, name: load_as_own_story(user=None, text=text, file_name=name, outlet=outlet)


def _into(title: str, outlet: str) -> Load:
    """Into the one story of this title or slug. Raises CommandError where several have the title."""
    _find_story(title)
    return partial(_load_into, title, outlet)


@transaction.atomic
def _load_into(title: str, outlet: str, text: str, name: str) -> Loaded:
    # Made with its first article, so that no story is left empty where every file was refused.
    story = _find_story(title) or make_story(user=None, title=title)
    return load_article(user=None, story=story, text=text, file_name=name, outlet=outlet)


def _find_story(title: str) -> Story | None:
    if (named := Story.objects.filter(slug=title).first()) is not None:
        return named
    titled = Story.objects.filter(title=title)
    if len(titled) > 1:
        slugs = ", ".join(story.slug for story in titled)
        raise CommandError(f"Several stories are called “{title}”. Choose one by its name in addresses: {slugs}.")
    return titled.first()


def _files(paths: list[Path]) -> Iterator[Path]:
    """The files named, and those in the folders named. A folder without any stands for itself, to be refused."""
    for path in paths:
        yield from sorted(path.glob("*.txt")) or [path]


def _outcome(path: Path, load: Load) -> tuple[str, str]:
    """What became of the file, and the reason where it was refused."""
    try:
        loaded = load(_read(path), _printable(path.name))
    except Refusal as refusal:
        return "refused", f": {refusal.words}"
    return ("stored" if loaded.is_new else "already here"), ""


def _read(path: Path) -> str:
    """The file's text. Raises Unfit where it is none, or can't be read."""
    limit = settings.FACTCHECK_MAX_ARTICLE_BYTES
    try:
        _require_file(path)
        check_size(path.stat().st_size, limit=limit)
        return read_text(path.read_bytes(), limit=limit)
    except OSError as error:
        raise Unfit("unreadable", f"{error.strerror}. Look at the path and try again.") from error


def _require_file(path: Path) -> None:
    if path.is_dir():
        raise Unfit("no-files", "There are no *.txt files in this folder.")
    # Reading a device or a pipe might never end.
    if path.exists() and not path.is_file():
        raise Unfit("no-file", "This is neither a file nor a folder.")


def _printable(path: Path | str) -> str:
    """The name as text, also where the file system has bytes in it that are none."""
    return os.fsencode(path).decode("utf-8", "replace")
