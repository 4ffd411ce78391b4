"""The council's log: its page, and the command that looks through all of them."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import connection

from heard.base.errors import CheckFailed
from heard.web.audit.actions import record
from heard.web.people.roles import Role
from heard.web.policy import AUDIT_PAGE
from heard.web.tenancy import in_council
from heard.web.tenancy.owner import owning_tables
from web.staff import BY, COUNCIL, OTHER, make_people, page, signed_in

pytestmark = pytest.mark.django_db

LOG = f"/work/{COUNCIL}/log/"


@pytest.fixture(autouse=True)
def two_councils() -> None:
    make_people()
    make_people(OTHER)
    with in_council(COUNCIL):
        for day, actor, action in (
            (1, BY, "opened"),
            (2, "other@x.example", "opened"),
            (3, BY, "closed"),
            (3, BY, "made <b>cards</b>"),
        ):
            at = datetime(2026, 3, day, 23, 30, tzinfo=UTC)
            record(actor=actor, action=action, subject="2026", at=at)
    with in_council(OTHER):
        record(actor="z@z.example", action="elsewhere", subject="2026", at=datetime(2026, 3, 1, tzinfo=UTC))


def places(query: str = "") -> list[int]:
    """The numbers of the entries shown."""
    return [each.place for each in signed_in(Role.COORDINATOR).get(f"{LOG}{query}").context["page"].events]


def test_the_log_is_the_councils_own_newest_first_and_says_that_it_is_whole() -> None:
    found = page(signed_in(Role.COORDINATOR).get(LOG))
    assert places() == [4, 3, 2, 1]
    assert "none was changed" in found
    assert "1 March 2026, 23:30" in found
    assert "elsewhere" not in found
    assert "z@z.example" not in found


def test_what_somebody_did_is_shown_as_words_and_never_as_markup() -> None:
    answered = signed_in(Role.COORDINATOR).get(LOG).content.decode()
    assert "<b>cards</b>" not in answered
    assert "&lt;b&gt;cards" in answered


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?since=2026-03-02", [4, 3, 2]),
        ("?until=2026-03-02", [2, 1]),
        ("?since=2026-03-02&until=2026-03-02", [2]),
        (f"?actor={BY}", [4, 3, 1]),
        ("?action=opened", [2, 1]),
        (f"?actor={BY}&action=opened&until=2026-03-01", [1]),
        ("?since=2030-01-01", []),
    ],
)
def test_it_is_asked_by_day_person_and_what_was_done(query: str, expected: list[int]) -> None:
    assert places(query) == expected


def test_where_nothing_was_done_the_page_teaches() -> None:
    assert "Here you will find" in page(signed_in(Role.COORDINATOR).get(f"{LOG}?since=2030-01-01"))


@pytest.mark.parametrize("query", ["?since=yesterday", "?actor=z@z.example"])
def test_a_question_that_cannot_be_asked_is_told_and_comes_back(query: str) -> None:
    answered = signed_in(Role.COORDINATOR).get(f"{LOG}{query}")
    assert answered.status_code == 422
    assert "Look at this again" in page(answered)


def test_a_long_log_shows_its_newest_part_and_says_how_much_more_there_is() -> None:
    with in_council(COUNCIL):
        for _ in range(AUDIT_PAGE):
            record(actor=BY, action="looked", subject="2026", at=datetime(2026, 3, 4, tzinfo=UTC))
    assert places() == list(range(AUDIT_PAGE + 4, 4, -1))
    assert "4 more are reached by their days" in page(signed_in(Role.COORDINATOR).get(LOG))


def tamper(statement: str) -> None:
    """As somebody with the database's disk does, past the site's rights and rules."""
    with owning_tables(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_auditevent NO FORCE ROW LEVEL SECURITY")
        cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_auditevent FORCE ROW LEVEL SECURITY")


def verify(capsys: pytest.CaptureFixture[str]) -> str:
    call_command("audit", "verify")
    return capsys.readouterr().out


def test_the_command_says_of_every_council_how_long_its_log_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(capsys) == f"{COUNCIL}: 4 events, whole.\n{OTHER}: 1 event, whole.\n"


TAMPERED = [
    ("UPDATE audit_auditevent SET actor = 'somebody' WHERE place = 2 AND council_id = 'X0000001'", 2),
    (
        "UPDATE audit_auditevent SET at = '2020-01-01 00:00:00+00' WHERE place = 3 AND council_id = 'X0000001'",
        3,
    ),
    ("DELETE FROM audit_auditevent WHERE place = 1 AND council_id = 'X0000001'", 1),
    ("DELETE FROM audit_auditevent WHERE place = 3 AND council_id = 'X0000001'", 3),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("statement", "place"), TAMPERED)
def test_a_log_that_was_changed_ends_the_command_with_1_and_the_page_in_red(
    statement: str, place: int, capsys: pytest.CaptureFixture[str]
) -> None:
    tamper(statement)
    with pytest.raises(CheckFailed, match=f"{COUNCIL}: entry {place} does not follow") as failed:
        verify(capsys)
    assert failed.value.exit_code == 1
    assert OTHER not in str(failed.value)
    found = page(signed_in(Role.COORDINATOR).get(LOG))
    assert f"Entry {place} does not follow from the one before" in found
    assert "none was changed" not in found
