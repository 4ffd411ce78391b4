"""How many answers a week are needed, and how many come."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from heard.web.codes.queries import State, SurveyCount
from heard.web.watching.pace import Pace, work_out_pace
from heard.web.watching.presenters.saying import say_answered, say_pace
from heard.web.waves.presenters.counts import present_tile

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 27)


def pace(answered: int, *, eligible: int = 100, today: date = FIRST, first: date | None = FIRST) -> Pace:
    return work_out_pace(
        answered=answered, eligible=eligible, first_day=first, today=today, last_answer_day=LAST
    )


@pytest.mark.parametrize(
    ("eligible", "target"), [(100, 30), (75, 23), (70, 21), (10, 3), (11, 4), (1, 1), (90, 27), (110, 33)]
)
def test_the_target_is_thirty_per_cent_and_a_part_of_a_child_is_a_child(eligible: int, target: int) -> None:
    assert pace(0, eligible=eligible).target == target


def test_what_is_needed_a_week_is_what_is_missing_over_the_days_left_today_with_them() -> None:
    # 2 to 27 March are 26 days; 30 answers are missing: 30 * 7 / 26 = 8.08, and eight a week would be too few
    assert pace(0) == Pace(target=30, needed=30, days_left=26, a_week=9, so_far=None)
    # from 14 March 14 days: (30 - 16) * 7 / 14 = 7 exactly
    assert pace(16, today=date(2026, 3, 14)).a_week == 7


@pytest.mark.parametrize(("answered", "needed"), [(29, 1), (30, 0), (31, 0)])
def test_the_target_is_reached_at_thirty_of_a_hundred(answered: int, needed: int) -> None:
    assert pace(answered).needed == needed


@pytest.mark.parametrize(
    ("days_to_go", "days_left", "by_the_week"),
    [(7, 8, True), (6, 7, False), (0, 1, False), (-1, 0, False), (-9, 0, False)],
)
def test_in_the_last_seven_days_nothing_is_said_by_the_week(
    days_to_go: int, days_left: int, by_the_week: bool
) -> None:
    found = pace(10, today=LAST - timedelta(days=days_to_go))
    assert (found.days_left, found.a_week is not None) == (days_left, by_the_week)


@pytest.mark.parametrize(
    ("days", "answered", "so_far"),
    [(6, 20, None), (7, 20, 20), (14, 20, 10), (21, 10, 3), (14, 5, 3), (14, 0, 0)],
)
def test_how_many_come_in_a_week_is_said_from_the_seventh_day_on_half_up(
    days: int, answered: int, so_far: int | None
) -> None:
    # 10 in three weeks: 3.33; 5 in two: 2.5, half up
    assert pace(answered, today=FIRST + timedelta(days=days)).so_far == so_far


@pytest.mark.parametrize(
    ("answered", "eligible", "words"),
    [
        (38, 127, "38 have answered, of 127 who could: just under 30 %."),  # 29.92, rounded 30
        (39, 127, "39 have answered, of 127 who could: 31 %."),
        (30, 100, "30 have answered, of 100 who could: 30 %."),
        (29, 100, "29 have answered, of 100 who could: 29 %."),
        (1_200, 1_500, "1,200 have answered, of 1,500 who could: 80 %."),
        (7, None, "7 have answered so far."),
        (None, 100, "Fewer than five have answered so far."),
    ],
)
def test_a_rate_is_whole_per_cents_and_never_looks_as_if_the_target_were_reached(
    answered: int | None, eligible: int | None, words: str
) -> None:
    assert say_answered(answered, eligible) == words


def test_the_wave_s_page_says_the_same_rate() -> None:
    facts = SimpleNamespace(state=State.OPEN)
    count = SurveyCount("11-17", cards=127, finished_shown=38, declined_shown=None)
    assert present_tile(facts, count, 127).of == "of 127 · just under 30 %"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (None, "Nobody has said how many could answer, so there is no rate and no pace."),
        (Pace(30, 0, 12, 0, 9), "The target of 30 % is reached."),
        (Pace(30, 1, 5, None, 9), "To reach 30 %, 1 more answer is needed in the 5 days left."),
        (Pace(30, 12, 1, None, 9), "To reach 30 %, 12 more answers are needed in the 1 day left."),
        (Pace(30, 12, 0, None, 9), "The target of 30 % was missed by 12 at most."),
        (
            Pace(30, 12, 14, 6, 4),
            "To reach 30 % by 27 March 2026, 6 answers a week are needed; so far about 4 a week have come.",
        ),
        (
            Pace(30, 2, 14, 1, None),
            "To reach 30 % by 27 March 2026, 1 answer a week is needed. It is too early to say how many come in a "
            "week.",
        ),
        (
            Pace(12, 12, 35, 3, 0),  # up to four are not shown: nothing shown is not said to be none
            "To reach 30 % by 27 March 2026, 3 answers a week are needed; so far too few have come to say how many a "
            "week.",
        ),
    ],
)
def test_the_pace_is_said_in_a_sentence_of_its_own_figures(found: Pace | None, words: str) -> None:
    assert say_pace(found, LAST) == words


def test_where_no_day_was_kept_nobody_can_tell_how_many_come() -> None:
    assert pace(20, today=LAST, first=None).so_far is None
