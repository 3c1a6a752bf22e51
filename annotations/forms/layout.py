"""How crispy-forms draws the forms."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout


def fields_only(*arranged: Any) -> FormHelper:
    """Draw the fields alone, arranged so where anything is given: the page brings the form element and its buttons."""
    helper = FormHelper()
    helper.form_tag = False
    if arranged:
        helper.layout = Layout(*arranged)
    return helper
