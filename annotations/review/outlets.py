"""Outlets, as admins keep them in order: names, the domains they publish on, and which of them are one and the same.

A merger says that two outlets are one. It sets `merged_into` and touches no article: whoever shows or counts articles takes what
their outlet stands for (models/story.py). So a merger can be taken back, and then nothing of it is left.

What was merged into an outlet goes along when that one is merged in its turn, and comes back with it.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Lower

from annotations.models import Event, Outlet, OutletDomain, User, Verb
from annotations.review.events import record
from annotations.review.hosts import domains_of, host_of
from annotations.review.policy import may_keep_outlets, require
from annotations.review.refusals import Conflict, NotThere, Refusal, Unfit
from annotations.review.valid import require_text, require_valid


def outlet_of_address(address: str) -> Outlet | None:
    """The outlet on whose domain a web address lies, mergers followed; the nearest domain decides; None where it is nobody's.

    "https://edition.cnn.com/a" is found by "edition.cnn.com", or else by "cnn.com", never by "com". One query.
    """
    asked = domains_of(host_of(address))
    found = OutletDomain.objects.filter(domain__in=asked).select_related("outlet__merged_into") if asked else ()
    nearest = max(found, key=lambda one: len(one.domain), default=None)
    return nearest.outlet.standing if nearest else None


@transaction.atomic
def rename_outlet(*, user: User, outlet_id: int, name: str) -> Outlet:
    """Give the outlet another name; white space is made single. Returns it as it now stands.

    Its own name changes nothing. Raises NotThere; NotAllowed; Unfit for a name that does not fit; Conflict for an outlet that is
    merged into another, and, with `twin`, for the name of another one.
    """
    (outlet,) = _hold(user, outlet_id)
    _require_standing(outlet, "Rename that one instead.")
    require_text(name)
    before, outlet.name = outlet.name, " ".join(name.split())
    if outlet.name == before:
        return outlet
    _require_free_name(outlet)
    require_valid(outlet)
    outlet.save(update_fields=["name"])
    _record(Verb.EDITED, user, outlet, {"name": before}, {"name": outlet.name})
    return outlet


def _require_free_name(outlet: Outlet) -> None:
    # The same function as in the table's constraint: any other would find too much or too little.
    named = Outlet.objects.alias(lower=Lower("name")).filter(lower=Lower(Value(outlet.name))).exclude(pk=outlet.pk)
    if (twin := named.select_related("merged_into").first()) is not None:
        words = f"There is an outlet of the name “{outlet.name}” already. If the two are one and the same, merge them instead."
        raise Conflict("name-taken", words, twin=twin.standing)


@transaction.atomic
def add_domain(*, user: User, outlet_id: int, address: str) -> str:
    """Say that the outlet publishes on the host of this web address, or on this domain, and below it. Returns the domain.

    One that it has already changes nothing. Raises NotThere; NotAllowed; Unfit for what is no host, or one that belongs to nobody,
    as “co.uk”; Conflict for an outlet that is merged, and, with `twin`, for a domain of another one.
    """
    (outlet,) = _hold(user, outlet_id)
    _require_standing(outlet, "Add the domain to that one instead.")
    domain = _checked(address)
    owner = OutletDomain.objects.filter(domain=domain).select_related("outlet__merged_into").first()
    if owner is not None and owner.outlet.standing != outlet:
        words = f"“{domain}” is a domain of “{owner.outlet}”. If the two are one and the same, merge them; else remove it there first."
        raise Conflict("domain-taken", words, twin=owner.outlet.standing)
    if owner is None:
        before = _domains(outlet)
        OutletDomain.objects.create(outlet=outlet, domain=domain)
        _record(Verb.EDITED, user, outlet, {"domains": before}, {"domains": _domains(outlet)})
    return domain


def _checked(address: str) -> str:
    domain = host_of(address)
    if not domain:
        raise Unfit("no-domain", "This is no domain. Write one like example.org, or the address of an article.")
    if domain not in domains_of(domain):
        words = f"“{domain}” is an ending that many share. Write the outlet’s own domain, such as “outlet.{domain}”."
        raise Unfit("shared-domain", words)
    return domain


@transaction.atomic
def remove_domain(*, user: User, outlet_id: int, domain: str) -> None:
    """Take a domain away from the outlet, or from what was merged into it; articles keep the outlet that they have.

    One that it has not changes nothing. Raises NotThere or NotAllowed.
    """
    (outlet,) = _hold(user, outlet_id)
    held = OutletDomain.objects.filter(domain=domain).select_related("outlet__merged_into").first()
    if held is None or outlet not in (held.outlet, held.outlet.standing):
        return
    owner, before = held.outlet, _domains(held.outlet)
    held.delete()
    _record(Verb.EDITED, user, owner, {"domains": before}, {"domains": _domains(owner)})


def _domains(outlet: Outlet) -> list[str]:
    return list(outlet.domains.values_list("domain", flat=True))


@transaction.atomic
def merge_outlets(*, user: User, outlet_id: int, into_id: int) -> Outlet:
    """Say that the outlet is the same as the other, for which it stands from now on. Returns it as it now stands.

    Merging the same way again changes nothing. Raises NotThere; NotAllowed; Unfit for the outlet itself; Conflict where either is
    merged already.
    """
    outlet, into = _hold(user, outlet_id, into_id)
    if outlet.merged_into_id == into.pk:
        return outlet
    _require_mergeable(outlet, into)
    carried = list(outlet.merged.order_by("pk").values_list("pk", flat=True))
    _move([outlet.pk, *carried], into)
    outlet.merged_into = into
    _record(Verb.MERGED, user, outlet, {"merged_into": None}, {"merged_into": into.pk, "carried": carried})
    return outlet


@transaction.atomic
def take_back_merger(*, user: User, outlet_id: int, into_id: int) -> Outlet:
    """Let an outlet that was merged into the other stand for itself again, with what came along. Returns it as it now stands.

    One that is not merged stays as it is. Raises NotThere, NotAllowed, or Conflict where it is merged into a third one by now.
    """
    outlet, into = _hold(user, outlet_id, into_id)
    if outlet.merged_into is None:
        return outlet
    if outlet.merged_into_id != into.pk:
        words = f"“{outlet.name}” is merged into “{outlet}” by now, not into “{into.name}”. Take it back there."
        raise Conflict("merged-elsewhere", words)
    carried = _came_along(outlet)
    _move([outlet.pk], None)
    _move(carried, outlet)
    outlet.merged_into = None
    _record(Verb.UNMERGED, user, outlet, {"merged_into": into.pk, "carried": carried}, {"merged_into": None})
    return outlet


def _came_along(outlet: Outlet) -> list[int]:
    """What was merged into the outlet when it was merged itself, and stands where it stands by no later decision of its own."""
    mergers = Event.objects.filter(verb__in=[Verb.MERGED, Verb.UNMERGED])
    merger = mergers.filter(outlet=outlet, verb=Verb.MERGED).last()
    if merger is None or merger.after is None:
        return []
    together = Outlet.objects.filter(pk__in=merger.after["carried"], merged_into=outlet.merged_into_id)
    decided = mergers.filter(pk__gt=merger.pk, outlet__in=together).values("outlet")
    return list(together.exclude(pk__in=decided).order_by("pk").values_list("pk", flat=True))


def _move(keys: Iterable[int], into: Outlet | None) -> None:
    Outlet.objects.filter(pk__in=keys).update(merged_into=into)


def hindrance(outlet: Outlet, into: Outlet) -> str:
    """Why the outlet can't be merged into the other, as a sentence; "" where it can."""
    try:
        _require_mergeable(outlet, into)
    except Refusal as refusal:
        return refusal.words
    return ""


