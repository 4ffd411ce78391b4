"""What goes with low and very high well-being, as it may be shown (method, item 13 and section 3).

An odds ratio and the margins of its table give every cell away: of 74 children 8 low and 15 exposed, 8.5 times the
odds means exactly 5 low children exposed. So of a council's own nothing but "more often" leaves its analysts, and
only where each cell is large enough; a council is given the figures of all councils together, rounded.

What such a line adds to the tables beside it. It says that each of the four cells (low or not, exposed or not) holds
the threshold of children or more, and that low and exposed came together more often than by chance. So at least twice
the threshold had low well-being, twice did not, and the same of the exposure. Of a cell that is hidden to protect
another one this is too much: 18 said yes of 40, "no" is hidden because 2 said neither; that 10 or more did not say yes
and had low well-being leaves less room for "no" than the tables did. Therefore the outcome's and the exposure's own
cells must be open (no symbol): then both margins are known to the last child, every bound on them is known already, and
all that the line bounds are the four cells themselves, which stand in no table, in no sum of one, and hold the
threshold or more. It bounds no other cell: an answer within the exposure, or within the other outcomes, may hold any
number of those children, none included.
"""

import polars as pl

from heard.analysis.arrays import Whole
from heard.analysis.associations.plan import LOW, outcome_of
from heard.analysis.frames import ALL
from heard.analysis.multiplicity import false_discovery_q_by_family
from heard.base.places import NATION
from heard.base.policy import (
    ASSOCIATION_Q,
    FIGURES_OF_RATIOS,
    LEVELS,
    MAX_POOL_SHARE,
    MIN_POOL_AREAS,
    POOL_BASE_ROUNDING,
    Level,
)
from heard.catalogue import Catalogue
from heard.disclosure.bands import nearest, p_band
from heard.disclosure.protected import Symbol

OWN_WORDS = ("wave", "area", "survey", "outcome", "indicator", "exposure", "model", "direction")
WORDS_OF_RATIOS = ("direction", "adjusted_for", "method", "reason")
NATION_WORDS = (*OWN_WORDS, *WORDS_OF_RATIOS[1:])
NATION_NUMBERS = ("odds_ratio", "low", "high", "p", "q", "base", "councils")
CELLS = tuple(
    pl.col(f"{side}_events") if met else pl.col(f"{side}_base") - pl.col(f"{side}_events")
    for side in ("exposed", "unexposed")
    for met in (True, False)
)


def protect_associations(
    frame: pl.DataFrame,
    level: Level,
    area: str | None,
    *,
    estimates: pl.DataFrame | None = None,
    catalogue: Catalogue | None = None,
) -> pl.DataFrame:
    """The rows `level` may see, those of `area` and the nation where it is named; with a `symbol`.

    Rows of a council that may not be shown are left out: that there is one already tells how many had the outcome.
    `estimates`: the council's estimates as that level may see them; without them, or without the catalogue, a level
    but working sees none of its rows.
    """
    if area is not None:
        frame = frame.filter(pl.col("area").is_in([area, NATION]))
    nation = pl.col("area") == NATION
    own, pooled = frame.filter(~nation), frame.filter(nation)
    if level == Level.WORKING:
        own = own.with_columns(symbol=pl.lit(Symbol.SHOWN.value))
    elif estimates is None or catalogue is None:
        own = own.clear().with_columns(symbol=pl.lit(Symbol.BANDED.value))
    else:
        own = _more_often(_of_open_cells(own, estimates, catalogue), LEVELS[level].threshold)
    if level == Level.WORKING and area is None:
        pooled = pooled.with_columns(symbol=pl.lit(Symbol.SHOWN.value))
    else:
        pooled = _round(pooled, max(LEVELS[level].threshold, LEVELS[Level.BOARD].threshold))
    return pl.concat([own, pooled])


