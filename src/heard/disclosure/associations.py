"""What goes with low and very high well-being, as it may be shown (method, item 13 and section 3).

An odds ratio and the margins of its table give every cell away: of 74 children 8 low and 15 exposed, 8.5 times the
odds means exactly 5 low children exposed. So of a council's own nothing but "more often" leaves its analysts, and
only where each cell is large enough; a council is given the figures of all councils together, rounded.
"""

import polars as pl

from heard.analysis.associations.plan import LOW
from heard.base.places import NATION
from heard.base.policy import (
    ASSOCIATION_Q,
    LEVELS,
    MAX_POOL_SHARE,
    MIN_POOL_AREAS,
    POOL_BASE_ROUNDING,
    Level,
)
from heard.disclosure.bands import nearest, p_band
from heard.disclosure.protected import Symbol

FIGURES_OF_RATIOS = 2  # significant
OWN_WORDS = ("wave", "area", "survey", "outcome", "indicator", "exposure", "model", "direction")
NATION_WORDS = (*OWN_WORDS, "adjusted_for", "method", "reason")
NATION_NUMBERS = ("odds_ratio", "low", "high", "p", "q", "base", "councils")
CELLS = tuple(
    pl.col(f"{side}_events") if met else pl.col(f"{side}_base") - pl.col(f"{side}_events")
    for side in ("exposed", "unexposed")
    for met in (True, False)
)


def protect_associations(frame: pl.DataFrame, level: Level, area: str | None) -> pl.DataFrame:
    """The rows `level` may see, those of `area` and the nation where it is named; with a `symbol`.

    Rows of a council that may not be shown are left out: that there is one already tells how many had the outcome.
    """
    if area is not None:
        frame = frame.filter(pl.col("area").is_in([area, NATION]))
    nation = pl.col("area") == NATION
    own, pooled = frame.filter(~nation), frame.filter(nation)
    if level == Level.WORKING:
        own = own.with_columns(symbol=pl.lit(Symbol.SHOWN.value))
    else:
        own = _more_often(own, LEVELS[level].threshold)
    if level == Level.WORKING and area is None:
        pooled = pooled.with_columns(symbol=pl.lit(Symbol.SHOWN.value))
    else:
        pooled = _round(pooled, max(LEVELS[level].threshold, LEVELS[Level.BOARD].threshold))
    return pl.concat([own, pooled])


def _more_often(frame: pl.DataFrame, threshold: int) -> pl.DataFrame:
    """That something goes with low well-being. No number is said, though margins printed elsewhere bound the cells.

    Of one outcome only: the same thing said of low and of very high well-being would bound those between the two,
    who may be fewer than the threshold.
    """
    said = frame.filter(
        pl.col("outcome") == LOW,
        pl.col("model") == "bivariate",
        pl.col("direction") == "more_often",
        pl.col("q") <= ASSOCIATION_Q,
        pl.min_horizontal(*CELLS) >= threshold,
    )
    return _only(said, OWN_WORDS).with_columns(symbol=pl.lit(Symbol.BANDED.value))


def _round(frame: pl.DataFrame, threshold: int) -> pl.DataFrame:
    """The figures of all councils together, of a base to the nearest 50 and without counts."""
    told = pl.col("reason") != ""
    open_to_see = (
        (pl.min_horizontal(*CELLS) >= threshold)
        & (pl.col("councils") >= MIN_POOL_AREAS)
        & (pl.col("largest_share") <= MAX_POOL_SHARE)
    ).fill_null(value=False)
    rounded = frame.with_columns(
        pl.col("odds_ratio", "low", "high").round_sig_figs(FIGURES_OF_RATIOS),
        pl.when(told).then(None).otherwise(nearest("base", POOL_BASE_ROUNDING)).alias("base"),
        pl.when(told).then(None).otherwise("councils").alias("councils"),
        **{name: p_band(name) for name in ("p", "q")},
        symbol=pl.when(open_to_see | told)
        .then(pl.lit(Symbol.SHOWN.value))
        .otherwise(pl.lit(Symbol.HIDDEN.value)),
    )
    hidden = pl.col("symbol") == Symbol.HIDDEN
    kept = _only(rounded, (*NATION_WORDS, *NATION_NUMBERS, "symbol"))
    return kept.with_columns(
        *(pl.when(hidden).then(None).otherwise(pl.col(name)).alias(name) for name in NATION_NUMBERS),
        direction=pl.when(hidden).then(pl.lit("")).otherwise("direction"),
    )


def _only(frame: pl.DataFrame, kept: tuple[str, ...]) -> pl.DataFrame:
    """Every other column emptied, one added later included."""
    return frame.with_columns(
        pl.lit("" if kind == pl.String else None, dtype=kind).alias(name)
        for name, kind in frame.schema.items()
        if name not in kept
    )
