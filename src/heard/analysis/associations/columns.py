"""The columns of the table of associations, its closed words, and the table with nothing in it."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import numpy as np
import polars as pl

from heard.analysis.arrays import Floats, Whole

SCHEMA: Mapping[str, type[pl.DataType]] = {
    **dict.fromkeys(
        ("wave", "area", "survey", "outcome", "indicator", "exposure", "model", "adjusted_for"), pl.String
    ),
    **dict.fromkeys(("exposed_events", "exposed_base", "unexposed_events", "unexposed_base"), pl.Int64),
    **dict.fromkeys(("odds_ratio", "low", "high"), pl.Float64),
    "direction": pl.String,
    **dict.fromkeys(("p", "q"), pl.Float64),
    **dict.fromkeys(("base", "events", "councils"), pl.Int64),
    "largest_share": pl.Float64,
    "left_out": pl.Int64,
    **dict.fromkeys(("levels_left_out", "method", "reason"), pl.String),
}
MORE_OFTEN = "more_often"
LESS_OFTEN = "less_often"
SEPARATOR = ";"

Values = Sequence[str] | Sequence[int] | Sequence[float] | Whole | Floats | pl.Series


class Model(StrEnum):
    """What an odds ratio allows for: nothing, the council's other things, or who the children are."""

    BIVARIATE = "bivariate"
    MULTIVARIABLE = "multivariable"
    ADJUSTED = "adjusted"


class Method(StrEnum):
    """How interval and p were made."""

    PROFILE = "profile"  # penalised likelihood
    WALD = "wald"  # the same, but the ends from the standard error: the profile was not found
    CLUSTERED = "clustered"  # maximum likelihood, standard errors by council
    CLUSTERED_FIRTH = "clustered_firth"  # the same with a penalised fit: the answers are separated


def no_rows() -> pl.DataFrame:
    """The table with nothing in it."""
    return table_of(0, {})


def table_of(height: int, columns: Mapping[str, Values | str]) -> pl.DataFrame:
    """A frame of SCHEMA with `height` rows: one word stands in all of them; words left out are empty, numbers null.

    NaN becomes null. `direction` follows from the odds ratio.
    """
    frame = pl.DataFrame([_column(name, kind, height, columns.get(name)) for name, kind in SCHEMA.items()])
    ratio = pl.col("odds_ratio")
    direction = pl.when(ratio > 1).then(pl.lit(MORE_OFTEN)).when(ratio < 1).then(pl.lit(LESS_OFTEN))
    return frame.with_columns(direction=direction.otherwise(pl.lit("")))


def _column(name: str, kind: type[pl.DataType], height: int, values: Values | str | None) -> pl.Series:
    if values is None or isinstance(values, str):
        one = values or ("" if kind == pl.String else None)
        return pl.Series(name, [one], dtype=kind).new_from_index(0, height)
    if isinstance(values, np.ndarray):
        return pl.Series(name, values, nan_to_null=True).cast(kind)
    return pl.Series(name, values, dtype=kind)
