"""Lock-out: too many wrong tries at an account or from an address, and the same answer whoever it is."""

from datetime import timedelta

import pytest
from django.test import Client

from heard.web.people.roles import Role
from heard.web.ui import clock
from one_time import app_code
from web.people.signing import set_up_app, sign_in, type_code
from web.staff import OTHER, PASSWORD, actions_recorded, address, make_people, page, set_clock, signed_in

pytestmark = pytest.mark.django_db

WHO = address(Role.COORDINATOR)
LOCKED = (WHO, "was locked out", "too many wrong tries")
QUARTER = timedelta(minutes=15)


@pytest.fixture(autouse=True)
def people() -> None:
    make_people()


def fail(times: int, email: str = WHO, **more: str) -> list[int]:
    """The statuses of so many tries with a wrong password."""
    tries = [
        Client().post("/sign-in/", {"username": email, "password": "wrong"}, **more) for _ in range(times)
    ]
    return [each.status_code for each in tries]


def test_four_wrong_passwords_are_forgiven_and_after_five_the_right_one_is_not_looked_at() -> None:
    assert fail(4) == [200] * 4
    assert sign_in(WHO, PASSWORD)[1] == 302
    assert fail(5) == [200] * 5
    _, status, said = sign_in(WHO, PASSWORD)
    assert status == 429
    assert "Wait 15 minutes" in said
    assert f'value="{WHO}"' in said


def test_the_wait_is_over_after_a_quarter_of_an_hour_and_no_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    start = clock.now()
    set_clock(monkeypatch, start)
    fail(5)
    for later, status in ((QUARTER - timedelta(seconds=1), 429), (QUARTER, 302)):
        set_clock(monkeypatch, start + later)
        assert sign_in(WHO, PASSWORD)[1] == status


def test_whoever_tries_goes_on_waiting_however_the_address_is_typed() -> None:
    fail(5, f" {WHO.upper()}")
    assert sign_in(WHO, PASSWORD)[1] == 429


def test_an_address_nobody_has_is_answered_as_one_that_somebody_has() -> None:
    pages = []
    for email in (WHO, "nobody@x.example"):
        fail(5, email)
        _, status, said = sign_in(email, "wrong")
        pages.append((status, said.replace(email, "…")))
    assert pages[0] == pages[1]
    assert pages[0][0] == 429


def test_that_an_account_was_locked_is_in_its_councils_log_once_and_in_no_others() -> None:
    make_people(OTHER)
    fail(7)
    assert actions_recorded() == [LOCKED]
    assert actions_recorded(OTHER) == []


def test_wrong_codes_are_counted_with_wrong_passwords() -> None:
    secret = set_up_app(WHO)
    browser, _, _ = sign_in(WHO, PASSWORD)
    for _ in range(5):
        assert browser.post("/sign-in/second-factor/", {"code": "000000"}).status_code == 200
    answered = type_code(browser, secret)
    assert answered.status_code == 429
    assert "Wait 15 minutes" in page(answered)
    assert actions_recorded() == [LOCKED]


def test_a_right_password_alone_does_not_begin_the_count_of_codes_anew() -> None:
    secret = set_up_app(WHO)
    for _ in range(5):
        browser, _, _ = sign_in(WHO, PASSWORD)
        browser.post("/sign-in/second-factor/", {"code": "000000"})
    assert type_code(browser, secret).status_code == 429


def test_signing_in_all_the_way_begins_the_count_anew() -> None:
    secret = set_up_app(WHO)
    fail(4)
    browser, _, _ = sign_in(WHO, PASSWORD)
    assert type_code(browser, secret).status_code == 302
    assert fail(4) == [200] * 4


def test_a_stolen_browser_cannot_try_passwords_either() -> None:
    set_up_app(WHO)
    browser = signed_in(Role.COORDINATOR)
    for _ in range(5):
        browser.post("/you/confirm/", {"password": "wrong"})
    assert browser.post("/you/confirm/", {"password": PASSWORD}).status_code == 200


def test_a_stolen_browser_cannot_try_codes_either() -> None:
    secret = set_up_app(WHO)
    browser = signed_in(Role.COORDINATOR)
    for _ in range(5):
        assert browser.post("/you/confirm/code/", {"code": "000000"}).status_code == 200
    assert browser.post("/you/confirm/code/", {"code": app_code(secret)}).status_code == 429


def test_after_thirty_wrong_tries_an_address_waits_whoever_it_names_and_others_do_not() -> None:
    front = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_SIGN_IN_FROM": "192.0.2.7"}
    for number in range(30):
        assert fail(1, f"{number}@x.example", **front) == [200]
    assert fail(1, "another@x.example", **front) == [429]
    assert fail(1, "another@x.example", **(front | {"HTTP_X_SIGN_IN_FROM": "192.0.2.8"})) == [200]


def test_only_a_web_server_on_this_machine_is_believed_about_addresses() -> None:
    for number in range(30):
        fail(1, f"{number}@x.example", REMOTE_ADDR="192.0.2.7", HTTP_X_SIGN_IN_FROM=f"198.51.100.{number}")
    assert fail(1, "another@x.example", REMOTE_ADDR="192.0.2.7") == [429]


def test_what_is_counted_is_no_list_of_addresses() -> None:
    from heard.web.people.models import FailedTries

    fail(2)
    assert WHO not in str(list(FailedTries.objects.values()))
