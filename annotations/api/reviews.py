"""Reviews, their marks and the register, over HTTP: the reading page's calls, and a script's."""

import uuid
from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Router
from pydantic import Field

from annotations.api.auth import user_of
from annotations.api.schemas import (
    MarkAnswer,
    Problem,
    ProposeSource,
    ReviewAnswer,
    SaveMark,
    SourceAnswer,
    SourcesAnswer,
)
from annotations.models import Review
from annotations.overview.alike import near_to_words
from annotations.review.content import LARGEST, Line
from annotations.review.marks import save_mark, withdraw_mark
from annotations.review.sources import find_sources, propose_source, usable_sources
from annotations.review.states import mark_states, source_state, sources_named, with_standing_claims

router = Router(tags=["reviews"])

CHANGE_REFUSED = frozenset({401, 403, 404, 409, 422, 423})
BODY_REFUSED = CHANGE_REFUSED | {400, 413, 415}

# Unlike in a body, whose numbers are JSON's, what stands in an address comes as digits.
Revision = Annotated[int, Field(ge=0, le=LARGEST)]


def _visible(request: HttpRequest, review_id: int) -> Review:
    reviews = Review.objects.visible_to(user_of(request)).select_related(
        "version__article__outlet__merged_into", "round"
    )
    review = reviews.filter(pk=review_id).first()
    if review is None:
        raise Http404
    return review


@router.get(
    "/reviews/{int:review_id}",
    response={200: ReviewAnswer, frozenset({401, 404}): Problem},
    summary="Read a review",
)
def read_review(request: HttpRequest, review_id: int) -> dict[str, object]:
    """The text, the codebook's grades, the marks that stand and the sources they name."""
    review = _visible(request, review_id)
    marks = with_standing_claims(mark_states(review, user_of(request)))
    article = review.version.article
    return {
        "id": review.pk,
        "status": review.status,
        "kind": review.kind,
        "article": {
            "id": article.pk,
            "headline": article.headline,
            "outlet": str(article.outlet) if article.outlet else None,
        },
        "version": review.version,
        "grades": list(review.round.codebook.grades.all()),
        "marks": marks,
        "sources": sources_named(marks),
    }


@router.put(
    "/reviews/{int:review_id}/marks/{uuid:mark_id}",
    response={200: MarkAnswer, BODY_REFUSED: Problem},
    summary="Make, change or bring back a mark",
)
def put_mark(request: HttpRequest, review_id: int, mark_id: uuid.UUID, body: SaveMark) -> dict[str, object]:
    """The same change again gets its first answer; one based on an older revision is refused with what stands."""
    saved = save_mark(
        user=user_of(request),
        review_id=review_id,
        mark_id=mark_id,
        change=body.change,
        revision=body.revision,
        content=body.content,
    )
    return {"mark": saved.mark, "event": saved.event}


@router.delete(
    "/reviews/{int:review_id}/marks/{uuid:mark_id}",
    response={200: MarkAnswer, CHANGE_REFUSED: Problem},
    summary="Withdraw a mark",
)
def delete_mark(
    request: HttpRequest, review_id: int, mark_id: uuid.UUID, change: uuid.UUID, revision: Revision
) -> dict[str, object]:
    """The mark stays as a tombstone; a PUT based on the tombstone's revision brings it back."""
    saved = withdraw_mark(user=user_of(request), review_id=review_id, mark_id=mark_id, change=change, revision=revision)
    return {"mark": saved.mark, "event": saved.event}


@router.get(
    "/reviews/{int:review_id}/sources",
    response={200: SourcesAnswer, frozenset({401, 404, 422}): Problem},
    summary="Look a source up",
)
def search_sources(request: HttpRequest, review_id: int, q: Line = "") -> dict[str, object]:
    """At most 20 entries of the register that a claim of this review may name; where none fits, at most 10 near spellings."""
    user, review = user_of(request), _visible(request, review_id)
    found = find_sources(user=user, review=review, words=q)
    near = [] if found else near_to_words(user, q, usable_sources(user=user, review=review))
    return {"sources": found, "near": [source_state(entry) for entry in near]}


@router.put(
    "/reviews/{int:review_id}/sources/{uuid:source_id}",
    response={200: SourceAnswer, BODY_REFUSED: Problem},
    summary="Propose a source",
)
def put_source(request: HttpRequest, review_id: int, source_id: uuid.UUID, body: ProposeSource) -> dict[str, object]:
    """The entry is its maker's until an adjudicator or admin admits it."""
    state = propose_source(
        user=user_of(request),
        review_id=review_id,
        source_id=source_id,
        change=body.change,
        content=body.content,
    )
    return {"source": state}
