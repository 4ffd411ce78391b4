"""What leaves the analysts of trends over three waves and more: nothing, until it is known what they betray."""

from dataclasses import replace

import polars as pl
import pytest

from heard.analysis.nation.trends import SCHEMA, no_trends
from heard.analysis.tables import Tables
from heard.base.policy import Level
from heard.disclosure import protect
from unit.analysis.cubes import yes_of
from unit.disclosure.councils import AREA, protected, tables_of


@pytest.fixture(scope="module")
def tables() -> Tables:
    """The trends of two councils and of the nation."""
    trends = pl.DataFrame({"area": [AREA, "X2", "all"], "change": [0.5, 0.4, 0.45], "q": [0.01, 0.2, 0.001]})
    rest = [
        pl.lit(None, dtype=kind).alias(name) for name, kind in SCHEMA.items() if name not in trends.columns
    ]
    return replace(tables_of(yes_of(30, 60, "pet")), trends=trends.with_columns(rest).select(*SCHEMA))


def test_the_programmes_analysts_see_all(tables: Tables) -> None:
    seen = protect(tables, Level.WORKING).trends
    assert seen.drop("symbol").equals(tables.trends)
    assert seen["symbol"].to_list() == ["", "", ""]


def test_a_councils_analysts_see_its_own_and_neither_another_s_nor_the_nation_s(tables: Tables) -> None:
    assert protect(tables, Level.WORKING, area=AREA).trends["area"].to_list() == [AREA]
    assert protect(tables, Level.WORKING, area="X3").trends.is_empty()


@pytest.mark.parametrize("level", [Level.BOARD, Level.PUBLIC])
def test_no_other_level_gets_a_trend(level: Level, tables: Tables) -> None:
    found = protected(tables, level).trends
    assert found.is_empty()
    assert set(found.columns) == {*SCHEMA, "symbol"}


def test_tables_without_trends_protect_to_none(tables: Tables) -> None:
    without = replace(tables, trends=no_trends())
    assert protect(without, Level.WORKING, area=AREA).trends.is_empty()
