"""Forms about stories."""

from crispy_forms.helper import FormHelper
from django import forms

from annotations.forms.fields import WORDS_REFUSED
from annotations.forms.layout import fields_only
from annotations.models import Story


class StoryForm(forms.ModelForm[Story]):
    """A story's title and summary. It checks them and saves nothing: the use cases do."""

    class Meta:
        model = Story
        fields = ["title", "summary"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 3})}
        labels = {"summary": "In one sentence (optional)"}
        help_texts = {
            "title": "What the articles have in common, in a few words.",
            "summary": "What the story is about, for whoever opens it.",
        }
        error_messages = {
            "title": {"required": "A story needs a title. Say in a few words what it is about.", **WORDS_REFUSED},
            "summary": WORDS_REFUSED,
        }

    @property
    def helper(self) -> FormHelper:
        """The page brings the form element and its buttons."""
        return fields_only()
