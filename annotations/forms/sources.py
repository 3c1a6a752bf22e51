"""Forms about the register of sources."""

from dataclasses import dataclass

from crispy_forms.helper import FormHelper
from django import forms

from annotations.forms.fields import WordsField, name_field
from annotations.forms.layout import fields_only
from annotations.models import Admission, SourceKind
from annotations.review.register import LONGEST_NAME


@dataclass(frozen=True)
class Wanted:
    """Which entries are looked for: with these words, of this kind, of this admission; "" stands for all."""

    words: str = ""
    kind: str = ""
    admission: str = ""

    @property
    def is_all(self) -> bool:
        """Whether nothing was asked for in particular."""
        return not (self.words or self.kind or self.admission)


class FindForm(forms.Form):
    """Words to look for in names and affiliations, a kind, and an admission."""

    q = WordsField(required=False, max_length=LONGEST_NAME)
    kind = forms.ChoiceField(required=False, choices=[("", "All kinds"), *SourceKind.choices])
    admission = forms.ChoiceField(required=False, choices=[("", "All entries"), *Admission.choices])

    def wanted(self) -> Wanted:
        """What is looked for; what can't be looked for counts as not asked."""
        self.is_valid()
        found = self.cleaned_data
        return Wanted(found.get("q", ""), found.get("kind", ""), found.get("admission", ""))


class NameForm(forms.Form):
    """A further name of a source. It saves nothing: the use case does."""

    name = name_field("Another spelling, or what else it is called. The first name stays the one that is shown.")

    @property
    def helper(self) -> FormHelper:
        """The page brings the form element and its buttons."""
        return fields_only()


class IntoForm(forms.Form):
    """Which other entry a source is merged into, or was."""

    into = forms.UUIDField()


class DecisionForm(forms.Form):
    """What becomes of a proposed entry."""

    admission = forms.ChoiceField(choices=[(one.value, one.label) for one in (Admission.ADMITTED, Admission.REFUSED)])
