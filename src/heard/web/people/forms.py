"""What people type to sign in, to invite others, to give roles, and to look into the log."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest

from heard.web.people.roles import TO_INVITE
from heard.web.policy import WAIT_MINUTES

NOT_TOGETHER = "E-mail address and password do not go together. Nothing was changed; try again."
WAIT = (
    f"Too many tries were wrong. Nothing was looked at this time. Wait {WAIT_MINUTES} minutes, then try again; "
    "a passkey still works."
)
LEAST = 12
CODE = {"autocomplete": "one-time-code", "inputmode": "text", "autocapitalize": "none", "spellcheck": "false"}
NEW = forms.PasswordInput(attrs={"autocomplete": "new-password"})


def too_many_tries(form: Any, request: HttpRequest) -> Any:
    """The same form, with what was typed but for secrets, saying how long to wait. Nothing of it was checked."""
    form.is_bound, form.data, form.files = True, request.POST, {}
    form.cleaned_data, form._errors = {}, forms.utils.ErrorDict()
    form.add_error(None, WAIT)
    return form


class SignInForm(AuthenticationForm):
    """E-mail and password; the same answer whether the address or the password is wrong."""

    username = forms.EmailField(
        label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    error_messages = {"invalid_login": NOT_TOGETHER, "inactive": NOT_TOGETHER}  # noqa: RUF012


class SecondFactorForm(AuthenticateForm):
    """Six digits of the app, or one of the recovery codes."""

    code = forms.CharField(
        label="Code",
        help_text="Six digits from your app, or one of your recovery codes.",
        widget=forms.TextInput(attrs=CODE),
    )


class CodeAgainForm(ReauthenticateForm):
    """The same, from somebody who is signed in."""

    code = forms.CharField(label="Code from your app", widget=forms.TextInput(attrs=CODE))


class PasswordAgainForm(AllauthReauthenticateForm):
    """Their password, from somebody who is signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Your password"
        self.fields["password"].widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})


class SetUpAppForm(ActivateTOTPForm):
    """The first code the app shows."""

    code = forms.CharField(label="The six digits your app shows now", widget=forms.TextInput(attrs=CODE))


class SetUpPasskeyForm(AddWebAuthnForm):
    """A name to know it by. Every passkey signs in without a password."""

    name = forms.CharField(
        label="What you call it",
        required=False,
        max_length=60,
        help_text="As “office laptop” or “blue stick”.",
    )
    passwordless = forms.BooleanField(initial=True, required=False, widget=forms.HiddenInput)


class PasskeyForm(forms.Form):
    """What the browser says of a passkey, on the sign-in page."""

    credential = forms.CharField(widget=forms.HiddenInput(attrs={"id": "passkey_credential"}))


class NewPasswordForm(forms.Form):
    """A password of one's own, twice."""

    password = forms.CharField(
        label="Choose a password",
        help_text=f"At least {LEAST} characters; a few words that do not belong together are good.",
        strip=False,
        widget=NEW,
    )
    again = forms.CharField(label="The same password again", strip=False, widget=NEW)

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        """Long enough, and none of those that everybody uses."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        """A slip of the finger would shut them out."""
        cleaned = super().clean() or {}
        if "password" in cleaned and cleaned["password"] != cleaned.get("again"):
            self.add_error("again", "The two are not the same. Type the password twice.")
        return cleaned


class ChangePasswordForm(AllauthChangePasswordForm):
    """The old one, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (
            ("oldpassword", "Your password now"),
            ("password1", "New password"),
            ("password2", "The new password again"),
        ):
            old = name == "oldpassword"
            self.fields[name].label = label
            self.fields[name].help_text = "" if name != "password1" else f"At least {LEAST} characters."
            self.fields[name].widget = forms.PasswordInput(
                attrs={"autocomplete": "current-password" if old else "new-password"}
            )


class InvitationForm(forms.Form):
    """Whom, and what they are to be."""

    email = forms.EmailField(
        label="E-mail address",
        help_text="The link goes there, and is for this address alone.",
        max_length=254,
    )
    role = forms.ChoiceField(
        label="Role",
        choices=[(role.value, f"{role.called}: {role.says}") for role in TO_INVITE],
        widget=forms.RadioSelect,
    )


class RolesForm(forms.Form):
    """Everything somebody is in a council."""

    roles = forms.MultipleChoiceField(
        label="Roles",
        choices=[(role.value, f"{role.called}: {role.says}") for role in TO_INVITE],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick a role. To take all away, remove the person from the council."},
    )


class AuditForm(forms.Form):
    """Which part of the log; nothing chosen is all of it."""

    since = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    actor = forms.ChoiceField(label="Who", required=False)
    action = forms.ChoiceField(label="What", required=False)

    def __init__(self, *args: Any, actors: list[str], actions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found, everybody in (("actor", actors, "Everybody"), ("action", actions, "Everything")):
            self.fields[name].choices = [("", everybody), *((each, each) for each in found)]  # type: ignore[attr-defined]
