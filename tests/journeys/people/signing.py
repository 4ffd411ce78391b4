"""What somebody has besides their password: an authenticator app, a passkey, their letters."""

import re
from email import message_from_string

from playwright.sync_api import Page

from journeys.steps import Colleague, Town
from one_time import app_code

PASSKEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def arrive(town: Town, *, width: int = 1280, dark: bool = False) -> Colleague:
    """Somebody in front of a browser who is not signed in yet."""
    return Colleague(town, town._open_browser(width, dark, True, False))


def set_up_app(person: Colleague) -> tuple[str, list[str]]:
    """From the choice of a second factor to work: the app's secret and the recovery codes."""
    person.is_told("Set up a second factor")
    person.press("Set up an app")
    secret = person.page.locator("code.long").inner_text()
    type_code(person, "The six digits your app shows now", app_code(secret))
    person.press("Set it up")
    person.is_told("Your recovery codes")
    codes = person.page.locator(".codes code").all_inner_texts()
    person.press("I have them: go on")
    return secret, codes


def type_code(person: Colleague, label: str, code: str) -> None:
    """Into the box with this label."""
    person.page.get_by_label(label, exact=True).fill(code)


def choose_password(person: Colleague, password: str) -> None:
    """Twice, as the page of a link asks."""
    person.page.get_by_label("Choose a password").fill(password)
    person.page.get_by_label("The same password again").fill(password)
    person.press("Go on")


def give_passkeys(page: Page) -> None:
    """The browser's own authenticator, opened by a finger that is always there."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEY})


def link_in_letters(town: Town, to: str) -> str:
    """The path of the link in the newest letter to this address."""
    for letter in map(message_from_string, town.letters()):
        if letter["To"] == to:
            return re.findall(r"https?://[^/\s]+(/sign-in/\S+)", letter.get_payload(decode=True).decode())[0]
    raise AssertionError(f"no letter to {to}")
