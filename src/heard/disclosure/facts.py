"""What a release says, one row a cell: the table that is written, recorded in the ledger and attacked.

A row of estimates is a cut point of an indicator. How many took part stands in the same table, as the indicator
`respondents` with the cut point `all`: `count` of `eligible`, without a base.

What a reader can take from a row:
- `base`, where it is given, is how many answered the question; of the nation (`area=all`), to the nearest 50.
- no symbol: `count` of `base`. Of the nation there is no count, and `share` is in whole per cent.
- `b`: the share lies between `low` and `high`.
- `c`: not said; somebody may have been counted, or nobody.
- `eligible` is the cohort, which is no secret: as many could answer. `low` and `high` of a row without a symbol follow
  from count, base and cohort.
"""

import polars as pl

from heard.analysis.frames import KEY_SCHEMA, KEYS
from heard.analysis.layout import RESPONDENTS as COUNT_OF_ROWS
from heard.analysis.tables import Tables
from heard.disclosure.protected import ProtectedTables

RESPONDENTS, EVERY_ONE = COUNT_OF_ROWS  # the indicator and cut point of how many took part
SCHEMA = {
    **KEY_SCHEMA,
    "symbol": pl.String,
    "count": pl.Int64,
    "base": pl.Int64,
    "eligible": pl.Int64,
    "share": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}


def list_facts(protected: ProtectedTables) -> pl.DataFrame:
    """What these tables say, sorted by key; columns as SCHEMA."""
    no_share = pl.lit(None, dtype=pl.Float64)
    took_part = _list_who_took_part(
        protected.participation,
        symbol="symbol",
        eligible="eligible",
        share="response_rate",
        low=no_share,
        high=no_share,
    )
    both = [took_part.select(list(SCHEMA)), protected.estimates.select(list(SCHEMA))]
    return pl.concat(both).cast(pl.Schema(SCHEMA)).sort(KEYS, maintain_order=True)


def list_truth(tables: Tables) -> pl.DataFrame:
    """True `count` and `base` of every cell, how many took part included: KEYS, count, base."""
    cells = tables.estimates.select(*KEYS, "count", "base")
    return pl.concat([cells, _list_who_took_part(tables.participation)])


def _list_who_took_part(participation: pl.DataFrame, **further: str | pl.Expr) -> pl.DataFrame:
    """How many took part, as cells: KEYS, count, base, `further`."""
    return participation.select(
        "wave",
        "area",
        "survey",
        "group",
        "level",
        indicator=pl.lit(RESPONDENTS),
        cut_point=pl.lit(EVERY_ONE),
        count=pl.col("respondents").cast(pl.Int64),
        base=pl.lit(None, dtype=pl.Int64),
        **further,
    )
