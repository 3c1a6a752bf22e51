"""Forms about articles."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from annotations.forms.fields import MOST_FILES, DayField, FilesField, WebAddressField, WordsField
from annotations.forms.layout import fields_only
from annotations.intake.texts import read_text
from annotations.models import ArticleType
from annotations.review.refusals import Unfit

_TOO_LONG = "The text is too long to be kept as one article. Paste it in parts."

language_tag = RegexValidator(
    r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", "Write the language as a tag, such as en, de or pt-BR.", code="language"
)


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


class ArticlesForm(DetailsForm):
    """Articles for a story: text files, or a pasted text, or both."""

    text_files = FilesField(
        label="Text files",
        required=False,
        help_text=f"UTF-8, the first line the headline. Up to {MOST_FILES} at a time, each an article of its own.",
    )
    text = WordsField(
        label="Or paste a text",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "class": "pasted"}),
        help_text="The whole article, headline first. It is kept to the letter and can’t be changed later.",
    )
    headline = WordsField(
        label="Headline (optional)", required=False, max_length=500, help_text="Empty: the text’s first line."
    )
    field_order = ["text_files", "text"]

    def arranged(self) -> Sequence[Any]:
        """The texts first; beside them what is known about them."""
        texts = Div(Div("text_files", css_class="drop-zone"), "text")
        return [Div(texts, *super().arranged(), css_class="split")]

    def clean_text(self) -> str:
        """The pasted text as it would be kept; "" where none was. Refused for the reasons that a file would be."""
        pasted: str = self.cleaned_data["text"]
        if not pasted.strip():
            return ""
        try:
            return read_text(pasted.encode(), limit=settings.FACTCHECK_MAX_ARTICLE_BYTES)
        except Unfit as refusal:
            words = _TOO_LONG if refusal.code == "too-large" else refusal.words
            raise ValidationError(words, code=refusal.code) from refusal

    def clean(self) -> dict[str, Any]:
        """Something to load; and what can be true of one article only is said of no more than one."""
        texts = len(self.cleaned_data.get("text_files", [])) + bool(self.cleaned_data.get("text"))
        if not texts and not self.errors:
            self.add_error("text_files", "There is nothing to load yet. Choose a file, or paste a text below.")
        for name in ("headline", "byline", "address", "archived_address"):
            if texts > 1 and self.cleaned_data.get(name):
                self.add_error(
                    name, f"This can’t be true of all {texts} articles. Leave it empty, or load one at a time."
                )
        return self.cleaned_data

    def details(self) -> dict[str, Any]:
        """What the form says of each article."""
        return {name: self.cleaned_data[name] for name in DetailsForm.base_fields}
