"""Every page of the site, asked for by everybody: what they get is what stands in matrix.txt, beside this file."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from heard.web.people.inviting import make_panel_link
from heard.web.people.models import User
from heard.web.people.roles import Role
from heard.web.tenancy import in_council
from heard.web.ui import clock
from web import staff
from web.staff import BY, COUNCIL, OTHER, WAVE, address, make_people, plan, set_clock, with_session

pytestmark = pytest.mark.django_db

TABLE = (Path(__file__).parent / "matrix.txt").read_text(encoding="utf-8")
NOBODYS = "X9999999"
NOTHING = UUID(int=0)
IN_ADDRESSES = {"wave": WAVE, "job": NOTHING, "comment": NOTHING, "key": NOTHING, "level": "public", "pk": 0,
                "invitation": 0, "step": "sponsor", "token": "none", "digest": "none",
                "monday": "2026-03-02", "survey": "8-11", "address": 0, "letter": "start", "nudge": 0,
                "known": 0, "quotation": 0, "provider_id": COUNCIL, "path": "none", "file": 0,
                "spot": "introduction", "area": COUNCIL, "which": WAVE, "reader": "8-11", "kind": "progress",
                "indicator": "feels_safe", "artefact": 0, "event": 0, "action": 0, "form": "csv", "measure": 0,
                "theme": 0, "citing": 0, "pledge": 0, "report": "care-full", "section": "glance"}  # fmt: skip
YES_OR_NO = {"yes": True, "no": False}


@dataclass(frozen=True)
class Row:
    """A page, how it is asked for, and what stands in its columns."""

    page: str
    method: str
    columns: dict[str, str]


def read_table(title: str) -> dict[str, Row]:
    """The rows below a title, by page."""
    _, _, after = TABLE.partition(f"== {title}\n")
    head, *lines = after.partition("\n\n")[0].strip().splitlines()
    names = head.split()[2:]
    cells = [line.split() for line in lines]
    return {page: Row(page, method, dict(zip(names, more, strict=True))) for page, method, *more in cells}


OF_COUNCILS, OF_NOBODY = read_table("Pages of a council"), read_table("Pages of no council")
OF_PROGRAMME = read_table("Pages of the programme")


SESSIONS: dict[tuple[str, bool], str] = {}  # who is signed in, with a second factor or without: their session
EDITORS: dict[str, int] = {}  # council → the number of its editor, who stands in addresses


@pytest.fixture(scope="module")
def two_councils(laid_down: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Made and signed in once: each test has them as they were. The clock stands still, so that no session runs out."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        set_clock(patch, clock.now())
        for council in (COUNCIL, OTHER):
            make_people(council)
            plan(council)
            for role, has_both in product(Role, (True, False)):
                email = address(role, council)
                browser = staff.signed_in_as(email, second_factor=has_both)
                SESSIONS[email, has_both] = browser.cookies[settings.SESSION_COOKIE_NAME].value
            EDITORS[council] = User.objects.get(email=address(Role.EDITOR, council)).pk
        yield
    SESSIONS.clear()
    EDITORS.clear()


def signed_in(role: Role, council: str = COUNCIL) -> Client:
    return signed_in_as(address(role, council))


def signed_in_as(email: str, *, second_factor: bool = True) -> Client:
    """A browser of theirs that has asked for nothing yet."""
    return with_session(SESSIONS[email, second_factor])


def patterns(below: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in below.url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each, f"{each.namespace}:" if each.namespace else namespace)
        else:
            yield f"{namespace}{each.name}", each


PATTERNS = dict(patterns(get_resolver()))


def path_of(page: str, council: str = COUNCIL) -> str:
    """The page's address, every part of it filled in."""
    known = {**IN_ADDRESSES, "council": council, "person": EDITORS.get(council, 0)}
    return reverse(page, kwargs={name: known[name] for name in PATTERNS[page].pattern.converters})


def ask(browser: Client, row: Row, council: str = COUNCIL) -> HttpResponse:
    return getattr(browser, row.method)(path_of(row.page, council))


def test_every_page_of_the_site_stands_in_the_table_and_no_other() -> None:
    assert set(OF_COUNCILS) | set(OF_PROGRAMME) | set(OF_NOBODY) == set(PATTERNS)
    assert {name for name, each in PATTERNS.items() if "council" in each.pattern.converters} == set(
        OF_COUNCILS
    )


