"""What holds for any numbers: the order of rows, the two sides of a question, other councils, parts and wholes."""

from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import write_rows
from heard.analysis.counts import count_cube
from heard.analysis.groups import exact_p
from heard.analysis.intervals import cohort_intervals
from heard.analysis.multiplicity import false_discovery_q
from heard.analysis.one_sample import one_sample_p
from heard.analysis.tables import Tables, build_tables
from heard.analysis.two_groups import difference_interval, two_group_p
from heard.catalogue import load_catalogue
from heard.dataset.storing import StoredDataset, store_responses
from unit.analysis.cubes import KEYS, Response, areas_of, benchmark_of, cohort_of, cube_of, waves_of

CATALOGUE = load_catalogue()
CODES = ("X1", "X2", "X3", "X4", "X5", "X6", "X7")
COHORT = cohort_of(*((code, survey, 60) for code in CODES for survey in ("4-7", "8-11", "16-25")))
SLOW = settings(max_examples=8, deadline=None)

ANSWERS = {
    "good_friend": ["yes", "no", "unsure", "skipped", ""],
    "knows_worker": ["yes", "no", "unsure", ""],
    "gender": ["girl", "boy", "another", "prefer_not", ""],
    "settled": ["yes", "a_bit", "no", "skipped"],
}
OLDER = {
    "emotional_support": ["friends;family", "nobody", "adviser", "prefer_not", ""],
    "parent": ["yes", "no", ""],
}


def responses(areas: Sequence[str] = CODES) -> st.SearchStrategy[list[Response]]:
    """Up to sixty responses of three surveys and two waves."""
    younger = st.fixed_dictionaries(
        {
            "wave": st.sampled_from(["2024", "2026"]),
            "area": st.sampled_from(areas),
            "survey": st.sampled_from(["4-7", "8-11"]),
        }
        | {key: st.sampled_from(codes) for key, codes in ANSWERS.items()}
    )
    older = st.fixed_dictionaries(
        {"wave": st.just("2026"), "area": st.sampled_from(areas), "survey": st.just("16-25")}
        | {key: st.sampled_from(codes) for key, codes in (ANSWERS | OLDER).items()}
    )
    return st.lists(st.one_of(younger, older), max_size=60)


def tables_of(cube: pl.DataFrame) -> Tables:
    """The tables of 2026."""
    return build_tables(
        cube,
        catalogue=CATALOGUE,
        cohort=COHORT,
        waves=waves_of("2024", "2026"),
        areas=areas_of(*CODES, neighbours={"X1": CODES}),
        benchmarks=[benchmark_of(0.9)],
        wave="2026",
    )


@SLOW
@given(responses(), st.randoms(use_true_random=False))
def test_the_order_of_the_cubes_rows_never_matters(said: list[Response], random: Random) -> None:
    cube = cube_of(said, CATALOGUE)
    shuffled = cube.sample(fraction=1.0, shuffle=True, seed=random.randrange(1000))
    ours, theirs = tables_of(cube), tables_of(shuffled)
    assert ours.estimates.equals(theirs.estimates)
    assert ours.comparisons.equals(theirs.comparisons)
    assert ours.participation.equals(theirs.participation)


@SLOW
@given(responses(), responses())
def test_the_cubes_of_two_halves_give_the_tables_of_the_whole(
    one: list[Response], other: list[Response]
) -> None:
    halves = pl.concat([cube_of(one, CATALOGUE), cube_of(other, CATALOGUE)])
    whole = cube_of(one + other, CATALOGUE)
    assert tables_of(halves).estimates.equals(tables_of(whole).estimates)
    assert tables_of(halves).comparisons.equals(tables_of(whole).comparisons)


@SLOW
@given(responses(("X1", "X2")), responses(("X7",)))
def test_another_council_changes_no_estimate(said: list[Response], theirs: list[Response]) -> None:
    alone, beside = (tables_of(cube_of(each, CATALOGUE)) for each in (said, said + theirs))
    ours = pl.col("area").is_in(["X1", "X2"])
    assert alone.estimates.filter(ours).equals(beside.estimates.filter(ours))
    assert alone.participation.filter(ours).equals(beside.participation.filter(ours))
    without_pools = ours & ~pl.col("against").is_in(["others", "neighbours"])
    assert alone.comparisons.filter(without_pools).equals(beside.comparisons.filter(without_pools))


