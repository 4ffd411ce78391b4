"""Comparisons as they may be shown: functions of open cells and of published references (method, section 3, item 8).

What a council is held against differs, and so does why nothing new is said:

- others: the national figure, the same for every council, own included. Difference, interval and what could have
  been seen are reckoned again from the own cell and that rounded figure. Flag, p and q come from exact sums of the
  others, which `pools` takes to be known already where it lets the figure be said;
- neighbours: flag and direction, where their exact sum would give none of them away; their figures only where all of
  them are public knowledge;
- population: published figures;
- previous: the council's own earlier cell, where that is open as well;
- rest: everybody who answered less this level, where both are open.
"""

from collections.abc import Callable, Mapping

import numpy as np
import polars as pl

from heard.analysis.arrays import Floats
from heard.analysis.flags import DIRECTION_WORDS, directions
from heard.analysis.frames import real, whole
from heard.analysis.pairs import (
    NEIGHBOURS,
    NO_COHORT_OF_AREAS,
    NOT_ENOUGH_AREAS,
    OTHERS,
    POPULATION,
    PREVIOUS,
    REST,
)
from heard.base.errors import HeardError
from heard.base.policy import POOL_BASE_ROUNDING, Level
from heard.disclosure.bands import nearest, p_band, whole_points
from heard.disclosure.protected import Symbol

POOLS = (OTHERS, NEIGHBOURS)
UNSOUND_POOL = (NOT_ENOUGH_AREAS, NO_COHORT_OF_AREAS)  # reasons why a council is held against no pool
FIGURES = (
    "reference_count", "reference_base", "reference_share", "difference", "difference_low", "difference_high",
    "p", "q", "mdd",
)  # fmt: skip
POOL_FIGURES = (*FIGURES, "direction")
POINTS = ("difference", "difference_low", "difference_high", "mdd")
ITEM = ("survey", "indicator", "cut_point")
CELL = ("wave", "area", "survey", "group", "level", "indicator", "cut_point")
# What a hidden row still tells: which cell it is. Every other column is emptied, one added later included.
KEPT = (*CELL, "against", "reference", "symbol")


