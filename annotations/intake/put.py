"""Articles made: the one place where a text becomes version 1 of a new article, with all that is known of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotations.models import Article, Link, TextPart, User, Verb, Version
from annotations.review.events import record_all


@dataclass(frozen=True)
class Entry:
    """An article to be made, unsaved, and its first version; where its parts and links are; what more its event tells."""

    article: Article
    version: Version
    parts: Sequence[tuple[int, int, str]] = ()
    links: Sequence[tuple[int, int, str]] = ()
    came_from: dict[str, Any] = field(default_factory=dict)


def put(entries: Iterable[Entry], *, user: User | None) -> None:
    """Make these articles, each whole, in a transaction of the caller's, in five queries at most; all fits its table.

    The stories are held, and none has the text yet.
    """
    entries = list(entries)
    Article.objects.bulk_create([entry.article for entry in entries])
    for entry in entries:
        entry.version.article, entry.version.number, entry.version.created_by = entry.article, 1, user
    Version.objects.bulk_create([entry.version for entry in entries])
    TextPart.objects.bulk_create(
        TextPart(version=entry.version, start=start, end=end, kind=kind)
        for entry in entries
        for start, end, kind in entry.parts
    )
    Link.objects.bulk_create(
        Link(version=entry.version, start=start, end=end, address=address)
        for entry in entries
        for start, end, address in entry.links
    )
    record_all(Verb.LOADED, user=user, about=[(_after(entry), _about(entry)) for entry in entries])


def _after(entry: Entry) -> dict[str, Any]:
    version = entry.version
    return {"version": version.pk, "sha256": version.sha256, "file_name": version.file_name, **entry.came_from}


def _about(entry: Entry) -> dict[str, Any]:
    return {"story_id": entry.article.story_id, "article": entry.article}
