"""The register of sources, as adjudicators and admins keep it: what was proposed is decided on, names are added, entries merged.

A merger says that two entries are one source. It sets `merged_into` and nothing else: every mark keeps the entry that its
reviewer chose, and whoever reads marks follows the mergers to their end. So a merger can be taken back, and then nothing of it is left.
"""

from collections.abc import Iterator
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from annotations.models import Admission, Source, SourceKind, SourceName, User, Verb
from annotations.models.words import folded_name
from annotations.review.events import record
from annotations.review.policy import may_keep_register, require
from annotations.review.refusals import Conflict, NotThere, Refusal, Unfit
from annotations.review.valid import require_text

LONGEST_NAME = 200
LAST_PLACE = 32_767

# What may be merged into an entry of each kind. Somebody who was only described may turn out to be somebody who is named; never
# the other way round, for then the name would be gone. One reviewer puts a news agency down as a medium, another as an
# institution. All else is one kind or a slip: what was said in a document is no institution's word yet, and critics are nobody.
MERGES: dict[str, set[str]] = {
    SourceKind.PERSON: {SourceKind.PERSON, SourceKind.UNNAMED_PERSON},
    SourceKind.UNNAMED_PERSON: {SourceKind.UNNAMED_PERSON},
    SourceKind.GROUP: {SourceKind.GROUP},
    SourceKind.INSTITUTION: {SourceKind.INSTITUTION, SourceKind.MEDIA},
    SourceKind.DOCUMENT: {SourceKind.DOCUMENT},
    SourceKind.MEDIA: {SourceKind.MEDIA, SourceKind.INSTITUTION},
    SourceKind.AUTHOR: {SourceKind.AUTHOR},
}


class Entry(Protocol):
    """What tells whether two entries could be one source: a Source, or what was read of one."""

    @property
    def kind(self) -> str: ...
    @property
    def article_id(self) -> int | None: ...


def fits_into(source: Entry, into: Entry) -> bool:
    """Whether the kinds and the articles of two entries allow the first to be merged into the second."""
    return source.kind in MERGES[into.kind] and _is_as_wide(into, source)


def could_be_one(one: Entry, other: Entry) -> bool:
    """Whether either of the two could be merged into the other."""
    return fits_into(one, other) or fits_into(other, one)


def _is_as_wide(into: Entry, source: Entry) -> bool:
    # Whatever was merged into the first belongs to its article, or to none: so this holds for a whole chain of mergers.
    return into.article_id is None or into.article_id == source.article_id


@transaction.atomic
def admit_source(*, user: User, source_id: UUID) -> Source:
    """Make a proposed entry the register's own, which everybody sees. Returns it as it now stands.

    Raises NotThere, NotAllowed, or Conflict where it is not proposed.
    """
    return _decide(user, source_id, Admission.ADMITTED)


@transaction.atomic
def refuse_source(*, user: User, source_id: UUID) -> Source:
    """Keep a proposed entry out of the register: no further claim may name it, those that do go on naming it.

    Returns it as it now stands. Raises NotThere, NotAllowed, or Conflict where it is not proposed.
    """
    return _decide(user, source_id, Admission.REFUSED)


def _decide(user: User, source_id: UUID, admission: Admission) -> Source:
    (source,) = _hold(user, source_id)
    if source.admission != Admission.PROPOSED:
        words = f"{source.quoted} is {source.get_admission_display()} already. Only a proposed entry is admitted or refused."
        raise Conflict("decided-already", words)
    if source.merged_into is not None:
        words = f"{source.quoted} is merged into {source.merged_into.quoted}, so there is nothing to decide. Take that back first."
        raise Conflict("merged-already", words)
    before, source.admission = {"admission": source.admission}, admission
    source.save(update_fields=["admission"])
    _record(Verb(admission), user, source, before, {"admission": source.admission})
    return source


