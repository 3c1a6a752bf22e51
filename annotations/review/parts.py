"""The parts of a version's text, as admins say what they are."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django.db import transaction

from annotations.anchoring.parts import Part, joined
from annotations.models import Event, PartKind, TextPart, User, Verb, Version
from annotations.review.events import record
from annotations.review.policy import require_admin
from annotations.review.refusals import Unfit


@transaction.atomic
def say_parts(*, user: User | None, version: Version, parts: Iterable[Part]) -> list[Part]:
    """Say what a version's parts are, in place of all that was said; what is in none is body. Returns them as kept.

    Spans are in code points, half-open; neighbours of one kind with white space only between them become one. Where
    nothing differs from what was said before, nothing is written. `user` None is the command line. Raises NotAllowed,
    or Unfit: `out-of-range`, `blank`, `part-kind`, `parts-overlap`.
    """
    require_admin(user)
    held = Version.objects.select_for_update(of=("self",), no_key=True).select_related("article").get(pk=version.pk)
    kept = _fitting(list(parts), held.text)
    before = parts_of(held)
    if kept == before and (kept or is_said(held)):
        return kept
    held.parts.all().delete()
    TextPart.objects.bulk_create(TextPart(version=held, start=start, end=end, kind=kind) for start, end, kind in kept)
    about: dict[str, Any] = {"story_id": held.article.story_id, "article": held.article}
    record(Verb.PARTED, user=user, before=_told(held, before), after=_told(held, kept), **about)
    return kept


def parts_of(version: Version) -> list[Part]:
    """The parts that are kept of a version, in the text's order."""
    return list(version.parts.order_by("start").values_list("start", "end", "kind"))


def is_said(version: Version) -> bool:
    """Whether somebody has said what the version's parts are: it may be that it is all body."""
    events = Event.objects.filter(article=version.article_id, verb=Verb.PARTED).values_list("after", flat=True)
    return any(after and after["version"] == version.pk for after in events)


def _fitting(parts: list[Part], text: str) -> list[Part]:
    """The parts, neighbours joined. Raises Unfit where one does not fit the text, or two share a character."""
    for start, end, kind in parts:
        if kind not in PartKind.values:
            raise Unfit("part-kind", "A part is headline, deck, caption or boilerplate. Choose one of these.")
        if not 0 <= start < end <= len(text):
            raise Unfit("out-of-range", "This part lies outside the article’s text. Reload the page and choose again.")
        if text[start:end].isspace():
            raise Unfit("blank", "A part has words: this one is white space only. Choose some words.")
    if any(one[1] > other[0] for one, other in pairwise(sorted(parts))):
        raise Unfit("parts-overlap", "Two parts share some words. Let each word be of one part.")
    return joined(parts, text)


def _told(version: Version, parts: list[Part]) -> dict[str, Any]:
    """The parts as events keep them."""
    return {"version": version.pk, "parts": [list(part) for part in parts]}
