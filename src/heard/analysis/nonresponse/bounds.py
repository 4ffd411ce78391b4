"""How far the silence of those who did not answer could move a share of everyone (method, item 2).

Nothing here is a guess at what they would have said: the ends are arithmetic, and the narrower pair an assumption
that is to be said aloud beside it.
"""

import numpy as np
import numpy.typing as npt
import polars as pl

from heard.analysis.arrays import Floats, ratio, together
from heard.analysis.frames import KEY_SCHEMA, KEYS, in_words, real
from heard.base.policy import SILENT_DIFFER, TOLERANCE

NO_BOUND = ("cohort_unknown", "cohort_too_small", "nobody")  # notes of an estimate that leave nothing to say
NO_REFERENCE = "no_reference"
EVERYONE_ANSWERED = "everyone_answered"
OUT_OF_REACH = "out_of_reach"  # not if all the silent had said no, nor if all had said yes

SCHEMA = {
    **KEY_SCHEMA,
    "count": pl.Int64,
    "base": pl.Int64,
    "eligible": pl.Int64,
    "share": pl.Float64,
    "lowest": pl.Float64,
    "highest": pl.Float64,
    "lowest_near": pl.Float64,
    "highest_near": pl.Float64,
    "reason": pl.String,
}
TIPPING_SCHEMA = {
    **KEY_SCHEMA,
    "against": pl.String,
    "count": pl.Int64,
    "base": pl.Int64,
    "eligible": pl.Int64,
    "share": pl.Float64,
    "reference_share": pl.Float64,
    "tipping_share": pl.Float64,
    "reason": pl.String,
}


def bound_nonresponse(estimates: pl.DataFrame) -> pl.DataFrame:
    """The ends of every share of everybody (estimates.SCHEMA in, rows of group `all`).

    `lowest` and `highest` are shares of the whole cohort if all the silent had said no, or yes: x/N and (x+N-n)/N.
    `lowest_near` and `highest_near` are the same if they differ from those who answered by SILENT_DIFFER at most. Null,
    and `reason` says why, where the cohort is unknown or too small or where nobody answered.
    """
    rows = in_words(estimates.filter(pl.col("group") == "all")).with_columns(
        reason=pl.when(pl.col("note").is_in(NO_BOUND)).then("note").otherwise(pl.lit(""))
    )
    share, eligible = _floats(rows["share"]), _floats(rows["eligible"])
    count, base = _floats(rows["count"]), _floats(rows["base"])
    none = (rows["reason"] != "").to_numpy()
    ends = {
        "lowest": silent_share(count, base, eligible, 0.0),
        "highest": silent_share(count, base, eligible, 1.0),
        "lowest_near": silent_share(count, base, eligible, np.maximum(share - SILENT_DIFFER, 0.0)),
        "highest_near": silent_share(count, base, eligible, np.minimum(share + SILENT_DIFFER, 1.0)),
    }
    columns = {name: real(np.where(none, np.nan, values)) for name, values in ends.items()}
    return rows.with_columns(**columns).select(list(SCHEMA)).cast(pl.Schema(SCHEMA))


def silent_share(
    count: npt.ArrayLike, base: npt.ArrayLike, eligible: npt.ArrayLike, silent: npt.ArrayLike
) -> Floats:
    """The share of all `eligible` if `count` of `base` said so and of the rest the share `silent` would have.

    Arrays of any shapes that fit together; NaN where the cohort is unknown.
    """
    x, n, cohort, share = together(count, base, eligible, silent)
    return ratio(x + share * (cohort - n), cohort)


def tipping_share(
    count: npt.ArrayLike, base: npt.ArrayLike, eligible: npt.ArrayLike, reference: npt.ArrayLike
) -> Floats:
    """The share of the silent who would have to say so for all `eligible` to reach the reference share.

    (reference · N - x) / (N - n), the share at which a difference from the reference vanishes. NaN where no share
    from 0 to 1 would do, where everybody answered and where the cohort is unknown or smaller than the base.
    """
    x, n, cohort, target = together(count, base, eligible, reference)
    share = ratio(target * cohort - x, cohort - n)
    possible = (share >= -TOLERANCE) & (share <= 1 + TOLERANCE)
    return np.where(possible, np.clip(share, 0.0, 1.0), np.nan)


def tip_comparisons(comparisons: pl.DataFrame, estimates: pl.DataFrame) -> pl.DataFrame:
    """Each comparison of everybody with its tipping share; `reason` says why there is none."""
    known = bound_nonresponse(estimates).select(*KEYS, "eligible", "reason")
    rows = (
        in_words(comparisons.filter(pl.col("group") == "all"))
        .select(*KEYS, "against", "count", "base", "share", "reference_share")
        .join(known, on=list(KEYS), how="left", maintain_order="left")
        .with_columns(pl.col("reason").fill_null(NO_BOUND[0]))
    )
    numbers = [_floats(rows[name]) for name in ("count", "base", "eligible", "reference_share")]
    found = np.where((rows["reason"] == "").to_numpy(), tipping_share(*numbers), np.nan)
    reason = (
        pl.when(pl.col("reason") != "")
        .then("reason")
        .when(pl.col("reference_share").is_null())
        .then(pl.lit(NO_REFERENCE))
        .when(pl.col("base") == pl.col("eligible"))
        .then(pl.lit(EVERYONE_ANSWERED))
        .when(pl.col("tipping_share").is_null())
        .then(pl.lit(OUT_OF_REACH))
        .otherwise(pl.lit(""))
    )
    tipped = rows.with_columns(tipping_share=real(found)).with_columns(reason=reason)
    return tipped.select(list(TIPPING_SCHEMA)).cast(pl.Schema(TIPPING_SCHEMA))


def _floats(column: pl.Series) -> Floats:
    return column.cast(pl.Float64).fill_null(np.nan).to_numpy()
