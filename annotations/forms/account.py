"""Forms about one's own account."""

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordMixin, UsernameField

from annotations.forms.layout import fields_only


class SignInForm(AuthenticationForm):
    """Name and password."""

    username = UsernameField(label="Name", widget=forms.TextInput(attrs={"autofocus": True}))
    error_messages = {
        # One sentence for a wrong name, a wrong password and a closed account: strangers learn nothing of who is here.
        "invalid_login": "This name and this password do not go together. Type the password again; capitals count.",
        "inactive": "This name and this password do not go together. Type the password again; capitals count.",
    }

    @property
    def helper(self) -> FormHelper:
        """The page brings the form element and its buttons."""
        return fields_only()


class ChangePasswordForm(PasswordChangeForm):
    """The old password, and a new one twice."""

    new_password1, new_password2 = SetPasswordMixin.create_password_fields("New password", "New password again")
    new_password2.help_text = ""
    error_messages = {
        "password_incorrect": "This is not your old password. Type it again.",
        "password_mismatch": "The two new passwords differ. Type the same one twice.",
    }

    @property
    def helper(self) -> FormHelper:
        """The page brings the form element and its buttons."""
        return fields_only()
