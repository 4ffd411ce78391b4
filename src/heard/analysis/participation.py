"""Who answered, of whom, and which groups are under-represented."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from heard.analysis.arrays import Flags, Floats, ratio
from heard.analysis.cells import Cells
from heard.analysis.eligible import eligible_of
from heard.analysis.frames import real, repeated, whole, worded
from heard.analysis.two_groups import two_group_p
from heard.base.policy import UNDER_REPRESENTED_P, UNDER_REPRESENTED_RATIO

SCHEMA = {
    "wave": pl.String,
    "area": pl.String,
    "survey": pl.String,
    "group": pl.String,
    "level": pl.String,
    "respondents": pl.Int64,
    "eligible": pl.Int64,
    "response_rate": pl.Float64,
    "share_of_respondents": pl.Float64,
    "share_of_eligible": pl.Float64,
    "p": pl.Float64,
    "under_represented": pl.Boolean,
}


def describe_participation(each: Sequence[Cells], *, cohort: pl.DataFrame, wave: str) -> pl.DataFrame:
    """Respondents and eligible by area, survey and level; rows where somebody answered or could have.

    Shares are of the children whose level is known. p tests a level's answered and not answered against the other
    levels'; a level is under-represented where its share of the respondents is under four fifths of its share of
    the eligible and p is small. Rates, shares of the eligible and p are null where a level's cohort is unknown, or
    smaller than those who answered; such a level is on neither side when others of its group are judged.
    """
    return pl.concat([pl.DataFrame(schema=SCHEMA), *(_describe(cells, cohort, wave) for cells in each)])


def _describe(cells: Cells, cohort: pl.DataFrame, wave: str) -> pl.DataFrame:
    respondents, eligible = cells.respondents, eligible_of(cohort, wave, cells)
    group = _group_of_level(cells)
    usable = np.where(respondents <= eligible, eligible, np.nan)
    judged = np.where(np.isnan(usable), 0.0, respondents)
    all_judged, all_usable = judged @ group, np.nan_to_num(usable) @ group
    p = two_group_p(judged, np.nan_to_num(usable), all_judged - judged, np.nan_to_num(all_usable - usable))
    share_of_respondents, share_of_eligible = (
        ratio(respondents, respondents @ group),
        ratio(usable, all_usable),
    )
    fewer = ratio(judged, all_judged) < UNDER_REPRESENTED_RATIO * share_of_eligible
    under = fewer & (p < UNDER_REPRESENTED_P)
    area, level = np.nonzero((respondents > 0) | (eligible > 0))
    at = (area, level)
    return pl.DataFrame(
        {
            "wave": repeated(wave, area.size),
            "area": worded(cells.areas, area),
            "survey": repeated(cells.survey, area.size),
            "group": worded([group for group, _ in cells.levels], level),
            "level": worded([code for _, code in cells.levels], level),
            "respondents": whole(respondents[at]),
            "eligible": whole(eligible[at]),
            "response_rate": real(ratio(respondents, usable)[at]),
            "share_of_respondents": real(share_of_respondents[at]),
            "share_of_eligible": real(share_of_eligible[at]),
            "p": real(p[at]),
            "under_represented": under[at],
        },
        schema=SCHEMA,
    )


def _group_of_level(cells: Cells) -> Floats:
    """(levels, levels): 1 where two levels are of the same group."""
    group = np.unique([group for group, _ in cells.levels], return_inverse=True)[1]
    same: Flags = group[:, None] == group[None, :]
    return same.astype(np.float64)
