"""Counts far from those before: what is far, what is said, and that it is confirmed on purpose."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from heard.base.surveys import Survey
from heard.web.cohorts.changes import Before, find_changes
from heard.web.people.roles import Role
from heard.web.waves.cohort import read_eligible
from web.cohorts.test_taking_over import FIELD, ON
from web.staff import (
    COUNCIL,
    NOON,
    WAVE,
    actions_recorded,
    lay_programme,
    make_people,
    page,
    path_of,
    plan,
    set_clock,
    signed_in,
)

PLACE = "who-could-answer/"


@pytest.mark.parametrize(
    ("was", "now", "is_far"),
    [
        (80, 100, True),  # a quarter more
        (80, 99, False),
        (80, 60, True),  # a quarter fewer
        (80, 61, False),
        (20, 10, True),  # ten fewer
        (20, 11, False),  # nearly half, and nine children
        (0, 10, True),
        (0, 9, False),
        (400, 410, False),  # ten, and one in forty
    ],
)
def test_far_is_a_quarter_and_ten_children_up_or_down(was: int, now: int, is_far: bool) -> None:
    assert bool(find_changes({"8-11": now}, {"8-11": Before(was)})) is is_far


@pytest.mark.parametrize(("was", "is_far"), [(10, True), (9, False)])
def test_a_survey_that_is_not_counted_any_more_has_fallen_to_nobody(was: int, is_far: bool) -> None:
    assert [each.now for each in find_changes({}, {"8-11": Before(was)})] == [None] * is_far


def test_a_survey_of_which_nothing_is_known_from_before_is_far_from_nothing() -> None:
    assert find_changes({"8-11": 500}, {}) == ()


@pytest.fixture
def coordinator(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Client:
    """Of a council whose counts of 8 to 11 are 80 in the wave before, and nobody's in this one."""
    make_people()
    set_clock(monkeypatch, NOON)
    lay_programme(tmp_path, monkeypatch)
    lay_counts(tmp_path, {"2024": 80})
    plan(surveys=(Survey.AGES_8_11,))
    return signed_in(Role.COORDINATOR)


def lay_counts(home: Path, counts: Mapping[str, int]) -> None:
    """How many of 8 to 11 could answer, by wave, and nothing else."""
    rows = [f"{wave},{COUNCIL},8-11,{children}" for wave, children in counts.items()]
    (home / "programme/cohort.csv").write_text("\n".join(["wave,area,survey,eligible", *rows, ""]))


def look(browser: Client, children: int) -> HttpResponse:
    return browser.post(path_of(f"{PLACE}type/"), {"on": ON, "ages_8_11": str(children)})


def take(browser: Client, looked: HttpResponse, **ticked: str) -> HttpResponse:
    found = FIELD.search(looked.content.decode())
    assert found
    return browser.post(path_of(f"{PLACE}take-over/"), {"counts": found[1], **ticked})


def totals(home: Path) -> dict[str, int]:
    return dict(read_eligible(home / "programme", wave=WAVE, area=COUNCIL))


def test_where_nothing_stands_there_yet_the_last_wave_is_what_they_are_looked_at_beside(
    coordinator: Client,
) -> None:
    found = page(look(coordinator, 50))
    # 30 of 80 fewer are 37.5 per cent, said as 38
    assert "Ages 8 to 11: 50, and 80 in wave 2024. That is 38 % fewer." in found
    assert "I have looked into it: these counts are right" in found


def test_where_counts_stand_there_they_are_looked_at_beside_those(
    coordinator: Client, tmp_path: Path
) -> None:
    lay_counts(tmp_path, {"2024": 80, WAVE: 40})
    assert "Ages 8 to 11: 50, and 40 in the counts in use. That is 25 % more." in page(look(coordinator, 50))
    assert "I have looked into it" not in page(look(coordinator, 45))


def test_without_the_tick_nothing_is_taken_over_and_the_counts_are_shown_again(
    coordinator: Client, tmp_path: Path
) -> None:
    recorded = actions_recorded()
    refused = take(coordinator, look(coordinator, 50))
    assert refused.status_code == 422
    assert "Tick that these counts are right, or leave everything as it was." in page(refused)
    assert (totals(tmp_path), actions_recorded()) == ({}, recorded)
    assert take(coordinator, refused, is_sure="on").status_code == 302
    assert totals(tmp_path) == {"8-11": 50}
    assert actions_recorded()[-1][1:] == (
        "replaced who could answer",
        f"{WAVE}, 1 row, a large change confirmed",
    )


def test_counts_near_those_before_are_taken_over_as_ever(coordinator: Client, tmp_path: Path) -> None:
    looked = look(coordinator, 75)
    assert "far from those before" not in page(looked)
    assert take(coordinator, looked).status_code == 302
    assert totals(tmp_path) == {"8-11": 75}
    assert actions_recorded()[-1][2] == f"{WAVE}, 1 row"


def test_pressing_twice_after_a_large_change_is_asked_once(coordinator: Client, tmp_path: Path) -> None:
    looked = look(coordinator, 50)
    assert [take(coordinator, looked, is_sure="on").status_code, take(coordinator, looked).status_code] == [
        302,
        302,
    ]
    assert totals(tmp_path) == {"8-11": 50}
