"""The page of all councils: what it shows, what stands first, what it counts, and how much it asks of the database."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heard.web.codes.models import State
from heard.web.programmes.concerns import Concern, concern_of
from heard.web.programmes.queries import list_standings
from web.programmes.towns import (
    LAST,
    NOON,
    OPENS,
    WAVE,
    coordinator_of,
    lay_wave,
    make_councils,
    make_team,
    set_up,
    team,
)
from web.staff import at_noon, page, set_clock, signed_in_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> int:
    monkeypatch.setattr(settings, "HEARD", replace(settings.HEARD, home=tmp_path))
    set_clock(monkeypatch, NOON)
    return make_team()


def write_cohort(*rows: str) -> None:
    """What the programme folder says of who could answer."""
    folder = settings.HEARD.home / "programme"
    folder.mkdir(exist_ok=True)
    (folder / "cohort.csv").write_text("wave,area,survey,eligible\n" + "".join(f"{row}\n" for row in rows))


def concern(member: int, day: date) -> Concern:
    (standing,) = list_standings(member)
    return concern_of(standing, day)


def councils_in_order(browser: Client, asked: str = "") -> list[str]:
    """The first cell of each line."""
    said = page(browser.get(f"/programme/{asked}"))
    return [
        each.split("<", 1)[0]
        for each in said.split('<th scope="row"><a href="')[1:]
        for each in [each.split(">", 1)[1]]
    ]


def test_without_a_council_the_page_says_how_one_comes(member: int) -> None:
    assert "heard manage add_council" in page(team().get("/programme/"))


def test_every_council_stands_there_whatever_it_has(member: int) -> None:
    make_councils("X1", "X2", "X3")
    set_up("X1", "X2")
    lay_wave("X1", state=State.OPEN, rehearsed=True)
    said = page(team().get("/programme/"))
    for words in ("Council X1", "Answers come in", "Council X2", "Take the offer up: the coordinator",
                  "Council X3", "no wave yet", "1 wave in 3 councils."):  # fmt: skip
        assert words in said


def test_a_try_out_stands_nowhere(member: int) -> None:
    make_councils("X1")
    lay_wave("X1", is_made_up=True)
    assert list_standings(member) == []


def test_answered_is_the_sum_of_what_people_see_and_the_rate_is_of_who_could(member: int) -> None:
    make_councils("X1")
    lay_wave("X1", state=State.OPEN, rehearsed=True, shown={"8-11": 10, "11-17": 15})
    write_cohort(f"{WAVE},X1,8-11,40", f"{WAVE},X1,11-17,60", f"{WAVE},X2,8-11,9")
    assert '<td>25 of 100</td><td class="number">25 %</td>' in page(team().get("/programme/"))


def test_a_survey_under_five_makes_the_sum_the_least_there_are(member: int) -> None:
    make_councils("X1")
    lay_wave("X1", state=State.OPEN, rehearsed=True, shown={"8-11": 10})
    assert '<td>at least 10</td><td class="number"></td>' in page(team().get("/programme/"))


def test_under_five_the_page_says_so_and_gives_no_rate(member: int) -> None:
    make_councils("X1")
    lay_wave("X1", state=State.OPEN, rehearsed=True)
    write_cohort(f"{WAVE},X1,8-11,40", f"{WAVE},X1,11-17,60")
    assert '<td>fewer than five of 100</td><td class="number"></td>' in page(team().get("/programme/"))


def test_where_one_survey_has_no_cohort_nobody_knows_the_rate(member: int) -> None:
    make_councils("X1")
    lay_wave("X1", state=State.OPEN, rehearsed=True, shown={"8-11": 10, "11-17": 15})
    write_cohort(f"{WAVE},X1,8-11,40")
    assert '<td>25</td><td class="number"></td>' in page(team().get("/programme/"))


def test_the_cohort_is_read_again_when_the_file_is_another(member: int) -> None:
    make_councils("X1")
    lay_wave("X1", state=State.OPEN, rehearsed=True, shown={"8-11": 10}, surveys=("8-11",))
    browser = team()
    for eligible in (40, 100, "not a number"):
        write_cohort(f"{WAVE},X1,8-11,{eligible}")
        said = page(browser.get("/programme/"))
        assert (f"10 of {eligible}</td>" in said) == isinstance(eligible, int)


@pytest.mark.parametrize(
    ("before", "expected"), [(8, Concern.NONE), (7, Concern.NOT_REHEARSED), (0, Concern.NOT_REHEARSED)]
)
def test_a_wave_that_opens_within_a_week_without_a_rehearsed_key_needs_somebody(
    member: int, before: int, expected: Concern
) -> None:
    make_councils("X1")
    set_up("X1")
    lay_wave("X1")
    assert concern(member, OPENS - timedelta(days=before)) is expected


def test_a_rehearsed_wave_needs_nobody_before_it_opens(member: int) -> None:
    make_councils("X1")
    set_up("X1")
    lay_wave("X1", rehearsed=True)
    assert concern(member, OPENS) is Concern.NONE


@pytest.mark.parametrize(
    ("after", "shown", "expected"),
    [(13, {}, Concern.NONE), (14, {}, Concern.QUIET), (14, {"8-11": 5}, Concern.NONE)],
)
def test_a_wave_without_answers_two_weeks_after_its_opening_day_needs_somebody(
    member: int, after: int, shown: dict[str, int], expected: Concern
) -> None:
    make_councils("X1")
    set_up("X1")
    lay_wave("X1", state=State.OPEN, rehearsed=True, shown=shown)
    assert concern(member, OPENS + timedelta(days=after)) is expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [(4, Concern.NONE), (3, Concern.CLOSING), (0, Concern.CLOSING), (-1, Concern.CLOSING)],
)
def test_the_last_three_days_are_said(member: int, before: int, expected: Concern) -> None:
    make_councils("X1")
    lay_wave("X1", state=State.OPEN, rehearsed=True, shown={"8-11": 5})
    assert concern(member, LAST - timedelta(days=before)) is expected


@pytest.mark.parametrize(("after", "expected"), [(7, Concern.NONE), (8, Concern.KEY_OVERDUE)])
def test_a_key_that_was_not_handed_in_after_the_days_of_grace_needs_somebody(
    member: int, after: int, expected: Concern
) -> None:
    make_councils("X1")
    lay_wave("X1", state=State.CLOSED, rehearsed=True, closed_on=LAST)  # seven days of grace
    assert concern(member, LAST + timedelta(days=after)) is expected


def test_what_needs_somebody_stands_first_worst_first(member: int, monkeypatch: pytest.MonkeyPatch) -> None:
    make_councils("X1", "X2", "X3", "X4")
    set_up("X1", "X2", "X3", "X4")
    day = OPENS + timedelta(days=20)
    lay_wave("X1", state=State.OPEN, rehearsed=True, shown={"8-11": 5})
    lay_wave("X2", state=State.OPEN, rehearsed=True)  # quiet
    lay_wave("X3", state=State.CLOSED, rehearsed=True, closed_on=OPENS)  # its key is overdue
    lay_wave("X4")  # was to open
    set_clock(monkeypatch, at_noon(day))
    browser = team()
    assert councils_in_order(browser) == [f"Council {code}" for code in ("X3", "X4", "X2", "X1")]
    assert "3 need somebody; they stand first." in page(browser.get("/programme/"))


def test_lines_are_chosen_by_wave_state_and_words_and_sorted(member: int) -> None:
    make_councils("X1", "X2", "X3")
    for code, shown in (("X1", 20), ("X2", 5)):
        lay_wave(code, state=State.OPEN, rehearsed=True, shown={"8-11": shown}, surveys=("8-11",))
        lay_wave(code, wave="2026", state=State.CLOSED, closed_on=LAST)
    write_cohort(f"{WAVE},X1,8-11,40", f"{WAVE},X2,8-11,40")
    browser = team()
    assert councils_in_order(browser, "?wave=2026") == ["Council X1", "Council X2"]
    assert councils_in_order(browser, "?stands=no_wave") == ["Council X3"]
    assert councils_in_order(browser, "?words=x2+council") == ["Council X2", "Council X2"]
    assert councils_in_order(browser, f"?wave={WAVE}&order=rate") == ["Council X2", "Council X1"]
    assert "No council’s wave is what you asked for" in page(browser.get("/programme/?words=nowhere"))


@pytest.mark.parametrize(
    "asked", ["?wave=1999", "?stands=sideways", "?order=backwards", "?words=" + "x" * 121]
)
def test_what_is_not_understood_is_said_and_everything_shown(member: int, asked: str) -> None:
    make_councils("X1")
    answered = team().get(f"/programme/{asked}")
    assert answered.status_code == 422
    assert "Council X1" in page(answered)


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999", "2"])
def test_a_page_that_is_not_there_is_the_nearest(member: int, number: str) -> None:
    make_councils("X1")
    assert councils_in_order(team(), f"?page={number}") == ["Council X1"]


def test_fifty_lines_are_a_page(member: int) -> None:
    make_councils(*(f"X{number:03}" for number in range(101)))
    browser = team()
    assert [len(councils_in_order(browser, f"?page={number}")) for number in (1, 2, 3)] == [50, 50, 1]
    said = page(browser.get("/programme/?page=2&order=council"))
    assert "page=1" in said
    assert "page=3" in said
    assert "101 lines, page 2 of 3" in said


def test_the_number_of_questions_is_the_same_for_one_council_and_for_twelve(member: int) -> None:
    browser = team()
    counts = []
    for codes in (("X1",), tuple(f"Y{number}" for number in range(11))):
        make_councils(*codes)
        for code in codes:
            lay_wave(code, state=State.OPEN, rehearsed=True, shown={"8-11": 10})
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get("/programme/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_team_comes_to_this_page_first_and_back_to_it_from_a_council(member: int) -> None:
    make_councils("X1")
    browser = team()
    assert browser.get("/work/").url == "/programme/"
    assert 'href="/programme/"' in browser.get("/work/X1/").content.decode()
    assert 'href="/programme/"' not in signed_in_as(coordinator_of("X1")).get("/work/X1/").content.decode()
