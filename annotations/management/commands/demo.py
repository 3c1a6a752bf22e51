"""manage.py demo: the sample story, accounts for each role, and reviews assigned to both reviewers."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from annotations.intake.load import load_article
from annotations.intake.texts import read_text
from annotations.models import Review, Role, Story, User, Version
from annotations.review.assign import assign_review
from annotations.review.demo import DEMO_ACCOUNTS
from annotations.review.stories import make_story

TITLE = "Russian specialists in Venezuela"
SUMMARY = (
    "Three reports of one week of statements: who is speaking, how well each claim is sourced, and where they disagree."
)


class Command(BaseCommand):
    """Prepare the demo. Run again, it adds what is missing and leaves all else alone."""

    help = "Prepare the sample story from seeds/, one account for each role (two reviewers), and their reviews."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Make what is missing, and say what was made."""
        passwords = settings.FACTCHECK_VAR / "demo-passwords.txt"
        with transaction.atomic():
            made = [
                (account.username, _make_account(account.username, account.name, account.role))
                for account in DEMO_ACCOUNTS
            ]
            fresh = {username: password for username, password in made if password}
            _prepare_story()
            _keep(passwords, fresh)
        for username, password in fresh.items():
            self.stdout.write(f"Made the account {username} with the password {password}")
        self.stdout.write(
            f"The demo's passwords are in {passwords}." if passwords.exists() else "The demo's accounts are there."
        )


def _make_account(username: str, name: str, role: Role) -> str:
    """The password of a new account; empty where the account was there."""
    if User.objects.filter(username=username).exists():
        return ""
    password = secrets.token_urlsafe(12)
    User.objects.create_user(username, password, name=name, role=role)
    return password


def _prepare_story() -> None:
    story = Story.objects.filter(slug="russian-specialists-in-venezuela").first() or make_story(
        user=None, title=TITLE, summary=SUMMARY
    )
    if story.archived_at is not None:
        return
    versions = [_load(story, path) for path in sorted(settings.FACTCHECK_SEEDS.glob("*.txt"))]
    reviewers = User.objects.filter(
        username__in=[account.username for account in DEMO_ACCOUNTS if account.role == Role.REVIEWER]
    )
    for reviewer in reviewers.filter(is_active=True):
        for version in versions:
            if not Review.objects.filter(reviewer=reviewer, version=version).exists():
                assign_review(user=None, reviewer=reviewer, version=version)


def _load(story: Story, path: Path) -> Version:
    text = read_text(path.read_bytes(), limit=settings.FACTCHECK_MAX_ARTICLE_BYTES)
    return load_article(user=None, story=story, text=text, file_name=path.name).version


def _keep(path: Path, passwords: dict[str, str]) -> None:
    """Add the passwords to the file, which nobody but its owner can read at any moment."""
    if not passwords:
        return
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
        file.writelines(f"{username}\t{password}\n" for username, password in passwords.items())
