"""Signing in, the second factor, links that let somebody in, and choosing a council."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.account.stages import LoginStage
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView, redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from requests import RequestException

from heard.base.errors import UserError
from heard.web.people import inviting
from heard.web.people.forms import NewPasswordForm, PasskeyForm, SecondFactorForm, SignInForm, too_many_tries
from heard.web.people.lockout import address_of, count_failure, must_wait
from heard.web.people.presence import admit_panel, colleague_of, gave_second_factor, is_somebody, members_of
from heard.web.people.presenters import list_providers
from heard.web.people.purposes import Purpose
from heard.web.people.queries import InvitationFacts, find_invitation, is_known
from heard.web.ui import clock
from heard.web.ui.forms import posted


class SignIn(LoginView):
    """E-mail and password; a second factor follows where one is set up."""

    form_class = SignInForm
    template_name = "people/sign_in.html"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Nothing is looked at while this account or this address must wait."""
        if must_wait(**self._tried()):
            form = too_many_tries(self.form_class(request), request)
            return self.render_to_response(
                self.get_context_data(form=form), status=HTTPStatus.TOO_MANY_REQUESTS
            )
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """The password is right: whether that is enough, allauth's stages say."""
        login = Login(user=form.get_user(), redirect_url=self.get_success_url())
        return perform_password_login(self.request, {"email": form.get_user().email}, login)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Counted, whoever it is."""
        count_failure(**self._tried())
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """And the councils whose people come by their own provider."""
        councils = [each.council for each in settings.HEARD.providers]
        return super().get_context_data(
            providers=list_providers(councils),
            passkey=PasskeyForm(),
            is_passkey_unknown="passkey" in self.request.GET,
            **kwargs,
        )

    def _tried(self) -> dict[str, Any]:
        email = self.request.POST.get("username", "")
        return {"email": email, "address": address_of(self.request), "at": clock.now()}


class SignOut(LogoutView):
    """By a button, never by a link."""


class SecondFactor(AuthenticateView):
    """A code of the app, a recovery code, or a passkey, after the password."""

    template_name = "people/second_factor.html"
    form_class = SecondFactorForm
    stage: LoginStage

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Six digits are soon guessed by whoever may try for ever."""
        if must_wait(**self._tried()):
            self.auth_form = too_many_tries(SecondFactorForm(user=self.stage.login.user), request)
            return self.render_to_response(self.get_context_data(), status=HTTPStatus.TOO_MANY_REQUESTS)
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Counted with the wrong passwords."""
        count_failure(**self._tried())
        return super().form_invalid(form)

    def _tried(self) -> dict[str, Any]:
        email = self.stage.login.user.email if self.stage.login.user else ""
        return {"email": email, "address": address_of(self.request), "at": clock.now()}


class SignInWithPasskey(LoginWebAuthnView):
    """Without a password: a passkey is something one has, opened by something one is or knows."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """The sign-in page, saying so."""
        return redirect("/sign-in/?passkey=unknown")


@require_safe
def cannot_sign_in(request: HttpRequest) -> HttpResponse:
    """What to do without password or second factor."""
    return render(request, "people/cannot_sign_in.html")


@require_safe
def to_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """On to the council's own sign-in."""
    return _by_provider(openid.login, request, provider_id)


@require_safe
def from_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from it. Our cookies are for our own pages alone; allauth makes the step on ours that brings them."""
    return _by_provider(openid.callback, request, provider_id)


@require_safe
def stopped(request: HttpRequest) -> HttpResponse:
    """Somebody went back half way through their council's own sign-in."""
    return render(request, "socialaccount/authentication_error.html")


def _by_provider(
    view: Callable[[HttpRequest, str], HttpResponse], request: HttpRequest, council: str
) -> HttpResponse:
    try:
        return view(request, council)
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", status=HTTPStatus.BAD_GATEWAY)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an invitation, or of being let in again."""
    facts = find_invitation(token, clock.now())
    if facts is None or facts.purpose is Purpose.PANEL:
        return render(request, "people/link_over.html", status=404)
    if facts.purpose is Purpose.JOIN and is_known(facts.email):
        return _accept_as_known(request, facts)
    form = NewPasswordForm(**posted(request), email=facts.email)
    if form.is_valid():
        try:
            return _come_in(request, facts, form.cleaned_data["password"])
        except UserError as error:
            form.add_error(None, str(error))
    return render(
        request, "people/invited.html", {"facts": facts, "form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def panel(request: HttpRequest, token: str) -> HttpResponse:
    """The panel's own door: no name, no password, and a button, because programs follow links."""
    facts = find_invitation(token, clock.now())
    if facts is None or facts.purpose is not Purpose.PANEL:
        return render(request, "people/link_over.html", status=404)
    if request.method == "POST":
        request.session.flush()
        admit_panel(request.session, token)
        return redirect("waves:list", facts.council)
    return render(request, "people/panel.html", {"facts": facts})


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The one council somebody works for, or the choice of several; for the programme team, all of them on one page."""
    if not is_somebody(request):
        return redirect_to_login(request.path)
    if colleague_of(request):
        return redirect("programmes:state")
    members = members_of(request)
    if len(members) == 1:
        return redirect("waves:list", members[0].council)
    return render(request, "people/home.html", {"members": members})


def _accept_as_known(request: HttpRequest, facts: InvitationFacts) -> HttpResponse:
    """Whoever has an account proves that it is theirs, second factor and all, before another role is put to it."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    context: dict[str, Any] = {"facts": facts, "is_theirs": request.user.email == facts.email}
    if not context["is_theirs"]:
        return render(request, "people/invited_known.html", context, status=403)
    if not gave_second_factor(request):
        return redirect("people:set_up")
    if request.method == "POST":
        try:
            inviting.accept(facts=facts, password="", at=clock.now())
        except UserError:
            return render(request, "people/link_over.html", status=404)
        return redirect("waves:list", facts.council)
    return render(request, "people/invited_known.html", context)


def _come_in(request: HttpRequest, facts: InvitationFacts, password: str) -> HttpResponse:
    use = inviting.accept if facts.purpose is Purpose.JOIN else inviting.use_let_in
    user = use(facts=facts, password=password, at=clock.now())
    return perform_password_login(
        request, {"email": user.email}, Login(user=user, redirect_url=f"/work/{facts.council}/")
    )
