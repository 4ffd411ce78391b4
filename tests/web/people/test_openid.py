"""A council's own sign-in: against a provider that runs as a process of its own, over HTTP."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
import requests
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from heard.base.errors import UserError
from heard.web.config.environment import Provider, list_apps, read_environment
from heard.web.people.actions import add_member
from heard.web.people.models import User
from heard.web.people.roles import Role
from providers import CLIENT, SECRET, running_provider
from web.people.signing import set_up_app, type_code
from web.staff import COUNCIL, OTHER, PASSWORD, address, make_people, page, signed_in

pytestmark = pytest.mark.django_db

WHO = address(Role.ANALYST)
PEOPLE = (
    {"sub": "analyst", "email": WHO.upper(), "email_verified": True},
    {"sub": "unsure", "email": address(Role.EDITOR), "email_verified": False},
    {"sub": "stranger", "email": "stranger@x0000001.example", "email_verified": True},
    {"sub": "other", "email": address(Role.BOARD, OTHER), "email_verified": True},
    {"sub": "impostor", "email": WHO, "email_verified": True},
    {"sub": "programme", "email": address(Role.PROGRAMME), "email_verified": True},
)


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with running_provider(*PEOPLE) as url:
        yield url


@pytest.fixture(autouse=True)
def councils(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make_people()
    make_people(OTHER)
    use(Provider(COUNCIL, provider, CLIENT, SECRET), monkeypatch)


def use(told: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site is told of one council's provider."""
    monkeypatch.setattr(settings, "HEARD", replace(settings.HEARD, providers=(told,)))
    apps = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": list_apps((told,))}}
    monkeypatch.setattr(settings, "SOCIALACCOUNT_PROVIDERS", apps)


def come_by_provider(sub: str, browser: Client | None = None) -> tuple[Client, HttpResponse]:
    """From our link to the provider, where somebody says who they are, and back; our last answer."""
    browser = browser or Client()
    sent = browser.get(f"/sign-in/with/{COUNCIL}/")
    assert sent.status_code == 302
    agreed = requests.post(sent.url, data={"sub": sub}, allow_redirects=False, timeout=120)
    back = urlsplit(agreed.headers["Location"])
    return browser, browser.get(f"{back.path}?{back.query}")


def test_the_sign_in_page_names_the_councils_that_have_their_own() -> None:
    found = page(Client().get("/sign-in/"))
    assert f'href="/sign-in/with/{COUNCIL}/"' in found
    assert OTHER not in found


def test_a_member_comes_by_their_council_and_gives_a_second_factor_here() -> None:
    secret = set_up_app(WHO)
    browser, answered = come_by_provider("analyst")
    assert (answered.status_code, answered.url) == (302, "/sign-in/second-factor/")
    assert browser.get(f"/work/{COUNCIL}/").status_code == 302
    assert type_code(browser, secret).url == "/work/"
    assert browser.get(f"/work/{COUNCIL}/").status_code == 200
    assert "analyst@x0000001.example" in page(browser.get("/you/"))


def test_a_member_without_a_second_factor_sets_one_up_first() -> None:
    browser, answered = come_by_provider("analyst")
    assert answered.url == "/work/"
    assert browser.get(f"/work/{COUNCIL}/").url == "/you/set-up/"


@pytest.mark.parametrize("sub", ["unsure", "stranger", "other", "programme"])
def test_whoever_the_provider_does_not_vouch_for_or_is_no_member_of_that_council_is_told_the_same(
    sub: str,
) -> None:
    browser, answered = come_by_provider(sub)
    assert answered.status_code == 403
    assert "You have no role here" in page(answered)
    assert "@" not in page(answered)
    assert browser.get("/work/").url.startswith("/sign-in/")
    assert not User.objects.filter(email="stranger@x0000001.example").exists()


def test_a_councils_provider_speaks_for_its_own_council_alone() -> None:
    add_member(email=WHO, password="", council=OTHER, role=Role.COORDINATOR)
    User.objects.filter(email=WHO).update(is_programme=True)
    secret = set_up_app(WHO)
    browser, _ = come_by_provider("analyst")
    type_code(browser, secret)
    assert browser.get("/work/").url == f"/work/{COUNCIL}/"
    assert browser.get(f"/work/{OTHER}/").status_code == 404
    assert browser.get(f"/work/{COUNCIL}/people/").status_code == 403
    assert signed_in(Role.ANALYST).get(f"/work/{OTHER}/").status_code == 200


@pytest.mark.parametrize("path", ["/you/app/", "/you/passkeys/"])
def test_a_councils_provider_cannot_set_up_what_would_open_another_councils_door(path: str) -> None:
    browser, _ = come_by_provider("analyst")
    assert browser.get(path).status_code == 200
    add_member(email=WHO, password="", council=OTHER, role=Role.COORDINATOR)
    for answered in (browser.get(path), browser.post(path, {"code": "000000"})):
        assert answered.status_code == 403
        assert "Sign in with your password first" in page(answered)


def test_another_account_of_the_provider_that_claims_the_same_address_later_is_turned_away() -> None:
    _, first = come_by_provider("analyst")
    _, second = come_by_provider("impostor")
    assert (first.status_code, second.status_code) == (302, 403)


def test_an_answer_nobody_asked_for_is_not_taken() -> None:
    answers = [
        Client().get(f"/sign-in/with/{COUNCIL}/back/?code=stolen&state=made-up{more}")
        for more in ("", "&_redir=")
    ]
    # Without our cookie the way back makes a step on our own page, which brings it; then it counts.
    assert "Your council’s sign-in has sent you back" in page(answers[0])
    assert "did not let you through" in page(answers[1])


def test_whoever_goes_back_half_way_is_told_how_to_begin_again() -> None:
    browser = Client()
    sent = browser.get(f"/sign-in/with/{COUNCIL}/")
    refused = requests.post(sent.url, data={"action": "deny"}, allow_redirects=False, timeout=120)
    back = urlsplit(refused.headers["Location"])
    answered = browser.get(f"{back.path}?{back.query}&_redir=", follow=True)
    assert "did not let you through" in page(answered)


def test_a_provider_that_cannot_be_reached_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    use(Provider(COUNCIL, "http://127.0.0.1:9", CLIENT, SECRET), monkeypatch)
    answered = Client().get(f"/sign-in/with/{COUNCIL}/")
    assert "did not let you through" in page(answered)
    assert PASSWORD not in page(answered)


@pytest.mark.parametrize("place", ["", "back/?code=a&state=b"])
def test_a_council_without_a_provider_has_no_such_page(place: str) -> None:
    assert Client().get(f"/sign-in/with/{OTHER}/{place}").status_code == 404


@pytest.mark.parametrize(
    "value", ["https://login.x.example client", "", "http://login.x.example client secret"]
)
def test_a_setting_that_will_not_do_is_named_when_the_site_starts(value: str) -> None:
    told = dict.fromkeys(("HEARD_SECRET_KEY", "HEARD_CODE_KEY", "HEARD_DRAFT_KEY"), "ab" * 32)
    with pytest.raises(UserError, match="HEARD_OPENID_E1"):
        read_environment(told | {"HEARD_OPENID_E1": value})
    good = read_environment(told | {"HEARD_OPENID_E1": "https://login.x.example/ client secret"})
    assert good.providers == (Provider("E1", "https://login.x.example", "client", "secret"),)
    assert "secret" not in repr(good.providers).replace("secret_key", "")
