"""Somebody's own account: second factors, recovery codes, password, and the browsers they are signed in with."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from allauth.account.views import PasswordChangeView, ReauthenticateView
from allauth.mfa.base.views import IndexView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateWithCode
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST, require_safe

from heard.web.people.actions import record_of_person
from heard.web.people.forms import (
    ChangePasswordForm,
    CodeAgainForm,
    PasswordAgainForm,
    SetUpAppForm,
    SetUpPasskeyForm,
    too_many_tries,
)
from heard.web.people.lockout import address_of, count_failure, must_wait
from heard.web.people.presence import came_by_provider_of_one, gave_second_factor, note_second_factor
from heard.web.people.queries import has_second_factor, list_roles
from heard.web.people.sessions import end_session, end_sessions, limits_for, list_sessions
from heard.web.ui import clock


def _record(request: HttpRequest, action: str) -> None:
    user = request.user
    record_of_person(user_id=user.pk, email=user.email, action=action, at=clock.now())  # type: ignore[union-attr,arg-type]


class NotByProvider:
    """What lets somebody into every council they work for is not set up on the word of one council's provider."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Their own password first, where they work for another council or for the programme."""
        if came_by_provider_of_one(request):
            return render(request, "people/by_password_first.html", status=HTTPStatus.FORBIDDEN)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


@require_safe
@login_required
def set_up(request: HttpRequest) -> HttpResponse:
    """The choice of a second factor, for whoever has none; the one page there is for them."""
    if has_second_factor(request.user.pk or 0) and gave_second_factor(request):
        return redirect("mfa_index")
    return render(request, "people/set_up.html")


class Account(IndexView):
    """What somebody signs in with, and where."""

    template_name = "people/account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """And their browsers."""
        user_id = self.request.user.pk or 0
        idle, longest = limits_for(list_roles(user_id))
        return super().get_context_data(
            sessions=list_sessions(user_id=user_id, session=self.request.session),
            idle_minutes=idle.seconds // 60,
            longest_hours=longest.seconds // 3600,
            **kwargs,
        )


class CountsFromNowOn:
    """A second factor set up counts from now on, also for this browser."""

    method = ""  # as allauth calls it
    done = ""  # as the log says it

    def form_valid(self, form: Any) -> HttpResponse:
        """And stands in the log."""
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        note_second_factor(self.request, self.method)  # type: ignore[attr-defined]
        _record(self.request, self.done)  # type: ignore[attr-defined]
        return response


class SetUpApp(NotByProvider, CountsFromNowOn, ActivateTOTPView):
    """An authenticator app, by its picture or its words."""

    template_name = "people/set_up_app.html"
    form_class = SetUpAppForm
    method, done = "totp", "set up an authenticator app"


class RemoveApp(DeactivateTOTPView):
    """Never the last second factor."""

    template_name = "people/remove_app.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """The app's codes are worth nothing from now on."""
        _record(self.request, "removed their authenticator app")
        return super().form_valid(form)


class SetUpPasskey(NotByProvider, CountsFromNowOn, AddWebAuthnView):
    """A key in the device or on a stick, which its owner opens by finger, face or a number."""

    template_name = "people/set_up_passkey.html"
    form_class = SetUpPasskeyForm
    method, done = "webauthn", "set up a passkey"


class RemovePasskey(RemoveWebAuthnView):
    """Never the last second factor."""

    template_name = "people/remove_passkey.html"
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        """Asked of the adapter, as for the app."""
        from allauth.mfa.adapter import get_adapter

        if not get_adapter().can_delete_authenticator(self.get_object()):
            return self.render_to_response(self.get_context_data(is_last=True), status=409)
        _record(self.request, "removed a passkey")
        return super().form_valid(form)


class RecoveryCodes(ViewRecoveryCodesView):
    """Ten codes for the day the telephone is lost."""

    template_name = "people/recovery_codes.html"


class NewRecoveryCodes(GenerateRecoveryCodesView):
    """In place of the old ones."""

    template_name = "people/new_recovery_codes.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """The old ones are worth nothing from now on."""
        _record(self.request, "made new recovery codes")
        return super().form_valid(form)


class ConfirmByPassword(ReauthenticateView):
    """Before anything about second factors changes."""

    template_name = "people/confirm.html"
    form_class = PasswordAgainForm


class ConfirmByCode(ReauthenticateWithCode):
    """The same, by a code, which may be tried as often as at the sign-in."""

    template_name = "people/confirm.html"
    form_class = CodeAgainForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Nothing is looked at while this account or this address must wait."""
        if must_wait(**self._tried()):
            form = too_many_tries(self.get_form(), request)
            return self.render_to_response(
                self.get_context_data(form=form), status=HTTPStatus.TOO_MANY_REQUESTS
            )
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Counted with the wrong passwords."""
        count_failure(**self._tried())
        return super().form_invalid(form)

    def _tried(self) -> dict[str, Any]:
        email = self.request.user.email
        return {"email": email, "address": address_of(self.request), "at": clock.now()}


class ConfirmByPasskey(ReauthenticateWebAuthnView):
    """The same, by a passkey."""

    template_name = "people/confirm_passkey.html"


class ChangePassword(PasswordChangeView):
    """Signed out everywhere else from then on."""

    template_name = "people/change_password.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        """Whoever knew the old one is out."""
        response = super().form_valid(form)
        end_sessions(user_id=self.request.user.pk or 0, but=self.request.session)
        _record(self.request, "changed their password")
        return response


@require_POST
@login_required
def sign_out_there(request: HttpRequest, key: UUID) -> HttpResponse:
    """One browser; another person's is not there."""
    if not end_session(user_id=request.user.pk or 0, key=key):
        raise Http404
    return redirect("mfa_index")


@require_POST
@login_required
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Every browser, this one too."""
    end_sessions(user_id=request.user.pk or 0)
    _record(request, "signed out everywhere")
    return redirect("people:sign_in")
