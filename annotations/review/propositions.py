"""Propositions, as a reviewer says that several of his claims say alike.

A proposition locks with its claims: a claim of a submitted review can be neither put in nor taken out; and the words speak for all
of the claims, so they stay as they are once any of them was submitted. It has two claims or more: one that is left with fewer is
dissolved, its claims stand for themselves again, unless the one that is left was submitted. Where an article was archived, its
claims are as read only as those of a submitted review.

Every change is one transaction and one event with the words and the claims before and after; no `after` tells that the
proposition was dissolved. `elsewhere` in `before` says which proposition each claim came from.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from annotations.models import Claim, Event, Proposition, Status, Story, User, Verb
from annotations.review.events import record
from annotations.review.hold import hold_all, require_article_current, require_current
from annotations.review.refusals import Closed, Conflict, NotThere, Unfit
from annotations.review.valid import require_text

FEWEST_CLAIMS = 2
LONGEST_WORDS = 500


class Own(NamedTuple):
    """A claim of the user's own: the proposition it is in, whether its review can be worked on, and whether it was not withdrawn.

    `is_put_away`: its article was archived.
    """

    proposition: uuid.UUID | None
    is_open: bool
    stands: bool
    is_put_away: bool


# By claim: into which proposition it goes; None: into none.
Moves = dict[uuid.UUID, uuid.UUID | None]


@dataclass(frozen=True)
class Grouped:
    """A proposition after a change; `came` is how many of its claims stood in another before, `is_dissolved` that it has none left.

    `change` is the number of the change, by which it can be undone.
    """

    proposition: Proposition
    change: uuid.UUID
    came: int = 0
    is_dissolved: bool = False


@transaction.atomic
def group_claims(*, user: User, story: Story, words: str, claims: Collection[uuid.UUID]) -> Grouped:
    """Say that these claims say alike, and what. A claim that stood in another proposition comes from there.

    The claims are the user's own, two or more, of the story's newest round. Raises Unfit or Closed.
    """
    said, round_id = _fit_words(words), story.current_round.pk
    known = _hold(user, story, round_id, claims)
    _require_movable(known, claims)
    if len(set(claims)) < FEWEST_CLAIMS:
        raise Unfit("too-few-claims", "One claim alone says nothing alike. Choose two or more.")
    made = Proposition.objects.create(reviewer=user, round_id=round_id, words=said, created=timezone.now())
    moves: Moves = dict.fromkeys(claims, made.pk)
    return _carry_out(user, made, known, moves, verb=Verb.GROUPED, is_new=True)


@transaction.atomic
def add_claims(*, user: User, proposition: Proposition, claims: Collection[uuid.UUID]) -> Grouped:
    """Put further claims into one's proposition. Raises NotThere, Unfit or Closed."""
    known = _hold_of(user, proposition, claims)
    _require_movable(known, claims)
    moves: Moves = {one: proposition.pk for one in claims if known[one].proposition != proposition.pk}
    if not moves:
        raise Unfit("too-few-claims", "Choose one claim or more to put in.")
    return _carry_out(user, proposition, known, moves, verb=Verb.GROUPED)


@transaction.atomic
def take_out_claims(*, user: User, proposition: Proposition, claims: Collection[uuid.UUID]) -> Grouped:
    """Take claims out of one's proposition; with fewer than two left it is dissolved. Raises NotThere, Unfit or Closed."""
    known = _hold_of(user, proposition, claims)
    _require_movable(known, claims)
    moves: Moves = {one: None for one in claims if known[one].proposition == proposition.pk}
    if not moves:
        raise Unfit("too-few-claims", "Choose one claim or more to take out.")
    return _carry_out(user, proposition, known, moves, verb=Verb.EDITED)


@transaction.atomic
def reword(*, user: User, proposition: Proposition, words: str) -> Proposition:
    """Change what one's proposition says. Where nothing differs, nothing is written. Raises NotThere, Unfit or Closed."""
    said = _fit_words(words)
    known = _hold_of(user, proposition, [])
    held = Proposition.objects.get(pk=proposition.pk)
    _require_articles_current(known.values())
    if not all(claim.is_open for claim in known.values()):
        raise Closed("closed", "A claim of this proposition was submitted, and the words speak for it too. They stay.")
    if held.words != said:
        before, held.words = _state(held.words, known, held.pk), said
        held.save(update_fields=["words"])
        after = _state(said, known, held.pk)
        record(Verb.EDITED, user=user, before=before, after=after, story=held.round.story, proposition=held)
    return held


@transaction.atomic
def undo_grouping(*, user: User, proposition: Proposition, change: uuid.UUID) -> Grouped:
    """Put back what this change to one's proposition moved, while it is the newest: each claim goes where it came from.

    Raises NotThere, Closed, or Conflict where the proposition was changed or the claims were moved again since.
    """
    last = _newest(user, proposition, change)
    before, after = last.before or {"claims": [], "elsewhere": {}}, last.after or {"claims": []}
    moves = _back(proposition.pk, before, after)
    known = _hold_of(user, proposition, moves)
    left_at = {one: proposition.pk if str(one) in after["claims"] else None for one in moves}
    is_as_left = {str(key) for key in _members(known, proposition.pk)} == set(after["claims"])
    if not is_as_left or any(known[one].proposition != left_at[one] for one in moves if one in known):
        raise Conflict(
            "moved-since", "These claims were grouped anew since. Take them out, or put them in, one by one."
        )
    _require_movable(known, moves, standing=False)
    return _carry_out(user, proposition, known, moves, verb=Verb.EDITED, dissolve=False)


