"""Signing in and out, and choosing a council."""

import pytest
from django.test import Client

from heard.web.people.actions import add_member
from heard.web.people.models import User
from heard.web.people.roles import Role
from web.people.signing import set_up_app, sign_in, type_code
from web.staff import COUNCIL, NAMES, OTHER, PASSWORD, address, make_people, page, signed_in, signed_in_as

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def people() -> None:
    make_people()


def test_somebody_signs_in_with_password_and_code_and_comes_to_their_one_council() -> None:
    secret = set_up_app(address(Role.COORDINATOR))
    browser, status, where = sign_in(address(Role.COORDINATOR).upper(), PASSWORD)
    assert (status, where) == (302, "/sign-in/second-factor/")
    assert browser.get(f"/work/{COUNCIL}/").url.startswith("/sign-in/")
    assert type_code(browser, secret).url == "/work/"
    assert browser.get("/work/").url == f"/work/{COUNCIL}/"
    assert browser.get(f"/work/{COUNCIL}/").status_code == 200


def test_whoever_has_no_second_factor_yet_is_led_to_setting_one_up() -> None:
    browser, status, where = sign_in(address(Role.COORDINATOR), PASSWORD)
    assert (status, where) == (302, "/work/")
    assert browser.get("/work/").url == "/you/set-up/"
    assert "Set up a second factor" in page(browser.get("/you/set-up/"))


def test_an_unknown_address_a_wrong_password_and_somebody_who_left_are_told_the_same() -> None:
    User.objects.filter(email=address(Role.BOARD)).update(is_active=False)
    tries = [(address(Role.PANEL), "wrong"), ("nobody@x.example", "wrong"), (address(Role.BOARD), PASSWORD)]
    pages = [sign_in(email, password)[2].replace(email, "…") for email, password in tries]
    for found in pages:
        assert "do not go together. Nothing was changed; try again." in found
    assert len(set(pages)) == 1


def test_the_address_comes_back_filled_and_the_password_does_not() -> None:
    _, _, found = sign_in(address(Role.PANEL), "not this one")
    assert f'value="{address(Role.PANEL)}"' in found
    assert "not this one" not in found


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_after_signing_in_nobody_is_sent_to_another_site(elsewhere: str) -> None:
    for role, wanted, lead in (
        (Role.BOARD, elsewhere, "/work/"),
        (Role.ANALYST, f"/work/{COUNCIL}/", f"/work/{COUNCIL}/"),
    ):
        secret = set_up_app(address(role))
        browser, _, _ = sign_in(address(role), PASSWORD, next=wanted)
        assert type_code(browser, secret).url == lead


def test_signing_out_takes_a_button_and_ends_it() -> None:
    browser = signed_in(Role.PANEL)
    assert browser.get("/sign-out/").status_code == 405
    assert browser.post("/sign-out/").status_code == 302
    assert browser.get(f"/work/{COUNCIL}/").status_code == 302


def test_somebody_of_two_councils_chooses_and_somebody_of_none_is_told_what_to_do() -> None:
    make_people(OTHER)
    add_member(email=address(Role.ANALYST), password="", council=OTHER, role=Role.BOARD)
    choice = page(signed_in(Role.ANALYST).get("/work/"))
    assert all(f'href="/work/{code}/"' in choice and name in choice for code, name in NAMES.items())
    User.objects.create_user("new@x.example", PASSWORD)
    assert "You have no role yet" in page(signed_in_as("new@x.example").get("/work/"))


def test_the_programme_team_chooses_among_all_councils_on_a_page_of_its_own() -> None:
    make_people(OTHER)
    browser = signed_in(Role.PROGRAMME)
    assert browser.get("/work/").url == "/programme/"
    choice = page(browser.get("/programme/"))
    assert all(f'href="/work/{code}/"' in choice and name in choice for code, name in NAMES.items())


def test_a_page_that_is_not_theirs_says_which_roles_they_have() -> None:
    found = page(signed_in(Role.BOARD).get(f"/work/{COUNCIL}/waves/2026/"))
    assert Role.BOARD.says in found


def test_a_page_for_staff_is_stored_nowhere_and_runs_nothing_inline() -> None:
    for path in (f"/work/{COUNCIL}/", "/sign-in/", "/you/", "/you/app/", "/you/passkeys/"):
        answered = signed_in_as(address(Role.COORDINATOR), second_factor=path != "/sign-in/").get(path)
        assert "no-store" in answered.headers["Cache-Control"]
        policy = answered.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy


@pytest.mark.parametrize(
    "address_", ["/work/X0000001/nothing/here/at/all/", "/work/X0000001/waves/2026/opening/x/"]
)
def test_a_page_that_is_not_there_says_so_in_words_for_staff(address_: str) -> None:
    answered = signed_in(Role.COORDINATOR).get(address_)
    assert answered.status_code == 404
    assert "There is no such page" in page(answered)


def test_a_session_cookie_of_before_this_site_knew_of_sessions_is_signed_out() -> None:
    browser = Client()
    browser.force_login(User.objects.get(email=address(Role.COORDINATOR)))
    assert browser.get(f"/work/{COUNCIL}/").url == f"/sign-in/?next=/work/{COUNCIL}/"
