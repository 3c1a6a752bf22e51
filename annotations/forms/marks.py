"""The conditions of the page with the marks behind a figure, as its address says them."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django import forms
from django.utils.datastructures import MultiValueDict

from annotations.models import (
    Article,
    CheckWorthy,
    ContradictionType,
    Grade,
    Locus,
    MarkKind,
    Mode,
    Part,
    Severity,
    Strength,
    TypoType,
)
from annotations.overview.marks import Without

LONGEST_SHOWN = 40


class ConditionsForm(forms.Form):
    """What the marks have in common. A value that is not known fails its field alone: the others still hold."""

    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "any kind"), *MarkKind.choices])
    article = forms.TypedChoiceField(label="Article", required=False, coerce=int, empty_value=None)
    grade = forms.MultipleChoiceField(label="Grade", required=False)
    graded = forms.ChoiceField(required=False, choices=[("", ""), ("no", "not yet graded"), ("yes", "graded")])
    source = forms.CharField(required=False)
    mode = forms.ChoiceField(required=False, choices=[("", ""), *Mode.choices])
    check_worthy = forms.ChoiceField(required=False, choices=[("", ""), *CheckWorthy.choices])
    part = forms.ChoiceField(required=False, choices=[("", ""), *Part.choices])
    severity = forms.ChoiceField(required=False, choices=[("", ""), *Severity.choices])
    type = forms.ChoiceField(required=False, choices=[("", ""), *TypoType.choices, *ContradictionType.choices])
    strength = forms.MultipleChoiceField(required=False, choices=Strength.choices)
    locus = forms.ChoiceField(required=False, choices=[("", ""), *Locus.choices])
    proposition = forms.UUIDField(required=False)

    def __init__(self, sent: MultiValueDict[str, str], articles: Iterable[Article], grades: Iterable[Grade]) -> None:
        super().__init__(sent)
        articles_named = [(one.pk, f"{one} ({one.outlet or 'outlet not known'})") for one in articles]
        self._choices_of("article").choices = [("", "any article"), *articles_named]
        self._choices_of("grade").choices = [(grade.key, f"{grade.key} · {grade.label}") for grade in grades]

    def _choices_of(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        return field

    def clean_source(self) -> UUID | Without | None:
        """The UUID of an entry of the register, or in which way the claims are without a source; None for neither."""
        asked = self.cleaned_data["source"]
        if asked in {way.value for way in Without}:
            return Without(asked)
        key: UUID | None = forms.UUIDField(required=False).clean(asked)
        return key

    def not_known(self) -> Iterator[str]:
        """For each condition with a value that is not known: such as "grade “9”"."""
        for name in self.errors:
            asked = "”, “".join(value[:LONGEST_SHOWN] for value in self._sent(name))
            yield f"{name.replace('_', '-')} “{asked}”"

    def _sent(self, name: str) -> list[str]:
        assert isinstance(self.data, MultiValueDict)  # noqa: S101  (for the type checker)
        return self.data.getlist(name)
