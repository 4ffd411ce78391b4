"""Trends of councils and of the nation."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from heard.analysis.cells import Cells
from heard.analysis.layout import Item
from heard.analysis.multiplicity import false_discovery_q
from heard.analysis.nation.trends import SCHEMA, describe_trends
from heard.base.errors import HeardError
from heard.base.places import NATION
from unit.analysis.nation.nations import series_of


def trend_of(counts: list[int], bases: list[int], **given: Any) -> dict[str, Any]:
    """The one council's row."""
    found = describe_trends([series_of([[x] for x in counts], [[n] for n in bases], **given)])
    return found.filter(area="X1").row(0, named=True)


def test_a_row_tells_its_waves_and_its_counts() -> None:
    found = trend_of([50, 60, 70], [100, 100, 100])
    assert (found["wave"], found["waves"], found["first_wave"], found["last_wave"]) == (
        "2023",
        3,
        "2021",
        "2023",
    )
    assert (found["first_count"], found["first_base"]) == (50, 100)
    assert (found["last_count"], found["last_base"], found["smallest_base"]) == (70, 100, 100)
    assert found["years"] == pytest.approx(730 / 365.25)
    assert (found["survey"], found["group"], found["level"]) == ("8-11", "all", "all")
    assert found["slope"] == pytest.approx(0.1, rel=0.001)
    assert found["change"] == pytest.approx(0.2)


def test_twenty_points_in_two_years_are_a_clear_rise() -> None:
    found = trend_of([50, 60, 70], [100, 100, 100])
    assert found["q"] == found["p"] == pytest.approx(0.0039524, abs=1e-6)
    assert (found["flag"], found["direction"], found["reason"]) == ("clear", "better", "")


def test_where_more_is_worse_a_rise_is_worse() -> None:
    item = Item("bullied", "positive", -1, headline=True)
    found = trend_of([50, 60, 70], [100, 100, 100], items=(item,))
    assert (found["flag"], found["direction"]) == ("clear", "worse")


def test_twelve_points_among_a_hundred_and_twenty_are_possible() -> None:
    found = trend_of([82, 90, 97], [120, 120, 120])
    assert found["q"] == pytest.approx(0.02609594, abs=1e-7)
    assert (found["flag"], found["direction"], found["reason"]) == ("possible", "better", "")


def test_eleven_points_among_a_hundred_cannot_be_told_from_chance() -> None:
    found = trend_of([55, 60, 66], [100, 100, 100])
    assert found["q"] == pytest.approx(0.11244296, abs=1e-7)
    assert (found["flag"], found["reason"]) == ("cannot_tell", "interval_too_wide")


def test_a_rise_of_under_five_points_is_never_flagged() -> None:
    found = trend_of([8000, 8200, 8400], [10_000] * 3)
    assert (found["q"] < 1e-9, found["change"] < 0.05) == (True, True)
    assert (found["flag"], found["direction"]) == ("steady", "better")


def test_many_answers_without_change_are_steady() -> None:
    found = trend_of([240, 241, 239], [300, 300, 300])
    assert (found["flag"], found["reason"]) == ("steady", "")
    assert -0.1 < found["change_low"] < found["change_high"] < 0.1


def test_few_answers_without_change_cannot_tell() -> None:
    found = trend_of([20, 20, 20], [25, 25, 25])
    assert (found["flag"], found["reason"]) == ("cannot_tell", "interval_too_wide")


def test_down_and_up_again_is_not_steady() -> None:
    found = trend_of([270, 210, 270], [300, 300, 300])
    assert found["departure_p"] < 0.001
    assert (found["flag"], found["reason"]) == ("cannot_tell", "not_a_straight_line")


@pytest.mark.parametrize(("base", "made"), [(19, False), (20, True), (21, True)])
def test_every_wave_needs_twenty_answers(base: int, made: bool) -> None:
    found = trend_of([50, 15, 50], [60, base, 60])
    assert (found["p"] is not None) == (found["slope"] is not None) == (found["q"] is not None) == made
    assert (found["reason"] == "too_few") == (not made)
    assert found["smallest_base"] == base


