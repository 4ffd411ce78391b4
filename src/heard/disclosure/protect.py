"""Protection of tables before anybody outside the analysts sees them (method, section 3).

This module knows the level *working*, where nothing of a council's own is hidden, and the primary rules of
*board* and *public*: small counts, small complements and small bases. It does not yet look at what tables
betray together, so a board or public table made with it is not safe to publish, and says so. To err on the
careful side, a breakdown with one hidden level is hidden whole.
"""

import polars as pl

from heard.analysis.pairs import NO_COHORT_OF_AREAS, NOT_ENOUGH_AREAS
from heard.analysis.tables import Tables
from heard.base.policy import LEVELS, POOL_BASE_ROUNDING, Level, LevelPolicy
from heard.disclosure.associations import protect_associations
from heard.disclosure.bands import band_ends, nearest, p_band
from heard.disclosure.protected import ProtectedTables, Symbol, no_trends

POOLS = ("others", "neighbours")
UNSOUND_POOL = (NOT_ENOUGH_AREAS, NO_COHORT_OF_AREAS)  # reasons why a council is held against no pool
POOL_FIGURES = (
    "reference_count", "reference_base", "reference_share", "difference", "difference_low", "difference_high",
    "p", "q", "direction", "mdd",
)  # fmt: skip
SENSITIVE_ALL_OR_NONE_BASE = 50  # method, section 3: all-or-none answers to sensitive items under this base

ESTIMATE_CELL = ("area", "survey", "group", "level", "indicator", "cut_point")
BREAKDOWN = ("area", "survey", "group", "indicator", "cut_point")
# What a hidden row still tells: which cell it is. Every other column is emptied, one added later included.
KEYS = (
    "wave",
    "area",
    "survey",
    "group",
    "level",
    "indicator",
    "cut_point",
    "against",
    "reference",
    "symbol",
)


def protect(
    tables: Tables,
    level: Level,
    *,
    area: str | None = None,
    sensitive: frozenset[str] = frozenset(),
) -> ProtectedTables:
    """What `level` may see of `tables`.

    With `area`, the tables of that council alone, as handed to it, and what goes with well-being in the nation:
    figures of a pool of councils as whole points of a base to the nearest 50, so that nobody takes a council's own
    counts out of two reports. Without, the
    programme's own exact tables, which only the level working gives.
    Trends are for the level working alone: each is made of the counts of three waves or more, and what several
    waves betray together is not looked at yet, so no other level gets one.
    `sensitive` names the indicators where an answer that all or none of a small group gave is itself a disclosure.
    """
    rule = LEVELS[level]
    estimates, comparisons, participation = (
        _of_area(frame, area) for frame in (tables.estimates, tables.comparisons, tables.participation)
    )
    if level == Level.WORKING:
        estimates, comparisons, participation = map(_shown, (estimates, comparisons, participation))
    else:
        estimates = _protect_estimates(estimates, rule, sensitive)
        comparisons = _protect_comparisons(comparisons, estimates, rule)
        participation = _protect_participation(participation, rule)
    if area is not None or level != Level.WORKING:
        comparisons = _round_pools(comparisons)
    associations = protect_associations(tables.associations, level, area)
    trends = _shown(_of_area(tables.trends, area)) if level == Level.WORKING else no_trends()
    return ProtectedTables(level, tables.wave, estimates, comparisons, participation, associations, trends)


def _of_area(frame: pl.DataFrame, area: str | None) -> pl.DataFrame:
    return frame if area is None else frame.filter(pl.col("area") == area)