@transaction.atomic
def add_name(*, user: User, source_id: UUID, name: str) -> Source:
    """Add a name, behind those that the source has; the first stays the one shown. Returns the source.

    A name that it has already changes nothing. White space is made single. Raises NotThere; NotAllowed; Unfit for a name that is
    empty, longer than 200 code points, or beyond what a column holds; Conflict for one that is merged into another, and, with
    `twin`, for the name of another source.
    """
    (source,) = _hold(user, source_id)
    if source.merged_into is not None:
        raise Conflict(
            "merged-already",
            f"{source.quoted} is merged into {source.merged_into.quoted}. Add the name to that one instead.",
        )
    said = _checked(name)
    rows = list(source.names.order_by("order"))
    names = [row.name for row in rows]
    if said in names:
        return source
    require_free_name(user=user, source=source, name=said)
    if rows[-1].order >= LAST_PLACE:
        raise Unfit(
            "no-place", "There is no place left behind the last name. Ask an admin to give the names lower places."
        )
    SourceName.objects.create(source=source, order=rows[-1].order + 1, name=said)
    _record(Verb.NAMED, user, source, {"names": names}, {"names": [*names, said]})
    return source


def _checked(name: str) -> str:
    require_text(name)
    said = " ".join(name.split())
    if not said:
        raise Unfit("no-name", "A name has at least one letter. Write it.")
    if len(said) > LONGEST_NAME:
        raise Unfit("too-long", f"The name is too long. Write it in {LONGEST_NAME} characters or fewer.")
    return said


def require_free_name(*, user: User, source: Source, name: str) -> None:
    """Raise Conflict, with `twin`, where another source that the user may see has this name, upper and lower case alike.

    Another: one that this could be merged with, and is not. “Critics” of two articles are not each other's, nor are a paper and
    a person of one name.
    """
    if twin := _twin(user, source, name):
        raise Conflict(
            "name-taken",
            f"“{name}” is a name of another source, {twin.quoted}. If they are one and the same, merge the two instead.",
            twin=twin,
        )


def _twin(user: User, source: Source, name: str) -> Source | None:
    """Who else has the name, mergers followed to their end; None for nobody.

    Compared in Python, which knows upper and lower case of every script; the database tells which may be the same.
    """
    seen = Source.objects.visible_to(user).exclude(admission=Admission.REFUSED).exclude(pk=source.pk)
    alike = SourceName.objects.filter(folded=folded_name(name), source__in=seen).order_by("source")
    keys = [key for key, one in alike.values_list("source", "name") if one.casefold() == name.casefold()]
    for entry in Source.objects.filter(pk__in=keys):
        *_, end = chain(entry)
        if end.pk != source.pk and could_be_one(end, source):
            return end
    return None


def chain(source: Source) -> Iterator[Source]:
    """The entry, what it was merged into, what that was merged into, and so on to the end. A query a step."""
    seen = {source.pk}
    yield source
    # Two entries merged into each other, which nothing here allows, must not keep anybody waiting for ever.
    while source.merged_into is not None and source.merged_into_id not in seen:
        source = source.merged_into
        seen.add(source.pk)
        yield source


@transaction.atomic
def merge_sources(*, user: User, source_id: UUID, into_id: UUID) -> Source:
    """Say that the source is the same as the other, for which it stands from now on. Returns it as it now stands.

    Merging the same way again changes nothing. Raises NotThere; NotAllowed; Unfit for the source itself, and for kinds or articles
    that do not go together; Conflict where either is merged already, or the other is not admitted.
    """
    source, into = _hold(user, source_id, into_id)
    if source.merged_into_id == into.pk:
        return source
    # Both are locked, and neither is merged into anything: so however many merge at once, no circle can close.
    _require_mergeable(source, into)
    source.merged_into = into
    source.save(update_fields=["merged_into"])
    _record(Verb.MERGED, user, source, {"merged_into": None}, {"merged_into": str(into.pk)})
    return source


