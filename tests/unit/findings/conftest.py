"""Protected tables of a few rows, written by hand."""

from collections.abc import Callable, Mapping, Sequence

import polars as pl
import pytest

from heard.base.policy import Level
from heard.catalogue import Catalogue, load_catalogue
from heard.disclosure import ProtectedTables

Row = Mapping[str, str | int | float | None]
MakeTables = Callable[..., ProtectedTables]

TEXT = ("wave", "area", "survey", "group", "level", "indicator", "cut_point", "symbol")
ESTIMATE = {
    **dict.fromkeys((*TEXT, "level_flag"), pl.String),
    **dict.fromkeys(("count", "base", "eligible"), pl.Int64),
    **dict.fromkeys(("share", "low", "high"), pl.Float64),
}
COMPARISON = {
    **dict.fromkeys((*TEXT, "against", "flag", "reason", "direction", "reference"), pl.String),
    **dict.fromkeys(("count", "base", "reference_count", "reference_base"), pl.Int64),
    **dict.fromkeys(
        ("share", "reference_share", "difference", "difference_low", "difference_high"), pl.Float64
    ),
    **dict.fromkeys(("p", "q", "mdd"), pl.Float64),
}
USUAL = {
    "wave": "2026",
    "area": "E1",
    "survey": "11-17",
    "group": "all",
    "level": "all",
    "indicator": "likes_school",
    "cut_point": "positive",
    "against": "others",
    "symbol": "",
    "level_flag": "",
    "flag": "clear",
    "reason": "",
    "direction": "worse",
    "reference": "",
    "count": 56,
    "base": 80,
    "low": 0.6,
    "high": 0.8,
    "reference_share": 0.84,
    "difference": -0.14,
    "difference_low": -0.25,
    "difference_high": -0.05,
}


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def make_tables() -> MakeTables:
    """Tables of rows that differ from the usual one (56 of 80 like school, clearly fewer than elsewhere)."""

    def make(*, comparisons: Sequence[Row] = (), estimates: Sequence[Row] = ()) -> ProtectedTables:
        return ProtectedTables(
            level=Level.WORKING,
            wave="2026",
            estimates=_frame(estimates, ESTIMATE),
            comparisons=_frame(comparisons, COMPARISON),
            participation=pl.DataFrame(),
        )

    return make


def _frame(rows: Sequence[Row], schema: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    whole = [{**USUAL, **row} for row in rows]
    named = [
        row | {"share": int(row["count"]) / int(row["base"])} if row["count"] is not None else row
        for row in whole
    ]
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in named], schema=schema)
