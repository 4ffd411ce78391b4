"""How far silence could move a share: arithmetic, an assumption, and where a difference would vanish."""

from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.analysis.frames import KEYS
from heard.analysis.nonresponse.bounds import (
    SCHEMA,
    TIPPING_SCHEMA,
    bound_nonresponse,
    silent_share,
    tip_comparisons,
    tipping_share,
)
from heard.analysis.tables import Tables, build_tables
from heard.catalogue import Catalogue
from heard.cohort import Cohort
from unit.analysis.cubes import Response, areas_of, benchmark_of, cohort_of, cube_of, say, waves_of, yes_of


def tables_of(
    catalogue: Catalogue, responses: Sequence[Response], cohort: Cohort, share: float = 0.9
) -> Tables:
    """The tables of 2026, friends held against a published share."""
    return build_tables(
        cube_of(responses, catalogue),
        catalogue=catalogue,
        cohort=cohort,
        waves=waves_of("2026"),
        areas=areas_of("X1"),
        benchmarks=[benchmark_of(share)],
        wave="2026",
        only_areas=["X1"],
    )


def friends(table: pl.DataFrame) -> dict[str, object]:
    [found] = table.filter(survey="8-11", indicator="good_friend", cut_point="positive").to_dicts()
    return found


def ends(table: pl.DataFrame) -> list[object]:
    return [friends(table)[name] for name in ("lowest", "highest", "lowest_near", "highest_near", "reason")]


def test_the_silent_all_say_no_or_all_say_yes(catalogue: Catalogue) -> None:
    """30 of 40 who answered, of 100: 30 to 90 of them; 60 silent at 65 to 85 %: 69 to 81 of them."""
    tables = tables_of(catalogue, yes_of(30, 40), cohort_of(("X1", "8-11", 100)))
    assert ends(bound_nonresponse(tables.estimates)) == [
        0.3,
        0.9,
        pytest.approx(0.69),
        pytest.approx(0.81),
        "",
    ]


def test_who_came_and_skipped_the_question_is_silent_too(catalogue: Catalogue) -> None:
    tables = tables_of(catalogue, [*yes_of(30, 40), *say(20)], cohort_of(("X1", "8-11", 100)))
    assert friends(bound_nonresponse(tables.estimates))["highest"] == 0.9


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0.0, 0.06), (2, 0.02, 0.11), (38, 0.89, 0.98), (40, 0.94, 1.0)],
    ids=["none", "a twentieth", "all but a twentieth", "all"],
)
def test_ten_points_stop_at_nobody_and_at_everybody(
    catalogue: Catalogue, count: int, low: float, high: float
) -> None:
    """40 of 100 answered, so the 60 silent: 5 % less ten points is nobody; 5 % and ten points is 9 of them."""
    tables = tables_of(catalogue, yes_of(count, 40), cohort_of(("X1", "8-11", 100)))
    assert ends(bound_nonresponse(tables.estimates))[2:] == [pytest.approx(low), pytest.approx(high), ""]


def test_where_everybody_answered_nothing_can_move(catalogue: Catalogue) -> None:
    tables = tables_of(catalogue, yes_of(30, 40), cohort_of(("X1", "8-11", 40)))
    assert ends(bound_nonresponse(tables.estimates)) == [0.75, 0.75, 0.75, 0.75, ""]


@pytest.mark.parametrize(
    ("responses", "cohort", "reason"),
    [
        (yes_of(30, 40), Cohort.unknown(), "cohort_unknown"),
        (yes_of(30, 40), cohort_of(("X1", "8-11", 39)), "cohort_too_small"),
        ([*yes_of(30, 38), *say(2)], cohort_of(("X1", "8-11", 39)), "cohort_too_small"),
        (say(40), cohort_of(("X1", "8-11", 100)), "nobody"),
        (say(40), Cohort.unknown(), "nobody"),
    ],
    ids=[
        "unknown",
        "too small",
        "smaller than the respondents",
        "nobody answered",
        "nobody, of nobody knows how many",
    ],
)
def test_without_a_cohort_or_an_answer_there_are_no_ends(
    catalogue: Catalogue, responses: Sequence[Response], cohort: Cohort, reason: str
) -> None:
    found = ends(bound_nonresponse(tables_of(catalogue, responses, cohort).estimates))
    assert found == [None, None, None, None, reason]


def test_only_everybodys_shares_are_bounded_and_all_their_cut_points_are(catalogue: Catalogue) -> None:
    responses = yes_of(30, 40, gender="girl")
    estimates = tables_of(catalogue, responses, cohort_of(("X1", "8-11", 100))).estimates
    found = bound_nonresponse(estimates)
    assert found.schema == pl.Schema(SCHEMA)
    assert found.select(KEYS).equals(estimates.filter(group="all").select(KEYS))
    assert set(found.filter(indicator="good_friend")["cut_point"]) == {"positive", "negative"}


