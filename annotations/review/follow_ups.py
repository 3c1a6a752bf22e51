"""Following up a claim that should be checked: who has it, and where it was checked. Never what came out."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from annotations.models import Claim, FollowUp, Mark, User, Verb
from annotations.review.events import record
from annotations.review.fit import WEB_ADDRESS
from annotations.review.hold import require_article_current, require_current
from annotations.review.policy import may_hand_on, require
from annotations.review.refusals import Conflict, NotThere, Unfit
from annotations.review.valid import require_valid


@transaction.atomic
def follow_up(
    *, user: User, claim_id: uuid.UUID, revision: int, progress: str, holder: User | None, address: str
) -> FollowUp:
    """Say where the checking of a claim stands, who has it, and where it was checked. Returns that as it now stands.

    Whoever may read the claim may say so. `revision` is that of the follow-up on which the change is based, 0 for none. Where
    it stands so already, nothing is written. Raises NotThere; Closed for an archived story or article; Conflict with `current` where
    somebody changed it meanwhile; NotAllowed for a reviewer who hands it to somebody else; Unfit for an address that is none,
    "checked elsewhere" without one, or a holder who can't read the claim.
    """
    claim = _hold(user, claim_id)
    require_current(is_archived=claim.mark.review.round.story.is_archived)
    require_article_current(is_archived=claim.mark.review.version.article.is_archived)
    current = FollowUp.objects.select_related("holder").filter(claim=claim).first()
    stands = current or FollowUp(claim=claim, revision=0)
    before = _said(stands)
    if before == (wanted := {"progress": progress, "holder": _name(holder), "address": address}):
        return stands
    if stands.revision != revision:
        raise Conflict(
            "changed", "Somebody changed this meanwhile. See what stands now, then save again.", current=stands
        )
    _check(user, stands, holder, address)
    stands.progress, stands.holder, stands.address = progress, holder, address
    stands.revision, stands.updated = revision + 1, timezone.now()
    require_valid(stands)
    stands.save()
    known = before if current else None
    record(Verb.FOLLOWED_UP, user=user, before=known, after=wanted, mark=claim.mark, review=claim.mark.review)
    return stands


def _hold(user: User, claim_id: uuid.UUID) -> Claim:
    """The claim, locked until the transaction ends: changes to its follow-up happen one after another. Raises NotThere."""
    readable = Mark.objects.visible_to(user).standing().order_by()
    held = Claim.objects.select_for_update(no_key=True, of=("self",)).filter(pk=claim_id, mark__in=readable)
    described = held.select_related("mark__review__round__story", "mark__review__version__article")
    claim = described.defer("mark__review__version__text").first()
    if claim is None:
        raise NotThere
    return claim


def _said(stands: FollowUp) -> dict[str, Any]:
    return {"progress": stands.progress, "holder": _name(stands.holder), "address": stands.address}


def _name(holder: User | None) -> str | None:
    return holder.username if holder else None


def _check(user: User, stands: FollowUp, holder: User | None, address: str) -> None:
    if address and not WEB_ADDRESS.fullmatch(address):
        raise Unfit(
            "no-web-address",
            f"“{address[:80]}” is no web address. Paste it whole, from https:// or http:// on and without spaces.",
        )
    if holder is None or holder.pk in {user.pk, stands.holder_id}:
        return
    require(
        may_hand_on(user),
        "You can take a claim yourself. Handing it to somebody else is for adjudicators and admins: ask one.",
    )
    may_read = Mark.objects.visible_to(holder).filter(pk=stands.claim_id).exists()
    if not (holder.is_active and may_read):
        raise Unfit("holder-cannot-read", f"{holder} can’t read this claim. Choose somebody who can.")
