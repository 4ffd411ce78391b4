"""Who took part, as it may be shown (method, section 3).

Which levels' numbers of respondents are open is decided before, for all questions of a survey together. Everything
else here follows from open numbers and from the cohort, which is no secret.
"""

import polars as pl

from heard.base.errors import HeardError
from heard.base.policy import Level
from heard.disclosure.protected import OF_THE_COHORT, Symbol, hide

PLACE = ("survey", "group", "level")
GROUP = ("survey", "group")
OF_THE_GROUP = ("share_of_respondents", "under_represented")  # said where every level of its group is


def protect_participation(frame: pl.DataFrame, patterns: pl.DataFrame, level: Level) -> pl.DataFrame:
    """One council's participation as `level` may see it: the columns of analysis, `symbol`.

    `patterns` (survey, group, level, open) says which numbers of respondents are open; a level it does not name is not.
    Hidden rows keep the cohort and its share. A share of the respondents, and whether a level is heard less, rest on
    every level of the group, those of whom the level is not known among them: they are given where all are open, so
    that a reader could work them out. How surely a level is heard less (p) is not given.
    Raises HeardError for level working, where nothing is hidden, and where the frame is of more than one council.
    """
    if level is Level.WORKING:
        raise HeardError("at level working participation is not protected")
    if frame["area"].n_unique() > 1:
        raise HeardError("who took part is protected one council at a time")
    whole = patterns.group_by(*GROUP).agg(pl.col("open").all().alias("whole_group_open"))
    joined = frame.join(patterns.select(*PLACE, "open"), on=PLACE, how="left", maintain_order="left").join(
        whole, on=GROUP, how="left", maintain_order="left"
    )
    shown = pl.col("open").fill_null(value=False)
    decided = pl.col("open").is_not_null().all().over(GROUP)
    together = shown & decided & pl.col("whole_group_open").fill_null(value=False)
    share = pl.when("together").then("share_of_eligible").otherwise(_share_of_cohort())
    said = joined.with_columns(_cohort(shown), together=together).with_columns(
        *(pl.when("together").then(name).alias(name) for name in OF_THE_GROUP),
        pl.lit(None, dtype=frame.schema["p"]).alias("p"),
        share_of_eligible=share,
        symbol=pl.lit(Symbol.SHOWN.value),
    )
    return hide(said, ~shown, keep=OF_THE_COHORT).select(*frame.columns, "symbol")


def _cohort(shown: pl.Expr) -> pl.Expr:
    """The cohort; of a hidden level none where it is nobody.

    The tables of analysis have a row of such a level only where somebody answered all the same.
    """
    return pl.when(shown | (pl.col("eligible") > 0)).then("eligible").alias("eligible")


def _share_of_cohort() -> pl.Expr:
    """A level's part of its group's cohort, from cohorts alone.

    Analysis leaves out a cohort smaller than those who answered, which of a hidden level would tell that it is.
    """
    cohort = pl.col("eligible").sum().over(GROUP)
    return pl.when(cohort > 0).then(pl.col("eligible") / cohort)
