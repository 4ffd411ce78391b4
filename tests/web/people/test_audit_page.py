"""The council's log: its page, and the command that looks through all of them."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection
from django.test.utils import CaptureQueriesContext

from heard.base.errors import CheckFailed
from heard.web.audit import chain, queries
from heard.web.audit.actions import digest_of, record
from heard.web.audit.models import AuditEvent, AuditMark
from heard.web.people.roles import Role
from heard.web.people.tasks import look_through_log
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


# --- A long log -----------------------------------------------------------------------------------------

TODAY, LENGTH = date(2026, 3, 5), 40
ALTERED = "UPDATE audit_auditevent SET actor = 'somebody' WHERE place = {} AND council_id = 'X0000001'"


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty events, looked through yesterday and marked at every tenth; three since."""
    monkeypatch.setattr(chain, "AUDIT_PAGE", 10)
    monkeypatch.setattr(queries, "AUDIT_PAGE", 10)
    with in_council(COUNCIL):
        add_events(LENGTH - 4)
        look_through_log(COUNCIL, TODAY)
        add_events(3)


def add_events(number: int) -> None:
    for _ in range(number):
        record(actor=BY, action="looked", subject="2026", at=datetime(2026, 3, 4, 12, tzinfo=UTC))


def see(query: str = "") -> str:
    return page(signed_in(Role.COORDINATOR).get(f"{LOG}{query}"))


@pytest.mark.usefixtures("marked")
def test_a_log_that_was_looked_through_says_on_which_day_and_follows_what_it_shows() -> None:
    with in_council(COUNCIL):
        assert list(AuditMark.objects.order_by("place").values_list("place", flat=True)) == [10, 20, 30, 40]
    assert (
        "every entry on 5 March 2026; those shown here, and the newest, again just now; none was changed"
        in see()
    )


@pytest.mark.usefixtures("marked")
def test_a_page_of_a_long_log_reads_the_stretches_it_shows_and_no_others() -> None:
    with in_council(COUNCIL), CaptureQueriesContext(connection) as asked:
        chain.check_shown([15])
    reads = [each["sql"] for each in asked if "digest" in each["sql"] and "audit_auditevent" in each["sql"]]
    assert len(reads) == 2  # from 11 to 20, and from 41 on


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize(
    ("place", "query"),
    [
        (42, ""),  # since the last mark: on every page
        (42, "?until=2026-03-02"),
        (35, ""),  # shown: the newest ten are 43 to 34
        (31, ""),  # in the stretch of one that is shown
        (2, "?action=opened"),  # long ago, and asked for
    ],
)
def test_what_was_changed_is_told_to_whoever_looks_at_it(place: int, query: str) -> None:
    tamper(ALTERED.format(place))
    assert f"Entry {place} does not follow" in see(query)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("marked")
def test_what_was_changed_long_ago_is_found_by_the_next_daily_look_and_then_told_on_every_page(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    tamper(ALTERED.format(5))
    assert "none was changed" in see()  # the newest ten, which nobody touched
    with pytest.raises(CheckFailed, match="entry 5 does not follow"):
        verify(capsys)
    with in_council(COUNCIL):
        look_through_log(COUNCIL, TODAY)
    assert "Entry 5 does not follow" in see()
    assert f"the log of {COUNCIL} was changed at entry 5" in caplog.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("marked")
def test_an_event_changed_with_every_digest_after_it_does_not_fit_the_mark(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with in_council(COUNCIL):
        events = list(AuditEvent.objects.filter(council_id=COUNCIL, place__gte=35).order_by("place"))
        before = AuditEvent.objects.get(council_id=COUNCIL, place=34).digest
    events[0].actor = "somebody"
    tamper(ALTERED.format(35))
    for event in events:
        event.digest = before = digest_of(event, before)
        tamper(
            f"UPDATE audit_auditevent SET digest = '{before}' WHERE place = {event.place} AND council_id = '{COUNCIL}'"
        )
    assert "Entry 40 does not follow" in see()
    with pytest.raises(CheckFailed, match="entry 40"):
        verify(capsys)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize(("kept", "told"), [(39, 40), (30, 31), (4, 5)])
def test_a_log_that_was_cut_off_below_what_was_looked_through_is_told(
    kept: int, told: int, capsys: pytest.CaptureFixture[str]
) -> None:
    tamper(f"DELETE FROM audit_auditevent WHERE place > {kept} AND council_id = '{COUNCIL}'")
    assert f"Entry {told} does not follow" in see()
    with pytest.raises(CheckFailed, match=f"entry {told} "):
        verify(capsys)


@pytest.mark.usefixtures("marked")
def test_looking_twice_leaves_the_marks_as_they_are() -> None:
    with in_council(COUNCIL):
        before = list(AuditMark.objects.values_list())
        look_through_log(COUNCIL, TODAY)
        assert list(AuditMark.objects.values_list()) == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("table", ["audit_auditmark", "audit_auditlook"])
def test_on_postgresql_the_site_itself_cannot_change_what_was_marked(table: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")
    with pytest.raises(ProgrammingError), in_council(COUNCIL), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET place = 0")
