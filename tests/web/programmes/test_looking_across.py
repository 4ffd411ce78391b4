"""The one door through which every council's waves are seen: whom it opens for, what it shows, that it cannot write."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import DatabaseError

from heard.base.errors import HeardError
from heard.web.codes.models import Batch, Code, Collection, Seat
from heard.web.people.models import User
from heard.web.programmes.across import OFFERS, STANDINGS
from heard.web.programmes.models import Offer
from heard.web.programmes.queries import list_offers, list_standings
from heard.web.tenancy import across_councils, in_council
from heard.web.tenancy.councils import NoCouncil, looking_across
from heard.web.waves.models import CouncilWave
from web.programmes.towns import coordinator_of, lay_wave, make_councils, make_team, set_up

pytestmark = pytest.mark.django_db
VIEWS = ("programmes_standing", "programmes_offering")


@pytest.fixture
def member() -> int:
    """Two councils with a wave each; the number of the programme team's person."""
    make_councils("X1", "X2", "X3")
    member = make_team()
    set_up("X1", "X2", "X3")
    lay_wave("X1")
    lay_wave("X2", rehearsed=True)
    with in_council("X2"):
        batch = Batch.objects.filter(council_id="X2").first()
        seat = Seat.objects.create(council_id="X2", batch=batch)
        Code.objects.create(council_id="X2", seat=seat, digest="ab" * 32)
    return member


def on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("row-level security is PostgreSQL's; run with --database postgres")


def rows_of(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def test_the_team_sees_every_councils_wave_and_every_offer(member: int) -> None:
    assert [(each.council, each.is_rehearsed) for each in list_standings(member)] == [
        ("X1", False),
        ("X2", True),
    ]
    assert [(each.council, each.state is None) for each in list_offers(member)] == [
        ("X1", False),
        ("X2", False),
        ("X3", True),
    ]


@pytest.mark.usefixtures("member")
def test_a_councils_own_member_sees_nothing_through_the_door() -> None:
    coordinator = User.objects.get(email=coordinator_of("X1"))
    assert (list_standings(coordinator.pk), list_offers(coordinator.pk)) == ([], [])


def test_somebody_who_left_the_team_or_was_shut_out_sees_nothing(member: int) -> None:
    for change in ({"is_programme": False}, {"is_programme": True, "is_active": False}):
        User.objects.filter(pk=member).update(**change)
        assert list_standings(member) == []


def test_the_door_does_not_open_inside_a_council_and_no_council_inside_the_door(member: int) -> None:
    with in_council("X1"), pytest.raises(HeardError):
        list_standings(member)
    with across_councils(member), pytest.raises(HeardError), in_council("X1"):
        pass
    with pytest.raises(NoCouncil):
        looking_across()


@pytest.mark.parametrize("forged", ["1", "true", "on", "0", "-1", "*", "", " "])
def test_a_setting_forged_without_the_teams_number_shows_nothing(member: int, forged: str) -> None:
    on_postgresql()
    if forged == str(member):
        pytest.skip("this is the team's number")
    for view in VIEWS:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT set_config('heard.programme', %s, true)", [forged])
                assert rows_of(view) == 0
        except DatabaseError as error:
            assert "invalid input syntax" in str(error)  # noqa: PT017  # no number at all: refused


def test_a_council_that_forges_the_number_of_its_own_member_sees_its_own_rows(member: int) -> None:
    on_postgresql()
    coordinator = User.objects.get(email=coordinator_of("X1"))
    with in_council("X1"), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('heard.programme', %s, true)", [str(coordinator.pk)])
        cursor.execute("SELECT DISTINCT council_id FROM programmes_standing")
        assert cursor.fetchall() == [("X1",)]
        cursor.execute("SELECT set_config('heard.programme', '', true)")


def test_the_setting_is_gone_when_the_door_is_shut(member: int) -> None:
    on_postgresql()
    list_standings(member)
    assert [rows_of(view) for view in VIEWS] == [0, 0]


def test_through_the_door_no_table_of_councils_shows_a_row_itself(member: int) -> None:
    on_postgresql()
    of_councils = [m for m in apps.get_models() if any(f.name == "council" for f in m._meta.fields)]
    with across_councils(member):
        assert rows_of("programmes_standing") == 2
        assert {m.__name__: m._base_manager.count() for m in of_councils} == dict.fromkeys(
            (m.__name__ for m in of_councils), 0
        )


def write_a_collection() -> None:
    Collection.objects.create(council_id="X1", wave="2030")


def write_an_offer() -> None:
    Offer.objects.create(council_id="X1", wave_id="2027")


def write_into_the_view() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE programmes_standing SET state = 'opened'")


def empty_the_view() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM programmes_offering")


@pytest.mark.parametrize("write", [write_a_collection, write_an_offer, write_into_the_view, empty_the_view])
def test_the_door_cannot_add_or_write(member: int, write: Callable[[], None]) -> None:
    on_postgresql()
    with pytest.raises(DatabaseError), across_councils(member):
        write()


def test_the_door_cannot_change_or_delete(member: int) -> None:
    on_postgresql()
    with across_councils(member):
        assert Collection.objects.update(state="opened") == 0
        assert CouncilWave.objects.update(grace_days=0) == 0
        assert Offer.objects.all().delete()[0] == 0


def test_neither_question_names_what_the_team_may_not_know() -> None:
    forbidden = ("seat", "codes_code", "sealed", "draft", "comment", "tally", "reading_key", "counting_key",
                 "membership", "email", "agreed_by", "asked_by", "opened_by", "responses")  # fmt: skip
    for question in (STANDINGS, OFFERS):
        assert [word for word in forbidden if word in question.lower()] == []


def test_the_views_show_these_columns_and_no_other(member: int) -> None:
    on_postgresql()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, string_agg(column_name, ' ' ORDER BY ordinal_position) FROM "
            "information_schema.columns WHERE table_name = ANY(%s) GROUP BY 1 ORDER BY 1",
            [list(VIEWS)],
        )
        assert dict(cursor.fetchall()) == {
            "programmes_offering": "council_id council_name wave together_on said job_state state",
            "programmes_standing": "council_id council_name wave state versions last_answer_day opens_on has_key "
            "grace_days closed_on panel_on panel_held_on still_to_rehearse finished_shown surveys_shown batches step",
        }
