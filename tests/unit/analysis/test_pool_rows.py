"""Every council's answers that comparisons rest on, council by council: what protection of a pool begins with."""

import polars as pl

from heard.analysis.scope import POOL_SCHEMA, Scope
from heard.analysis.tables import Tables, build_tables
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from unit.analysis.cubes import Response, areas_of, cohort_of, cube_of, say, waves_of, yes_of

ANSWERS: list[Response] = [
    *yes_of(8, 10, area="X1", wave="2024"),
    *yes_of(6, 20, area="X2", wave="2024"),
    *yes_of(7, 12, area="X1"),
    *say(3, area="X1", good_friend="prefer_not"),
    *yes_of(5, 9, area="X3", gender="girl"),
]


def tables(catalogue: Catalogue, *, only: str | None = None) -> Tables:
    return build_tables(
        cube_of(ANSWERS, catalogue),
        catalogue=catalogue,
        cohort=cohort_of(("X1", "8-11", 40)),
        waves=waves_of("2024", "2026"),
        areas=areas_of("X1", "X2", "X3", neighbours={"X1": ("X2", "X3")}),
        benchmarks=(),
        wave="2026",
        only_areas=None if only is None else [only],
    )


def rows(pool: pl.DataFrame, *names: str) -> list[tuple[object, ...]]:
    said = pool.filter(pl.col("indicator") == "good_friend", pl.col("cut_point") == "positive")
    return said.sort("area").select(*names).rows()


def test_each_councils_latest_answers_stand_under_this_wave(catalogue: Catalogue) -> None:
    found = rows(tables(catalogue).pool, "wave", "area", "survey", "count", "base")
    assert found == [
        ("2026", "X1", "8-11", 7, 12),
        ("2026", "X2", "8-11", 6, 20),
        ("2026", "X3", "8-11", 5, 9),
    ]


def test_with_those_asked_those_who_took_part_and_the_cohort_of_the_wave_that_answered(
    catalogue: Catalogue,
) -> None:
    found = rows(tables(catalogue).pool, "area", "asked", "respondents", "eligible", "neighbours")
    assert found == [("X1", 15, 15, 40, "X2;X3"), ("X2", 20, 20, None, ""), ("X3", 9, 9, None, "")]


def test_it_is_what_the_comparisons_add_up(catalogue: Catalogue) -> None:
    """X1's others are X2 and X3: 11 of 29."""
    made = tables(catalogue)
    other = made.comparisons.filter(
        area="X1", against="others", indicator="good_friend", cut_point="positive"
    ).select("reference_count", "reference_base")
    assert other.rows() == [(11, 29)]


def test_every_council_is_in_it_where_tables_of_one_are_asked_for(catalogue: Catalogue) -> None:
    assert tables(catalogue, only="X3").pool.equals(tables(catalogue).pool)


def test_it_has_its_columns_and_no_row_of_nobody(catalogue: Catalogue) -> None:
    pool = tables(catalogue).pool
    assert pool.schema == POOL_SCHEMA
    assert pool["base"].min() == 9
    nobody = Scope.of(
        cube_of([], catalogue),
        catalogue=catalogue,
        cohort=cohort_of(("X1", "8-11", 40)),
        waves=waves_of("2026"),
        areas=areas_of("X1"),
        wave="2026",
    )
    assert nobody.pool_rows(Survey.AGES_8_11).is_empty()
