"""Which articles' marks a story's figures leave out, so that what several articles copied from one is counted once.

Only what a person confirmed counts as a copy, and only where both were reviewed: a copy of an article that nobody reviewed is counted,
for nothing of it is counted elsewhere. The rules, whoever's marks are counted and of whatever article:

- Of an agency's copy or a syndicated one the copy is left out, and the first counts: a copy of a copy is one of the first.
- Of an update the older article is left out: the update has what the older one said, and is what the outlet stands by.
- But an article of which a review is submitted goes before those of which reviews were only begun, and one with marks before those
  without any: a review that somebody has just opened must not hide a whole one.
- An article of which less than half stands in the other is counted: most of it is its own, and would be lost.
- Left out are reviews whole, with their claims, credits, typos and words read, so that rates stay rates. A contradiction with a side
  in an article that counts stays: it may be recorded nowhere else, and a copy that differs from the first contradicts it.
- An article's own figures (its profile, its report) are its own, whatever it is a copy of: nothing in them is counted twice.

Not a story's figures, and so as they were: the list of claims to check, where each line is a mark that somebody follows up; the
register of sources, which tells in how many claims an entry is named; the badges and the state of the work, article by article;
propositions, which are made of the marks themselves; and the exported marks, which are all there, with `copy_of` beside them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple

from django.db.models import Q

from annotations.models import Copy, CopyKind, CopyStatus, Story, User
from annotations.models.copy import MOSTLY


class Said(NamedTuple):
    """A confirmed copy: an article, what it is a copy of, the kind of copy, and which share of it stands there."""

    article: int
    of: int
    kind: str
    shared: float


def said_of(story: Story, user: User | None) -> list[Said]:
    """The confirmed copies that the user may know of which lead from a story's articles on. `user` None is the command line.

    One query, and one for each step that leads through another story.
    """
    copies = Copy.objects.all() if user is None else Copy.objects.visible_to(user)
    confirmed = copies.filter(status=CopyStatus.CONFIRMED).order_by("article")
    found: dict[int, Said] = {}
    wanted = Q(article__story=story)
    while wanted:
        read = confirmed.filter(wanted).values_list("article", "of", "kind", "shared", "of__story")
        step = [(Said(article, of, kind, shared), home) for article, of, kind, shared, home in read]
        found |= {one.article: one for one, _ in step}
        abroad = {one.of for one, home in step if home != story.pk} - found.keys()
        wanted = Q(article__in=abroad) if abroad else Q()
    return list(found.values())


class Stage(IntEnum):
    """How far an article is reviewed. One that is further stands before those that are less far."""

    BEGUN = 0
    MARKED = 1
    SUBMITTED = 2


def left_out(said: Iterable[Said], counted: Mapping[int, Stage]) -> dict[int, int]:
    """By article that is left out, the one that counts in its place; `counted` says how far articles are reviewed that are at all."""
    grouping = {one.article: one for one in said if one.kind == CopyKind.UPDATED or one.shared >= MOSTLY}
    of = {one.article: one.of for one in grouping.values()}
    groups: dict[int, set[int]] = defaultdict(set)
    for article in {*of, *of.values()}:
        groups[_first(article, of)].add(article)
    found: dict[int, int] = {}
    for members in groups.values():
        there = sorted(members & counted.keys())
        if len(there) > 1:
            stands = max(there, key=lambda one: (counted[one], *_standing(one, grouping)))
            found |= {one: stands for one in there if one != stands}
    return found


def updates_behind(article: int, said: Mapping[int, Said]) -> int:
    """How many updates lie between the article and what it is a copy of in the end. `said` by article."""
    return sum(one.kind == CopyKind.UPDATED for one in _steps(article, said))


def _standing(article: int, said: Mapping[int, Said]) -> tuple[int, int, int]:
    """The greater, the sooner it stands for others: the newest update, then the one that the others were copied from."""
    updates = updates_behind(article, said)
    copies = sum(1 for _ in _steps(article, said)) - updates
    return updates, -copies, article if updates else -article


def _steps(article: int, said: Mapping[int, Said]) -> Iterator[Said]:
    """What leads from the article to the first, one step after the other; no step twice, should they go in a circle."""
    seen: set[int] = set()
    while article in said and article not in seen:
        seen.add(article)
        yield said[article]
        article = said[article].of


def _first(article: int, of: Mapping[int, int]) -> int:
    """What the article is a copy of in the end. Should copies go in a circle, which nothing allows, the one stored first."""
    seen = {article}
    while article in of:
        article = of[article]
        if article in seen:
            return min(seen)
        seen.add(article)
    return article