def test_every_role_has_a_column() -> None:
    for row in (*OF_COUNCILS.values(), *OF_PROGRAMME.values()):
        assert set(row.columns) == {"allowed", *(role.value for role in Role)}


@pytest.mark.parametrize("page", [*OF_COUNCILS, *OF_PROGRAMME])
def test_a_page_of_a_council_or_of_the_programme_has_a_gate(page: str) -> None:
    assert getattr(PATTERNS[page].callback, "is_gated", False)


@pytest.mark.usefixtures("two_councils")
@pytest.mark.parametrize("row", OF_COUNCILS.values(), ids=lambda row: row.page)
def test_of_a_councils_own_people_those_with_the_role_get_the_page_and_the_others_403(row: Row) -> None:
    allowed = int(row.columns["allowed"])
    expected = {role: allowed if YES_OR_NO[row.columns[role]] else 403 for role in Role}
    assert {role: ask(signed_in(role), row).status_code for role in Role} == expected


@pytest.mark.usefixtures("two_councils")
@pytest.mark.parametrize("row", OF_COUNCILS.values(), ids=lambda row: row.page)
def test_to_people_of_another_council_a_council_is_what_no_council_is(row: Row) -> None:
    for role in set(Role) - {Role.PROGRAMME}:
        browser = signed_in(role, OTHER)
        theirs, nobodys = ask(browser, row), ask(browser, row, NOBODYS)
        assert (theirs.status_code, theirs.content) == (404, nobodys.content), role


@pytest.mark.usefixtures("two_councils")
@pytest.mark.parametrize("page", OF_COUNCILS)
def test_a_form_of_a_council_is_taken_from_its_own_people_and_its_own_pages_alone(page: str) -> None:
    """Whatever is sent: from another council it meets no such council; from a page of another site, nothing."""
    sent = {"go": "yes", "make": "pdf", "what": "batch"}
    for role in set(Role) - {Role.PROGRAMME}:
        theirs, nobodys = (
            signed_in(role, OTHER).post(path_of(page, council), sent) for council in (COUNCIL, NOBODYS)
        )
        assert theirs.status_code in (404, 405), role
        assert theirs.content == nobodys.content, role
    for role in Role:
        browser = signed_in(role)
        browser.handler.enforce_csrf_checks = True
        answered = browser.post(path_of(page), sent)
        assert answered.status_code in (403, 405), role
        assert answered.headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("two_councils")
@pytest.mark.parametrize("row", OF_COUNCILS.values(), ids=lambda row: row.page)
def test_the_programme_team_is_of_every_council_and_of_none_that_is_not_there(row: Row) -> None:
    browser = signed_in(Role.PROGRAMME, OTHER)
    assert ask(browser, row).status_code == ask(signed_in(Role.PROGRAMME), row).status_code
    assert ask(browser, row, NOBODYS).status_code == 404


@pytest.mark.usefixtures("two_councils")
@pytest.mark.parametrize("row", OF_COUNCILS.values(), ids=lambda row: row.page)
def test_signed_out_every_page_of_a_council_leads_to_signing_in_whether_it_is_there_or_not(row: Row) -> None:
    for council in (COUNCIL, NOBODYS):
        answered = ask(Client(), row, council)
        assert (answered.status_code, answered.url) == (302, f"/sign-in/?next={path_of(row.page, council)}")


@pytest.mark.usefixtures("two_councils")
@pytest.mark.parametrize("row", OF_COUNCILS.values(), ids=lambda row: row.page)
def test_with_a_password_alone_nobody_gets_a_page_of_a_council(row: Row) -> None:
    for role in Role:
        answered = ask(signed_in_as(address(role), second_factor=False), row)
        assert (answered.status_code, answered.url) == (302, "/you/set-up/"), role


