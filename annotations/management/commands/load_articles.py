"""manage.py load_articles: text files into the database."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotations.intake.load import load_article, sha256_of
from annotations.intake.texts import headline_of, read_text
from annotations.models import Story, Version
from annotations.review.refusals import Refusal, Unfit
from annotations.review.stories import make_story


class Command(BaseCommand):
    """Load articles, and say of each file what became of it."""

    help = (
        "Load articles from UTF-8 text files, the first line the headline. The same text again changes nothing. "
        "What is refused is told with its reason, the rest still loads, and the exit status is then 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The files, and the story and outlet they belong to."""
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="a text file, or a folder of .txt files"
        )
        parser.add_argument(
            "--story",
            default="",
            metavar="TITLE",
            help="the story they report, by title or slug; made where there is none. Without it each article gets a story of its own.",
        )
        parser.add_argument("--outlet", default="", metavar="NAME", help="who published them")

    def handle(self, *_args: Any, paths: list[Path], story: str, outlet: str, **_options: Any) -> None:
        """Load file after file. Raises CommandError, for the exit status, where one was refused."""
        outcomes: Counter[str] = Counter()
        for path in _files(paths):
            try:
                outcome = self._load(path, story, outlet)
            except Refusal as refusal:
                outcome = "refused"
                self.stderr.write(f"refused       {path}: {refusal.words}")
            else:
                self.stdout.write(f"{outcome:<13} {path}")
            outcomes[outcome] += 1
        self.stdout.write(
            f"{outcomes['stored']} stored, {outcomes['already here']} already here, {outcomes['refused']} refused."
        )
        if outcomes["refused"]:
            raise CommandError("Some files were refused; see above.")

    def _load(self, path: Path, story: str, outlet: str) -> str:
        text = _read(path)
        if not story and Version.objects.filter(sha256=sha256_of(text)).exists():
            return "already here"
        loaded = load_article(
            user=None, story=_story(story or headline_of(text)), text=text, file_name=path.name, outlet=outlet
        )
        return "stored" if loaded.is_new else "already here"


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.glob("*.txt")) if path.is_dir() else [path]


def _read(path: Path) -> str:
    """The file's text. Raises Unfit, also where the file can't be read. Reads one byte over the limit at most."""
    limit = settings.FACTCHECK_MAX_ARTICLE_BYTES
    try:
        with path.open("rb") as file:
            return read_text(file.read(limit + 1), limit=limit)
    except OSError as fault:
        raise Unfit("unreadable", f"{fault.strerror}. Look at the path and try again.") from fault


def _story(title_or_slug: str) -> Story:
    """The story of this slug or title; the oldest, where several have the title; made, where none has."""
    stories = Story.objects.order_by("pk")
    found = stories.filter(slug=title_or_slug).first() or stories.filter(title=title_or_slug[:200]).first()
    return found or make_story(user=None, title=title_or_slug[:200])
