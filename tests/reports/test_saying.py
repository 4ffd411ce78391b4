"""Numbers in words."""

from datetime import date

import pytest

from heard.base.shares import Banded, Cell, Hidden, Reason, Shown
from heard.charts import Certainty, Direction
from heard.reports.figures import Comparison, Estimate
from heard.reports.pictures import draw_change
from heard.reports.saying import (
    answered_words,
    count_words,
    date_words,
    number,
    per_cent,
    range_words,
    share_words,
    signed_points,
    survey_words,
)
from heard.reports.wording import load_wording

WORDING = load_wording()


@pytest.mark.parametrize(
    ("share", "words"), [(0.0, "0 %"), (0.004, "0 %"), (0.145, "15 %"), (68 / 74, "92 %"), (1.0, "100 %")]
)
def test_a_share_is_a_whole_per_cent_with_a_space_that_does_not_break(share: float, words: str) -> None:
    assert per_cent(share) == words.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("difference", "words"), [(0.07, "+7"), (-0.034, "\u22123"), (0.004, "0"), (-0.004, "0")]
)
def test_a_difference_carries_its_sign(difference: float, words: str) -> None:
    assert signed_points(difference) == words


@pytest.mark.parametrize(
    ("cell", "share", "count"),
    [
        (Shown(68, 74, 68 / 74, 0.86, 0.96), "92 %", "68 of 74 (92 %)"),
        (Banded(0.8, 1.0), "all or nearly all, over 80 %", "all or nearly all, over 80 %"),
        (Banded(0.75, 1.0), "over 75 %", "over 75 %"),
        (Banded(0.0, 0.2), "few or none, under 20 %", "few or none, under 20 %"),
        (Banded(0.0, 0.25), "under 25 %", "under 25 %"),
        (Banded(0.25, 0.75), "25 % to 75 %", "25 % to 75 %"),
        (Banded(0.0, 1.0), "any share", "any share"),
        (Hidden(Reason.SMALL), "c", "c"),
        (Hidden(Reason.NOBODY), "", ""),
        (None, "", ""),
    ],
)
def test_a_cell_is_said_as_far_as_it_may_be(cell: Cell | None, share: str, count: str) -> None:
    assert share_words(cell, WORDING) == share.replace(" %", "\u00a0%")
    assert count_words(cell, WORDING) == count.replace(" %", "\u00a0%")


def test_a_hidden_base_is_a_c_and_a_missing_one_is_nothing() -> None:
    assert answered_words(Estimate(Hidden(Reason.SMALL))) == "c"
    assert answered_words(Estimate(Hidden(Reason.NOT_ASKED))) == ""
    assert answered_words(Estimate(Banded(0.8, 1), base=12)) == "12"


def test_two_ends_that_round_alike_are_said_once() -> None:
    assert range_words(0.921, 0.922, WORDING) == "92\u00a0%"
    assert range_words(0.861, 0.96, WORDING) == "86\u00a0% to 96\u00a0%"


def test_surveys_together_are_named_by_their_youngest_and_oldest() -> None:
    assert survey_words("4-7;8-11;11-17") == "4 to 17"


def test_dates_and_thousands_are_british() -> None:
    assert date_words(date(2026, 2, 2), WORDING) == "2 February 2026"
    assert number(12345) == "12,345"


@pytest.mark.parametrize(
    ("difference", "flag", "words"),
    [
        (-0.012, Certainty.CANNOT_TELL, "down 1 point since wave 2024: cannot tell"),
        (0.08, Certainty.CLEAR, "up 8 points since wave 2024: a clear change"),
        (0.01, Certainty.IN_LINE, "about the same since wave 2024: no change that matters"),
    ],
)
def test_a_change_is_said_in_points_or_in_one(difference: float, flag: Certainty, words: str) -> None:
    before = Comparison("previous", "2024", 40, 0.5, difference, None, None, flag, "", Direction.BETTER, None)
    arrow = draw_change(before, "2024", WORDING)
    assert arrow is not None
    assert arrow.sentence == words