@pytest.mark.usefixtures("two_councils")
@pytest.mark.parametrize("row", OF_COUNCILS.values(), ids=lambda row: row.page)
def test_the_panels_link_gives_what_the_panels_role_may_and_in_its_own_council(row: Row) -> None:
    browser = panel_by_link()
    may = YES_OR_NO[row.columns["panel"]]
    assert ask(browser, row).status_code == (int(row.columns["allowed"]) if may else 403)
    assert ask(browser, row, OTHER).content == ask(browser, row, NOBODYS).content
    assert ask(browser, row, OTHER).status_code == 404


@pytest.mark.usefixtures("two_councils")
@pytest.mark.parametrize("row", OF_PROGRAMME.values(), ids=lambda row: row.page)
def test_a_page_of_the_programme_is_there_for_its_team_and_for_nobody_else(row: Row) -> None:
    allowed = int(row.columns["allowed"])
    expected = {role: allowed if YES_OR_NO[row.columns[role]] else 404 for role in Role}
    assert {role: ask(signed_in(role), row).status_code for role in Role} == expected
    assert ask(panel_by_link(), row).status_code == 404


@pytest.mark.usefixtures("two_councils")
@pytest.mark.parametrize("row", OF_PROGRAMME.values(), ids=lambda row: row.page)
def test_a_page_of_the_programme_asks_for_signing_in_and_a_second_factor(row: Row) -> None:
    signed_out, alone = (
        ask(browser, row)
        for browser in (Client(), signed_in_as(address(Role.PROGRAMME), second_factor=False))
    )
    assert (signed_out.status_code, signed_out.url) == (302, f"/sign-in/?next={path_of(row.page)}")
    assert (alone.status_code, alone.url) == (302, "/you/set-up/")


@pytest.mark.usefixtures("two_councils")
def test_a_page_of_the_programme_is_not_there_for_whoever_came_by_their_councils_provider() -> None:
    browser = signed_in(Role.PROGRAMME)
    session = browser.session
    session["signed_in_by_council"] = COUNCIL
    session.save()
    for row in OF_PROGRAMME.values():
        assert ask(browser, row).status_code == 404, row.page


@pytest.mark.usefixtures("two_councils")
@pytest.mark.parametrize("row", OF_NOBODY.values(), ids=lambda row: row.page)
def test_a_page_of_no_council_answers_as_the_table_says(row: Row) -> None:
    browsers = {
        "signed_out": Client(),
        "password_only": signed_in_as(address(Role.ANALYST), second_factor=False),
        "signed_in": signed_in(Role.COORDINATOR),
        "panel_link": panel_by_link(),
    }
    assert {who: say(ask(browser, row), row.columns[who]) for who, browser in browsers.items()} == row.columns


@pytest.mark.usefixtures("two_councils")
@pytest.mark.parametrize(
    "page", [page for page, each in PATTERNS.items() if "wave" in each.pattern.converters]
)
def test_a_wave_the_council_has_no_part_in_is_not_there(page: str) -> None:
    row = OF_COUNCILS[page]
    address_ = path_of(page).replace(WAVE, "1999")
    roles = [role for role in Role if YES_OR_NO[row.columns[role]]]
    assert {getattr(signed_in(role), row.method)(address_).status_code for role in roles} == {404}


@pytest.mark.usefixtures("two_councils")
@pytest.mark.parametrize("page", [p for p, each in PATTERNS.items() if "person" in each.pattern.converters])
def test_a_person_of_another_council_is_not_there(page: str) -> None:
    theirs = User.objects.get(email=address(Role.EDITOR, OTHER))
    browser = signed_in(Role.COORDINATOR)
    answered = [
        browser.get(reverse(page, args=[COUNCIL, number])) for number in (theirs.pk, theirs.pk + 10_000)
    ]
    assert [each.status_code for each in answered] == [404, 404]
    assert answered[0].content == answered[1].content


def panel_by_link() -> Client:
    """A browser of the panel, by its link."""
    with in_council(COUNCIL):
        token = make_panel_link(by=BY, at=clock.now())
    browser = Client()
    assert browser.post(f"/sign-in/panel/{token}/").url == f"/work/{COUNCIL}/"
    return browser


def say(answered: HttpResponse, expected: str) -> str:
    """Status or address, as the table says it; `on` is anywhere else on this site."""
    if answered.status_code != 302:
        return str(answered.status_code)
    url = answered.url.partition("?")[0]
    return "on" if expected == "on" and url.startswith("/") else url
