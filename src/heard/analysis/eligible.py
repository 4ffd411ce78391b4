"""How many of the cohort each cell is about."""

import numpy as np
import polars as pl

from heard.analysis.arrays import Floats, Whole
from heard.analysis.cells import Cells, numbered_columns, pair_places, places
from heard.analysis.intervals import eligible_for
from heard.analysis.layout import Level
from heard.base.places import NATION
from heard.base.surveys import parts_of


def numbered_cohort(cohort: pl.DataFrame) -> pl.DataFrame:
    """Cohort.frame with its words as categories: `eligible_of` then need not sort them each time it is asked."""
    words = [name for name, kind in cohort.schema.items() if kind == pl.String]
    return cohort.with_columns(
        cohort[name].cast(pl.Enum(cohort[name].drop_nulls().unique().sort())) for name in words
    )


def eligible_of(cohort: pl.DataFrame, wave: str, cells: Cells) -> Floats:
    """N for each (area, level) of the cells; NaN where unknown. `cohort` is Cohort.frame.

    The nation (where the cells have it, last) and surveys taken together add up what they are made of, and are
    unknown where a part of it is, or is smaller than those of it who answered and so known to be wrong.
    """
    councils = [code for code in cells.areas if code != NATION]
    of_wave = pl.col("wave") == wave
    parts = [
        _listed(cohort.filter(of_wave & (pl.col("survey") == part.value)), councils, cells.levels)
        for part in parts_of(cells.survey)
    ]
    if cells.of_parts:
        parts = [_believed(part, answered) for part, answered in zip(parts, cells.of_parts, strict=True)]
    eligible: Floats = np.sum(parts, axis=0)
    if len(parts) > 1:  # a council without answers in each of them is not in the cells either
        eligible[cells.respondents[: len(councils), 0] == 0] = np.nan
    if len(councils) == len(cells.areas):
        return eligible
    respondents = cells.respondents[: len(councils)]
    nation = _nation(_believed(eligible, respondents), respondents, cells.levels)
    return np.concatenate([eligible, nation[None]])


def eligible_at(cells: Cells, eligible: Floats, area: Whole, level: Whole, item: Whole) -> Floats:
    """N_j of the cells at these places; `eligible` is `eligible_of` them.

    A cohort smaller than those who answered is known to be wrong, whatever the item's base: it stands as that base
    less one, which the intervals read as too small.
    """
    cohort, respondents = eligible[area, level], cells.respondents[area, level]
    base = cells.base[area, level, item]
    scaled = eligible_for(cohort, respondents, cells.asked[area, level, item], base)
    return np.where(cohort < respondents, np.minimum(cohort, base - 1), scaled)


def _believed(eligible: Floats, respondents: Floats) -> Floats:
    """The cohort, NaN where more answered than it counts."""
    return np.where(eligible < respondents, np.nan, eligible)


def _listed(rows: pl.DataFrame, areas: list[str], levels: tuple[Level, ...]) -> Floats:
    code, *pairs = numbered_columns(rows, "area", "group", "level")
    area = places(code, {code: place for place, code in enumerate(areas)})
    level = pair_places(pairs, {pair: place for place, pair in enumerate(levels)})
    wanted = (area >= 0) & (level >= 0)
    found = np.full((len(areas), len(levels)), np.nan)
    found[area[wanted], level[wanted]] = rows["eligible"].to_numpy()[wanted]
    return found


def _nation(eligible: Floats, respondents: Floats, levels: tuple[Level, ...]) -> Floats:
    """N of every council together, (levels,).

    A council adds nothing where it did not run the survey, nor at a level that its cohort leaves out while it
    lists others of the group and nobody of that level answered; else one unknown N makes the sum unknown.
    """
    group = np.unique([group for group, _ in levels], return_inverse=True)[1]
    known = ~np.isnan(eligible)
    lists_group = np.stack([known[:, group == number].any(axis=1) for number in group], axis=1)
    absent = ~known & (respondents == 0) & (lists_group | (respondents[:, :1] == 0))
    total: Floats = np.where(absent, 0.0, eligible).sum(axis=0)
    return np.where(known.any(axis=0), total, np.nan)
