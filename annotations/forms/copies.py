"""Forms about copies."""

from collections.abc import Mapping
from typing import Any

from django import forms

from annotations.models import CopyKind

NOTHING_SAID = "Nothing was said. Choose a button."
ACTS = ("confirm", "refuse", "take-back")


class SayForm(forms.Form):
    """What is said of two articles: that one is a copy of the other and of which kind, that none is, or nothing any more."""

    act = forms.ChoiceField(
        choices=[(act, act) for act in ACTS], error_messages=dict.fromkeys(("required", "invalid_choice"), NOTHING_SAID)
    )
    copy = forms.TypedChoiceField(
        coerce=int, required=False, error_messages={"invalid_choice": "Say which of the two is the copy."}
    )
    kind = forms.ChoiceField(choices=CopyKind.choices, required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, pair: tuple[int, int]) -> None:
        super().__init__(data)
        self.fields["copy"].choices = [(key, key) for key in pair]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """Who confirms says of which kind it is, and which of the two is the copy."""
        said = self.cleaned_data
        if said.get("act") == "confirm":
            if not said.get("kind"):
                self.add_error("kind", "Say what kind of copy it is.")
            if not said.get("copy"):
                self.add_error("copy", "Say which of the two is the copy.")
        return said