def test_no_estimates_have_no_bounds(catalogue: Catalogue) -> None:
    tables = tables_of(catalogue, yes_of(30, 40), Cohort.unknown())
    assert bound_nonresponse(tables.estimates.clear()).schema == pl.Schema(SCHEMA)
    tipped = tip_comparisons(tables.comparisons.clear(), tables.estimates.clear())
    assert (tipped.height, tipped.schema) == (0, pl.Schema(TIPPING_SCHEMA))


# --- Where a difference would vanish --------------------------------------------------------------------


def test_the_tipping_share_brings_the_cohort_to_the_reference(catalogue: Catalogue) -> None:
    """32 of 40 answered yes, of 100; 85 % of them are 85 children: 53 of the 60 silent would have had to."""
    tables = tables_of(catalogue, yes_of(32, 40), cohort_of(("X1", "8-11", 100)), share=0.85)
    found = friends(tip_comparisons(tables.comparisons, tables.estimates).filter(against="population"))
    assert (found["tipping_share"], found["reason"]) == (pytest.approx(53 / 60), "")
    assert (found["share"], found["reference_share"]) == (0.8, 0.85)


@pytest.mark.parametrize(
    ("reference", "expected"),
    [(0.30, 0.0), (0.299, None), (0.90, 1.0), (0.901, None), (0.6, 0.5)],
    ids=["none need", "under none", "all need", "over all", "half"],
)
def test_a_reference_outside_the_ends_is_out_of_reach(reference: float, expected: float | None) -> None:
    found = float(tipping_share(30, 40, 100, reference))
    assert found == pytest.approx(expected) if expected is not None else np.isnan(found)


def test_ends_that_floating_point_puts_past_nobody_or_all_are_reached() -> None:
    """1/49 · 49 is a little under 1; of the other end some are a little over."""
    assert float(tipping_share(1, 10, 49, 1 / 49)) == 0.0
    past = [
        float(tipping_share(count, 10, eligible, (count + eligible - 10) / eligible))
        for count in range(11)
        for eligible in range(11, 200)
    ]
    assert past == [pytest.approx(1.0)] * len(past)


@pytest.mark.parametrize("eligible", [40, 39, np.nan], ids=["all answered", "too small", "unknown"])
def test_nothing_tips_where_nobody_is_silent_or_nobody_knows(eligible: float) -> None:
    assert np.isnan(tipping_share(30, 40, eligible, 0.75))


@pytest.mark.parametrize(
    ("cohort", "share", "reason"),
    [
        (cohort_of(("X1", "8-11", 40)), 0.9, "everyone_answered"),
        (cohort_of(("X1", "8-11", 39)), 0.9, "cohort_too_small"),
        (Cohort.unknown(), 0.9, "cohort_unknown"),
        (cohort_of(("X1", "8-11", 44)), 0.9, "out_of_reach"),
    ],
)
def test_a_comparison_that_cannot_tip_says_why(
    catalogue: Catalogue, cohort: Cohort, share: float, reason: str
) -> None:
    tables = tables_of(catalogue, yes_of(32, 40), cohort, share)
    found = friends(tip_comparisons(tables.comparisons, tables.estimates).filter(against="population"))
    assert (found["tipping_share"], found["reason"]) == (None, reason)


def test_a_comparison_without_a_reference_says_so(catalogue: Catalogue) -> None:
    tables = tables_of(catalogue, yes_of(32, 40), cohort_of(("X1", "8-11", 100)))
    nothing = tables.comparisons.with_columns(reference_share=pl.lit(None, dtype=pl.Float64))
    found = friends(tip_comparisons(nothing, tables.estimates).filter(against="population"))
    assert (found["tipping_share"], found["reason"]) == (None, "no_reference")


def test_a_comparison_without_its_estimate_has_no_cohort(catalogue: Catalogue) -> None:
    tables = tables_of(catalogue, yes_of(32, 40), cohort_of(("X1", "8-11", 100)))
    tipped = tip_comparisons(tables.comparisons, tables.estimates.clear())
    found = friends(tipped.filter(against="population"))
    assert (found["tipping_share"], found["reason"]) == (None, "cohort_unknown")


@given(base=st.integers(1, 60), silent=st.integers(1, 200), share=st.floats(0, 1), data=st.data())
def test_the_tipping_share_undoes_what_a_share_of_the_silent_does(
    base: int, silent: int, share: float, data: st.DataObject
) -> None:
    count = data.draw(st.integers(0, base))
    whole = silent_share(count, base, base + silent, share)
    assert float(tipping_share(count, base, base + silent, whole)) == pytest.approx(share, abs=1e-8)
    assert count / (base + silent) <= whole <= (count + silent) / (base + silent)
