"""What the page of a plan shows first, what it folds away, and that plan and wave never say two days."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from heard.web.people.roles import Role
from heard.web.planning.queries import find_plan
from heard.web.planning.steps import LEFT_OUT, STEPS
from heard.web.tenancy import in_council
from heard.web.waves import amending
from heard.web.waves.queries import list_waves
from web.planning.planners import LAST, begin, keep, keep_all, plan_of, set_up, sign
from web.staff import (
    BY,
    COUNCIL,
    LAST_ANSWER_DAY,
    NOON,
    WAVE,
    give_server_keys,
    lay_programme,
    make_people,
    open_for_answers,
    page,
    path_of,
    plan,
    set_clock,
    signed_in,
    wave_of,
)

pytestmark = pytest.mark.django_db
FOLD = re.compile(r'<details class="fold"( open)?>\s*<summary><h3>(\d+)\.')
A_WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    make_people()
    set_clock(monkeypatch, NOON)
    give_server_keys(monkeypatch)
    lay_programme(tmp_path, monkeypatch)


def see(place: str = "plan/", role: Role = Role.COORDINATOR) -> str:
    return page(signed_in(role).get(path_of(place)))


def folds() -> list[tuple[int, bool]]:
    """Each step's number and whether it stands open."""
    return [(int(number), bool(is_open)) for is_open, number in FOLD.findall(see())]


def test_every_step_is_folded_and_the_next_one_stands_before_them() -> None:
    begin()
    keep("sponsor")
    found = see()
    assert folds() == [(number, False) for number in range(1, len(STEPS) + 1)]
    assert found.index("Next: Working group") < found.index('class="fold"')


def test_the_next_step_says_what_it_still_lacks_before_anything_is_unfolded() -> None:
    begin()
    keep("sponsor", part="")
    call = see().split('<div class="call">')[1].split("</div>")[0]
    assert "Still to write: What the sponsor has agreed to do." in call


def test_while_the_wave_could_be_set_up_the_next_step_stands_open_in_its_place() -> None:
    begin()
    keep("surveys")
    keep("dates")
    found = see()
    assert found.index("Set the wave up") < found.index('class="fold"')
    assert [number for number, is_open in folds() if is_open] == [1]


def test_of_a_plan_that_is_whole_every_step_is_folded() -> None:
    keep_all_and_set_up()
    assert [number for number, is_open in folds() if is_open] == []


def test_what_was_written_of_a_group_stands_as_a_list_with_the_name_of_each_answer() -> None:
    begin()
    nobody = {f"{group}_none": "we asked every team" for group in LEFT_OUT if group != "far_away"}
    told = {"far_away_count": "about 12", "far_away_adapted": "by video", "far_away_by": "virtual school"}
    keep("inclusion", far_away_none="", **told, **nobody)
    for place, role in (("plan/", Role.COORDINATOR), ("sign-off/", Role.BOARD)):
        found = see(place, role)
        assert (
            "<li>How many: about 12</li><li>What is done differently: by video</li>"
            "<li>Which post sees to it: virtual school</li>" in found
        )
        assert "Nobody here, because: we asked every team" in found
        assert "about 12 ·" not in found


# --- One truth about the days ---------------------------------------------------------------------------


def keep_all_and_set_up() -> None:
    begin()
    keep_all()
    set_up()


def test_the_wave_and_its_plan_say_the_same_day_whichever_way_it_is_changed() -> None:
    keep_all_and_set_up()
    keep("dates", last_answer_day=(LAST - A_WEEK).isoformat())
    assert plan_of().days.last_answer_day == wave_of().last_answer_day == LAST - A_WEEK  # type: ignore[union-attr]


def test_a_plan_that_was_begun_before_the_programme_set_the_wave_up_says_the_waves_days() -> None:
    begin()
    keep("dates")  # 20 April to 29 May
    plan()  # 2 to 27 March, as somebody else decided it
    days = plan_of().days
    assert days is not None
    assert (days.opens_on, days.last_answer_day) == (wave_of().opens_on, LAST_ANSWER_DAY)
    assert "The last day for answers is 27 March 2026. The plan was written with 29 May 2026." in see()


def test_a_step_written_then_keeps_the_waves_days_in_line_with_the_plan() -> None:
    begin()
    keep("dates")
    plan()
    keep("sponsor")
    assert wave_of().last_answer_day == LAST_ANSWER_DAY
    keep("dates", panel_on="2026-06-08")  # after the grace, and before children are told on 12 June
    assert plan_of().days.last_answer_day == wave_of().last_answer_day == LAST  # type: ignore[union-attr]
    assert "The plan was written with" not in see()


def test_once_an_open_waves_day_is_moved_its_plan_and_its_assessment_say_the_new_one() -> None:
    begin()
    keep("dates", opens_on="2026-03-02", last_answer_day=LAST_ANSWER_DAY.isoformat(), panel_on="2026-04-20")
    open_for_answers()
    with in_council(COUNCIL):
        amending.extend_wave(wave=WAVE, until=date(2026, 4, 3), by=BY, at=NOON)
    found = see()
    assert "The last day for answers is 3 April 2026. The plan was written with 27 March 2026." in found
    assert "<dt>Last day for answers</dt><dd>3 April 2026</dd>" in found
    assert "to 3 April 2026" in see("assessment/")


def test_a_plan_that_says_what_the_wave_says_is_signed_off_as_before() -> None:
    keep_all_and_set_up()
    sign()
    assert wave_of().signed_off_on == NOON.date()
    with in_council(COUNCIL):
        found = find_plan(WAVE)
        assert found is not None
        assert [each.wave for each in list_waves()] == [WAVE]
    assert found.written_last_day is None
