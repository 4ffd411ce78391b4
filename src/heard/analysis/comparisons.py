"""Pairs of shares judged: difference, interval, p, q, flag and what could have been seen (method, items 4 to 11)."""

import numpy as np
import polars as pl

from heard.analysis.arrays import Floats, Whole
from heard.analysis.flags import DIRECTION_WORDS, FLAG_WORDS, Flag, comparison_flags, directions
from heard.analysis.frames import KEYS, real, worded
from heard.analysis.intervals import Z_90, Z_95
from heard.analysis.one_sample import difference_from_share
from heard.analysis.pairs import INTERVAL_TOO_WIDE
from heard.analysis.power import detectable_difference
from heard.analysis.two_groups import difference_interval

ROWS_AT_ONCE = 65_536  # some forty arrays of that length (20 MB) stay in the processor's reach

COLUMNS = (
    *KEYS,
    "against",
    "reference_count",
    "reference_base",
    "reference_share",
    "difference",
    "difference_low",
    "difference_high",
    "p",
    "q",
    "flag",
    "reason",
    "direction",
    "mdd",
    "count",
    "base",
    "share",
    "reference",
    "changed",
)


def judge(pairs: pl.DataFrame) -> pl.DataFrame:
    """The comparisons table of pairs (columns of pairs.SCHEMA, words as text or as categories: as given)."""
    parts = [_judge(part) for part in pairs.iter_slices(ROWS_AT_ONCE)]
    return pl.concat(parts or [_judge(pairs)])


def _judge(pairs: pl.DataFrame) -> pl.DataFrame:
    base, their_base, their_share, p, q, better = (
        _floats(pairs[name]) for name in ("base", "reference_base", "reference_share", "p", "q", "better")
    )
    polarity = pairs["polarity"].to_numpy().astype(np.int64)
    difference, low, high = _difference(pairs, Z_95)
    _, low_90, high_90 = _difference(pairs, Z_90)
    flags = comparison_flags(
        base=base,
        difference=difference,
        low_90=low_90,
        high_90=high_90,
        p=p,
        q=q,
        polarity=polarity,
        better=better,
    )
    their_size = np.where(np.isnan(their_base) & ~np.isnan(their_share), np.inf, np.nan_to_num(their_base))
    kind = pairs["reason"].dtype
    mdd = detectable_difference(base, their_size, np.nan_to_num(their_share), polarity)
    return pairs.with_columns(
        real(difference).alias("difference"),
        real(low).alias("difference_low"),
        real(high).alias("difference_high"),
        worded(FLAG_WORDS, flags, kind).alias("flag"),
        _reason(flags, kind),
        worded(DIRECTION_WORDS, directions(difference, polarity), kind).alias("direction"),
        real(mdd).alias("mdd"),
        (pl.col("count") / pl.col("base")).alias("share"),
    ).select(COLUMNS)


def _difference(pairs: pl.DataFrame, z: float) -> tuple[Floats, Floats, Floats]:
    """Newcombe's interval where the reference has a base, Wilson's moved by its share where it has none."""
    count, base, their_count, their_base, their_share = (
        _floats(pairs[name])
        for name in ("count", "base", "reference_count", "reference_base", "reference_share")
    )
    found = difference_interval(count, base, their_count, np.nan_to_num(their_base), z)
    lone = np.flatnonzero(np.isnan(their_base))
    without = difference_from_share(count[lone], base[lone], their_share[lone], z)
    for values, alone in zip(found, without, strict=True):
        values[lone] = alone
    return found


def _reason(flags: Whole, kind: pl.DataType) -> pl.Expr:
    """A comparison that was made and tells nothing has too wide an interval."""
    undecided = pl.Series(flags == Flag.CANNOT_TELL) & (pl.col("reason") == "")
    return pl.when(undecided).then(pl.lit(INTERVAL_TOO_WIDE).cast(kind)).otherwise("reason").alias("reason")


def _floats(column: pl.Series) -> Floats:
    """Null becomes NaN."""
    return column.cast(pl.Float64).to_numpy()
