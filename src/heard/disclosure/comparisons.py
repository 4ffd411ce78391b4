"""Comparisons as they may be shown: made again from open figures, and from nothing else (decision 0017).

Each is judged as in analysis, by its own functions, with the figures a reader has: difference, interval, p, what could
have been seen; then q and the flag, in families of the comparisons that are open at the level. A comparison that is not
open is in no family and has no row. What a council is held against differs, and so does when that is open:

- others: the national figure, the same for every council, own included, where that is said;
- neighbours: their figures, rounded, where all of them are public knowledge;
- population: published figures;
- previous: the council's own earlier cell, where that is open as well, of the wave that the programme asked it in last;
- rest: everybody who answered less this level, where both are open (`open_groups`).
"""

from collections.abc import Callable, Mapping

import numpy as np
import polars as pl

from heard.analysis.arrays import Floats
from heard.analysis.comparisons import judge
from heard.analysis.families import with_families
from heard.analysis.frames import ALL, ITEM, KEYS, real
from heard.analysis.layout import items_of
from heard.analysis.pairs import (
    INTERVAL_TOO_WIDE,
    NEIGHBOURS,
    NO_COHORT_OF_AREAS,
    NOT_ENOUGH_AREAS,
    OTHERS,
    POPULATION,
    PREVIOUS,
    REST,
    SCHEMA,
    TOO_FEW,
)
from heard.analysis.two_groups import two_group_p
from heard.base.errors import HeardError
from heard.base.policy import MIN_BASE_TO_COMPARE, POOL_BASE_ROUNDING, Level
from heard.catalogue import Catalogue
from heard.disclosure.bands import nearest, p_band, whole_points
from heard.disclosure.facts import EVERY_ONE, RESPONDENTS
from heard.disclosure.open_groups import pair_open_levels
from heard.disclosure.protected import Symbol

POOLS = (OTHERS, NEIGHBOURS)
UNSOUND_POOL = (NOT_ENOUGH_AREAS, NO_COHORT_OF_AREAS)  # reasons why a council is held against no pool
FIGURES = (
    "reference_count", "reference_base", "reference_share", "difference", "difference_low", "difference_high",
    "p", "q", "mdd",
)  # fmt: skip
POOL_FIGURES = (*FIGURES, "direction")
POINTS = ("difference", "difference_low", "difference_high", "mdd")
# A share in whole points of a rounded base is no whole number of answers.
PAIRS = {**SCHEMA, "reference_count": pl.Float64}