@pytest.mark.parametrize(
    ("bases", "rows"), [((60, 60), 0), ((60, 0, 60), 0), ((60, 60, 60), 1), ((60, 0, 60, 60), 1)]
)
def test_a_trend_needs_three_waves_with_answers(bases: tuple[int, ...], rows: int) -> None:
    found = describe_trends([series_of([[n // 2] for n in bases], [[n] for n in bases])])
    assert found.filter(area="X1").height == rows
    assert found.schema == SCHEMA


def test_a_council_that_did_not_answer_this_time_has_no_row() -> None:
    counts, bases = [[30, 30], [30, 30], [30, 30], [30, 0]], [[60, 60], [60, 60], [60, 60], [60, 0]]
    assert describe_trends([series_of(counts, bases)])["area"].to_list() == ["X1", NATION]


def test_a_wave_a_council_missed_is_skipped() -> None:
    found = trend_of([0, 50, 60, 70], [0, 100, 100, 100])
    assert (found["waves"], found["first_wave"], found["first_count"]) == (3, "2022", 50)
    assert found["change"] == pytest.approx(0.2)


def test_where_every_child_says_the_same_in_every_wave_p_is_one() -> None:
    found = trend_of([200, 200, 200], [200, 200, 200])
    assert (found["p"], found["slope"], found["departure_p"], found["direction"]) == (1, 0, None, "none")
    assert found["flag"] == "steady"


def test_the_nation_holds_each_council_against_itself() -> None:
    # A council of ten per cent throughout, and one of ninety that comes in later: all together rise, nobody rose.
    counts, bases = [[40, 0], [40, 360], [40, 360]], [[400, 0], [400, 400], [400, 400]]
    found = describe_trends([series_of(counts, bases)]).filter(area=NATION).row(0, named=True)
    assert (found["first_count"], found["first_base"], found["last_count"], found["last_base"]) == (
        40,
        400,
        400,
        800,
    )
    assert found["slope"] == pytest.approx(0)
    assert found["flag"] == "steady"


def test_a_nation_of_one_council_moves_as_the_council() -> None:
    found = describe_trends([series_of([[50], [60], [70]], [[100], [100], [100]])]).drop("area")
    assert found.height == 2
    assert found.row(0) == found.row(1)


def test_a_nation_whose_councils_answered_once_each_is_not_compared() -> None:
    counts = [[30, 0, 0], [0, 30, 0], [0, 0, 30]]
    bases = [[60, 0, 0], [0, 60, 0], [0, 0, 60]]
    [found] = describe_trends([series_of(counts, bases)]).to_dicts()
    assert (found["area"], found["flag"], found["reason"]) == (NATION, "cannot_tell", "not_comparable")
    assert (found["slope"], found["p"], found["q"]) == (None, None, None)


def test_q_is_over_an_area_s_headlines_of_all_surveys() -> None:
    young = series_of([[50, 40], [60, 41], [70, 40]], [[100, 100]] * 3)
    old = series_of([[50, 40], [55, 45], [60, 50]], [[100, 100]] * 3, survey="11-17")
    found = describe_trends([young, old])
    for area in ("X1", "X2", NATION):
        rows = found.filter(area=area)
        assert rows["survey"].to_list() == ["8-11", "11-17"]
        assert rows["q"].to_numpy() == pytest.approx(false_discovery_q(rows["p"].to_numpy()))


def test_only_headlines_have_trends() -> None:
    items = (
        Item("good_friend", "positive", 1, headline=True),
        Item("good_friend", "negative", -1, headline=False),
    )
    found = describe_trends([series_of([[[50, 20]]] * 3, [[[100, 100]]] * 3, items=items)])
    assert set(found["cut_point"]) == {"positive"}


def test_cells_that_have_the_nation_already_count_it_once() -> None:
    series = series_of([[50, 50], [60, 60], [70, 70]], [[100, 100]] * 3)
    with_nation = [(wave, replace(cells, areas=("X1", NATION))) for wave, cells in series]
    found = describe_trends([with_nation])
    assert found["area"].to_list() == ["X1", NATION]
    assert found["last_base"].to_list() == [100, 100]


def test_waves_must_come_oldest_first() -> None:
    series = series_of([[50], [60], [70]], [[100]] * 3)
    same_day = [(replace(wave, closes_on=date(2021, 3, 31)), cells) for wave, cells in series]
    for wrong in (series[::-1], same_day):
        with pytest.raises(HeardError, match="oldest first"):
            describe_trends([wrong])


def test_waves_of_other_councils_do_not_fit_together() -> None:
    series = series_of([[50], [60], [70]], [[100]] * 3)
    wave, cells = series[1]
    other: Cells = replace(cells, areas=("Y1",))
    with pytest.raises(HeardError, match="differ in survey, areas or items"):
        describe_trends([[series[0], (wave, other), series[2]]])


def test_nothing_to_describe_is_an_empty_table() -> None:
    assert describe_trends([]).schema == SCHEMA
    nobody = series_of([np.zeros(0)] * 3, [np.zeros(0)] * 3)
    found = describe_trends([nobody])
    assert found.height == 0
    assert found.schema == pl.Schema(SCHEMA)


def test_of_a_nation_with_few_such_answers_no_p_is_given() -> None:
    counts, bases = [[1, 0], [0, 1], [1, 0]], [[25, 30], [25, 30], [25, 30]]
    nation = describe_trends([series_of(counts, bases)]).filter(area=NATION).row(0, named=True)
    assert (nation["p"], nation["q"], nation["reason"]) == (None, None, "too_few")
    assert nation["slope"] is not None
