"""Odds ratios of 2x2 tables."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from heard.analysis.associations import crossings
from heard.analysis.associations.firth import fit_firth, likelihood_ratio_p
from heard.analysis.associations.odds import odds_ratios
from heard.analysis.associations.profile import profile_intervals
from unit.analysis.associations.published import REFERENCES, YES_NO, rows_of, varied_tables

Table = tuple[int, int, int, int]


@pytest.mark.parametrize("case", REFERENCES["tables"], ids=lambda case: str(case["cells"]))
def test_ratio_interval_and_p_are_those_of_r(case: Mapping[str, Any]) -> None:
    found = odds_ratios(*case["cells"])
    for name in ("ratio", "low", "high", "p"):
        assert float(getattr(found, name)) == pytest.approx(case[name], rel=1e-9), name
    assert not found.fell_back


@pytest.mark.parametrize(
    ("table", "ratio", "wald"),
    [
        ((5, 3, 10, 56), 8.455782312925, (1.899483781118, 37.641940001977)),
        ((0, 8, 20, 46), 0.1334289813486, (0.007348209657466, 2.422806900406)),
    ],
)
def test_ratio_and_wald_are_those_of_the_method(
    table: Table, ratio: float, wald: tuple[float, float]
) -> None:
    found = odds_ratios(*table)
    assert float(found.ratio) == pytest.approx(ratio, rel=1e-12)
    assert (float(found.wald_low), float(found.wald_high)) == pytest.approx(wald, rel=1e-12)


@settings(deadline=None)
@given(varied_tables)
def test_a_firth_model_of_the_one_thing_gives_the_same(table: Table) -> None:
    found = odds_ratios(*table)
    fit = fit_firth(YES_NO, *rows_of(table))
    profile = profile_intervals(fit)
    climbed = [np.exp(each[1]) for each in (fit.coefficients, profile.low, profile.high)]
    assert [float(found.ratio), float(found.low), float(found.high)] == pytest.approx(climbed, rel=1e-6)
    assert float(found.p) == pytest.approx(likelihood_ratio_p(fit)[1], abs=1e-8)


@settings(deadline=None)
@given(varied_tables)
def test_the_other_way_round_is_one_over_it(table: Table) -> None:
    a, b, c, d = table
    found, turned = odds_ratios(a, b, c, d), odds_ratios(b, a, d, c)
    assert float(turned.ratio) == pytest.approx(1 / float(found.ratio))
    assert float(turned.low) == pytest.approx(1 / float(found.high))
    assert float(turned.p) == pytest.approx(float(found.p), abs=1e-12)


@settings(deadline=None)
@given(varied_tables)
def test_outcome_and_thing_may_change_places(table: Table) -> None:
    a, b, c, d = table
    found, turned = odds_ratios(a, b, c, d), odds_ratios(a, c, b, d)
    assert float(turned.low) == pytest.approx(float(found.low))
    assert float(turned.high) == pytest.approx(float(found.high))


@settings(deadline=None)
@given(varied_tables)
def test_the_interval_leaves_out_one_where_p_is_under_five_per_cent(table: Table) -> None:
    found = odds_ratios(*table)
    assert found.low < found.ratio < found.high
    if abs(float(found.p) - 0.05) > 1e-9:
        assert (found.low > 1 or found.high < 1) == (found.p < 0.05)


@pytest.mark.parametrize("table", [(0, 0, 20, 46), (5, 3, 0, 0), (0, 8, 0, 46), (5, 0, 10, 0), (0, 0, 0, 0)])
def test_an_empty_margin_leaves_nothing_to_compare(table: Table) -> None:
    found = odds_ratios(*table)
    assert np.isnan([found.ratio, found.low, found.high, found.wald_low, found.wald_high, found.p]).all()
    assert not found.fell_back


@pytest.mark.parametrize("count", [float("nan"), -1.0])
def test_nor_is_what_is_no_count(count: float) -> None:
    assert np.isnan(odds_ratios(count, 3, 10, 56).ratio)


def test_thousands_of_tables_give_what_each_gives_alone() -> None:
    rng = np.random.default_rng(7)
    cells = rng.poisson(4, (4, 10, 6)).astype(float)
    together = odds_ratios(*cells)
    alone = [odds_ratios(*cells[:, row, column]) for row in range(10) for column in range(6)]
    for name in ("ratio", "low", "high", "p"):
        each = np.array([getattr(one, name) for one in alone]).reshape(10, 6)
        assert getattr(together, name) == pytest.approx(each, rel=1e-9, nan_ok=True)


def test_no_tables_are_no_odds_ratios() -> None:
    found = odds_ratios([], [], [], [])
    assert found.ratio.shape == found.fell_back.shape == (0,)


def test_with_many_answers_profile_and_wald_agree() -> None:
    found = odds_ratios(3_000_000, 2_000_000, 9_000_000, 7_000_000)
    assert float(found.low) == pytest.approx(float(found.wald_low), rel=1e-6)
    assert float(found.high) == pytest.approx(float(found.wald_high), rel=1e-6)


def test_walds_interval_stands_in_where_the_profile_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crossings, "STEPS", 1)
    found = odds_ratios(5, 3, 10, 56)
    assert found.fell_back
    assert (float(found.low), float(found.high)) == pytest.approx((1.8994838, 37.64194), rel=1e-6)
    assert float(found.p) == pytest.approx(0.0046312897)


def test_counts_of_a_thousand_million_have_a_p_and_no_warning() -> None:
    big = 1_000_000_000
    found = odds_ratios(big, 2 * big, 2 * big, big)
    assert found.ratio == pytest.approx(0.25)
    assert found.p == 0
