"""Parts of a made-up report, and its tables with some rows marked."""

from collections.abc import Callable
from dataclasses import replace

import polars as pl

from heard.disclosure import ProtectedTables
from heard.reports import Report
from heard.reports.blocks import IndicatorRow, IndicatorTable, Points
from heard.reports.report import Section

Build = Callable[..., Report]


def section(report: Report, key: str) -> Section:
    """A section of the report by its key."""
    return next(each for each in report.sections if each.key == key)


def rows(report: Report) -> dict[str, IndicatorRow]:
    """Every row of every table of indicators, by its key."""
    tables = (block for each in report.sections for block in each.blocks if isinstance(block, IndicatorTable))
    return {row.key: row for table in tables for group in table.groups for row in group.rows}


def said_at_a_glance(report: Report) -> tuple[str, ...]:
    """The first lines of the report."""
    block = section(report, "glance").blocks[0]
    assert isinstance(block, Points)
    return block.items


def with_symbol(tables: ProtectedTables, symbol: str, where: pl.Expr, **values: pl.Expr) -> ProtectedTables:
    """The tables with a symbol, and values, in the rows of estimates that `where` names."""
    marked = tables.estimates.with_columns(
        symbol=pl.when(where).then(pl.lit(symbol)).otherwise("symbol"),
        **{name: pl.when(where).then(value).otherwise(name) for name, value in values.items()},
    )
    return replace(tables, estimates=marked)


def with_bands(tables: ProtectedTables, low: float, high: float, *indicators: str) -> ProtectedTables:
    """The tables with these headlines of ages 11 to 17 said as a band."""
    where = pl.col("indicator").is_in(indicators) & (pl.col("survey") == "11-17") & (pl.col("group") == "all")
    headline = where & (pl.col("cut_point") == "positive")
    return with_symbol(tables, "b", headline, low=pl.lit(low), high=pl.lit(high))
