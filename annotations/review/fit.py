"""Whether what a mark says fits its review: held against the text, the codebook, the register and the story."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations

from django.db.models import CharField

from annotations.anchoring.segments import paragraphs
from annotations.anchoring.spans import SpanError, check_quote
from annotations.models import Admission, Attribution, Grade, Source, Span, SpanRole, User, Version
from annotations.models.prepared import Given, Prepared
from annotations.review.content import (
    ClaimContent,
    ContradictionContent,
    MarkedContent,
    Place,
    ReferenceContent,
    Side,
    TypoContent,
)
from annotations.review.hold import Held
from annotations.review.refusals import Unfit

# A scheme that a browser opens, a host, and no white space: js/unfinished.js asks for the same.
WEB_ADDRESS = re.compile(r"https?://[^\s/?#:@]\S*", re.IGNORECASE)


@dataclass(frozen=True)
class Text:
    """The text of a version of an article."""

    version_id: int
    words: str
    article_id: int


@dataclass(frozen=True)
class Fitted:
    """Content that was found to fit its review: every quote stands in its version, the grade is the codebook's."""

    content: MarkedContent
    texts: dict[int, Text]
    home: Text
    grade_id: int | None = None


_GRADE = Prepared(
    lambda: Grade.objects.filter(codebook=Given("codebook"), key=Given("key", CharField())).order_by().values_list("pk")
)


def fit(review: Held, user: User, content: MarkedContent, before: MarkedContent | None = None) -> Fitted:
    """Hold the content against its review, and against what the mark said before (None: it is new).

    Raises Unfit with a sentence where it does not fit.
    """
    _check_references(content.references)
    home = Text(review.version_id, review.text, review.article_id)
    if isinstance(content, ContradictionContent):
        texts = _texts_of_sides(review, content)
        _check_sides(review, before.sides if isinstance(before, ContradictionContent) else [], content.sides, texts)
        return Fitted(content, texts, home)
    _check_place(home, content.span)
    if isinstance(content, TypoContent):
        _check_correction(content)
        return Fitted(content, {}, home)
    for attribution in content.attributions:
        for _role, _order, piece in attribution.pieces():
            _check_place(home, piece)
    _check_sources(review, user, content, before)
    return Fitted(content, {}, home, _grade(review, content.grade))


def _check_place(text: Text, place: Place) -> None:
    try:
        check_quote(text.words, place.start, place.end, place.quote)
    except SpanError as refusal:
        raise Unfit(refusal.code, str(refusal)) from refusal
    # An article of one sentence may be one claim.
    if place.quote.strip() == text.words.strip() and len(paragraphs(text.words)) > 2:
        raise Unfit("whole-article", "That is the whole article. Select the words that you mean.")


def _check_correction(typo: TypoContent) -> None:
    if typo.correction.isspace():
        raise Unfit(
            "blank-correction",
            "The correction is only white space. Type what it should read, or empty it to take the words out.",
        )
    if typo.correction.strip() == typo.span.quote.strip():
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


def _grade(review: Held, key: str | None) -> int | None:
    if key is None:
        return None
    grade = _GRADE.row(codebook=review.codebook_id, key=key)
    if grade is None:
        raise Unfit("unknown-grade", f"“{key[:20]}” is no grade of this review’s codebook. Choose one of its grades.")
    grade_id: int = grade[0]
    return grade_id


def _check_sources(review: Held, user: User, content: ClaimContent, before: MarkedContent | None) -> None:
    """Whoever is named must be in the register as the user sees it, or have been named by this review before."""
    unknown = _named_by(content) - _named_by(before)
    unknown -= _at_hand(review, user, unknown)
    if not unknown:
        return
    usable = Source.objects.visible_to(user).for_article(review.article_id)
    unknown -= set(usable.filter(pk__in=unknown).values_list("pk", flat=True))
    if unknown and (missing := unknown - _already_named(review, unknown)):
        raise Unfit(
            "unknown-source",
            "A source is not in the register for this article. Choose another, or add it anew.",
            sources=sorted(map(str, missing)),
        )


def _named_by(content: MarkedContent | None) -> set[uuid.UUID]:
    rows = content.attributions if isinstance(content, ClaimContent) else []
    return {key for row in rows for key in (row.source, row.relayed_by) if key}


