"""Doing what a form asks for."""

from collections.abc import Callable
from typing import TypeVar

from django.forms import BaseForm

from annotations.review.refusals import Refusal

T = TypeVar("T")


def attempt(form: BaseForm, act: Callable[[], T]) -> T | None:
    """What the use case gives, if the form is valid. None where it isn't, or where the use case refused: the form says why."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Refusal as refusal:
        form.add_error(None, refusal.words)
        return None
