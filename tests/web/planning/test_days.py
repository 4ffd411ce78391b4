"""What cannot be among a wave's days, and what is worth a second thought: each just below, at and above its limit."""

from datetime import date, timedelta

import pytest

from heard.web.planning.calendar import Unreadable, read_calendar, write_calendar
from heard.web.planning.days import (
    Advice,
    Days,
    Fault,
    Taken,
    Worry,
    add_months,
    find_advice,
    find_faults,
)

TODAY, OPENS = date(2026, 3, 2), date(2026, 4, 20)
LAST = date(2026, 5, 29)  # a Friday; with a week of grace the answers can be open from Saturday 6 June


def days(**otherwise: object) -> Days:
    usual = {
        "opens_on": OPENS,
        "last_answer_day": LAST,
        "grace_days": 7,
        "panel_on": date(2026, 6, 15),
        "feedback_on": date(2026, 7, 10),
    }
    return Days(**{**usual, **otherwise})  # type: ignore[arg-type]


def advice(planned: Days, *taken: Taken, others: tuple[Taken, ...] = ()) -> tuple[Advice, ...]:
    return find_advice(planned, others=others, taken=taken)


def wave(starts_on: date, ends_on: date) -> Taken:
    return Taken(Worry.CLASH, "2024", starts_on, ends_on)


def test_days_in_their_order_have_no_fault() -> None:
    assert find_faults(days(), TODAY) == ()


@pytest.mark.parametrize(
    ("opens_on", "faults"),
    [(date(2026, 3, 1), (Fault.PAST,)), (date(2026, 3, 2), ()), (date(2026, 3, 3), ())],
)
def test_a_wave_opens_today_at_the_earliest(opens_on: date, faults: tuple[Fault, ...]) -> None:
    assert find_faults(days(opens_on=opens_on), TODAY) == faults


@pytest.mark.parametrize(("last", "faults"), [(date(2026, 4, 19), (Fault.ORDER,)), (date(2026, 4, 20), ())])
def test_the_last_day_is_not_before_the_first(last: date, faults: tuple[Fault, ...]) -> None:
    assert find_faults(days(last_answer_day=last), TODAY) == faults


@pytest.mark.parametrize(
    ("panel_on", "faults"),
    [
        (date(2026, 6, 5), (Fault.PANEL,)),
        (date(2026, 6, 6), ()),  # 29 May, closed on the 30th, seven days of grace
        (date(2026, 6, 7), ()),
    ],
)
def test_the_panel_meets_once_the_answers_can_be_open(panel_on: date, faults: tuple[Fault, ...]) -> None:
    assert find_faults(days(panel_on=panel_on), TODAY) == faults


@pytest.mark.parametrize(
    ("feedback_on", "faults"),
    [
        (date(2026, 6, 14), (Fault.FEEDBACK,)),
        (date(2026, 6, 15), (Fault.FEEDBACK,)),
        (date(2026, 6, 16), ()),
        (None, ()),
    ],
)
def test_children_are_told_after_the_panel_has_read(
    feedback_on: date | None, faults: tuple[Fault, ...]
) -> None:
    assert find_faults(days(feedback_on=feedback_on), TODAY) == faults


def test_everything_that_is_wrong_is_said_at_once() -> None:
    upside_down = Days(
        opens_on=date(2026, 2, 1),
        last_answer_day=date(2026, 1, 1),
        grace_days=0,
        panel_on=date(2026, 1, 1),
        feedback_on=date(2026, 1, 1),
    )
    assert find_faults(upside_down, TODAY) == tuple(Fault)


@pytest.mark.parametrize(("length", "weeks"), [(55, None), (56, None), (57, 9)])
def test_a_window_of_more_than_eight_weeks_is_worth_a_thought(length: int, weeks: int | None) -> None:
    last = OPENS + timedelta(days=length - 1)
    found = advice(days(last_answer_day=last))
    assert found == (() if weeks is None else (Advice(Worry.LONG, figure=weeks),))


@pytest.mark.parametrize(
    ("ended", "is_recent"),
    [(date(2024, 10, 19), False), (date(2024, 10, 20), False), (date(2024, 10, 21), True)],
)
def test_the_last_wave_is_eighteen_months_ago(ended: date, is_recent: bool) -> None:
    found = advice(days(), others=(wave(date(2024, 9, 1), ended), wave(date(2020, 1, 1), date(2020, 2, 1))))
    expected = Advice(Worry.RECENT, "2024", date(2026, 4, 21))
    assert found == ((expected,) if is_recent else ())


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "days_taken"),
    [
        (date(2026, 4, 1), date(2026, 4, 19), 0),
        (date(2026, 4, 1), date(2026, 4, 20), 1),
        (date(2026, 5, 25), date(2026, 5, 29), 5),
        (date(2026, 5, 29), date(2026, 6, 30), 1),
        (date(2026, 5, 30), date(2026, 6, 30), 0),
    ],
)
def test_a_holiday_takes_the_days_that_it_shares_with_the_window(
    starts_on: date, ends_on: date, days_taken: int
) -> None:
    found = advice(days(), Taken(Worry.HOLIDAY, "Half-term", starts_on, ends_on))
    assert [each.figure for each in found] == ([days_taken] if days_taken else [])


def test_another_wave_in_the_same_window_is_a_clash_and_not_a_recent_one() -> None:
    (found,) = advice(days(), others=(wave(date(2026, 4, 1), date(2026, 4, 30)),))
    assert found == Advice(Worry.CLASH, "2024", OPENS, 11)  # 20 to 30 April


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 10, 20), 18, date(2026, 4, 20)),
        (date(2024, 8, 31), 18, date(2026, 2, 28)),
        (date(2026, 8, 31), 18, date(2028, 2, 29)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(
    day: date, months: int, later: date
) -> None:
    assert add_months(day, months) == later


def test_a_calendar_is_read_with_tabs_semicolons_or_commas_and_either_way_of_writing_days() -> None:
    text = (
        "exams\tGCSE, first papers\t2026-05-07\t24/06/2026\n\n"
        "Holiday; Half-term; 25/05/2026; 2026-05-29\n"
        "other, Inspection, 2026-04-01, 2026-04-01\n"
    )
    read = read_calendar(text)
    assert read == (
        Taken(Worry.OTHER, "Inspection", date(2026, 4, 1), date(2026, 4, 1)),
        Taken(Worry.EXAMS, "GCSE, first papers", date(2026, 5, 7), date(2026, 6, 24)),
        Taken(Worry.HOLIDAY, "Half-term", date(2026, 5, 25), date(2026, 5, 29)),
    )
    assert read_calendar(write_calendar(read)) == read


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("holiday, Easter, 2026-04-01", "Write: holiday, exams or other"),
        ("holiday, , 2026-04-01, 2026-04-02", "Write: holiday, exams or other"),
        ("party, Easter, 2026-04-01, 2026-04-02", "begins with none of"),
        ("holiday, Easter, 2026-04-31, 2026-05-02", "cannot be read"),
        ("holiday, Easter, 04-01-2026, 2026-05-02", "cannot be read"),
        ("holiday, Easter, 2026-04-02, 2026-04-01", "before its first"),
        ("holiday, Easter, 2026-04-02, 2027-04-03", "longer than a year"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_the_reason(line: str, why: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_calendar(f"exams, Mocks, 2026-01-01, 2026-01-02\n{line}\n")
    assert len(caught.value.lines) == 1
    assert caught.value.lines[0].startswith("Line 2: ")
    assert why in caught.value.lines[0]
