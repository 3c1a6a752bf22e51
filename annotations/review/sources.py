"""The register of sources, as a reviewer uses it: look an entry up, propose a new one."""

import uuid

from annotations.models import Event, Review, Source, SourceName, User, Verb
from annotations.models.source import OF_ONE_ARTICLE, SourceQuerySet
from annotations.review.content import SourceContent, SourceState
from annotations.review.events import made_once, record
from annotations.review.hold import Held, hold, require_open
from annotations.review.refusals import Conflict, Unfit
from annotations.review.states import source_state

MOST_FOUND = 20


def usable_sources(*, user: User, review: Review) -> SourceQuerySet:
    """The entries that a claim of this review may name, as far as the user sees them."""
    return Source.objects.visible_to(user).for_article(review.version.article_id)


def find_sources(*, user: User, review: Review, words: str) -> list[SourceState]:
    """The 20 entries that fit the words best: those that a claim of this review may name, by name or affiliation.

    The name of an entry that was merged finds the one it stands for. Without words, the first 20 by name.
    """
    usable = usable_sources(user=user, review=review)
    found = usable.named_like(words.strip(), user).best_first(words.strip(), user).prefetch_related("names")
    return [source_state(entry) for entry in found[:MOST_FOUND]]


def propose_source(
    *, user: User, review_id: int, source_id: uuid.UUID, change: uuid.UUID, content: SourceContent
) -> SourceState:
    """Add an entry to the register, proposed until it is admitted. Returns it as it stands.

    Raises NotThere, Closed, Unfit, or Conflict with `current` where the register has an entry of this name and kind already.
    """

    def make() -> SourceState:
        review = hold(user, review_id)
        require_open(review)
        _check(user, review, source_id, content)
        return _make(user, review, source_id, change, content)

    return made_once(make, _first_answer, user=user, change=change, review_id=review_id, source_id=source_id)


def _first_answer(event: Event) -> SourceState:
    return SourceState.model_validate(event.after)


def _check(user: User, review: Held, source_id: uuid.UUID, content: SourceContent) -> None:
    if not content.name:
        raise Unfit("no-name", "A source has a name, or words that describe it. Write them.")
    if content.kind == "person" and content.only_here:
        raise Unfit(
            "unfit",
            "A named person is shared by all stories. Choose “unnamed person” for somebody who is only described.",
        )
    if Source.objects.filter(pk=source_id).exists():
        raise Conflict("source-taken", "This entry has the number of another one. Reload the page and add it again.")
    entries = Source.objects.visible_to(user).for_article(review.article_id)
    twin = entries.called(content.name, user).filter(kind=content.kind).prefetch_related("names").first()
    if twin is not None:
        raise Conflict(
            "name-taken", f"The register has {twin.quoted} already. Choose that entry.", current=source_state(twin)
        )


def _make(user: User, review: Held, source_id: uuid.UUID, change: uuid.UUID, content: SourceContent) -> SourceState:
    here = content.only_here or content.kind in OF_ONE_ARTICLE
    source = Source.objects.create(
        id=source_id,
        kind=content.kind,
        affiliation=content.affiliation,
        article_id=review.article_id if here else None,
        proposed_in_id=review.id,
        created_by=user,
    )
    SourceName.objects.create(source=source, name=content.name)
    state = source_state(source)
    record(
        Verb.PROPOSED,
        user=user,
        change=change,
        after=state.model_dump(mode="json"),
        source=source,
        review_id=review.id,
    )
    return state
