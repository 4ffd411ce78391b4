"""Candidates that rest on a share alone: nearly everyone, many who say otherwise, low well-being, bands.

Their `size` is how far the share lies beyond the line it crossed, so that they can stand in order.
"""

from enum import StrEnum

import polars as pl

from heard.base.policy import MANY_SAY_OTHERWISE, MANY_SAY_OTHERWISE_EXPECTED_OF_ALL, NEARLY_EVERYONE
from heard.base.shares import Banded, percent
from heard.findings.finding import Evidence, Kind

ITEM = ("survey", "indicator", "cut_point")
AREA_ITEM = ("area", *ITEM)


class Case(StrEnum):
    """What a finding without a comparison rests on; the first four are the level flags of method, item 10."""

    NEARLY_EVERYONE = "nearly_everyone"
    MANY_OTHERWISE = "many_otherwise"
    PERHAPS_NEARLY_EVERYONE = "perhaps_nearly_everyone"
    PERHAPS_MANY_OTHERWISE = "perhaps_many_otherwise"
    LOW_WELLBEING = "low_wellbeing"
    BAND_MANY_OTHERWISE = "band_many_otherwise"
    BAND_LOW_WELLBEING = "band_low_wellbeing"


SETTLED_KINDS = {Case.NEARLY_EVERYONE: Kind.STRENGTH, Case.MANY_OTHERWISE: Kind.DEVELOPMENT}
BRIGHT = (Case.NEARLY_EVERYONE, Case.PERHAPS_NEARLY_EVERYONE)


def find_levels(estimates: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """The level flags: the settled are strengths and areas for development, the others worth asking about."""
    flagged = _shown(estimates.filter(pl.col("level_flag") != ""))
    bright = pl.col("flag").is_in(BRIGHT)
    beyond = (
        pl.when(bright)
        .then(pl.col("share") - NEARLY_EVERYONE)
        .otherwise(pl.col("many_otherwise") - pl.col("share"))
    )
    return _described(flagged.with_columns(flag="level_flag"), items).with_columns(
        size=beyond,
        kind=pl.col("flag").replace_strict(_texts(SETTLED_KINDS), default=Kind.ASK.value),
        evidence=pl.when(pl.col("flag").is_in(list(SETTLED_KINDS)))
        .then(pl.lit(Evidence.LEVEL.value))
        .otherwise(pl.lit(Evidence.TOO_FEW.value)),
    )


def find_low_wellbeing(
    estimates: pl.DataFrame, items: pl.DataFrame, differences: pl.DataFrame
) -> pl.DataFrame:
    """Children with low well-being, from one on, unless an area for development already names them."""
    low = _described(_shown(estimates).filter(pl.col("count") >= 1), items.filter("low_wellbeing"))
    named = differences.filter(kind=Kind.DEVELOPMENT.value)
    unnamed = low.join(named, on=AREA_ITEM, how="anti")
    return _asked(unnamed.with_columns(flag=pl.lit(Case.LOW_WELLBEING.value), size="share"))


def find_bands(estimates: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """What a published band says by itself, whatever share lies under it: no flag of a hidden share is used.

    Its whole width must lie where the same would be said of an open figure. None lies wholly in "nearly everyone";
    one that reaches over the line of "many say otherwise" points nowhere (`is_undecided`), and one of low well-being
    from nought on does not tell whether anybody has it.
    """
    banded = estimates.filter(pl.col("symbol") == "b").drop("count", "share")
    described = _described(banded, items.filter(pl.col("headline") | pl.col("low_wellbeing")))
    positive = pl.col("cut_point") == "positive"
    case = (
        pl.when(pl.col("low_wellbeing") & (pl.col("low") > 0))
        .then(pl.lit(Case.BAND_LOW_WELLBEING.value))
        .when(positive & (pl.col("high") <= pl.col("many_otherwise")))
        .then(pl.lit(Case.BAND_MANY_OTHERWISE.value))
    )
    return _asked(described.with_columns(flag=case, size=pl.lit(None)).drop_nulls("flag"))


def is_undecided(band: Banded, *, expected_of_all: bool) -> bool:
    """Whether a band of positive answers leaves open if many say otherwise: the line lies inside it."""
    line = MANY_SAY_OTHERWISE_EXPECTED_OF_ALL if expected_of_all else MANY_SAY_OTHERWISE
    return percent(band.low) < percent(line) < percent(band.high)


def _shown(estimates: pl.DataFrame) -> pl.DataFrame:
    values = pl.col("count", "base", "share", "low", "high").is_not_null()
    return estimates.filter(pl.col("symbol") == "", pl.all_horizontal(values))


def _described(estimates: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    return estimates.join(items, on=ITEM).with_columns(reason=pl.lit("level"))


def _asked(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(kind=pl.lit(Kind.ASK.value), evidence=pl.lit(Evidence.TOO_FEW.value))


def _texts(kinds: dict[Case, Kind]) -> dict[str, str]:
    return {case.value: kind.value for case, kind in kinds.items()}
