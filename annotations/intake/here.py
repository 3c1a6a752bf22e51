"""Whether a text is here already: a story has no text twice, and a text without a story gets none where any story has it."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotations.intake.copies import most_like
from annotations.models import Draft, DraftStatus, Upload, Version
from annotations.review.outlets import outlet_of_address

# What `mark_known` says of a draft.
KNOWN = ("status", "is_chosen", "reason", "version", "like", "shared")


def sha256_of(text: str) -> str:
    """The hash that a text is known by: SHA-256 of its UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Target:
    """Where a text is to go: into the story of this key, else of this title, else into one of its own."""

    story: int | None = None
    title: str = ""


@dataclass(frozen=True)
class Holder:
    """A version, and the story that it is in."""

    version: int
    story: int
    title: str

    def is_in(self, target: Target) -> bool:
        """Whether a text that goes there is here already by this version."""
        if target.title:
            return self.title == target.title
        return target.story in {None, self.story}


def target_of(draft: Draft, story: int | None) -> Target:
    """Where the draft of an upload for this story (None: for none) goes."""
    return Target(None, draft.story_title) if draft.story_title else Target(story)


class Here:
    """The versions that have one of some texts, asked for in one query."""

    def __init__(self, hashes: Iterable[str]) -> None:
        self._holders: dict[str, list[Holder]] = defaultdict(list)
        found = Version.objects.filter(sha256__in=set(hashes)).order_by("pk")
        columns = found.values_list("sha256", "pk", "article__story", "article__story__title")
        for sha256, version, story, title in columns:
            self._holders[sha256].append(Holder(version, story, title))

    def holder(self, sha256: str, target: Target) -> Holder | None:
        """The first version with this text by which it is there already."""
        return next((one for one in self._holders[sha256] if one.is_in(target)), None)

    def elsewhere(self, sha256: str) -> Holder | None:
        """The first version with this text, wherever it is."""
        return next(iter(self._holders[sha256]), None)


def find_outlets(drafts: Iterable[Draft]) -> None:
    """Say of drafts without an outlet on whose domain their address lies. A query for each; they are not saved."""
    for draft in drafts:
        if draft.address and not draft.outlet:
            draft.outlet = str(outlet_of_address(draft.address) or "")


def find_like(drafts: Sequence[Draft]) -> None:
    """Say of new drafts which text here they are like: the queries of `most_like` for each that is not here. They are not saved."""
    fresh = [draft for draft in drafts if draft.status == DraftStatus.NEW]
    here = Here(draft.sha256 for draft in fresh)
    for draft in fresh:
        like = None if here.elsewhere(draft.sha256) else most_like(draft.text)
        draft.like, draft.shared = (like.version, like.shared) if like else (None, None)


def mark_known(upload: Upload, drafts: Sequence[Draft]) -> None:
    """Say of new drafts that are here already where, and of those that the upload has twice which is the first.

    Of a text that is here, but in another story, that is what it is like. Two queries; the drafts are not saved.
    """
    fresh = [draft for draft in drafts if draft.status == DraftStatus.NEW]
    here = Here(draft.sha256 for draft in fresh)
    first = _first_orders(upload, fresh)
    for draft in fresh:
        target = target_of(draft, upload.story_id)
        if (holder := here.holder(draft.sha256, target)) is not None:
            draft.status, draft.is_chosen, draft.version_id = DraftStatus.HERE, False, holder.version
        elif (twin := first.setdefault((draft.sha256, target), draft.order)) < draft.order:
            draft.status, draft.is_chosen = DraftStatus.HERE, False
            draft.reason = f"The same text stands in this upload already: it is number {twin:,}."
        elif (other := here.elsewhere(draft.sha256)) is not None:
            draft.like_id, draft.shared = other.version, 1.0


def look_again(upload: Upload, hashes: Iterable[str]) -> None:
    """Say anew of the drafts with these hashes that stand in the upload twice, now that one of them was altered or is gone."""
    twins = Draft.objects.filter(upload=upload, status=DraftStatus.HERE, version=None, sha256__in=set(hashes))
    found = list(twins.order_by("order"))
    for draft in found:
        draft.status, draft.is_chosen, draft.reason = DraftStatus.NEW, True, ""
    mark_known(upload, found)
    Draft.objects.bulk_update(found, KNOWN)


def _first_orders(upload: Upload, drafts: Sequence[Draft]) -> dict[tuple[str, Target], int]:
    """Which number the first of the upload's other drafts has with each of these texts, by where it goes."""
    twins = Draft.objects.filter(upload=upload, status=DraftStatus.NEW, sha256__in={draft.sha256 for draft in drafts})
    others = twins.exclude(pk__in=[draft.pk for draft in drafts if draft.pk]).order_by("-order")
    return {(one.sha256, target_of(one, upload.story_id)): one.order for one in others.defer("text", "dropped")}
