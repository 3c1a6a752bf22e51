"""Whether what a mark says fits its review: held against the text, the codebook, the register and the story."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from annotations.anchoring.spans import SpanError, check_quote
from annotations.models import Attribution, Claim, Grade, Review, Source, User, Version
from annotations.review.content import (
    ClaimContent,
    ContradictionContent,
    MarkedContent,
    Place,
    ReferenceContent,
    Side,
    TypoContent,
)
from annotations.review.refusals import Unfit

# A scheme that a browser opens, a host, and no white space: js/unfinished.js asks for the same.
WEB_ADDRESS = re.compile(r"https?://[^\s/?#:@]\S*", re.IGNORECASE)


@dataclass(frozen=True)
class Fitted:
    """Content that was found to fit its review: every quote stands in its version, the grade is the codebook's."""

    content: MarkedContent
    versions: dict[int, Version]
    home: Version
    grade: Grade | None = None


def fit(review: Review, user: User, content: MarkedContent) -> Fitted:
    """Hold the content against its review. Raises Unfit with a sentence where it does not fit."""
    _check_references(content.references)
    home = review.version
    if isinstance(content, ContradictionContent):
        versions = _versions_of_sides(review, content)
        _check_sides(review, content.sides, versions)
        return Fitted(content, versions, home)
    _check_place(home, content.span)
    if isinstance(content, TypoContent):
        _check_correction(content)
        return Fitted(content, {home.pk: home}, home)
    for attribution in content.attributions:
        for _role, _order, piece in attribution.pieces():
            _check_place(home, piece)
    _check_sources(review, user, content)
    return Fitted(content, {home.pk: home}, home, _grade(review, content.grade))


def _check_place(version: Version, place: Place) -> None:
    try:
        check_quote(version.text, place.start, place.end, place.quote)
    except SpanError as refusal:
        raise Unfit(refusal.code, str(refusal)) from refusal


def _check_correction(typo: TypoContent) -> None:
    if typo.correction == typo.span.quote:
        raise Unfit(
            "same-correction",
            "The correction is what stands there already. Type what it should read, or withdraw the typo.",
        )


def _check_references(references: list[ReferenceContent]) -> None:
    for reference in references:
        for address in filter(None, [reference.address, reference.archived_address]):
            if not WEB_ADDRESS.fullmatch(address):
                raise Unfit(
                    "no-web-address",
                    f"“{address[:80]}” is no web address. Paste it whole, from https:// or http:// on and without spaces.",
                )
        if not reference.address:
            raise Unfit("no-web-address", "A reference has an address. Paste it, or take the reference out.")


def _grade(review: Review, key: str | None) -> Grade | None:
    if key is None:
        return None
    grade = Grade.objects.filter(codebook=review.round.codebook_id, key=key).first()
    if grade is None:
        raise Unfit("unknown-grade", f"“{key[:20]}” is no grade of this review’s codebook. Choose one of its grades.")
    return grade


def _check_sources(review: Review, user: User, content: ClaimContent) -> None:
    """Whoever is named must be in the register as the user sees it, or have been named by this review before."""
    named = {key for row in content.attributions for key in (row.source, row.relayed_by) if key}
    if not named:
        return
    usable = Source.objects.visible_to(user).for_article(review.version.article)
    unknown = named - set(usable.filter(pk__in=named).values_list("pk", flat=True))
    if unknown and (missing := unknown - _already_named(review, unknown)):
        raise Unfit(
            "unknown-source",
            "A source is not in the register for this article. Choose another, or add it anew.",
            sources=sorted(map(str, missing)),
        )


def _already_named(review: Review, keys: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    # A source merged or refused since must not lock the claims that name it.
    rows = Attribution.objects.filter(claim__mark__review=review)
    return {
        *rows.filter(source__in=keys).values_list("source", flat=True),
        *rows.filter(relayed_by__in=keys).values_list("relayed_by", flat=True),
    } - {None}


def _versions_of_sides(review: Review, content: ContradictionContent) -> dict[int, Version]:
    wanted = {side.version for side in content.sides}
    return Version.objects.filter(article__story=review.round.story_id).in_bulk(wanted)


def _check_sides(review: Review, sides: list[Side], versions: dict[int, Version]) -> None:
    if len(sides) < 2:
        raise Unfit("one-side", "A contradiction has two sides or more. Mark the other passage too.")
    if len({(side.version, side.span.start, side.span.end) for side in sides}) < len(sides):
        raise Unfit("same-side", "Two sides are the same passage. Choose another one.")
    for side in sides:
        if side.version not in versions:
            raise Unfit("other-story", "A side lies in an article of another story. Choose a passage of this story.")
        _check_place(versions[side.version], side.span)
    _check_side_claims(review, sides)


def _check_side_claims(review: Review, sides: list[Side]) -> None:
    """A side's claim is the same reviewer's, in the same round, and stands in that side's version."""
    pointed = {side.claim: side.version for side in sides if side.claim}
    own = Claim.objects.filter(
        mark__review__reviewer=review.reviewer_id, mark__review__round=review.round_id, pk__in=pointed
    )
    found = dict(own.values_list("pk", "mark__review__version"))
    if any(found.get(claim) != version for claim, version in pointed.items()):
        raise Unfit(
            "unknown-claim",
            "A side points to a claim that is not yours in that article. Choose the passage again.",
        )
