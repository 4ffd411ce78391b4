"""Protected tables in which some rows may not be shown and hold figures all the same: what no file may give on."""

from dataclasses import replace

import polars as pl
from polars import selectors as cs

from heard.base.policy import Level
from heard.disclosure import ProtectedTables

# Figures that stand nowhere else, as whole numbers and as shares.
SECRET_COUNT, SECRET_SHARE = 700_003, 0.9876512345
KINDS = ("c", "", "b", "z", "u", "c", "")  # by the number of the row
BAND = (0.8, 1.0)


def plant(tables: ProtectedTables, count: int = SECRET_COUNT, share: float = SECRET_SHARE) -> ProtectedTables:
    """The tables at board level, their symbols in turn, with secret figures beneath those that show none."""
    return replace(
        tables,
        level=Level.BOARD,
        estimates=_banded(_secret(_symbols(tables.estimates), count, share)),
        comparisons=_secret(_symbols(tables.comparisons, kinds=("", "c")), count, share),
        participation=_secret(_symbols(tables.participation, kinds=("", "c", "c")), count, share),
        associations=_secret(_symbols(tables.associations, kinds=("", "c", "b")), count, share),
    )


def hide_all(tables: ProtectedTables) -> ProtectedTables:
    """The tables of a council of six answers: every row is there and none is shown."""
    return replace(
        tables,
        level=Level.BOARD,
        estimates=_secret(_symbols(tables.estimates, kinds=("c",)), SECRET_COUNT, SECRET_SHARE),
        comparisons=tables.comparisons.clear(),
        participation=_secret(_symbols(tables.participation, kinds=("c",)), SECRET_COUNT, SECRET_SHARE),
        associations=tables.associations.clear(),
    )


def _symbols(frame: pl.DataFrame, kinds: tuple[str, ...] = KINDS) -> pl.DataFrame:
    symbols = [kinds[row % len(kinds)] for row in range(frame.height)]
    return frame.with_columns(symbol=pl.Series(symbols, dtype=pl.String))


def _secret(frame: pl.DataFrame, count: int, share: float) -> pl.DataFrame:
    """Every number that a row without a shown figure may not hold is the secret; the cohort is none."""
    hidden = pl.col("symbol") != ""
    kept = ~cs.by_name("eligible", "share_of_eligible", require_all=False)
    return frame.with_columns(
        pl.when(hidden).then(pl.lit(count)).otherwise(cs.integer() & kept).name.keep(),
        pl.when(hidden).then(pl.lit(share)).otherwise(cs.float() & kept).name.keep(),
    )


def _banded(frame: pl.DataFrame) -> pl.DataFrame:
    """A banded row has its base and its ends, one that cannot be relied on its base."""
    banded, unreliable = pl.col("symbol") == "b", pl.col("symbol") == "u"
    return frame.with_columns(
        base=pl.when(banded | unreliable).then(24).otherwise("base"),
        low=pl.when(banded).then(BAND[0]).otherwise("low"),
        high=pl.when(banded).then(BAND[1]).otherwise("high"),
    )
