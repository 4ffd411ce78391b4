"""Row-level security: with the query's own filter gone, a council still sees nothing of another."""

import subprocess
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import connection
from django.db.utils import DatabaseError

from heard.web.audit.actions import record
from heard.web.audit.models import AuditEvent
from heard.web.codes.models import Batch, Code, Collection, Seat
from heard.web.people.actions import add_council, add_member
from heard.web.people.inviting import invite
from heard.web.people.models import Invitation, Membership
from heard.web.people.queries import digest_of, find_member
from heard.web.people.roles import Role
from heard.web.tenancy import in_council, owning_card, owning_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_councils() -> None:
    for code in ("X1", "X2"):
        add_council(code=code, name=f"Council {code}")
        add_member(
            email=f"one@{code.lower()}.example",
            password="a long password",
            council=code,
            role=Role.COORDINATOR,
        )
        with in_council(code):
            collection = Collection.objects.create(council_id=code, wave="2026")
            batch = Batch.objects.create(
                council_id=code, collection=collection, survey="8-11", label="A team", size=10
            )
            seat = Seat.objects.create(council_id=code, batch=batch)
            Code.objects.create(council_id=code, seat=seat, digest=code.lower() * 32)


def on_postgresql() -> bool:
    return connection.vendor == "postgresql"


@pytest.mark.usefixtures("two_councils")
def test_a_query_without_its_filter_shows_the_council_entered_and_no_other() -> None:
    if not on_postgresql():
        pytest.skip("row-level security is PostgreSQL's; run with --database postgres")
    with in_council("X1"):
        assert {each.council_id for each in Collection.objects.all()} == {"X1"}
        assert {each.council_id for each in Code.objects.all()} == {"X1"}


@pytest.mark.usefixtures("two_councils")
def test_outside_any_council_every_table_of_councils_looks_empty() -> None:
    if not on_postgresql():
        pytest.skip("row-level security is PostgreSQL's; run with --database postgres")
    of_councils = [
        model for model in apps.get_models() if any(f.name == "council" for f in model._meta.fields)
    ]
    assert len(of_councils) > 10
    assert {model.__name__: model._base_manager.count() for model in of_councils} == dict.fromkeys(
        (model.__name__ for model in of_councils), 0
    )


def test_every_table_of_councils_binds_its_owner_too_and_has_the_rule_of_its_own_council() -> None:
    """Asked of PostgreSQL itself: an empty table looks empty with the rule or without it."""
    if not on_postgresql():
        pytest.skip("row-level security is PostgreSQL's; run with --database postgres")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.relname FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'council_id' "
            "WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace"
        )
        tables = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT t.relname FROM pg_class t JOIN pg_policy p ON p.polrelid = t.oid AND p.polname = 'own_council' "
            "WHERE t.relrowsecurity AND t.relforcerowsecurity AND p.polcmd = '*' AND p.polpermissive "
            "AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL"
        )
        bound = {name for (name,) in cursor.fetchall()}
    assert len(tables) > 25
    assert tables - bound == set()


@pytest.mark.usefixtures("two_councils")
def test_a_row_of_another_council_cannot_be_written_either() -> None:
    if not on_postgresql():
        pytest.skip("row-level security is PostgreSQL's; run with --database postgres")
    with pytest.raises(DatabaseError), in_council("X1"):
        Collection.objects.create(council_id="X2", wave="2030")


@pytest.mark.usefixtures("two_councils")
def test_whoever_knows_a_code_reaches_that_card_and_no_other() -> None:
    if not on_postgresql():
        pytest.skip("row-level security is PostgreSQL's; run with --database postgres")
    with owning_card(b"\x00" * 32):
        assert Code.objects.count() == 0


@pytest.mark.usefixtures("two_councils")
def test_whoever_holds_a_link_reaches_that_invitation_and_no_other_and_a_council_its_own() -> None:
    if not on_postgresql():
        pytest.skip("row-level security is PostgreSQL's; run with --database postgres")
    tokens = {}
    for code in ("X1", "X2"):
        with in_council(code):
            tokens[code] = invite(
                email="a@x.example", role=Role.BOARD, by="b@x.example", at=datetime(2026, 3, 2, tzinfo=UTC)
            )
    for code, token in tokens.items():
        with owning_link(digest_of(token)):
            assert [each.council_id for each in Invitation.objects.all()] == [code]
        with in_council(code):
            assert [each.council_id for each in Invitation.objects.all()] == [code]
    with owning_link("0" * 64):
        assert Invitation.objects.count() == 0
    with owning_link(digest_of(tokens["X1"])):
        assert Invitation.objects.update(email="other@x.example") == 0


@pytest.mark.usefixtures("two_councils")
def test_a_council_that_forgets_its_filter_sees_its_own_members_and_log_alone() -> None:
    if not on_postgresql():
        pytest.skip("row-level security is PostgreSQL's; run with --database postgres")
    for code in ("X1", "X2"):
        with in_council(code):
            record(actor="a@x.example", action="did it", subject="", at=datetime(2026, 3, 2, tzinfo=UTC))
    with in_council("X1"):
        assert {each.council_id for each in Membership.objects.all()} == {"X1"}
        assert {each.council_id for each in AuditEvent.objects.all()} == {"X1"}


@pytest.mark.usefixtures("two_councils")
def test_somebody_finds_their_own_membership_and_not_that_of_another_council() -> None:
    user_id = _user_of("one@x1.example")
    assert find_member(user_id=user_id, email="one@x1.example", council="X1")
    assert find_member(user_id=user_id, email="one@x1.example", council="X2") is None


def test_on_postgresql_every_table_of_councils_is_forced_under_the_rule() -> None:
    if not on_postgresql():
        pytest.skip("row-level security is PostgreSQL's; run with --database postgres")
    tables = [m._meta.db_table for m in apps.get_models() if any(f.name == "council" for f in m._meta.fields)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND NOT (relrowsecurity AND relforcerowsecurity)",
            [tables],
        )
        assert cursor.fetchall() == []
        cursor.execute("SELECT rolbypassrls OR rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)


def _user_of(email: str) -> int:
    with in_council(email[4:6].upper()):
        return Membership.objects.get(user__email=email).user_id


@pytest.mark.usefixtures("two_councils")
def test_the_site_can_add_to_what_it_wrote_down_and_not_change_it() -> None:
    if not on_postgresql():
        pytest.skip("rights are PostgreSQL's; run with --database postgres")
    with in_council("X1"):
        record(actor="one@x1.example", action="did it", subject="2026", at=datetime(2026, 3, 2, tzinfo=UTC))
    for change in (AuditEvent.objects.all().delete, lambda: AuditEvent.objects.update(actor="nobody")):
        with pytest.raises(DatabaseError, match="permission denied"), in_council("X1"):
            change()


@pytest.mark.usefixtures("two_councils")
def test_what_the_server_says_it_is_doing_holds_no_value() -> None:
    if not on_postgresql():
        pytest.skip("only PostgreSQL is a server; run with --database postgres")
    seen = []
    with owning_card(b"\x5a" * 32), in_council("X1"):
        for query in (Code.objects.filter(digest="5a" * 32), Batch.objects.filter(label="X1")):
            list(query)
            asked = ["psql", "-h", connection.settings_dict["HOST"], "-U", "postgres", "-qAtc"]
            told = subprocess.run(
                [*asked, "SELECT query FROM pg_stat_activity WHERE usename = 'heard_site'"],
                capture_output=True,
                text=True,
                check=True,
            )
            seen.append(told.stdout)
    assert all("$1" in each for each in seen)
    assert not [each for each in seen if "5a5a" in each or "X1" in each]
