"""The large tables hold their words as categories until somebody reads them."""

import polars as pl
import pytest

from heard.analysis.associations.columns import no_rows
from heard.analysis.estimates import ROWS_AT_ONCE
from heard.analysis.frames import KEYS
from heard.analysis.scope import Scope
from heard.analysis.tables import Tables, describe_wave, with_words
from heard.catalogue import Catalogue
from unit.analysis.cubes import Response, areas_of, cohort_of, cube_of, waves_of, yes_of

ANSWERS: list[Response] = [
    *yes_of(18, 30, area="X1", wave="2024", gender="girl"),
    *yes_of(20, 30, area="X1", gender="girl"),
    *yes_of(9, 25, area="X1", gender="boy"),
    *yes_of(16, 40, area="X2"),
]


def scope_of(catalogue: Catalogue) -> Scope:
    return Scope.of(
        cube_of(ANSWERS, catalogue),
        catalogue=catalogue,
        cohort=cohort_of(("X1", "8-11", 80)),
        waves=waves_of("2024", "2026"),
        areas=areas_of("X1", "X2", neighbours={"X1": ("X2",)}),
        wave="2026",
    )


def describe(catalogue: Catalogue) -> Tables:
    return describe_wave(scope_of(catalogue), (), no_rows())


def kinds(frame: pl.DataFrame) -> set[type[pl.DataType]]:
    return {kind.base_type() for kind in frame.schema.values()}


def test_they_are_categories_and_become_text(catalogue: Catalogue) -> None:
    tables = describe(catalogue)
    for large in (tables.estimates, tables.comparisons):
        assert pl.Categorical in kinds(large)
        assert pl.String not in kinds(large)
    for read in (with_words(tables).estimates, with_words(tables).comparisons):
        assert pl.Categorical not in kinds(read)
        assert set(KEYS) <= {name for name, kind in read.schema.items() if kind == pl.String}


def test_the_small_tables_are_text_at_once(catalogue: Catalogue) -> None:
    tables = describe(catalogue)
    for small in (tables.participation, tables.trends, tables.pool, tables.asked_before):
        assert pl.Categorical not in kinds(small)


def test_estimates_in_slices_are_those_made_at_once(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = describe(catalogue).estimates
    assert 7 < whole.height < ROWS_AT_ONCE
    monkeypatch.setattr("heard.analysis.estimates.ROWS_AT_ONCE", 7)
    assert describe(catalogue).estimates.equals(whole)


def test_what_every_council_is_held_against_is_worked_out_once(catalogue: Catalogue) -> None:
    scope = scope_of(catalogue)
    first, second = (describe_wave(scope.for_areas({area}), (), no_rows()).pool for area in ("X1", "X2"))
    assert first.equals(second)
    assert set(first["area"]) == {"X1", "X2"}
