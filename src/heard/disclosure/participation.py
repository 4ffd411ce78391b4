"""Who took part, as it may be shown (method, section 3).

Which levels' numbers of respondents are open is decided before, for all questions of a survey together. Everything
else here follows from open numbers and from the cohort, which is no secret.
"""

import polars as pl

from heard.base.errors import HeardError
from heard.base.policy import Level
from heard.disclosure.protected import Symbol

PLACE = ("survey", "group", "level")
GROUP = ("survey", "group")
OF_THE_LEVEL = ("respondents", "response_rate", "under_represented")  # said where the level is open


def protect_participation(frame: pl.DataFrame, patterns: pl.DataFrame, level: Level) -> pl.DataFrame:
    """One council's participation as `level` may see it: the columns of analysis, `symbol`.

    `patterns` (survey, group, level, open) says which numbers of respondents are open; a level it does not name is not.
    Hidden rows keep the cohort and its share. A share of the respondents is one of those whose level is known: it is
    given where every level of the group is open, so that their sum is. How surely a group is under-represented (p)
    rests on all its levels, hidden ones too, and is not given.
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
    together = shown & pl.col("whole_group_open").fill_null(value=False)
    return joined.with_columns(
        *(pl.when(shown).then(name).alias(name) for name in OF_THE_LEVEL),
        pl.when(together).then("share_of_respondents").alias("share_of_respondents"),
        pl.lit(None, dtype=frame.schema["p"]).alias("p"),
        symbol=pl.when(shown).then(pl.lit(Symbol.SHOWN.value)).otherwise(pl.lit(Symbol.HIDDEN.value)),
    ).select(*frame.columns, "symbol")