def protect_comparisons(
    comparisons: pl.DataFrame,
    estimates: pl.DataFrame,
    national: pl.DataFrame,
    earlier: pl.DataFrame | None,
    level: Level,
    *,
    near: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """One council's comparisons as `level` may see them: the columns of analysis, `symbol`.

    `estimates`: the council's protected estimates. `national`: pools.national_facts at this level. `earlier`: facts of
    earlier waves at this level, None = none. `near`: pools.open_neighbours of this council, None = none open.
    p and q are bands, mdd whole points. Flag, reason and `changed` stay as analysis found them. In a hidden row all but
    the keys is null.
    Raises HeardError for level working, where nothing is hidden, and where there is more than one council.
    """
    if level is Level.WORKING:
        raise HeardError("at level working comparisons are not protected")
    if comparisons["area"].n_unique() > 1:
        raise HeardError("comparisons are protected one council at a time")
    own = estimates.select(*CELL, pl.col("symbol").alias("own_symbol"))
    rows = comparisons.with_row_index("row").join(own, on=CELL, how="left", maintain_order="left")
    rows = rows.with_columns(symbol=pl.lit(Symbol.SHOWN.value))
    against: Mapping[str, Callable[[pl.DataFrame], pl.DataFrame]] = {
        OTHERS: lambda part: _against_nation(part, national),
        NEIGHBOURS: lambda part: _against_neighbours(part, near),
        POPULATION: lambda part: part,
        PREVIOUS: lambda part: _against_earlier(part, earlier),
        REST: lambda part: _against_rest(part, estimates),
    }
    unknown = _hide(rows.filter(~pl.col("against").is_in(list(against))), pl.lit(value=True))
    parts = [judge(rows.filter(pl.col("against") == kind)) for kind, judge in against.items()]
    judged = pl.concat([unknown, *(part.select(rows.columns) for part in parts)]).sort("row")
    told = _banded(_hide(judged, ~_is(pl.col("own_symbol") == Symbol.SHOWN)))
    return _emptied(told.select(*comparisons.columns, "symbol"))


def round_pools(comparisons: pl.DataFrame) -> pl.DataFrame:
    """For a council's own analysts: pools as whole points of a base to the nearest 50, all else exact.

    Of a pool of too few councils nothing at all is left: that of two is the other one.
    """
    pool = pl.col("against").is_in(list(POOLS))
    frame = _without(comparisons, POOL_FIGURES, pool & pl.col("reason").is_in(list(UNSOUND_POOL)))
    rounded = _rounded()
    return frame.with_columns(
        pl.when(pool).then(value).otherwise(pl.col(name)).alias(name) for name, value in rounded.items()
    )


# --- What each is held against -----------------------------------------------------------------------


def _against_nation(rows: pl.DataFrame, national: pl.DataFrame) -> pl.DataFrame:
    """Against the one figure of all councils; where there was no sound pool, the reason and no figure."""
    figures = national.filter(pl.col("symbol") == Symbol.SHOWN).select(
        *ITEM, pl.col("share").alias("their_share"), pl.col("base").alias("their_base")
    )
    joined = rows.join(figures, on=ITEM, how="left", maintain_order="left")
    unsound = pl.col("reason").is_in(list(UNSOUND_POOL))
    joined = _hide(joined, pl.col("their_share").is_null() & ~unsound)
    share, base = (_floats(joined[name]) for name in ("their_share", "their_base"))
    told = _reckoned(joined, share * base, base, share).with_columns(reference_count=None)
    return _without(told, POOL_FIGURES, unsound)


def _against_neighbours(rows: pl.DataFrame, near: pl.DataFrame | None) -> pl.DataFrame:
    if near is None:
        return _hide(rows, pl.lit(value=True))
    joined = rows.join(near.select(*ITEM, "figures"), on=ITEM, how="left", maintain_order="left")
    joined = _hide(joined, pl.col("figures").is_null())
    rounded = joined.with_columns(**_rounded())
    told = _without(rounded, FIGURES, ~_is(pl.col("figures")))
    return _without(told, POOL_FIGURES, pl.col("reason").is_in(list(UNSOUND_POOL)))


def _against_earlier(rows: pl.DataFrame, earlier: pl.DataFrame | None) -> pl.DataFrame:
    """Where there is an earlier figure, it must have been open then, and the same."""
    there = pl.col("reference_base").is_not_null() | pl.col("reference_share").is_not_null()
    if earlier is None:
        return _hide(rows, there)
    then = earlier.filter(pl.col("symbol") == Symbol.SHOWN, pl.col("group") == "all").select(
        "wave", "area", *ITEM, pl.col("count").alias("then_count"), pl.col("base").alias("then_base")
    )
    joined = rows.join(
        then.unique(maintain_order=True),
        left_on=["reference", "area", *ITEM],
        right_on=["wave", "area", *ITEM],
        how="left",
        maintain_order="left",
    )
    same = (pl.col("then_count") == pl.col("reference_count")) & (
        pl.col("then_base") == pl.col("reference_base")
    )
    return _hide(joined, there & ~_is(same))


def _against_rest(rows: pl.DataFrame, estimates: pl.DataFrame) -> pl.DataFrame:
    """Against everybody who answered less this level, whoever did not say where they belong among them."""
    everybody = estimates.filter(pl.col("group") == "all", pl.col("symbol") == Symbol.SHOWN).select(
        "wave", "area", *ITEM, pl.col("count").alias("all_count"), pl.col("base").alias("all_base")
    )
    joined = rows.join(everybody, on=["wave", "area", *ITEM], how="left", maintain_order="left")
    joined = _hide(joined, pl.col("all_base").is_null() | (pl.col("all_base") <= pl.col("base")))
    count, base = (_floats(joined[f"all_{name}"]) - _floats(joined[name]) for name in ("count", "base"))
    share = np.divide(count, base, out=np.full(base.shape, np.nan), where=base > 0)
    return _tested_again(_reckoned(joined, count, base, share))


# --- Figures -----------------------------------------------------------------------------------------


def _reckoned(
    rows: pl.DataFrame, their_count: Floats, their_base: Floats, their_share: Floats
) -> pl.DataFrame:
    """The rows held against this: Newcombe's interval, direction, and what could have been seen; NaN where none is."""
    from heard.analysis.two_groups import difference_interval

    count, base, before = (_floats(rows[name]) for name in ("count", "base", "difference"))
    there = ~np.isnan(their_base)
    difference, low, high = difference_interval(
        count, base, np.where(there, their_count, 0.0), np.where(there, their_base, 0.0)
    )
    # Which way is better is not in the table; analysis found it from its own difference.
    word = rows["direction"].fill_null("none").to_list()
    found = np.array([{"better": 1, "worse": -1}.get(each, 0) for each in word], dtype=np.int64)
    polarity = found * np.sign(np.nan_to_num(before)).astype(np.int64)
    words = [DIRECTION_WORDS[each] for each in directions(difference, polarity)]
    return rows.with_columns(
        whole(np.where(there, their_count, np.nan)).alias("reference_count"),
        whole(their_base).alias("reference_base"),
        real(their_share).alias("reference_share"),
        real(difference).alias("difference"),
        real(low).alias("difference_low"),
        real(high).alias("difference_high"),
        real(_detectable(base, their_base, their_share, _floats(rows["mdd"]))).alias("mdd"),
        pl.when(pl.Series(there))
        .then(pl.Series(words, dtype=pl.String))
        .otherwise("direction")
        .alias("direction"),
    )


def _detectable(base: Floats, their_base: Floats, their_share: Floats, found: Floats) -> Floats:
    """What could have been seen against this reference: of the two ways worse may lie, the one analysis meant."""
    from heard.analysis.power import detectable_difference

    size, share = np.nan_to_num(their_base), np.nan_to_num(their_share)
    down, up = (detectable_difference(base, size, share, sign) for sign in (1, -1))
    further = np.nan_to_num(np.abs(up - found), nan=np.inf) < np.nan_to_num(np.abs(down - found), nan=np.inf)
    return np.where(np.isnan(found), np.nan, np.where(further, up, down))


def _tested_again(rows: pl.DataFrame) -> pl.DataFrame:
    """p of the counts shown, where analysis had made a test."""
    from heard.analysis.two_groups import two_group_p

    count, base, their_count, their_base = (
        np.nan_to_num(_floats(rows[name])) for name in ("count", "base", "reference_count", "reference_base")
    )
    made = rows["p"].is_not_null().to_numpy()
    p = np.full(base.shape, np.nan)
    p[made] = two_group_p(count[made], base[made], their_count[made], their_base[made])
    return rows.with_columns(real(p).alias("p"))


def _rounded() -> Mapping[str, pl.Expr]:
    """A pool's figures in whole points of a base to the nearest 50, without its count."""
    return {
        "reference_count": pl.lit(None, dtype=pl.Int64),
        "reference_base": nearest("reference_base", POOL_BASE_ROUNDING),
        "reference_share": whole_points("reference_share"),
        **{name: whole_points(name) for name in POINTS},
        **{name: p_band(name) for name in ("p", "q")},
    }


def _banded(rows: pl.DataFrame) -> pl.DataFrame:
    """p and q as bands, mdd in whole points, and all that a pool is held against."""
    pool = pl.col("against").is_in(list(POOLS))
    return rows.with_columns(
        **{name: pl.when(pool).then(whole_points(name)).otherwise(name) for name in POINTS if name != "mdd"},
        mdd=whole_points("mdd"),
        **{name: p_band(name) for name in ("p", "q")},
    )


# --- Hiding ------------------------------------------------------------------------------------------


def _hide(rows: pl.DataFrame, where: pl.Expr) -> pl.DataFrame:
    return rows.with_columns(symbol=pl.when(where).then(pl.lit(Symbol.HIDDEN.value)).otherwise("symbol"))


def _emptied(rows: pl.DataFrame) -> pl.DataFrame:
    values = tuple(name for name in rows.columns if name not in KEPT)
    return _without(rows, values, pl.col("symbol") == Symbol.HIDDEN)


def _without(rows: pl.DataFrame, names: tuple[str, ...], where: pl.Expr) -> pl.DataFrame:
    return rows.with_columns(pl.when(where).then(None).otherwise(pl.col(name)).alias(name) for name in names)


def _is(condition: pl.Expr) -> pl.Expr:
    return condition.fill_null(value=False)


def _floats(column: pl.Series) -> Floats:
    return column.cast(pl.Float64).fill_null(np.nan).to_numpy()
