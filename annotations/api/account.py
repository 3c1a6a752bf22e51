"""One's own account, over HTTP."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Router

from annotations.api.auth import user_of
from annotations.api.schemas import Problem, TourAnswer
from annotations.review.tour import keep_toured

router = Router(tags=["account"])


@router.put(
    "/account/tour",
    response={200: TourAnswer, frozenset({401, 403}): Problem},
    summary="Say that one has seen the tour",
)
def put_tour(request: HttpRequest) -> dict[str, datetime]:
    """From then on the tour of the review page no longer comes up by itself. Said again, it changes nothing."""
    return {"toured_at": keep_toured(user=user_of(request))}
