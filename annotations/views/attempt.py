"""Reading a form that was sent, and doing what it asks for."""

from collections.abc import Callable
from typing import TypeVar

from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

from annotations.review.refusals import Refusal

T = TypeVar("T")


def sent(request: HttpRequest) -> QueryDict | None:
    """What the form was filled in with; None while it is only asked for."""
    return request.POST if request.method == "POST" else None


def attempt(form: BaseForm, act: Callable[[], T]) -> T | None:
    """What the use case gives, if the form is valid. None where it isn't, or where the use case refused: the form says why."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Refusal as refusal:
        form.add_error(None, refusal.words)
        return None
