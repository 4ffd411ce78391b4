"""What people type to sign in."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """E-mail and password; the same answer whether the address or the password is wrong."""

    username = forms.EmailField(
        label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    error_messages = {  # noqa: RUF012
        "invalid_login": "E-mail address and password do not go together. Nothing was changed; try again.",
        "inactive": "E-mail address and password do not go together. Nothing was changed; try again.",
    }