@SLOW
@given(responses())
def test_estimates_add_up_and_stay_in_bounds(said: list[Response]) -> None:
    found = tables_of(cube_of(said, CATALOGUE)).estimates
    answered = found.filter(pl.col("base") > 0)
    assert answered.filter((pl.col("count") > pl.col("base")) | (pl.col("count") < 0)).is_empty()
    outside = (pl.col("low") > pl.col("share") + 1e-12) | (pl.col("high") < pl.col("share") - 1e-12)
    assert answered.filter(outside | (pl.col("low") < 0) | (pl.col("high") > 1)).is_empty()
    keys = ["survey", "group", "level", "indicator", "cut_point"]
    alone = found.filter(~pl.col("survey").str.contains(";"))
    nation = alone.filter(area="all").select(*keys, "count", "base").sort(keys)
    councils = (
        alone.filter(pl.col("area") != "all").group_by(keys).agg(pl.col("count", "base").sum()).sort(keys)
    )
    assert nation.equals(councils)


@SLOW
@given(responses(CODES[:3]))
def test_the_engine_counts_as_one_by_one(said: list[Response]) -> None:
    """Through files and the stored dataset; answers against the route are left out of both."""
    kept = [{**each, "contacts_worker": ""} for each in said if each["survey"] != "4-7"] or [
        {"wave": "2026", "area": "X1", "survey": "8-11", "good_friend": "yes"}
    ]
    with TemporaryDirectory() as folder:
        file = write_rows(Path(folder) / "responses.csv", kept)
        into = Path(folder) / "stored"
        store_responses(
            [file], into=into, catalogue=CATALOGUE, waves=waves_of("2024", "2026"), areas=areas_of(*CODES[:3])
        )
        cube = count_cube(StoredDataset.open(into), CATALOGUE)
    assert (
        cube.with_columns(pl.col(KEYS).cast(pl.String)).sort(KEYS).equals(cube_of(kept, CATALOGUE).sort(KEYS))
    )


BASE = st.integers(1, 60)


@st.composite
def counted(draw: st.DrawFn) -> tuple[int, int]:
    """A count and its base."""
    base = draw(BASE)
    return draw(st.integers(0, base)), base


@given(counted(), st.integers(0, 100))
def test_an_interval_of_no_mirrors_that_of_yes(one: tuple[int, int], unseen: int) -> None:
    (x, n), cohort = one, one[1] + unseen
    yes, no = cohort_intervals(x, n, cohort), cohort_intervals(n - x, n, cohort)
    assert float(yes.low) == pytest.approx(1 - float(no.high), abs=1e-12)
    assert float(yes.low_outward) == pytest.approx(1 - float(no.high_outward), abs=1e-12)


@given(counted(), counted())
def test_two_groups_are_the_same_from_either_side(one: tuple[int, int], other: tuple[int, int]) -> None:
    (x1, n1), (x2, n2) = one, other
    p = float(two_group_p(x1, n1, x2, n2))
    assert 0 < p <= 1
    assert p == pytest.approx(float(two_group_p(x2, n2, x1, n1)), rel=1e-9)
    assert p == pytest.approx(float(two_group_p(n1 - x1, n1, n2 - x2, n2)), rel=1e-9)
    difference, low, high = (float(each) for each in difference_interval(x1, n1, x2, n2))
    mirrored = [-float(each) for each in difference_interval(n1 - x1, n1, n2 - x2, n2)]
    assert -1 <= low <= difference <= high <= 1
    assert [difference, high, low] == pytest.approx(mirrored, abs=1e-12)


@given(counted(), st.floats(0.01, 0.99))
def test_one_sample_is_the_same_from_either_side(one: tuple[int, int], share: float) -> None:
    x, n = one
    p = float(one_sample_p(x, n, share))
    assert 0 < p <= 1
    assert p == pytest.approx(float(one_sample_p(n - x, n, 1 - share)), rel=1e-6)


@given(st.lists(counted(), min_size=3, max_size=5), st.randoms(use_true_random=False))
def test_a_groups_p_does_not_depend_on_the_order_of_its_levels(
    levels: list[tuple[int, int]], random: Random
) -> None:
    count, base = (np.array([each], dtype=float) for each in zip(*levels, strict=True))
    if 0 < count.sum() < base.sum():
        order = random.sample(range(len(levels)), len(levels))
        p = exact_p(count, base)[0]
        assert 0 < p <= 1
        assert p == pytest.approx(exact_p(count[:, order], base[:, order])[0], abs=1e-11)
        assert p == pytest.approx(exact_p(base - count, base)[0], abs=1e-11)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_q_is_never_under_p_and_keeps_its_order(p: list[float]) -> None:
    q = false_discovery_q(p)
    assert np.all(q >= np.array(p) - 1e-15)
    assert np.all(np.diff(q[np.argsort(p, kind="stable")]) >= -1e-15)