def protect_comparisons(
    comparisons: pl.DataFrame,
    estimates: pl.DataFrame,
    national: pl.DataFrame,
    earlier: pl.DataFrame | None,
    level: Level,
    *,
    catalogue: Catalogue,
    asked_before: pl.DataFrame,
    near: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """One council's comparisons as `level` may see them: the columns of analysis, `symbol`.

    Only what is open has a row. `estimates`: the council's protected estimates. `national`: pools.national_facts at
    this level. `earlier`: facts of earlier waves at this level, None = none. `asked_before`: that of Tables. `near`:
    pools.open_neighbours of this council, None = none open. p and q are bands, mdd whole points.
    Raises HeardError for level working, where nothing is hidden, and where there is more than one council.
    """
    if level is Level.WORKING:
        raise HeardError("at level working comparisons are not protected")
    if comparisons["area"].n_unique() > 1:
        raise HeardError("comparisons are protected one council at a time")
    shown = estimates.filter(pl.col("symbol") == Symbol.SHOWN.value).select(KEYS)
    rows = comparisons.with_row_index("row").join(shown, on=KEYS, how="semi", maintain_order="left")
    rows = rows.join(_describe_items(rows, catalogue), on=ITEM, how="inner", maintain_order="left")
    pairs = _pair_open(rows, national, near, earlier, asked_before)
    groups = [_as_pairs(each) for each in pair_open_levels(estimates, catalogue)]
    judged = judge(with_families(pl.concat([pairs, *groups])))
    return _banded(judged).cast({"reference_count": pl.Int64}).with_columns(symbol=pl.lit(Symbol.SHOWN.value))


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


def _pair_open(
    rows: pl.DataFrame,
    national: pl.DataFrame,
    near: pl.DataFrame | None,
    earlier: pl.DataFrame | None,
    asked_before: pl.DataFrame,
) -> pl.DataFrame:
    """The rows whose other side is open too, in their order, with the figures a reader has; columns as PAIRS."""
    against: Mapping[str, Callable[[pl.DataFrame], pl.DataFrame]] = {
        OTHERS: lambda part: _against_pool(part, _say_nation(national)),
        NEIGHBOURS: lambda part: _against_pool(part, _say_neighbours(part, near)),
        POPULATION: lambda part: part,
        PREVIOUS: lambda part: _against_earlier(part, earlier, asked_before),
    }
    opened = [say_open(rows.filter(pl.col("against") == kind)) for kind, say_open in against.items()]
    return pl.concat([_as_pairs(each, "row") for each in opened]).sort("row").drop("row")


def _say_nation(national: pl.DataFrame) -> pl.DataFrame:
    """Share and base of the one figure of all councils, where it is said."""
    said = national.filter(pl.col("symbol") == Symbol.SHOWN.value)
    return said.select(*ITEM, their_share="share", their_base="base")


def _say_neighbours(rows: pl.DataFrame, near: pl.DataFrame | None) -> pl.DataFrame:
    """Share in whole points and rounded base of the neighbours' sum, where that is public knowledge."""
    figures = rows.select(
        *ITEM,
        their_share=whole_points("reference_share"),
        their_base=nearest("reference_base", POOL_BASE_ROUNDING),
    )
    if near is None:
        return figures.clear()
    return figures.join(near.filter("figures"), on=ITEM, how="semi", maintain_order="left")


def _against_pool(rows: pl.DataFrame, pool: pl.DataFrame) -> pl.DataFrame:
    """Against the figure that is printed. The council is in the nation itself: the test is a little cautious."""
    joined = rows.join(pool, on=ITEM, how="inner", maintain_order="left")
    count, base, share, their_base = (
        _floats(joined[name]) for name in ("count", "base", "their_share", "their_base")
    )
    few = base < MIN_BASE_TO_COMPARE
    p = np.where(few, np.nan, two_group_p(count, base, np.floor(share * their_base + 0.5), their_base))
    return joined.with_columns(
        reference_count=pl.col("their_share") * pl.col("their_base"),
        reference_base="their_base",
        reference_share="their_share",
        p=real(p),
        reason=pl.when(pl.Series(few)).then(pl.lit(TOO_FEW)).otherwise(pl.lit("")),
    )


def _against_earlier(
    rows: pl.DataFrame, earlier: pl.DataFrame | None, asked_before: pl.DataFrame
) -> pl.DataFrame:
    """Against the wave that asked last, whoever answered: no older one where that is hidden or nobody did.

    Where there is an earlier figure, it must have been open then, and the same. That a question whose answers can no
    longer be read was asked otherwise is said where it is open that the council took part.
    """
    on = ["survey", "indicator", "reference"]
    last = rows.join(asked_before, on=on, how="semi", maintain_order="left")
    if earlier is None:
        return last.clear()
    then = earlier.filter(pl.col("symbol") == Symbol.SHOWN.value, pl.col("group") == ALL)
    of_cell = then.select(
        "area", *ITEM, reference="wave", reference_count="count", reference_base="base"
    ).unique()
    took_part = then.filter(
        pl.col("indicator") == RESPONDENTS, pl.col("cut_point") == EVERY_ONE, pl.col("count") > 0
    ).select("area", "survey", reference="wave")
    figures = ["reference_count", "reference_base"]
    told = last.join(of_cell, on=["area", *ITEM, "reference", *figures], how="semi", maintain_order="left")
    unread = last.filter(pl.all_horizontal(pl.col(figures).is_null())).join(
        took_part, on=["area", "survey", "reference"], how="semi", maintain_order="left"
    )
    return pl.concat([told, unread])


# --- Figures -----------------------------------------------------------------------------------------


def _describe_items(rows: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """Polarity of each cut point there are rows of, and whether it is the headline."""
    asked = [
        (survey, item.indicator, item.cut_point, item.polarity, item.headline)
        for survey, key in rows.select("survey", "indicator").unique().sort(pl.all()).iter_rows()
        if key in catalogue.indicators and catalogue.is_asked(key, survey)
        for item in items_of(catalogue.indicators[key], catalogue.asked(key, survey))
    ]
    schema = {**dict.fromkeys(ITEM, pl.String), "polarity": pl.Int64, "headline": pl.Boolean}
    return pl.DataFrame(asked, schema=schema, orient="row")


def _as_pairs(rows: pl.DataFrame, *further: str) -> pl.DataFrame:
    """Rows not judged yet. A wide interval is found again; the support of all councils' shares is no open figure."""
    return rows.with_columns(
        *(
            pl.lit(None, dtype=kind).alias(name)
            for name, kind in PAIRS.items()
            if name == "better" or name not in rows.columns
        ),
        q=pl.when(pl.col("against") == REST).then("q"),
        reason=pl.col("reason").replace(INTERVAL_TOO_WIDE, ""),
    ).select(*further, *(pl.col(name).cast(kind) for name, kind in PAIRS.items()))


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
    """p and q as bands, mdd in whole points, and all that a pool is held against, which has no count."""
    pool = pl.col("against").is_in(list(POOLS))
    return rows.with_columns(
        reference_count=pl.when(~pool).then("reference_count"),
        **{name: pl.when(pool).then(whole_points(name)).otherwise(name) for name in POINTS if name != "mdd"},
        mdd=whole_points("mdd"),
        **{name: p_band(name) for name in ("p", "q")},
    )


def _without(rows: pl.DataFrame, names: tuple[str, ...], where: pl.Expr) -> pl.DataFrame:
    return rows.with_columns(pl.when(where).then(None).otherwise(pl.col(name)).alias(name) for name in names)


def _floats(column: pl.Series) -> Floats:
    return column.cast(pl.Float64).fill_null(np.nan).to_numpy()