def _shown(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(symbol=pl.lit(Symbol.SHOWN.value))


# --- Estimates --------------------------------------------------------------------------------------


def _protect_estimates(frame: pl.DataFrame, rule: LevelPolicy, sensitive: frozenset[str]) -> pl.DataFrame:
    everybody = pl.col("group") == "all"
    small = _small("count", "base", rule.threshold)
    none_or_all = (pl.col("count") == 0) | (pl.col("count") == pl.col("base"))
    telling = (
        none_or_all
        & pl.col("indicator").is_in(list(sensitive))
        & (pl.col("base") < SENSITIVE_ALL_OR_NONE_BASE)
    )
    answered = pl.col("base") > 0
    hidden = answered & (pl.col("base") < rule.minimum_base)
    banded = answered & everybody & (small | none_or_all)
    breakdown = answered & ~everybody & (small | (telling))
    frame = frame.with_columns(
        symbol=pl.when(hidden | breakdown)
        .then(pl.lit(Symbol.HIDDEN.value))
        .when(banded)
        .then(pl.lit(Symbol.BANDED.value))
        .otherwise(pl.lit(Symbol.SHOWN.value))
    )
    frame = _hide_whole_breakdowns(frame, BREAKDOWN)
    low, high = band_ends(pl.col("count"), pl.col("base"), rule.threshold)
    is_banded = pl.col("symbol") == Symbol.BANDED
    frame = frame.with_columns(
        low=pl.when(is_banded).then(low).otherwise("low"),
        high=pl.when(is_banded).then(high).otherwise("high"),
    )
    frame = _blank(frame, ("count", "share"), pl.col("symbol") == Symbol.BANDED)
    frame = _blank(frame, ("eligible",), _is_routed())
    frame = _blank(frame, ("level_flag", "note"), pl.col("symbol") != Symbol.SHOWN)
    return _blank_hidden(frame)


def _is_routed() -> pl.Expr:
    """Whether a question was for some of the children only. How many of the cohort it was for, beside the cohort
    and those who answered, gives exactly how many were led past it."""
    return pl.col("eligible") < pl.col("eligible").max().over("area", "survey", "group", "level")


def _small(count: str, base: str, threshold: int) -> pl.Expr:
    """Whether the people counted, or those not counted, are some but fewer than the threshold."""
    complement = pl.col(base) - pl.col(count)
    return pl.col(count).is_between(1, threshold - 1) | complement.is_between(1, threshold - 1)


def _hide_whole_breakdowns(frame: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    """Where one level of a breakdown is hidden, hide the others: they and the total would give it away."""
    gives_away = (pl.col("symbol") == Symbol.HIDDEN).any().over(*keys) & (pl.col("group") != "all")
    return frame.with_columns(
        symbol=pl.when(gives_away).then(pl.lit(Symbol.HIDDEN.value)).otherwise("symbol")
    )


# --- Comparisons ------------------------------------------------------------------------------------


def _protect_comparisons(frame: pl.DataFrame, estimates: pl.DataFrame, rule: LevelPolicy) -> pl.DataFrame:
    """A comparison is shown where its own cell is, and where what it is compared with could be shown too."""
    own = estimates.select(*ESTIMATE_CELL, "symbol")
    frame = frame.join(own, on=ESTIMATE_CELL, how="left", maintain_order="left")
    reference_is_children_here = pl.col("against").is_in(["previous", "rest"])
    reference_small = (
        (pl.col("reference_base") < rule.minimum_base)
        | _small("reference_count", "reference_base", rule.threshold)
        | ((pl.col("reference_count") == 0) | (pl.col("reference_count") == pl.col("reference_base")))
    )
    closed = (pl.col("symbol") != Symbol.SHOWN) | pl.col("symbol").is_null()
    hide = closed | (reference_is_children_here & reference_small).fill_null(value=False)
    frame = frame.with_columns(
        symbol=pl.when(hide).then(pl.lit(Symbol.HIDDEN.value)).otherwise(pl.lit(Symbol.SHOWN.value))
    )
    return _blank_hidden(frame)


def _round_pools(frame: pl.DataFrame) -> pl.DataFrame:
    """Pools as whole points of a base to the nearest 50. Of a pool of too few councils nothing at all is left: that
    of two is the other one."""
    pool = pl.col("against").is_in(list(POOLS))
    frame = _blank(frame, POOL_FIGURES, pool & pl.col("reason").is_in(list(UNSOUND_POOL)))
    points = ("reference_share", "difference", "difference_low", "difference_high", "mdd")
    return frame.with_columns(
        reference_count=pl.when(pool).then(None).otherwise("reference_count"),
        reference_base=pl.when(pool)
        .then(nearest("reference_base", POOL_BASE_ROUNDING))
        .otherwise("reference_base"),
        **{name: pl.when(pool).then(_whole_points(name)).otherwise(name) for name in points},
        **{name: pl.when(pool).then(p_band(name)).otherwise(name) for name in ("p", "q")},
    )


def _whole_points(name: str) -> pl.Expr:
    """Half away from zero, as `base.shares.percent` does."""
    points = (pl.col(name).abs() * 100 + 1e-9).add(0.5).floor()
    return (points * pl.col(name).sign()) / 100


# --- Participation ----------------------------------------------------------------------------------


def _protect_participation(frame: pl.DataFrame, rule: LevelPolicy) -> pl.DataFrame:
    """Hide how many of a small group answered, and that all of a group did."""
    grouped = pl.col("group") != "all"
    silent = pl.col("eligible") - pl.col("respondents")
    small = pl.col("respondents").is_between(1, rule.threshold - 1) | silent.is_between(0, rule.threshold - 1)
    hidden = (grouped & small.fill_null(value=False)) | (~grouped & (pl.col("respondents") < rule.threshold))
    frame = frame.with_columns(
        symbol=pl.when(hidden).then(pl.lit(Symbol.HIDDEN.value)).otherwise(pl.lit(Symbol.SHOWN.value))
    )
    frame = _hide_whole_breakdowns(frame, ("area", "survey", "group"))
    return _blank_hidden(frame, kept=("eligible", "share_of_eligible"))  # the cohort is no secret


def _blank_hidden(frame: pl.DataFrame, kept: tuple[str, ...] = ()) -> pl.DataFrame:
    values = tuple(name for name in frame.columns if name not in (*KEYS, *kept))
    return _blank(frame, values, pl.col("symbol") == Symbol.HIDDEN)


def _blank(frame: pl.DataFrame, names: tuple[str, ...], where: pl.Expr) -> pl.DataFrame:
    return frame.with_columns(**{name: pl.when(where).then(None).otherwise(pl.col(name)) for name in names})
