"""Forms about reviews."""

from crispy_forms.helper import FormHelper
from django import forms

from annotations.forms.fields import LinesField
from annotations.forms.layout import fields_only
from annotations.review.reopen import LONGEST_REASON


class ReopenForm(forms.Form):
    """Why a submitted review is reopened. It saves nothing: the use case does."""

    reason = LinesField(
        label="Why",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The reviewer reads it above the text.",
        error_messages={
            "required": "Say why, so that the reviewer knows what to look at again.",
            "max_length": f"The reason is too long. Say it in {LONGEST_REASON:,} characters or fewer.",
        },
    )

    @property
    def helper(self) -> FormHelper:
        """The page brings the form element and its buttons."""
        return fields_only()