def _of_open_cells(own: pl.DataFrame, estimates: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """The rows that could be told: of low well-being, whose outcome and exposure are both open to everybody.

    Of one outcome only: the same thing said of low and of very high well-being would bound those between the two,
    who may be fewer than the threshold.
    """
    said = own.filter(pl.col("outcome") == LOW, pl.col("model") == "bivariate", pl.col("indicator") != "")
    cells = estimates.filter(pl.col("group") == ALL, pl.col("symbol") == Symbol.SHOWN)
    shown = set(cells.select("area", "survey", "indicator", "cut_point").iter_rows())

    def is_open(area: str, survey: str, outcome: str, indicator: str) -> bool:
        had = outcome_of(catalogue, survey, outcome)
        headline = catalogue.asked(indicator, survey).headline.key
        return {(area, survey, had.indicator, had.cut_point), (area, survey, indicator, headline)} <= shown

    keys = said.select("area", "survey", "outcome", "indicator").iter_rows()
    return said.filter(pl.Series([is_open(*key) for key in keys], dtype=pl.Boolean))


def _more_often(frame: pl.DataFrame, threshold: int) -> pl.DataFrame:
    """That something goes with low well-being. No number is said, though margins printed elsewhere bound the cells.

    The false discovery rate is that of the rows given: one reckoned with hidden rows as well would let their answers
    decide whether a line stands.
    """
    q = false_discovery_q_by_family(frame["p"].fill_null(float("nan")).to_numpy(), _family(frame))
    said = frame.with_columns(q=pl.Series(q, nan_to_null=True, dtype=pl.Float64)).filter(
        pl.col("direction") == "more_often",
        pl.col("q") <= ASSOCIATION_Q,
        pl.min_horizontal(*CELLS) >= threshold,
    )
    return _only(said, OWN_WORDS).with_columns(symbol=pl.lit(Symbol.BANDED.value))


def _family(frame: pl.DataFrame) -> Whole:
    """(rows,) the number of each row's council and survey, whose lines are judged together."""
    return frame.select(pl.struct("area", "survey").rank("dense").cast(pl.Int64)).to_series().to_numpy()


def _round(frame: pl.DataFrame, threshold: int) -> pl.DataFrame:
    """The figures of all councils together, of a base to the nearest 50 and without counts.

    Why there is no figure ("too few said so") says as much of small numbers as one would, so that it passes the same
    tests or is not told.
    """
    none = pl.col("reason") != ""
    open_to_see = (
        (pl.min_horizontal(*CELLS) >= threshold)
        & (pl.col("councils") >= MIN_POOL_AREAS)
        & (pl.col("largest_share") <= MAX_POOL_SHARE)
    ).fill_null(value=False)
    rounded = frame.with_columns(
        pl.col("odds_ratio", "low", "high").round_sig_figs(FIGURES_OF_RATIOS),
        pl.when(none).then(None).otherwise(nearest("base", POOL_BASE_ROUNDING)).alias("base"),
        pl.when(none).then(None).otherwise("councils").alias("councils"),
        **{name: p_band(name) for name in ("p", "q")},
        symbol=pl.when(open_to_see).then(pl.lit(Symbol.SHOWN.value)).otherwise(pl.lit(Symbol.HIDDEN.value)),
    )
    hidden = pl.col("symbol") == Symbol.HIDDEN
    kept = _only(rounded, (*NATION_WORDS, *NATION_NUMBERS, "symbol"))
    return kept.with_columns(
        *(pl.when(hidden).then(None).otherwise(pl.col(name)).alias(name) for name in NATION_NUMBERS),
        *(pl.when(hidden).then(pl.lit("")).otherwise(pl.col(name)).alias(name) for name in WORDS_OF_RATIOS),
    )


def _only(frame: pl.DataFrame, kept: tuple[str, ...]) -> pl.DataFrame:
    """Every other column emptied, one added later included."""
    return frame.with_columns(
        pl.lit("" if kind == pl.String else None, dtype=kind).alias(name)
        for name, kind in frame.schema.items()
        if name not in kept
    )
