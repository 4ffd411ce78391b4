"""Words for a time: what they mean, or why they are asked about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.web.acting.dates import (
    UNKNOWN,
    Ask,
    Understood,
    When,
    WhenKind,
    day,
    each,
    month,
    read_exactly,
    read_time,
)
from heard.web.acting.kinds import Rhythm
from heard.web.acting.presenters.words import say_when

UNDERSTOOD = {
    # as the council's example has them
    "18 Sept 2023": day(date(2023, 9, 18)),
    "Sept 2023": month(2023, 9),
    "Sep 2023": month(2023, 9),
    "Aug 2023": month(2023, 8),
    "29 Dec 2023": day(date(2023, 12, 29)),
    "29 Feb 2024": day(date(2024, 2, 29)),
    "Date TBA": UNKNOWN,
    "Quarterly review of progress.": each(Rhythm.QUARTERLY),
    # as others write them
    "": UNKNOWN,
    "TBC": UNKNOWN,
    "t.b.c.": UNKNOWN,
    "n/a": UNKNOWN,
    "-": UNKNOWN,
    "to be agreed": UNKNOWN,
    "Not known yet": UNKNOWN,
    "31st January 2024": day(date(2024, 1, 31)),
    "the 31st of January, 2024": day(date(2024, 1, 31)),
    "Friday 5 April 2024": day(date(2024, 4, 5)),
    "by end of March 2024": month(2024, 3),
    "End March 2024": month(2024, 3),
    "March, 2024": month(2024, 3),
    "may 2024": month(2024, 5),
    "31/01/2024": day(date(2024, 1, 31)),
    "31.1.24": day(date(2024, 1, 31)),
    "03/04/2024": day(date(2024, 4, 3)),  # day first, as in the United Kingdom
    "01/2024": month(2024, 1),
    "2024-01-31": day(date(2024, 1, 31)),
    "2024-01-31 00:00:00": day(date(2024, 1, 31)),  # a date cell of a workbook
    "31-Jan-24": day(date(2024, 1, 31)),
    "Jan '24": month(2024, 1),
    "Monthly": each(Rhythm.MONTHLY),
    "every quarter": each(Rhythm.QUARTERLY),
    "every 3 months": each(Rhythm.QUARTERLY),
    "six-monthly": each(Rhythm.HALF_YEARLY),
    "half-yearly": each(Rhythm.HALF_YEARLY),
    "Annual review": each(Rhythm.YEARLY),
}
ASKED = {
    "Sept 2023\n31 Jan 2024": Ask.TWO_TIMES,
    "Sept 2023 for feedback Dec 2023 for plan": Ask.TWO_TIMES,
    "January, April and July 2024": Ask.NO_YEAR,
    "1 Jan 2024, 1 Feb 2024, 1 Mar 2024": Ask.MORE_TIMES,
    "Quarterly from Jan 2024": Ask.DAY_AND_RHYTHM,
    "monthly, then quarterly": Ask.MORE_TIMES,
    "Sept": Ask.NO_YEAR,
    "1 June": Ask.NO_YEAR,
    "Sept 23": Ask.YEAR_OR_DAY,
    "31 Feb 2024": Ask.NO_SUCH_DAY,
    "31/02/2024": Ask.NO_SUCH_DAY,
    "12/31/2024": Ask.NO_SUCH_DAY,  # the month first
    "31 Jan 2024 subject to funding": Ask.MORE_WORDS,
    "not before 31 Jan 2024": Ask.MORE_WORDS,
    "31 Jan 2024?": Ask.MORE_WORDS,
    "completed 31 Jan 2024": Ask.MORE_WORDS,
    "not quarterly": Ask.MORE_WORDS,
    "ongoing": Ask.NO_TIME,
    "2024": Ask.NO_TIME,
    "2023/24": Ask.NO_TIME,
    "Q3 2023": Ask.NO_TIME,
    "Spring term": Ask.NO_TIME,
    "when the forum meets": Ask.NO_TIME,
    "as soon as we may": Ask.NO_YEAR,
}


@pytest.mark.parametrize(("words", "meant"), UNDERSTOOD.items())
def test_what_can_mean_one_thing_only_is_understood(words: str, meant: When) -> None:
    assert read_time(words) == Understood(meant)


@pytest.mark.parametrize(("words", "why"), ASKED.items())
def test_what_could_mean_more_is_asked_about(words: str, why: Ask) -> None:
    assert read_time(words).ask is why
    assert read_exactly(words) is None


def test_of_two_times_the_earlier_is_proposed_as_a_step_and_the_later_as_when_it_is_due() -> None:
    for words in ("31 Jan 2024\nSept 2023", "Sept 2023\n31 Jan 2024"):
        understood = read_time(words)
        assert understood == Understood(day(date(2024, 1, 31)), step=month(2023, 9), ask=Ask.TWO_TIMES)


def test_what_is_due_in_a_month_is_not_late_before_its_last_day_has_passed() -> None:
    assert [month(2024, number).on for number in (2, 4, 12)] == [
        date(2024, 2, 29), date(2024, 4, 30), date(2024, 12, 31),
    ]  # fmt: skip


DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))
WHENS = st.one_of(
    DAYS.map(day),
    DAYS.map(lambda on: month(on.year, on.month)),
    st.sampled_from(Rhythm).map(each),
    st.just(UNKNOWN),
)


@given(WHENS)
def test_a_time_said_in_words_is_read_as_the_same_time(when: When) -> None:
    assert read_exactly(say_when(when)) == when


@given(st.text(max_size=300))
def test_no_words_at_all_break_the_reading_and_what_is_asked_is_never_kept_as_an_answer(words: str) -> None:
    understood = read_time(words)
    assert (read_exactly(words) is None) is (understood.ask is not None)
    if understood.due.kind is WhenKind.RHYTHM:
        assert understood.due.rhythm


@given(DAYS, DAYS, st.sampled_from([" and ", "\n", ", then ", " for feedback "]))
def test_two_different_times_in_one_cell_are_never_taken_for_one(
    first: date, second: date, between: str
) -> None:
    words = f"{say_when(day(first))}{between}{say_when(day(second))}"
    assert (read_time(words).ask is Ask.TWO_TIMES) is (first != second) or between not in (
        " and ",
        "\n",
        ", then ",
    )
    if first != second:
        assert read_time(words).ask is not None
