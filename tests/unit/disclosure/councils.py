"""Small councils, response by response, as the tables that are protected."""

from collections.abc import Iterable
from functools import cache

import polars as pl

from heard.analysis.tables import Tables, build_tables
from heard.base.policy import Level
from heard.catalogue import Catalogue, load_catalogue
from heard.cohort import Cohort
from heard.disclosure import ProtectedTables, protect
from unit.analysis.cubes import Response, areas_of, cohort_of, cube_of, waves_of

AREA = "X1"


@cache
def the_catalogue() -> Catalogue:
    """The catalogue Heard comes with."""
    return load_catalogue()


def tables_of(responses: Iterable[Response], *, cohort: Cohort | None = None) -> Tables:
    """The unprotected tables of one council's wave."""
    given = list(responses)
    return build_tables(
        cube_of(given, the_catalogue()),
        catalogue=the_catalogue(),
        cohort=cohort or cohort_of((AREA, "8-11", 300), (AREA, "4-7", 300), (AREA, "11-17", 300)),
        waves=waves_of("2026"),
        areas=areas_of(*sorted({row["area"] for row in given})),
        benchmarks=(),
        wave="2026",
        only_areas={AREA},
    )


def protected(tables: Tables, level: Level, **further: pl.DataFrame) -> ProtectedTables:
    """The council's tables as that level may see them."""
    return protect(tables, level, area=AREA, catalogue=the_catalogue(), **further)


def symbol_of(
    tables: ProtectedTables,
    indicator: str,
    cut_point: str = "positive",
    *,
    survey: str = "8-11",
    group: str = "all",
    level: str = "all",
) -> str:
    """The symbol of one cell."""
    found = tables.estimates.filter(
        survey=survey, indicator=indicator, cut_point=cut_point, group=group, level=level
    )
    return str(found["symbol"].item())


def counts_of(tables: ProtectedTables, indicator: str, cut_point: str = "positive") -> dict[str, int]:
    """The counts shown of a cut point, by level, where anybody answered."""
    shown = (pl.col("symbol") == "") & (pl.col("base") > 0)
    rows = tables.estimates.filter(
        shown & (pl.col("indicator") == indicator) & (pl.col("cut_point") == cut_point)
    )
    return dict(rows.select("level", "count").iter_rows())


def open_levels(tables: ProtectedTables, survey: str = "8-11") -> dict[str, int]:
    """The numbers of respondents that are shown, by level, where there are any."""
    rows = tables.participation.filter(pl.col("respondents") > 0, survey=survey, symbol="")
    return dict(rows.select("level", "respondents").iter_rows())
