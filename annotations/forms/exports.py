"""The choices of an export."""

from crispy_forms.helper import FormHelper
from django import forms

from annotations.exports.dialects import DIALECTS, SPREADSHEET, Dialect
from annotations.forms.layout import fields_only


class ExportForm(forms.Form):
    """For whom the set is made. Where nothing is chosen, for a spreadsheet."""

    dialect = forms.ChoiceField(
        label="Made for",
        required=False,
        choices=[(dialect.key, dialect.title) for dialect in DIALECTS.values()],
        initial=SPREADSHEET.key,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": f"There is no dialect “%(value)s”. There are: {', '.join(DIALECTS)}."},
    )

    @property
    def helper(self) -> FormHelper:
        """The page brings the form element and its buttons."""
        return fields_only()

    def chosen(self) -> Dialect:
        """The dialect, once the form is found valid."""
        return DIALECTS[self.cleaned_data["dialect"] or SPREADSHEET.key]
