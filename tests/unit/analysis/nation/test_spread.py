"""How much councils differ, and where each stands."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.analysis.layout import Item
from heard.analysis.nation.spread import PLACES_SCHEMA, SPREAD_SCHEMA, describe_spread, place_councils
from heard.analysis.pools import Pool
from unit.analysis.nation.nations import REFERENCES, cells_of, pool_of

COUNT, BASE = np.array(REFERENCES["count"]), np.array(REFERENCES["base"])
TENS = BASE >= 10
FEW_FIGURES = {"wave", "survey", "indicator", "cut_point", "councils", "reason"}
OWN_NUMBERS = {
    "wave",
    "area",
    "survey",
    "group",
    "level",
    "indicator",
    "cut_point",
    "count",
    "base",
    "share",
    "reason",
}


def spread_of(count: object, base: object, **given: object) -> pl.DataFrame:
    cells = cells_of(count, base, **given)  # type: ignore[arg-type]
    return describe_spread(cells, pool_of(cells), "2026")


def places_of(count: object, base: object, **given: object) -> pl.DataFrame:
    cells = cells_of(count, base, **given)  # type: ignore[arg-type]
    return place_councils(cells, pool_of(cells), "2026")


@pytest.fixture(scope="module")
def places() -> pl.DataFrame:
    return places_of(COUNT, BASE)


def test_contraception_is_described_by_the_districts_with_ten_answers() -> None:
    [found] = spread_of(COUNT, BASE).to_dicts()
    tens = REFERENCES["tens"]
    assert (found["councils"], found["reason"]) == (57, "")
    assert found["share"] == pytest.approx(COUNT[TENS].sum() / BASE[TENS].sum())
    assert found["mean"] == pytest.approx(tens["mean"], abs=1e-6)
    assert found["between_sd"] == pytest.approx(
        (tens["mean"] * (1 - tens["mean"]) / (tens["size"] + 1)) ** 0.5, abs=1e-6
    )
    assert found["real_share"] == pytest.approx(1 / np.mean(1 + tens["size"] / BASE[TENS]), abs=1e-6)
    assert found["unweighted_mean"] == pytest.approx(np.mean(COUNT[TENS] / BASE[TENS]))
    assert found["expected_outside_95"] == pytest.approx(2.85)  # one in twenty of 57
    assert found["outside_after_dispersion"] < found["outside_95"]


@given(st.permutations(range(12)))
def test_the_order_of_the_councils_changes_nothing(order: list[int]) -> None:
    [first], [turned] = (
        spread_of(COUNT[places], BASE[places]).to_dicts() for places in (np.arange(12), np.array(order))
    )
    assert {name: value for name, value in turned.items() if not isinstance(value, float)} == {
        name: value for name, value in first.items() if not isinstance(value, float)
    }
    for name, value in first.items():
        if isinstance(value, float):
            assert turned[name] == pytest.approx(value, rel=1e-4), name


def test_the_tenths_are_those_of_the_shrunken_shares(places: pl.DataFrame) -> None:
    [found] = spread_of(COUNT, BASE).to_dicts()
    shrunken = places["shrunken"].drop_nulls().to_numpy()
    assert (found["lowest_tenth"], found["highest_tenth"]) == pytest.approx(np.quantile(shrunken, [0.1, 0.9]))


def test_shrunken_shares_lie_between_a_council_s_own_and_the_mean(places: pl.DataFrame) -> None:
    placed = places.drop_nulls("shrunken")
    mean = REFERENCES["tens"]["mean"]
    share, shrunken = placed["share"].to_numpy(), placed["shrunken"].to_numpy()
    assert ((np.minimum(share, mean) <= shrunken) & (shrunken <= np.maximum(share, mean))).all()
    assert (placed["shrunken_low"] < placed["shrunken"]).all()
    assert (placed["shrunken"] < placed["shrunken_high"]).all()


def test_a_district_that_is_far_out_says_so_in_every_figure(places: pl.DataFrame) -> None:
    [low] = places.filter(area="X11").to_dicts()  # 0 of 21
    assert (low["count"], low["base"], low["funnel"], low["of"]) == (0, 21, "outside_998", 57)
    assert low["above_mean_probability"] < 0.01
    assert low["rank_low"] > 40
    assert low["share"] < low["limit_low_998"] < low["limit_low_95"] < low["limit_high_95"]
    assert low["z"] < low["z_dispersed"] < -3.09


def test_of_the_districts_outside_by_chance_alone_some_are_usual(places: pl.DataFrame) -> None:
    outside = places.filter(pl.col("funnel") != "inside").height
    assert outside == (places["z_dispersed"].abs() > 1.959963984540054).sum()
    assert outside < (places["z"].abs() > 1.959963984540054).sum()


def test_limits_are_shares() -> None:
    found = places_of([9, 10] * 5, [10] * 10)
    assert found["limit_high_95"].to_list() == [1] * 10
    assert found["limit_low_998"].min() > 0
    assert places_of([1, 0] * 5, [10] * 10)["limit_low_998"].to_list() == [0] * 10


def test_a_rank_never_stands_without_its_interval(places: pl.DataFrame) -> None:
    ranked = places.filter(pl.col("expected_rank").is_not_null())
    assert ranked.height == 57
    assert ranked.select(
        (
            (pl.col("rank_low") <= pl.col("expected_rank")) & (pl.col("expected_rank") <= pl.col("rank_high"))
        ).all()
    ).item()


@pytest.mark.parametrize(("base", "reason"), [(9, "too_few"), (10, ""), (11, "")])
def test_a_council_is_placed_from_ten_answers(base: int, reason: str) -> None:
    found = places_of([5] + [40] * 9, [base] + [50] * 9).row(0, named=True)
    assert found["reason"] == reason
    given = {name for name, value in found.items() if value is not None}
    assert given == (set(PLACES_SCHEMA) if reason == "" else OWN_NUMBERS)


@pytest.mark.parametrize(("councils", "reason"), [(1, "not_enough_areas"), (7, "not_enough_areas"), (8, "")])
def test_fewer_than_eight_councils_are_counted_and_no_more(councils: int, reason: str) -> None:
    count = [30 + 3 * number for number in range(councils)]
    [spread] = spread_of(count, [60] * councils).to_dicts()
    assert (spread["councils"], spread["reason"]) == (councils, reason)
    assert {name for name, value in spread.items() if value is not None} == (
        set(SPREAD_SCHEMA) if reason == "" else FEW_FIGURES
    )
    places = places_of(count, [60] * councils)
    assert places["reason"].to_list() == [reason] * councils
    assert places["base"].to_list() == [60] * councils
    assert (places["shrunken"].null_count() == 0) == (reason == "")


def test_councils_that_are_all_alike_differ_by_nothing() -> None:
    [found] = spread_of([30] * 20, [60] * 20).to_dicts()
    assert (found["between_sd"], found["real_share"], found["tau2"], found["reason"]) == (
        0,
        0,
        0,
        "no_variation",
    )
    assert found["mean"] == pytest.approx(0.5)
    places = places_of([30] * 20, [60] * 20)
    assert places["funnel"].unique().to_list() == ["inside"]
    assert places["shrunken"].to_numpy() == pytest.approx(np.full(20, 0.5), abs=1e-3)


@pytest.mark.parametrize("said_yes", [0, 60])
def test_where_every_child_says_the_same_there_is_no_variation(said_yes: int) -> None:
    [found] = spread_of([said_yes] * 8, [60] * 8).to_dicts()
    assert (found["between_sd"], found["real_share"], found["reason"]) == (0, 0, "no_variation")
    assert found["unweighted_mean"] == said_yes / 60


def test_only_headlines_that_somebody_answered_have_rows() -> None:
    items = (
        Item("good_friend", "positive", 1, headline=True),
        Item("good_friend", "negative", -1, headline=False),
        Item("school_nice", "positive", 1, headline=True),
    )
    count, base = np.tile([30, 10, 0], (8, 1)), np.tile([60, 60, 0], (8, 1))
    assert spread_of(count, base, items=items)["indicator"].to_list() == ["good_friend"]
    assert places_of(count, base, items=items).height == 8


def test_an_indicator_where_more_is_worse_is_ranked_the_other_way_round() -> None:
    item = Item("bullied", "positive", -1, headline=True)
    found = places_of([10, 20, 30, 40, 50, 60, 70, 80], [100] * 8, items=(item,))
    expected = found["expected_rank"].to_list()
    assert expected == sorted(expected)
    assert found["above_mean_probability"].to_list() == sorted(found["above_mean_probability"].to_list())


def test_a_council_s_numbers_are_its_latest_ones() -> None:
    cells = cells_of([0] + [30] * 8, [0] + [60] * 8)
    pool = Pool(cells.count[:, 0].copy(), cells.base[:, 0].copy())
    pool.count[0], pool.base[0] = 45, 50  # from an earlier wave
    found = place_councils(cells, pool, "2026").row(0, named=True)
    assert (found["wave"], found["area"], found["count"], found["base"]) == ("2026", "X1", 45, 50)


def test_no_councils_are_empty_tables() -> None:
    cells = cells_of([], [])
    assert describe_spread(cells, pool_of(cells), "2026").schema == SPREAD_SCHEMA
    assert place_councils(cells, pool_of(cells), "2026").schema == PLACES_SCHEMA


def test_the_share_that_is_real_is_the_one_of_made_up_councils_whose_true_shares_are_known() -> None:
    generator = np.random.default_rng(20)
    base = generator.integers(20, 150, 4000)
    true = generator.beta(32, 8, 4000)  # mean .8, M = 40
    count = generator.binomial(base, true)
    [found] = spread_of(count, base).to_dicts()
    assert found["between_sd"] == pytest.approx(np.std(true), rel=0.06)
    assert found["real_share"] == pytest.approx(np.var(true) / np.var(count / base), rel=0.06)
