"""Doing one thing with many articles: one after the other, each in a transaction of its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from annotations.intake.originals import remove_unused
from annotations.models import Article, User
from annotations.review.articles import edit_article
from annotations.review.assign import assign_review
from annotations.review.keeping import archive_article, delete_article, move_article
from annotations.review.refusals import Closed, NotThere, Refusal

REFUSALS_SHOWN = 5


@dataclass
class Outcome:
    """What came of it: in how many articles it was done, how many were archived instead, and the words of each refusal."""

    done: int = 0
    instead: int = 0
    refusals: list[str] = field(default_factory=list)
    originals: list[str] = field(default_factory=list)


Act = Callable[[User, Article, dict[str, Any], Outcome], None]


def _edit(user: User, article: Article, said: dict[str, Any], outcome: Outcome) -> None:
    edit_article(user=user, article=article, **{name: value for name, value in said.items() if value})
    outcome.done += 1


def _move(user: User, article: Article, said: dict[str, Any], outcome: Outcome) -> None:
    move_article(user=user, article=article, story=said["story"])
    outcome.done += 1


def _assign(user: User, article: Article, said: dict[str, Any], outcome: Outcome) -> None:
    version, assigned = article.versions.order_by("-number").first(), 0
    if version is None:
        raise NotThere
    for reviewer in said["reviewers"]:
        try:
            assign_review(user=user, reviewer=reviewer, version=version, due=said["due"])
        except NotThere:
            raise
        except Refusal as refusal:
            outcome.refusals.append(refusal.words)
        else:
            assigned += 1
    outcome.done += bool(assigned)


def _archive(user: User, article: Article, _said: dict[str, Any], outcome: Outcome) -> None:
    archive_article(user=user, article=article, archived=True)
    outcome.done += 1


def _unarchive(user: User, article: Article, _said: dict[str, Any], outcome: Outcome) -> None:
    archive_article(user=user, article=article, archived=False)
    outcome.done += 1


def _delete(user: User, article: Article, said: dict[str, Any], outcome: Outcome) -> None:
    try:
        outcome.originals += delete_article(user=user, article=article)
    except Closed as closed:
        # What is refused for another reason, as in an archived story, was not said to be archived instead.
        if closed.code != "worked-on" or not said["archive"]:
            raise
        archive_article(user=user, article=article, archived=True)
        outcome.instead += 1
    else:
        outcome.done += 1


ACTS: dict[str, Act] = {
    "edit": _edit,
    "move": _move,
    "assign": _assign,
    "archive": _archive,
    "unarchive": _unarchive,
    "delete": _delete,
}


def carry_out(act: str, *, user: User, articles: Iterable[Article], said: dict[str, Any]) -> Outcome:
    """Do it with each. What is refused holds nothing else up. Bytes that nothing names any more are removed at the end.

    They are even where it breaks off: what was deleted until then stays so.
    """
    outcome = Outcome()
    try:
        for article in articles:
            _try(act, user, article, said, outcome)
    finally:
        if outcome.originals:
            remove_unused(list(dict.fromkeys(outcome.originals)))
    return outcome


def _try(act: str, user: User, article: Article, said: dict[str, Any], outcome: Outcome) -> None:
    try:
        ACTS[act](user, article, said, outcome)
    except NotThere:
        outcome.refusals.append(f"“{article}” was deleted meanwhile. Nothing is left to be done with it.")
    except Refusal as refusal:
        outcome.refusals.append(refusal.words)


def tell(request: HttpRequest, outcome: Outcome, done: str) -> None:
    """Say with how many articles it was done, in the word `done`, and what was refused."""
    counts = [(outcome.done, done), (outcome.instead, "archived instead")]
    said = [f"{count:,} article{'s' * (count != 1)} {what}" for count, what in counts if count]
    messages.success(request, f"{', '.join(said)}.") if said else messages.info(request, "Nothing was changed.")
    refusals = list(dict.fromkeys(outcome.refusals))
    more = len(refusals) - REFUSALS_SHOWN
    for words in refusals[:REFUSALS_SHOWN]:
        messages.error(request, words)
    if more > 0:
        messages.error(request, f"{more:,} more {'was' if more == 1 else 'were'} refused for reasons like these.")
