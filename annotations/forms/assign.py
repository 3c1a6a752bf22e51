"""The form that says who reviews what."""

import datetime
from collections.abc import Iterable
from itertools import product, starmap
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from annotations.forms.fields import DayField
from annotations.models import User


class Pair(NamedTuple):
    """A version and the person who reviews it, by their keys."""

    version: int
    person: int


def written(pair: Pair) -> str:
    """A pair as it stands in the page."""
    return f"{pair.version}-{pair.person}"


def _read(text: str) -> Pair:
    version, _, person = text.partition("-")
    return Pair(int(version), int(person))


class AssignForm(forms.Form):
    """The boxes of a table of articles and people, and a day for those assigned now.

    `chosen` are the boxes that are ticked, `shown` those that were when the page was made: so that a box which somebody
    else ticked meanwhile isn't taken for one that was cleared. `of_all` are the people who review every article.
    """

    due = DayField(label="Due (optional)", help_text="For the reviews that are assigned now.")
    of_all = forms.TypedMultipleChoiceField(coerce=int, required=False)
    chosen = forms.TypedMultipleChoiceField(coerce=_read, required=False)
    shown = forms.TypedMultipleChoiceField(coerce=_read, required=False)

    def __init__(self, *args: Any, people: Iterable[User], pairs: Iterable[Pair], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {person.pk: person for person in people}
        _offer(self.fields["of_all"], map(str, self.people))
        offered = [written(pair) for pair in pairs]
        _offer(self.fields["chosen"], offered)
        _offer(self.fields["shown"], offered)

    def clean_due(self) -> datetime.date | None:
        """A day to come, or none."""
        due: datetime.date | None = self.cleaned_data["due"]
        if due and due < timezone.localdate():
            raise ValidationError("This day is past. Choose a later one, or none.", code="past")
        return due

    def wanted(self, versions: Iterable[int]) -> set[Pair]:
        """The pairs that are ticked one by one, and each of these versions with whoever reviews every article."""
        return {*self.cleaned_data["chosen"], *starmap(Pair, product(versions, self.cleaned_data["of_all"]))}


def _offer(field: forms.Field, values: Iterable[str]) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
    field.choices = [(value, value) for value in values]
