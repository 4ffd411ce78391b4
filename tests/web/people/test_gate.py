"""Who may see which page for staff: nobody signed out, nobody of another council, and of this one who has the role."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from heard.web.people.roles import Role
from web.staff import COUNCIL, OTHER, WAVE, make_people, plan, signed_in

pytestmark = pytest.mark.django_db

JOB = uuid4()
COORDINATES = {Role.COORDINATOR}
COUNTS = {Role.COORDINATOR, Role.ANALYST}
HOLDS = {Role.KEY_HOLDER}
READS = {Role.COORDINATOR, Role.ANALYST, Role.BOARD, Role.PANEL}
# Every page below /work/COUNCIL/: what else its address holds, who may, and how it is asked for.
PAGES = {
    "waves:list": ([], set(Role), "get"),
    "waves:show": ([WAVE], COUNTS, "get"),
    "waves:make_cards": ([WAVE], COORDINATES, "get"),
    "waves:replace_card": ([WAVE], COORDINATES, "get"),
    "waves:register_key": ([WAVE], COORDINATES, "get"),
    "waves:rehearse_key": ([WAVE], HOLDS, "get"),
    "waves:record_destroyed": ([WAVE], HOLDS, "get"),
    "waves:open": ([WAVE], COORDINATES, "get"),
    "waves:close": ([WAVE], COORDINATES, "get"),
    "results:hand_in": ([WAVE], HOLDS, "get"),
    "results:stands": ([WAVE], COUNTS | HOLDS, "get"),
    "results:progress": ([WAVE, JOB], COUNTS | HOLDS, "get"),
    "results:go_on": ([WAVE], COORDINATES | HOLDS, "post"),
    "results:report": ([WAVE], READS, "get"),
    "results:read": ([WAVE, "public"], READS, "get"),
    "results:record_panel": ([WAVE], COORDINATES, "get"),
    "voices:read": ([], {Role.SAFEGUARDING}, "get"),
    "voices:mark_read": ([JOB], {Role.SAFEGUARDING}, "post"),
}
NOT_THERE_YET = {"results:progress", "results:read", "voices:mark_read"}  # no job, no report, no such comment
MOVES_ON = {"results:go_on", "results:stands"}


def ask(browser: Client, name: str, council: str = COUNCIL) -> int:
    """The status of the page."""
    more, _, method = PAGES[name]
    return getattr(browser, method)(reverse(name, args=[council, *more])).status_code


@pytest.fixture
def two_councils() -> None:
    for council in (COUNCIL, OTHER):
        make_people(council)
    plan()


@pytest.mark.usefixtures("two_councils")
@pytest.mark.parametrize("name", PAGES)
def test_somebody_signed_out_is_led_to_sign_in(name: str) -> None:
    more, _, method = PAGES[name]
    answered = getattr(Client(), method)(reverse(name, args=[COUNCIL, *more]))
    assert answered.status_code == 302
    assert answered.url.startswith("/sign-in/?next=/work/")


@pytest.mark.usefixtures("two_councils")
@pytest.mark.parametrize("name", PAGES)
def test_a_member_of_another_council_is_told_what_they_would_be_told_of_no_council(name: str) -> None:
    more, _, method = PAGES[name]
    for role in Role:
        browser = signed_in(role, OTHER)
        theirs, nobodys = (
            getattr(browser, method)(reverse(name, args=[council, *more]))
            for council in (COUNCIL, "X9999999")
        )
        assert (theirs.status_code, theirs.content) == (404, nobodys.content)


@pytest.mark.usefixtures("two_councils")
@pytest.mark.parametrize("name", PAGES)
def test_of_the_councils_own_people_only_those_with_the_role_see_the_page(name: str) -> None:
    allowed = 404 if name in NOT_THERE_YET else 302 if name in MOVES_ON else 200
    statuses = {role: ask(signed_in(role), name) for role in Role}
    assert statuses == {role: allowed if role in PAGES[name][1] else 403 for role in Role}


@pytest.mark.usefixtures("two_councils")
@pytest.mark.parametrize("name", [name for name, (more, _, _) in PAGES.items() if WAVE in more])
def test_a_wave_the_council_has_no_part_in_is_not_there(name: str) -> None:
    more, roles, method = PAGES[name]
    address = reverse(name, args=[COUNCIL, "1999", *more[1:]])
    assert {getattr(signed_in(role), method)(address).status_code for role in roles} == {404}


def patterns(below: URLResolver, path: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in below.url_patterns:
        here = path + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each, here)
        else:
            yield here, each


def test_every_page_below_work_has_a_gate_and_stands_in_the_table_above() -> None:
    below_work = {path: each for path, each in patterns(get_resolver()) if path.startswith("work/")}
    home = below_work.pop("work/")  # the choice of a council: whoever is signed in sees their own
    assert home.name == "home"
    ungated = [path for path, each in below_work.items() if not getattr(each.callback, "is_gated", False)]
    assert ungated == []
    assert {each.name for each in below_work.values()} == {name.partition(":")[2] for name in PAGES}
