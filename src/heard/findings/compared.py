"""Candidates that rest on a comparison: differences that are flagged, and what too few answers leave open."""

import polars as pl

from heard.base.policy import (
    ASK_DIFFERENCE,
    ASK_GROUP_CHILDREN,
    ASK_GROUP_DIFFERENCE,
    MIN_LEVEL_BASE,
    TOLERANCE,
)
from heard.findings.finding import Evidence, Kind

FLAGGED = ("clear", "possible")
# Why a comparison leaves open what children could be asked about. The other reasons (a pool of too few councils,
# questions that are not the same) say that there was nothing to compare with.
OPEN_REASONS = ("", "too_few", "interval_too_wide")
WITHOUT_HEADLINE = ("population", "previous")
ITEM = ("survey", "indicator", "cut_point")
SAME_GROUP = ("area", "survey", "indicator", "cut_point", "group")


def find_differences(comparisons: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """Every comparison flagged clear or possible, with its kind.

    A gap is said once, from the side of those for whom it is worse where that side is flagged.
    """
    flagged = _described(comparisons.filter(pl.col("flag").is_in(FLAGGED)), items)
    rest, worse = pl.col("against") == "rest", pl.col("direction") == "worse"
    said_by_worse = (rest & worse).any().over(SAME_GROUP)
    return flagged.filter(~rest | worse | ~said_by_worse).with_columns(kind=_kind(), evidence="flag")


def find_unsettled_differences(comparisons: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """What a comparison or a change points to without settling it, either way, from ASK_DIFFERENCE on.

    On the headline; on another cut point only against the population or the previous wave, and only where
    the headline has no such comparison (a benchmark may exist for the negative side alone). The neighbours are
    among the others, so where both point the same way the others speak for them.
    """
    outside = comparisons.filter(pl.col("against") != "rest")
    open_ones = _described(outside.filter(_is_open(ASK_DIFFERENCE)), items)
    other = open_ones.filter(~pl.col("headline"), pl.col("against").is_in(WITHOUT_HEADLINE))
    on = ("area", "survey", "indicator", "against")
    headlines = items.filter("headline").select(ITEM)
    made = (pl.col("symbol") != "") | pl.col("reference_share").is_not_null()
    compared = outside.filter(made).join(headlines, on=ITEM, how="semi")
    found = pl.concat([open_ones.filter("headline"), other.join(compared, on=on, how="anti")])
    by_others = found.filter(against="others").with_columns(against=pl.lit("neighbours"))
    said = ("area", *ITEM, "against", "direction")
    return _asked(found.join(by_others.select(said), on=said, how="anti", maintain_order="left"))


def find_unsettled_gaps(comparisons: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """Of each demographic the level furthest below the rest, if it is open.

    From ASK_GROUP_DIFFERENCE on, where the interval of the difference does not reach nought (on its own it would
    seldom be chance), and from a shortfall of ASK_GROUP_CHILDREN: a level of one child is nearly always furthest
    from the rest. Levels of MIN_LEVEL_BASE answers and more go before smaller ones.
    """
    below = (pl.col("against") == "rest") & (pl.col("direction") == "worse") & _is_apart(ASK_GROUP_DIFFERENCE)
    not_nought = (pl.col("difference_low") > 0) | (pl.col("difference_high") < 0)
    shortfall = pl.col("difference").abs() * pl.col("base")
    far = comparisons.filter(below, not_nought, shortfall >= ASK_GROUP_CHILDREN - TOLERANCE)
    furthest = (
        _described(far, items)
        .filter("headline")
        .sort(
            pl.col("base") < MIN_LEVEL_BASE,
            pl.col("size").round(9),
            "base",
            "level",
            descending=[False, True, True, False],
        )
        .unique(SAME_GROUP, keep="first", maintain_order=True)
    )
    return _asked(furthest.filter(_is_open(ASK_GROUP_DIFFERENCE)))


def _described(comparisons: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """The comparisons that may be shown and point somewhere, with what the catalogue says of the item."""
    shown = comparisons.filter(
        pl.col("symbol") == "",
        pl.col("direction").is_in(["better", "worse"]),
        pl.all_horizontal(pl.col("count", "base", "share", "reference_share", "difference").is_not_null()),
    )
    return shown.join(items, on=ITEM).with_columns(size=pl.col("difference").abs())


def _is_open(least: float) -> pl.Expr:
    return (pl.col("flag") == "cannot_tell") & pl.col("reason").is_in(OPEN_REASONS) & _is_apart(least)


def _is_apart(least: float) -> pl.Expr:
    return pl.col("difference").abs() >= least - TOLERANCE


def _kind() -> pl.Expr:
    better = pl.col("direction") == "better"
    return (
        pl.when(pl.col("against") == "rest")
        .then(pl.lit(Kind.GAP.value))
        .when(pl.col("against") == "previous")
        .then(pl.when(better).then(pl.lit(Kind.IMPROVED.value)).otherwise(pl.lit(Kind.DECLINED.value)))
        .otherwise(
            pl.when(better).then(pl.lit(Kind.STRENGTH.value)).otherwise(pl.lit(Kind.DEVELOPMENT.value))
        )
    )


def _asked(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(kind=pl.lit(Kind.ASK.value), evidence=pl.lit(Evidence.TOO_FEW.value))