def _at_hand(review: Held, user: User, keys: set[uuid.UUID]) -> set[uuid.UUID]:
    """Which of the entries are so plainly usable that the whole rule need not be asked.

    They are most that are ever named, and the whole rule takes the ORM longer than all else that a save asks.
    """
    if not keys:
        return set()
    rows = Source.objects.filter(pk__in=keys, merged_into=None).order_by()
    found = rows.values_list("pk", "article", "admission", "created_by")
    return {
        key
        for key, article, admission, maker in found
        if article in (None, review.article_id)
        and (admission == Admission.ADMITTED or (admission == Admission.PROPOSED and maker == user.pk))
    }


def _already_named(review: Held, keys: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    # A source merged or refused since must not lock the claims that name it.
    rows = Attribution.objects.filter(claim__mark__review=review.id)
    return {
        *rows.filter(source__in=keys).values_list("source", flat=True),
        *rows.filter(relayed_by__in=keys).values_list("relayed_by", flat=True),
    } - {None}


def _texts_of_sides(review: Held, content: ContradictionContent) -> dict[int, Text]:
    wanted = {side.version for side in content.sides}
    versions = Version.objects.filter(article__story=review.story_id, pk__in=wanted).order_by()
    return {key: Text(key, words, article) for key, words, article in versions.values_list("pk", "text", "article")}


def _check_sides(review: Held, before: list[Side], sides: list[Side], texts: dict[int, Text]) -> None:
    """`before`: the sides as the mark has them. How they lie to one another is asked of no contradiction that keeps its sides."""
    if len(sides) < 2:
        raise Unfit("one-side", "A contradiction has two sides or more. Mark the other passage too.")
    if len(_places(sides)) < len(sides):
        raise Unfit("same-side", "Two sides are the same passage. Choose another one.")
    for side in sides:
        if side.version not in texts:
            raise Unfit("other-story", "A side lies in an article of another story. Choose a passage of this story.")
        _check_place(texts[side.version], side.span)
    if _places(sides) != _places(before):
        _check_lie(review, sides, texts)
    _check_side_claims(review, before, sides)


def _places(sides: Iterable[Side]) -> set[tuple[int, int, int]]:
    return {(side.version, side.span.start, side.span.end) for side in sides}


def _check_lie(review: Held, sides: list[Side], texts: dict[int, Text]) -> None:
    """js/contradictions.js asks for the same before anything is changed."""
    if any(_holds(one, other) for one, other in permutations(sides, 2)):
        raise Unfit("nested-side", "One side lies within another. Choose a passage that stands by itself.")
    if all(texts[side.version].article_id != review.article_id for side in sides):
        raise Unfit("no-side-here", "At least one side lies in the article under review. Choose a passage of it.")


def _holds(one: Side, other: Side) -> bool:
    """Whether the other side lies within the one."""
    return one.version == other.version and one.span.start <= other.span.start and other.span.end <= one.span.end


def _check_side_claims(review: Held, before: list[Side], sides: list[Side]) -> None:
    """A side's claim is the same reviewer's, in the same round, and shares words with the side."""
    pointed = {side.claim for side in sides if side.claim}
    own = Span.objects.filter(mark__review__reviewer=review.reviewer_id, mark__review__round=review.round_id)
    claims = own.filter(role=SpanRole.CLAIM, mark__in=pointed).select_related("mark")
    found = {claim.mark_id: claim for claim in claims} if pointed else {}
    if any(side.claim and not _names_rightly(side, found.get(side.claim), before) for side in sides):
        raise Unfit(
            "unknown-claim",
            "A side points to a claim that is not, or no longer, yours at that passage. "
            "Reload the page, then choose the passage again.",
        )


def _names_rightly(side: Side, claim: Span | None, before: list[Side]) -> bool:
    """Whether the claim stands at the side. `before`: the sides as the mark has them.

    A claim withdrawn or moved since must not lock the contradictions that name it: undo sends them as they were.
    """
    if claim is None or claim.version_id != side.version:
        return False
    naming = [one.span for one in before if one.claim == side.claim]
    if any((span.start, span.end) == (side.span.start, side.span.end) for span in naming):
        return True
    overlaps = claim.start < side.span.end and side.span.start < claim.end
    return overlaps and (claim.mark.withdrawn_at is None or bool(naming))
