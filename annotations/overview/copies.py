"""Which articles' marks a story's figures leave out, so that what several articles copied from one is counted once.

Only what a person confirmed counts as a copy, and only where both were reviewed: a copy of an article that nobody reviewed is counted,
for nothing of it is counted elsewhere. The rules, whoever's marks are counted and of whatever article:

- Of an agency's copy or a syndicated one the copy is left out, and the first counts: a copy of a copy is one of the first.
- Of an update the older article is left out: the update has what the older one said, and is what the outlet stands by.
- An article of which less than half stands in the other is counted: most of it is its own, and would be lost.
- Left out are reviews whole, with their claims, credits, typos and words read, so that rates stay rates. A contradiction with a side
  in an article that counts stays: it may be recorded nowhere else, and a copy that differs from the first contradicts it.
- An article's own figures (its profile, its report) are its own, whatever it is a copy of: nothing in them is counted twice.

Not a story's figures, and so as they were: the list of claims to check, where each line is a mark that somebody follows up; the
register of sources, which tells in how many claims an entry is named; the badges and the state of the work, article by article;
propositions, which are made of the marks themselves; and the exported marks, which are all there, with `copy_of` beside them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from annotations.models import Copy, CopyKind, CopyStatus, Story, User
from annotations.models.copy import MOSTLY


class Said(NamedTuple):
    """A confirmed copy: an article, what it is a copy of, the kind of copy, and which share of it stands there."""

    article: int
    of: int
    kind: str
    shared: float


def said_of(story: Story, user: User | None) -> list[Said]:
    """The confirmed copies among a story's articles that the user may know of, in one query. `user` None is the command line."""
    copies = Copy.objects.all() if user is None else Copy.objects.visible_to(user)
    found = copies.filter(status=CopyStatus.CONFIRMED, article__story=story).order_by("article")
    return [Said(*row) for row in found.values_list("article", "of", "kind", "shared")]


def left_out(said: Iterable[Said], counted: Collection[int]) -> dict[int, int]:
    """By article that is left out, the one that counts in its place; `counted` are the articles that were reviewed."""
    grouping = [one for one in said if one.kind == CopyKind.UPDATED or one.shared >= MOSTLY]
    of = {one.article: one.of for one in grouping}
    groups: dict[int, set[int]] = defaultdict(set)
    for article in {*of, *of.values()}:
        groups[_first(article, of)].add(article)
    updates = {one.of: one.article for one in grouping if one.kind == CopyKind.UPDATED}
    found: dict[int, int] = {}
    for first, members in groups.items():
        there = sorted(members.intersection(counted))
        if len(there) > 1:
            stands = next(one for one in [*_updated(first, updates), *there] if one in there)
            found |= {one: stands for one in there if one != stands}
    return found


def _first(article: int, of: Mapping[int, int]) -> int:
    """What the article is a copy of in the end. Should copies go in a circle, which nothing allows, the one stored first."""
    seen = {article}
    while article in of:
        article = of[article]
        if article in seen:
            return min(seen)
        seen.add(article)
    return article


def _updated(first: int, updates: Mapping[int, int]) -> Sequence[int]:
    """The article and its updates, the newest first."""
    chain = [first]
    while (newer := updates.get(chain[-1])) is not None and newer not in chain:
        chain.append(newer)
    return chain[::-1]
