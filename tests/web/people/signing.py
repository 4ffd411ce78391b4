"""Signing in as a browser does it, with an authenticator app of the test's own (tests/one_time.py)."""

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.http import HttpResponse
from django.test import Client

from heard.web.people.models import User
from one_time import app_code
from web.staff import page

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def set_up_app(email: str, secret: str = SECRET) -> str:
    """This person has an app, as if set up long ago; the secret both share."""
    from allauth.mfa.models import Authenticator

    user = User.objects.get(email=email)
    Authenticator.objects.filter(user=user).delete()
    TOTP.activate(user, secret)
    return secret


def give_recovery_codes(email: str) -> list[str]:
    """Their ten codes."""
    return RecoveryCodes.activate(User.objects.get(email=email)).get_unused_codes()


def sign_in(email: str, password: str, **more: str) -> tuple[Client, int, str]:
    """The browser, the status, and where it leads or what it says."""
    browser = Client()
    answered = browser.post("/sign-in/", {"username": email, "password": password, **more})
    return browser, answered.status_code, getattr(answered, "url", "") or page(answered)


def type_code(browser: Client, secret: str) -> HttpResponse:
    """What the app shows now, on the page of the second factor."""
    return browser.post("/sign-in/second-factor/", {"code": app_code(secret)})
