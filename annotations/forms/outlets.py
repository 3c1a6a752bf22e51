"""Forms about outlets. They save nothing: the use cases do."""

from crispy_forms.helper import FormHelper
from django import forms

from annotations.forms.fields import WordsField, name_field
from annotations.forms.layout import fields_only
from annotations.review.register import LONGEST_NAME


class FindForm(forms.Form):
    """Words to look for in names and domains."""

    q = WordsField(required=False, max_length=LONGEST_NAME)

    def words(self) -> str:
        """What is looked for; what can't be looked for counts as not asked."""
        self.is_valid()
        found: str = self.cleaned_data.get("q", "")
        return found


class NameForm(forms.Form):
    """The outlet's name."""

    name = name_field("As it calls itself. All its articles go by this name at once.")

    @property
    def helper(self) -> FormHelper:
        """The page brings the form element and its buttons."""
        return fields_only()


class DomainForm(forms.Form):
    """A domain, or an address from which it is taken."""

    address = WordsField(
        label="Domain",
        max_length=1000,
        help_text="Like example.org, or the address of an article. What lies below it, as news.example.org, is the outlet’s too.",
        error_messages={"required": "Write a domain like example.org, or the address of an article."},
    )

    @property
    def helper(self) -> FormHelper:
        """The page brings the form element and its buttons."""
        return fields_only()


class IntoForm(forms.Form):
    """Which other outlet one is merged into, or was."""

    into = forms.IntegerField(min_value=1, max_value=2**31 - 1)
