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
from heard.disclosure.protected import ProtectedTables

RESPONDENTS, EVERY_ONE = "respondents", "all"  # the indicator and cut point of how many took part
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
    took_part = protected.participation.select(
        "wave",
        "area",
        "survey",
        "group",
        "level",
        "symbol",
        pl.col("respondents").alias("count"),
        "eligible",
        indicator=pl.lit(RESPONDENTS),
        cut_point=pl.lit(EVERY_ONE),
        base=pl.lit(None, dtype=pl.Int64),
        share=pl.col("response_rate"),
        low=pl.lit(None, dtype=pl.Float64),
        high=pl.lit(None, dtype=pl.Float64),
    )
    both = [took_part.select(list(SCHEMA)), protected.estimates.select(list(SCHEMA))]
    return pl.concat(both).cast(pl.Schema(SCHEMA)).sort(KEYS, maintain_order=True)
