"""What a mark says, held against the tables and written into them."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotations.anchoring.spans import SpanError, check_quote, context_of
from annotations.models import (
    Article,
    Attribution,
    Claim,
    Contradiction,
    Grade,
    Mark,
    Reference,
    Review,
    Source,
    Span,
    SpanRole,
    Typo,
    User,
    Version,
)
from annotations.review.content import (
    AttributionContent,
    ClaimContent,
    ContradictionContent,
    Place,
    ReferenceContent,
    Side,
    TypoContent,
)
from annotations.review.refusals import Unfit


@dataclass(frozen=True)
class Fitted:
    """Content that was found to fit its review: every quote stands in its version, the grade is the codebook's."""

    content: ClaimContent | TypoContent | ContradictionContent
    versions: dict[int, Version]
    home: Version
    grade: Grade | None = None


def fit(review: Review, user: User, content: ClaimContent | TypoContent | ContradictionContent) -> Fitted:
    """Hold the content against its review. Raises Unfit with a sentence where it does not fit."""
    _check_references(content.references)
    home = review.version
    if isinstance(content, ContradictionContent):
        versions = _versions_of_sides(review, content)
        _check_sides(review, content.sides, versions)
        return Fitted(content, versions, home)
    _check_place(home, content.span)
    if isinstance(content, TypoContent):
        return Fitted(content, {home.pk: home}, home)
    for _role, _order, piece in _pieces(content.attributions):
        _check_place(home, piece)
    _check_sources(review, user, content)
    return Fitted(content, {home.pk: home}, home, _grade(review, content.grade))


def _check_place(version: Version, place: Place) -> None:
    try:
        check_quote(version.text, place.start, place.end, place.quote)
    except SpanError as refusal:
        raise Unfit(refusal.code, str(refusal)) from refusal


def _check_references(references: list[ReferenceContent]) -> None:
    for reference in references:
        for address in filter(None, [reference.address, reference.archived_address]):
            if not address.startswith(("http://", "https://")):
                raise Unfit(
                    "no-web-address",
                    f"“{address[:80]}” is no web address: it starts with http:// or https://.",
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
    article = Article.objects.get(pk=review.version.article_id)
    known = set(Source.objects.visible_to(user).for_article(article).filter(pk__in=named).values_list("pk", flat=True))
    if missing := named - known - _already_named(review, named):
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


def _pieces(attributions: Iterable[AttributionContent]) -> Iterator[tuple[SpanRole, int, Place]]:
    """Every piece of every attribution's spans, with its role and its place among the pieces of that role."""
    for row in attributions:
        for role, places in (
            (SpanRole.SOURCE, row.source_spans),
            (SpanRole.CUE, row.cue_spans),
            (SpanRole.RELAY, row.relay_spans),
        ):
            for order, piece in enumerate(places):
                yield role, order, piece


def write_fields(mark: Mark, fitted: Fitted) -> None:
    """Write all that the mark says, in place of what it said before. The mark's own row is written by the caller."""
    content = fitted.content
    mark.note = content.note
    mark.spans.all().delete()
    _write_references(mark, content.references)
    if isinstance(content, ClaimContent):
        _write_claim(mark, fitted, content)
    elif isinstance(content, TypoContent):
        _write_typo(mark, fitted, content)
    else:
        _write_contradiction(mark, fitted, content)


def _span(mark: Mark, version: Version, role: SpanRole, order: int, place: Place, **more: object) -> Span:
    prefix, suffix = context_of(version.text, place.start, place.end)
    return Span(
        mark=mark,
        version=version,
        role=role,
        order=order,
        **place.model_dump(),
        prefix=prefix,
        suffix=suffix,
        **more,
    )


def _write_references(mark: Mark, references: list[ReferenceContent]) -> None:
    mark.references.all().delete()
    Reference.objects.bulk_create(
        Reference(mark=mark, order=order, **row.model_dump()) for order, row in enumerate(references)
    )


def _write_claim(mark: Mark, fitted: Fitted, content: ClaimContent) -> None:
    words = content.model_dump(include={"claim_type", "check_worthy", "part", "confidence", "rationale"})
    claim, _made = Claim.objects.update_or_create(mark=mark, defaults=words | {"grade": fitted.grade})
    claim.attributions.all().delete()
    rows = Attribution.objects.bulk_create(
        _attribution(claim, order, row) for order, row in enumerate(content.attributions)
    )
    spans = [_span(mark, fitted.home, SpanRole.CLAIM, 0, content.span)]
    for stored, row in zip(rows, content.attributions, strict=True):
        spans += [
            _span(mark, fitted.home, role, order, piece, attribution=stored) for role, order, piece in _pieces([row])
        ]
    Span.objects.bulk_create(spans)


def _attribution(claim: Claim, order: int, row: AttributionContent) -> Attribution:
    return Attribution(
        claim=claim,
        order=order,
        source_id=row.source,
        relayed_by_id=row.relayed_by,
        mode=row.mode,
        stance=row.stance,
        anonymity_reason=row.anonymity_reason,
    )


def _write_typo(mark: Mark, fitted: Fitted, content: TypoContent) -> None:
    words = content.model_dump(include={"correction", "type", "severity", "in_quotation"})
    Typo.objects.update_or_create(mark=mark, defaults=words)
    _span(mark, fitted.home, SpanRole.TYPO, 0, content.span).save()


def _write_contradiction(mark: Mark, fitted: Fitted, content: ContradictionContent) -> None:
    words = content.model_dump(include={"type", "strength", "locus", "acknowledged"})
    Contradiction.objects.update_or_create(mark=mark, defaults=words)
    Span.objects.bulk_create(
        _span(mark, fitted.versions[side.version], SpanRole.SIDE, order, side.span, side_claim_id=side.claim)
        for order, side in enumerate(content.sides)
    )
