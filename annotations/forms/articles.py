"""Forms about articles."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div
from django import forms
from django.core.validators import RegexValidator

from annotations.forms.fields import DayField, WebAddressField, WordsField
from annotations.forms.layout import fields_only
from annotations.intake.details import FAULTS, LANGUAGE_TAG
from annotations.models import ArticleType

language_tag = RegexValidator(LANGUAGE_TAG, FAULTS["language"], code="language")


class DetailsForm(forms.Form):
    """What is known about an article beside its text. It saves nothing: the use cases do."""

    outlet = WordsField(
        label="Outlet (optional)",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "outlets", "autocomplete": "off"}),
        help_text="Who published it. A name that is new here is kept for the next time.",
    )
    headline = WordsField(max_length=500, error_messages={"required": "An article needs a headline."})
    byline = WordsField(label="Byline (optional)", required=False, max_length=200)
    address = WebAddressField(label="Address (optional)", help_text="Where it was published.")
    archived_address = WebAddressField(label="Archived address (optional)", help_text="A copy that will stay.")
    published = DayField(label="Published (optional)")
    fetched = DayField(label="Fetched (optional)", help_text="When the text was taken from its address.")
    language = WordsField(
        max_length=35, initial="en", validators=[language_tag], help_text="A tag, such as en or pt-BR."
    )
    type = forms.ChoiceField(label="Type (optional)", required=False, choices=[("", "Not said"), *ArticleType.choices])

    @property
    def helper(self) -> FormHelper:
        """The page brings the form element and its buttons."""
        return fields_only(*self.arranged())

    def arranged(self) -> Sequence[Any]:
        """The fields as they stand on the page."""
        pairs = [("outlet", "byline"), ("address", "archived_address"), ("published", "fetched"), ("language", "type")]
        return [Div("headline", *(Div(*pair, css_class="two-fields") for pair in pairs), css_class="details")]
