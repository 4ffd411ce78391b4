"""Second factors: setting one up, using it, what the database keeps, and when the demo needs none."""

from dataclasses import replace

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from heard.base.errors import UserError
from heard.web.config.environment import read_environment
from heard.web.people.roles import Role
from one_time import app_code
from web.people.signing import SECRET, give_recovery_codes, set_up_app, sign_in, type_code
from web.staff import COUNCIL, PASSWORD, actions_recorded, address, make_people, page, signed_in, signed_in_as

pytestmark = pytest.mark.django_db

WHO = address(Role.COORDINATOR)


@pytest.fixture(autouse=True)
def people() -> None:
    make_people()


def test_somebody_sets_up_an_app_gets_recovery_codes_and_goes_on_to_work() -> None:
    browser, _, _ = sign_in(WHO, PASSWORD)
    form = browser.get("/you/app/").context["form"]
    answered = browser.post("/you/app/", {"code": app_code(form.secret)})
    assert answered.url == "/you/codes/"
    codes = browser.get("/you/codes/").context["unused_codes"]
    assert len(set(codes)) == 10
    assert browser.get(f"/work/{COUNCIL}/").status_code == 200
    assert (WHO, "set up an authenticator app", "their account") in actions_recorded()


def test_a_wrong_first_code_sets_nothing_up_and_the_same_square_is_shown_again() -> None:
    browser, _, _ = sign_in(WHO, PASSWORD)
    secret = browser.get("/you/app/").context["form"].secret
    answered = browser.post("/you/app/", {"code": "000000"})
    assert answered.context["form"].secret == secret
    assert "This code is not right" in page(answered)
    assert not Authenticator.objects.exists()


def test_a_code_works_once() -> None:
    secret = set_up_app(WHO)
    assert type_code(sign_in(WHO, PASSWORD)[0], secret).status_code == 302
    again = type_code(sign_in(WHO, PASSWORD)[0], secret)
    assert again.status_code == 200
    assert "This code is not right" in page(again)


def test_a_recovery_code_lets_somebody_in_once() -> None:
    set_up_app(WHO)
    code, *_ = give_recovery_codes(WHO)
    statuses = [
        sign_in(WHO, PASSWORD)[0].post("/sign-in/second-factor/", {"code": code}).status_code
        for _ in range(2)
    ]
    assert statuses == [302, 200]


def test_a_code_without_the_password_before_it_is_worth_nothing() -> None:
    set_up_app(WHO)
    answered = Client().post("/sign-in/second-factor/", {"code": app_code(SECRET)})
    assert (answered.status_code, answered.url) == (302, "/sign-in/")


def test_whoever_reads_the_database_cannot_make_codes_out_of_it() -> None:
    set_up_app(WHO)
    (code, *_) = give_recovery_codes(WHO)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in stored
    assert code not in stored


def test_the_last_second_factor_stays() -> None:
    set_up_app(WHO)
    browser = confirmed(signed_in(Role.COORDINATOR))
    assert "This is your only second factor" in page(browser.post("/you/app/remove/"))
    assert Authenticator.objects.filter(type="totp").count() == 1


def test_what_one_signs_in_with_is_changed_only_by_whoever_gives_the_password_again() -> None:
    set_up_app(WHO)
    browser = signed_in(Role.COORDINATOR)
    for path in ("/you/passkeys/", "/you/app/remove/", "/you/codes/new/"):
        assert browser.get(path).url.startswith("/you/confirm/"), path
    assert "This is not your password" in page(browser.post("/you/confirm/", {"password": "wrong"}))
    assert browser.get("/you/passkeys/").status_code == 302
    assert confirmed(browser).get("/you/passkeys/").status_code == 200


def confirmed(browser: Client) -> Client:
    """They typed their password a moment ago."""
    assert browser.post("/you/confirm/", {"password": PASSWORD}).status_code == 302
    return browser


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HEARD", replace(settings.HEARD, is_demo=True))


ON_LOOPBACK = {"HTTP_HOST": "127.0.0.1:8000", "REMOTE_ADDR": "127.0.0.1"}


@pytest.mark.usefixtures("demo")
def test_the_demos_people_need_no_second_factor_on_the_same_machine() -> None:
    browser = signed_in_as(WHO, second_factor=False)
    assert browser.get(f"/work/{COUNCIL}/", **ON_LOOPBACK).status_code == 200


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    "elsewhere",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"HTTP_HOST": "testserver"},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_FORWARDED": "for=192.0.2.7"},
        {"HTTP_VIA": "1.1 front"},
    ],
)
def test_from_anywhere_else_even_the_demo_asks_for_one(elsewhere: dict[str, str]) -> None:
    browser = signed_in_as(WHO, second_factor=False)
    assert browser.get(f"/work/{COUNCIL}/", **(ON_LOOPBACK | elsewhere)).url == "/you/set-up/"


@pytest.mark.parametrize("changed", [{"is_demo": False}, {"is_demo": True, "is_plain_http": False}])
def test_a_site_that_is_no_demo_asks_for_one_on_the_same_machine_too(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, bool]
) -> None:
    monkeypatch.setattr(settings, "HEARD", replace(settings.HEARD, **changed))
    browser = signed_in_as(WHO, second_factor=False)
    assert browser.get(f"/work/{COUNCIL}/", **ON_LOOPBACK).url == "/you/set-up/"


@pytest.mark.usefixtures("demo")
def test_in_the_demo_a_second_factor_that_was_set_up_is_asked_for() -> None:
    secret = set_up_app(WHO)
    browser, _, where = sign_in(WHO, PASSWORD)
    assert where == "/sign-in/second-factor/"
    assert type_code(browser, secret).url == "/work/"


@pytest.mark.parametrize(
    "told", [{"HEARD_PLAIN_HTTP": ""}, {"HEARD_HOSTS": "heard.council.example"}, {"HEARD_HOSTS": "*"}]
)
def test_a_demo_that_others_could_reach_does_not_start(told: dict[str, str]) -> None:
    secrets = dict.fromkeys(("HEARD_SECRET_KEY", "HEARD_CODE_KEY", "HEARD_DRAFT_KEY"), "ab" * 32)
    demo = {**secrets, "HEARD_DEMO": "1", "HEARD_PLAIN_HTTP": "1"}
    assert read_environment(demo).is_demo
    with pytest.raises(UserError, match="on this machine alone"):
        read_environment(demo | told)
