"""The forms of the page of propositions."""

from django import forms
from django.core.exceptions import ValidationError

from annotations.forms.fields import WordsField

MOST_CLAIMS = 500
UNKNOWN_CHANGE = "There is no such change to undo. Put the claims in, or take them out, one by one."
UNKNOWN_ACT = "Choose what to do with a button of the page."


class KeysField(forms.TypedMultipleChoiceField):
    """Any number of UUIDs up to MOST_CLAIMS. Whether there are such rows, the use cases say."""

    default_error_messages = {
        "invalid_choice": "One of these is no claim. Reload the page and choose again.",
        "too_many": f"Choose {MOST_CLAIMS} claims at most at a time.",
    }

    def __init__(self) -> None:
        super().__init__(required=False, coerce=forms.UUIDField().clean, empty_value=[])

    def valid_value(self, value: object) -> bool:  # noqa: ARG002
        """Any value may be one: coercing it tells."""
        return True

    def validate(self, value: list[str]) -> None:
        """Raise ValidationError for more than can be meant."""
        super().validate(value)
        if len(value) > MOST_CLAIMS:
            raise ValidationError(self.error_messages["too_many"], code="too_many")


class ChangeForm(forms.Form):
    """A change to one's propositions: what is to be done, with which claims and words, to which proposition."""

    act = forms.ChoiceField(
        choices=[(one, one) for one in ("group", "put-in", "take-out", "reword", "undo")],
        error_messages={"required": UNKNOWN_ACT, "invalid_choice": UNKNOWN_ACT},
    )
    proposition = forms.UUIDField(
        required=False, error_messages={"invalid": "There is no such proposition. Reload the page and choose again."}
    )
    change = forms.UUIDField(required=False, error_messages={"invalid": UNKNOWN_CHANGE})
    words = WordsField(required=False)
    claims = KeysField()

    def clean(self) -> dict[str, object]:
        """A change is undone by its number; every other act but grouping is done to a proposition."""
        given = super().clean() or {}
        if given.get("act") == "undo":
            if not given.get("change") and not self.errors:
                raise ValidationError(UNKNOWN_CHANGE, code="no-change")
        elif given.get("act") != "group" and not given.get("proposition") and not self.errors:
            raise ValidationError("Choose the proposition that you mean.", code="no-proposition")
        return given


class FindForm(forms.Form):
    """Which of the claims that stand for themselves are listed: those of an article, and with certain words."""

    q = WordsField(required=False, max_length=200)
    article = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
