"""Where Heard's rules enter allauth: who is signed in, how second factors are kept, whose provider says what."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from heard.web.people.lockout import address_of, count_failure, forget_failures, must_wait
from heard.web.people.models import User
from heard.web.people.presence import BY_COUNCIL
from heard.web.people.queries import find_user_of_council
from heard.web.people.sessions import begin_session
from heard.web.ui import clock

CODES = Authenticator.Type.RECOVERY_CODES


class Accounts(DefaultAccountAdapter):
    """Nobody signs up: people are invited."""

    error_messages = {  # noqa: RUF012
        **DefaultAccountAdapter.error_messages,
        "incorrect_password": "This is not your password. Nothing was changed; type it again.",
        "enter_current_password": "This is not your password. Nothing was changed; type it again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """What whoever is not known is told."""
        return redirect("people:sign_in")

    def login(self, request: HttpRequest, user: User) -> None:
        """Whichever way somebody came, their browser is now one of those they can end."""
        by_council = request.session.pop(BY_COUNCIL, None)
        super().login(request, user)
        if by_council:
            request.session[BY_COUNCIL] = by_council
        agent = request.headers.get("User-Agent", "")
        forget_failures(email=user.email)
        begin_session(session=request.session, user_id=user.pk, agent=agent, at=clock.now())

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Before anything about second factors changes; but not to set up the first, for which they just signed in."""
        request = self.request
        return request is None or is_mfa_enabled(request.user)

    def reauthenticate(self, user: User, password: str) -> bool:
        """Their password again; it may be tried as often as when they sign in."""
        address, at = address_of(self.request), clock.now()
        if must_wait(email=user.email, address=address, at=at):
            return False
        is_right = user.check_password(password)
        if not is_right:
            count_failure(email=user.email, address=address, at=at)
        return is_right


class SecondFactors(DefaultMFAAdapter):
    """Whoever reads the database cannot make codes out of it."""

    error_messages = {  # noqa: RUF012
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is not right, or is over. Wait for the next one and type that.",
        "cannot_delete_authenticator": "This is your only second factor. Set up another first, then remove this one.",
    }

    def encrypt(self, text: str) -> str:
        """Under a key that is in the environment and not in the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` wrote."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Never the last: without one nobody sees anything of a council."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(type=CODES)
        return others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """What the person sees in their list until they name it."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return f"Passkey {number}"


class CouncilProviders(DefaultSocialAccountAdapter):
    """A council's provider speaks for the members of that council, and for nobody else anywhere."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: being known to the council's provider is no role."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the member by the address the provider vouches for; else say that there is none, and no more."""
        council = sociallogin.account.provider
        addresses = [each.email for each in sociallogin.email_addresses if each.verified]
        user_id = find_user_of_council(council=council, addresses=addresses)
        if user_id is None or not _is_same(sociallogin, user_id):
            raise ImmediateHttpResponse(
                render(request, "people/not_known_to_council.html", {"council": council}, status=403)
            )
        if not sociallogin.is_existing:
            sociallogin.connect(request, User.objects.get(pk=user_id))
        request.session[BY_COUNCIL] = council

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """None: the log of the council says it."""


def _is_same(sociallogin: SocialLogin, user_id: int) -> bool:
    """Once somebody has come as one account of the provider, no other account is them, whatever address it has."""
    if sociallogin.is_existing:
        return bool(sociallogin.user.pk == user_id)
    provider = sociallogin.account.provider
    return not SocialAccount.objects.filter(user_id=user_id, provider=provider).exists()


def _cipher() -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"heard second factors")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
