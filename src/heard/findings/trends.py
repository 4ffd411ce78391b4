"""Candidates that rest on three waves or more: a share that rises or falls along a straight line."""

import polars as pl

from heard.analysis.nation.trends import NOT_A_STRAIGHT_LINE
from heard.base.policy import BENT_P
from heard.findings.finding import Kind

TREND = "trend"  # what a finding of a trend is `against`
FLAGGED = ("clear", "possible")
ITEM = ("survey", "indicator", "cut_point")
RENAMED = {
    "last_count": "count",
    "last_base": "base",
    "first_wave": "reference",
    "first_count": "reference_count",
    "first_base": "reference_base",
    "change": "difference",
}
KEPT = ("wave", "area", *ITEM, "group", "level", "flag", "direction", "waves", "p", "q")


def find_trends(trends: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """Every trend flagged clear or possible, as what improved or declined since the first of its waves.

    `difference` is the change of the line from the first wave to the last, with its 95 % interval: the slope's, times
    the years between. `reason` says where the shares depart from a straight line. A trend has no finding where the
    share of the last wave does not lie on that side of the first's: its sentence would give a fall and say a rise.
    """
    flagged = trends.filter(
        pl.col("symbol") == "", pl.col("flag").is_in(FLAGGED), pl.col("direction").is_in(["better", "worse"])
    )
    bent = (pl.col("departure_p") <= BENT_P).fill_null(value=False)
    better = pl.col("direction") == "better"
    described = flagged.select(
        *KEPT,
        *(pl.col(old).alias(new) for old, new in RENAMED.items()),
        share=pl.col("last_count") / pl.col("last_base"),
        reference_share=pl.col("first_count") / pl.col("first_base"),
        difference_low=_over_all("slope_low"),
        difference_high=_over_all("slope_high"),
        against=pl.lit(TREND),
        reason=pl.when(bent).then(pl.lit(NOT_A_STRAIGHT_LINE)).otherwise(pl.lit("")),
        evidence="flag",
        kind=pl.when(better).then(pl.lit(Kind.IMPROVED.value)).otherwise(pl.lit(Kind.DECLINED.value)),
        size=pl.col("change").abs(),
    )
    apart = (pl.col("share") - pl.col("reference_share")) * pl.col("difference") > 0
    return described.filter(apart).join(items, on=ITEM)


def _over_all(slope: str) -> pl.Expr:
    """The change that a slope makes from the first wave to the last; no share changes by more than all."""
    return (pl.col(slope) * pl.col("years")).clip(-1.0, 1.0)
