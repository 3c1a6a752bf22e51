"""manage.py demo: the sample story, an account for each role, and reviews to begin with."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from annotations.intake.load import Loaded, load_article
from annotations.intake.texts import read_text
from annotations.management.passwords import keep_passwords
from annotations.management.worked_reviews import write_worked_reviews
from annotations.management.written import Unreadable, Work, read_work
from annotations.models import Role, Story, User
from annotations.review.assign import assign_review
from annotations.review.demo import DEMO_ACCOUNTS
from annotations.review.refusals import Refusal
from annotations.review.stories import make_story

TITLE = "Russian specialists in Venezuela"
SLUG = "russian-specialists-in-venezuela"
SUMMARY = "Three reports of one statement: Russia would send more military specialists to Venezuela if they are needed."


@dataclass(frozen=True)
class Made:
    """What a run made: how many articles, reviews and marks, and a password for each account by its sign-in name."""

    articles: int
    reviews: int
    marks: int
    passwords: dict[str, str]


class Command(BaseCommand):
    """Makes what is missing and leaves alone what is there, however people have changed it since."""

    help = (
        "Prepare the demo: the sample story with its articles, one account for each role (two reviewers), and reviews "
        "assigned to both reviewers. Run again, it changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The one choice there is."""
        parser.add_argument(
            "--with-reviews",
            action="store_true",
            help="fill in the worked example too: what both reviewers found, made by hand; never over work that was begun",
        )

    def handle(self, *, with_reviews: bool, **_options: Any) -> None:
        """Make what is missing, all of it or nothing, and say what was made. Raises CommandError where it can't."""
        file = settings.FACTCHECK_VAR / "demo-passwords.txt"
        try:
            work = read_work(settings.FACTCHECK_SEEDS / "reviews") if with_reviews else {}
            made = _prepare(_read_seeds(settings.FACTCHECK_SEEDS), work, file)
        except (Refusal, Unreadable, OSError) as error:
            raise CommandError(f"The demo could not be prepared, and nothing was changed. {error}") from error
        self.stdout.write(_about_story(made))
        if with_reviews:
            self.stdout.write(_about_marks(made.marks))
        for username, password in made.passwords.items():
            self.stdout.write(f"  Sign in as {username} with the password {password}")
        self.stdout.write(_about_passwords(made, file))


def _read_seeds(folder: Path) -> dict[str, bytes]:
    """The bytes of the sample articles, by file name. Raises Refusal, OSError, or CommandError where there are none."""
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise CommandError(f"There are no sample articles in {folder}. Put the files back, and run this again.")
    seeds = {path.name: path.read_bytes() for path in paths}
    for raw in seeds.values():
        _text(raw)
    return seeds


def _text(raw: bytes) -> str:
    return read_text(raw, limit=settings.FACTCHECK_MAX_ARTICLE_BYTES)


def _prepare(seeds: dict[str, bytes], work: dict[str, Work], file: Path) -> Made:
    there = User.objects.filter(username__in=[account.username for account in DEMO_ACCOUNTS])
    missing = {account.username for account in DEMO_ACCOUNTS} - set(there.values_list("username", flat=True))
    passwords = {one.username: secrets.token_urlsafe(12) for one in DEMO_ACCOUNTS if one.username in missing}
    # Hashing a password takes long on purpose: it is done before anything is locked.
    accounts = _accounts(passwords)
    with transaction.atomic():
        User.objects.bulk_create(accounts)
        loaded = _load_story(seeds)
        reviews = _assign(loaded, newcomers=missing)
        marks = _write(work)
        # Last: a file is not taken back with what the database is.
        if passwords:
            keep_passwords(file, passwords)
    return Made(sum(one.is_new for one in loaded), reviews, marks, passwords)


def _accounts(passwords: dict[str, str]) -> list[User]:
    """Unsaved accounts with these passwords."""
    accounts = [
        User(username=account.username, name=account.name, role=account.role)
        for account in DEMO_ACCOUNTS
        if account.username in passwords
    ]
    for account in accounts:
        account.set_password(passwords[account.username])
    return accounts


def _load_story(seeds: dict[str, bytes]) -> list[Loaded]:
    """The sample articles in their story; none where it was archived, which says that they are wanted no more."""
    story = Story.objects.filter(slug=SLUG).first() or make_story(user=None, title=TITLE, summary=SUMMARY)
    if story.archived_at is not None:
        return []
    return [
        load_article(user=None, story=story, text=_text(raw), file_name=name, raw=raw) for name, raw in seeds.items()
    ]


def _assign(loaded: list[Loaded], *, newcomers: set[str]) -> int:
    """Assign what is new to each reviewer, and all to a new one. What an admin took back since is not assigned again."""
    names = [account.username for account in DEMO_ACCOUNTS if account.role == Role.REVIEWER]
    wanted = [
        (reviewer, one.version)
        for reviewer in User.objects.filter(username__in=names, is_active=True)
        for one in loaded
        if one.is_new or reviewer.username in newcomers
    ]
    for reviewer, version in wanted:
        assign_review(user=None, reviewer=reviewer, version=version)
    return len(wanted)


def _write(work: dict[str, Work]) -> int:
    """Fill in the worked example; the number of marks. Nothing where the story was archived."""
    story = Story.objects.get(slug=SLUG)
    return write_worked_reviews(story, work) if work and not story.is_archived else 0


def _about_marks(marks: int) -> str:
    if marks:
        return f"The worked example is filled in: {marks} marks by both reviewers."
    return "The worked example is not filled in: these reviews were begun already, and nobody’s work is overwritten."


def _about_story(made: Made) -> str:
    if made.articles or made.reviews:
        return f"The sample story “{TITLE}”: {made.articles} articles stored, {made.reviews} reviews assigned."
    return "The sample story is here already: nothing was changed."


def _about_passwords(made: Made, file: Path) -> str:
    if made.passwords:
        return f"These passwords are kept in {file}, which you alone can read."
    if file.exists():
        return f"The demo’s accounts are here already. The passwords made for them are in {file}."
    return "The demo’s accounts are here already, with the passwords that they were given."
