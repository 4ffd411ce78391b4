"""The reports of every council: what the programme team sees, and one press for all that are missing."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from heard.base.errors import InputProblems
from heard.base.problems import Problem
from heard.web.codes.models import State
from heard.web.jobs.models import Job
from heard.web.people.models import User
from heard.web.reporting.across import STANDINGS
from heard.web.reporting.models import ReportSet
from heard.web.reporting.standing import list_standings
from heard.web.results.models import Opening, WrittenReport
from heard.web.tenancy import across_councils, in_council
from heard.web.waves.queries import find_wave
from web.programmes.towns import NOON, coordinator_of, lay_wave, make_site, run_jobs, team
from web.reporting.made import Press, install
from web.staff import actions_recorded, page, signed_in_as

pytestmark = pytest.mark.django_db
WAVE = "2027"
ROW = Problem("responses.csv", "row 3")
PLACE = f"/programme/reports/{WAVE}/"


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Press:
    """Three councils: the answers of two are opened."""
    make_site(monkeypatch, tmp_path)
    for code in ("X1", "X2"):
        open_wave(code)
    lay_wave("X3", state=State.OPEN)
    return install(monkeypatch)


def open_wave(code: str) -> None:
    lay_wave(code, state=State.OPENED, closed_on=date(2027, 3, 27))
    with in_council(code):
        facts = find_wave(WAVE)
        assert facts is not None
        Opening.objects.create(
            council_id=code,
            council_wave_id=facts.id,
            step="reported",
            responses=30,
            opened_by="key@x.example",
        )
        WrittenReport.objects.create(
            council_id=code, wave=WAVE, level="public", file="a.html", digest="", written_on=NOON.date()
        )


def show() -> str:
    return page(team().get(PLACE))


def ask() -> int:
    answered = team().post(f"{PLACE}make/")
    assert (answered.status_code, answered.url) == (302, PLACE)
    return len(waiting())


def waiting() -> list[str]:
    found = []
    for code in ("X1", "X2", "X3"):
        with in_council(code):
            found += [job.council_id for job in Job.objects.filter(council_id=code, state="waiting")]
    return found


def sets() -> set[str]:
    found = set()
    for code in ("X1", "X2", "X3"):
        with in_council(code):
            found |= set(ReportSet.objects.values_list("council_id", flat=True))
    return found


@pytest.mark.usefixtures("press")
def test_the_page_says_which_councils_have_their_reports_and_which_could() -> None:
    shown = show()
    assert "0 of 3 councils have their reports." in shown
    assert "Make all that are missing (2)" in shown
    assert shown.count("not made yet") == 2
    assert "no answers opened yet" in shown
    assert f'href="{PLACE}"' in page(team().get("/programme/reports/"))


@pytest.mark.usefixtures("press")
def test_one_press_asks_for_each_council_that_has_none_a_job_each() -> None:
    assert ask() == 2
    assert waiting() == ["X1", "X2"]
    assert ask() == 2
    shown = show()
    assert "2 councils to go" in shown
    assert "0 of 2" in shown
    assert "hx-get" in shown
    run_jobs(NOON)
    assert sets() == {"X1", "X2"}
    shown = show()
    assert "2 of 3 councils have their reports." in shown
    assert "Make all that are missing" not in shown
    assert actions_recorded("X1")[-1] == ("team@programme.example", "had the reports made", WAVE)


def test_a_council_that_fails_does_not_stop_the_others_and_is_named(press: Press) -> None:
    press.before_each = lambda: setattr(
        press, "fails", InputProblems([ROW]) if press.asked[-1]["area"] == "X1" else None
    )
    ask()
    run_jobs(NOON)
    assert sets() == {"X2"}
    shown = show()
    assert "Could not be made" in shown
    assert "Council X1. The line of each says why" in shown
    assert "The programme folder has errors" in shown
    assert "row 3" not in shown
    assert "Make all that are missing (1)" in shown
    press.before_each = lambda: setattr(press, "fails", None)
    ask()
    run_jobs(NOON)
    assert sets() == {"X1", "X2"}


@pytest.mark.usefixtures("press")
def test_somebody_who_is_not_of_the_team_sees_none_of_it() -> None:
    coordinator = User.objects.get(email=coordinator_of("X1"))
    assert list_standings(coordinator.pk) == []
    assert signed_in_as(coordinator.email).get(PLACE).status_code == 404
    assert signed_in_as(coordinator.email).post(f"{PLACE}make/").status_code == 404


@pytest.mark.usefixtures("press")
def test_a_wave_there_is_none_of_is_not_there() -> None:
    assert team().get("/programme/reports/2031/").status_code == 404


def test_the_question_names_nothing_that_the_team_may_not_know() -> None:
    forbidden = ("seat", "codes_code", "sealed", "draft", "comment", "tally", "membership", "email", "asked_by",
                 "made_by", "opened_by", "responses", "findings", "text", "wordsedit")  # fmt: skip
    assert [word for word in forbidden if word in STANDINGS.lower()] == []


@pytest.mark.usefixtures("press")
def test_on_postgresql_the_view_shows_these_columns_and_no_table_behind_it() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("row-level security is PostgreSQL's; run with --database postgres")
    ask()
    run_jobs(NOON)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(column_name, ' ' ORDER BY ordinal_position) FROM information_schema.columns "
            "WHERE table_name = 'reporting_standing'"
        )
        assert cursor.fetchone() == (
            "council_id council_name wave last_answer_day has_reports made_on job_state job_says",
        )
        cursor.execute("SELECT count(*) FROM reporting_standing")
        assert cursor.fetchone() == (0,)
        with across_councils(User.objects.get(is_programme=True).pk):
            cursor.execute("SELECT count(*) FROM reporting_standing")
            assert cursor.fetchone() == (3,)
            assert ReportSet.objects.count() == 0