def _require_mergeable(outlet: Outlet, into: Outlet) -> None:
    if outlet.pk == into.pk:
        raise Unfit("itself", "An outlet can’t be merged into itself. Choose another one.")
    if into.standing == outlet:
        words = f"“{into.name}” is merged into “{outlet}”. To merge the other way round, take that back first."
        raise Conflict("circle", words)
    _require_standing(outlet, "Take that back first.")
    _require_standing(into, f"Choose “{into}” instead.")


def _require_standing(outlet: Outlet, what_to_do: str) -> None:
    if outlet.merged_into is not None:
        raise Conflict("merged-already", f"“{outlet.name}” is merged into “{outlet}” already. {what_to_do}")


def _hold(user: User, *keys: int) -> list[Outlet]:
    """These outlets, if the user sees them and may change them, as they stand. Raises NotThere or NotAllowed.

    Whoever keeps outlets waits for whoever else does: all lock the first outlet of the table. A merger touches others than those
    that it names, so with locks on these alone two could wait for each other.
    """
    Outlet.objects.order_by("pk").select_for_update(of=("self",), no_key=True).first()
    held = Outlet.objects.visible_to(user).select_related("merged_into").in_bulk(keys)
    if not held.keys() >= set(keys):
        raise NotThere
    require(may_keep_outlets(user), "Only an admin keeps the outlets in order. Ask one.")
    return [held[key] for key in keys]


def _record(verb: Verb, user: User, outlet: Outlet, before: dict[str, Any], after: dict[str, Any]) -> None:
    record(verb, user=user, before=before, after=after, outlet=outlet)