@transaction.atomic
def take_back_merger(*, user: User, source_id: UUID, into_id: UUID) -> Source:
    """Let a source that was merged into the other stand for itself again. Returns it as it now stands.

    One that is not merged stays as it is. Raises NotThere, NotAllowed, or Conflict where it is merged into a third one by now.
    """
    source, into = _hold(user, source_id, into_id)
    if source.merged_into is None:
        return source
    if source.merged_into_id != into.pk:
        words = f"{source.quoted} is merged into {source.merged_into.quoted} by now, not into {into.quoted}. Take it back there."
        raise Conflict("merged-elsewhere", words)
    source.merged_into = None
    source.save(update_fields=["merged_into"])
    _record(Verb.UNMERGED, user, source, {"merged_into": str(into.pk)}, {"merged_into": None})
    return source


def hindrance(source: Source, into: Source) -> str:
    """Why the source can't be merged into the other, as a sentence; "" where it can."""
    try:
        _require_mergeable(source, into)
    except Refusal as refusal:
        return refusal.words
    return ""


def _require_mergeable(source: Source, into: Source) -> None:
    if source.pk == into.pk:
        raise Unfit("itself", "A source can’t be merged into itself. Choose another one.")
    if any(entry.pk == source.pk for entry in chain(into)):
        raise Conflict(
            "circle",
            f"{into.quoted} is merged into {source.quoted}. To merge the other way round, take that back first.",
        )
    _require_unmerged(source, into)
    _require_alike(source, into)
    # Else whoever may not see the other would read its name wherever the source is shown.
    if into.admission != Admission.ADMITTED:
        words = f"{into.quoted} is {into.get_admission_display()}, not admitted. "
        raise Conflict("not-admitted", words + _what_to_do(source, into))


def _what_to_do(source: Source, into: Source) -> str:
    if source.admission == Admission.ADMITTED:
        return "Merge the other way round."
    return "Admit it first." if into.admission == Admission.PROPOSED else "Choose an entry that is."


def _require_unmerged(source: Source, into: Source) -> None:
    if source.merged_into is not None:
        raise Conflict(
            "merged-already",
            f"{source.quoted} is merged into {source.merged_into.quoted} already. Take that back first.",
        )
    if into.merged_into is not None:
        *_, end = chain(into)
        raise Conflict(
            "merged-already", f"{into.quoted} is merged into {end.quoted} already. Choose {end.quoted} instead."
        )


def _require_alike(source: Source, into: Source) -> None:
    if source.kind not in MERGES[into.kind]:
        kinds = f"{source.quoted} is put down as “{source.kind_in_short}”, {into.quoted} as “{into.kind_in_short}”"
        if into.kind in MERGES[source.kind]:
            raise Unfit("other-kind", f"{kinds}. Merge the other way round: the name must not get lost.")
        raise Unfit(
            "other-kind", f"{kinds}, which can’t be one source. Leave them apart, or have an admin correct the kind."
        )
    if _is_as_wide(into, source):
        return
    if source.article_id is None:
        words = f"{into.quoted} belongs to one article, {source.quoted} to all stories. Merge the other way round."
        raise Unfit("one-article", words)
    raise Unfit(
        "other-article",
        f"{source.quoted} and {into.quoted} belong to an article each, and nobody can tell whether two articles mean the same one. "
        "Leave them apart.",
    )


def _hold(user: User, *keys: UUID) -> list[Source]:
    """These entries, if the user sees them and may change them, locked until the transaction ends. Raises NotThere or NotAllowed."""
    # In the order of their keys, so that two who ask for the same ones never wait for each other.
    seen = Source.objects.visible_to(user).filter(pk__in=keys).order_by("pk")
    held = {entry.pk: entry for entry in seen.select_for_update(of=("self",), no_key=True)}
    if not held.keys() >= set(keys):
        raise NotThere
    require(may_keep_register(user), "Only an adjudicator or admin keeps the register of sources. Ask one.")
    return [held[key] for key in keys]


def _record(verb: Verb, user: User, source: Source, before: dict[str, Any], after: dict[str, Any]) -> None:
    record(verb, user=user, before=before, after=after, source=source, review_id=source.proposed_in_id)
