"""Browsers people are signed in with: how long, which, and ending them."""

from datetime import timedelta

import pytest

from heard.web.people.models import StaffSession, User
from heard.web.people.roles import Role
from heard.web.people.sessions import say_browser
from heard.web.ui import clock
from web.people.signing import sign_in
from web.staff import COUNCIL, PASSWORD, actions_recorded, address, make_people, page, set_clock, signed_in

pytestmark = pytest.mark.django_db

HOME = f"/work/{COUNCIL}/"
SHORTER = {Role.KEY_HOLDER, Role.SAFEGUARDING, Role.PROGRAMME}


@pytest.fixture(autouse=True)
def people() -> None:
    make_people()


@pytest.mark.parametrize("role", Role)
def test_nothing_done_for_half_an_hour_signs_out_and_sooner_where_more_is_at_stake(
    role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, minutes = clock.now(), 15 if role in SHORTER else 30
    for later, status in ((timedelta(minutes=minutes), 200), (timedelta(minutes=minutes, seconds=1), 302)):
        set_clock(monkeypatch, start)
        browser = signed_in(role)
        set_clock(monkeypatch, start + later)
        assert browser.get(HOME).status_code == status


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.KEY_HOLDER])
def test_a_working_day_or_half_of_one_signs_out_whatever_is_done(
    role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, hours = clock.now(), 4 if role in SHORTER else 8
    set_clock(monkeypatch, start)
    browser = signed_in(role)
    statuses = []
    for tens in range(hours * 6 + 2):
        set_clock(monkeypatch, start + timedelta(minutes=10 * tens))
        statuses.append(browser.get(HOME).status_code)
    assert statuses == [200] * (hours * 6 + 1) + [302]


def test_what_was_asked_for_after_the_time_was_up_is_where_signing_in_leads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    browser = signed_in(Role.COORDINATOR)
    set_clock(monkeypatch, clock.now() + timedelta(hours=9))
    assert browser.get(f"{HOME}people/").url == f"/sign-in/?next={HOME}people/"


def test_a_page_that_looks_for_news_by_itself_is_told_to_load_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = signed_in(Role.COORDINATOR)
    set_clock(monkeypatch, clock.now() + timedelta(hours=9))
    answered = browser.get(HOME, HTTP_HX_REQUEST="true")
    assert (answered.status_code, answered.headers["HX-Refresh"]) == (200, "true")


def test_the_list_of_browsers_names_them_and_this_one_and_keeps_no_address() -> None:
    browser, _, _ = sign_in(address(Role.BOARD), PASSWORD)
    found = page(browser.get("/you/"))
    assert "A browser" in found
    assert "this one" in found
    assert {field.name for field in StaffSession._meta.concrete_fields} == {
        "key",
        "user",
        "browser",
        "began_at",
        "seen_at",
    }


def test_another_browser_is_signed_out_from_this_one() -> None:
    here, there = signed_in(Role.BOARD), signed_in(Role.BOARD)
    key = there.session["staff_session"]
    assert here.post(f"/you/browsers/{key}/end/").status_code == 302
    assert [each.get(HOME).status_code for each in (here, there)] == [200, 302]


def test_another_persons_browser_is_not_there_to_be_signed_out() -> None:
    theirs = signed_in(Role.BOARD)
    assert (
        signed_in(Role.ANALYST).post(f"/you/browsers/{theirs.session['staff_session']}/end/").status_code
        == 404
    )
    assert theirs.get(HOME).status_code == 200


def test_signing_out_everywhere_is_everywhere() -> None:
    browsers = [signed_in(Role.BOARD) for _ in range(3)]
    assert browsers[0].post("/you/browsers/end/").status_code == 302
    assert {each.get(HOME).status_code for each in browsers} == {302}
    assert actions_recorded() == [(address(Role.BOARD), "signed out everywhere", "their account")]


def test_a_changed_password_signs_out_every_other_browser() -> None:
    here, there = signed_in(Role.BOARD), signed_in(Role.BOARD)
    new = "another one altogether"
    answered = here.post("/you/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answered.status_code == 302
    assert [each.get(HOME).status_code for each in (here, there)] == [200, 302]
    assert User.objects.get(email=address(Role.BOARD)).check_password(new)


def test_signing_in_forgets_browsers_whose_time_was_up_long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    signed_in(Role.BOARD)
    set_clock(monkeypatch, clock.now() + timedelta(hours=9))
    signed_in(Role.ANALYST)
    assert StaffSession.objects.count() == 1


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/18 Safari/605", "Safari on a Mac"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537 Chrome/150.0 Mobile Safari/537", "Chrome on Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/150 Safari/537 Edg/150", "Edge on Windows"),
        ("", "A browser"),
    ],
)  # fmt: skip
def test_a_browser_is_named_by_its_kind(agent: str, said: str) -> None:
    assert say_browser(agent) == said