def _newest(user: User, proposition: Proposition, change: uuid.UUID) -> Event:
    """The newest event of one's proposition, if it is that of this change; one's reviews are locked before it is read."""
    if proposition.reviewer_id != user.pk:
        raise NotThere
    hold_all(user, proposition.round_id)
    last = Event.objects.filter(proposition=proposition).order_by("-pk").first()
    if last is None or last.change != change:
        raise Conflict(
            "changed-since", "That was undone already, or the proposition was changed since. Nothing was undone now."
        )
    return last


def _back(key: uuid.UUID, before: Mapping[str, Any], after: Mapping[str, Any]) -> Moves:
    elsewhere = before.get("elsewhere", {})
    moves: Moves = {uuid.UUID(one): None for one in after["claims"] if one not in before["claims"]}
    moves |= {uuid.UUID(one): uuid.UUID(into) for one, into in elsewhere.items()}
    return moves | {uuid.UUID(one): key for one in before["claims"] if one not in after["claims"]}


def _fit_words(words: str) -> str:
    said = " ".join(words.split())
    require_text(said)
    if not said:
        raise Unfit("no-words", "A proposition has words. Say in one sentence what its claims say alike.")
    if len(said) > LONGEST_WORDS:
        raise Unfit("too-long", f"That is {len(said)} characters. Say it in {LONGEST_WORDS} at most.")
    return said


def _hold_of(user: User, proposition: Proposition, claims: Collection[uuid.UUID]) -> dict[uuid.UUID, Own]:
    if proposition.reviewer_id != user.pk:
        raise NotThere
    return _hold(user, proposition.round.story, proposition.round_id, claims, proposition.pk)


def _hold(
    user: User, story: Story, round_id: int, claims: Collection[uuid.UUID], proposition: uuid.UUID | None = None
) -> dict[uuid.UUID, Own]:
    """These claims and all others of the propositions concerned, as far as they are the user's own, in this round.

    All of the user's reviews of the round are locked, so that whatever moves claims between propositions happens one after another.
    """
    hold_all(user, round_id)
    require_current(is_archived=Story.objects.get(pk=story.pk).is_archived)
    left = Claim.objects.filter(pk__in=claims, proposition__isnull=False).order_by().values("proposition")
    concerned = Q(pk__in=claims) | Q(proposition__in=left)
    concerned = concerned | Q(proposition=proposition) if proposition else concerned
    own = Claim.objects.filter(concerned, mark__review__reviewer=user, mark__review__round=round_id).order_by()
    columns = ("mark__review__status", "mark__withdrawn_at", "mark__review__version__article__archived_at")
    return {
        key: Own(within, status != Status.SUBMITTED and archived is None, withdrawn is None, archived is not None)
        for key, within, status, withdrawn, archived in own.values_list("pk", "proposition", *columns)
    }


def _require_articles_current(claims: Iterable[Own]) -> None:
    require_article_current(is_archived=any(claim.is_put_away for claim in claims))


def _require_movable(known: Mapping[uuid.UUID, Own], claims: Collection[uuid.UUID], *, standing: bool = True) -> None:
    if any(one not in known for one in claims):
        raise Unfit(
            "unknown-claim", "One of these claims is not yours, or of another story or round. Choose among your own."
        )
    if standing and not all(known[one].stands for one in claims):
        raise Unfit("withdrawn-claim", "One of these claims was withdrawn. Restore it, or choose without it.")
    _require_articles_current(known[one] for one in claims)
    if not all(known[one].is_open for one in claims):
        raise Closed("closed", "One of these claims is of a review that you submitted. It stays where it is.")


def _carry_out(
    user: User,
    proposition: Proposition,
    known: Mapping[uuid.UUID, Own],
    moves: Moves,
    *,
    verb: Verb,
    is_new: bool = False,
    dissolve: bool = True,
) -> Grouped:
    """Move the claims, and write it down. `dissolve` False: a proposition that is left with one claim is let be."""
    made = moves | (_left_alone(known, moves) if dissolve else {})
    for into in set(made.values()):
        Claim.objects.filter(pk__in=[one for one in made if made[one] == into]).update(proposition=into)
    after = {one: own._replace(proposition=made.get(one, own.proposition)) for one, own in known.items()}
    key, came_from = proposition.pk, {one: known[one].proposition for one in made}
    elsewhere = {str(one): str(old) for one, old in came_from.items() if old not in {None, key}}
    before = None if is_new and not elsewhere else _state(proposition.words, known, key) | {"elsewhere": elsewhere}
    is_dissolved = not _members(after, key)
    said = None if is_dissolved else _state(proposition.words, after, key)
    made_so = record(verb, user=user, before=before, after=said, story=proposition.round.story, proposition=proposition)
    return Grouped(proposition, made_so.change, sum(str(one) in elsewhere for one in moves), is_dissolved)


def _left_alone(known: Mapping[uuid.UUID, Own], moves: Moves) -> Moves:
    """The claims of those propositions that the moves leave with fewer than two: they come out as well."""
    found: Moves = {}
    for key in {known[one].proposition for one in moves} - {None}:
        left = [one for one, own in known.items() if own.proposition == key and one not in moves]
        if sum(known[one].stands for one in left) < FEWEST_CLAIMS and all(known[one].is_open for one in left):
            found |= dict.fromkeys(left)
    return found


def _members(known: Mapping[uuid.UUID, Own], proposition: uuid.UUID) -> list[uuid.UUID]:
    return [one for one, own in known.items() if own.proposition == proposition]


def _state(words: str, known: Mapping[uuid.UUID, Own], proposition: uuid.UUID) -> dict[str, Any]:
    return {"words": words, "claims": sorted(str(one) for one in _members(known, proposition))}
