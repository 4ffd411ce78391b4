"""How much councils differ on each indicator, and where each of them stands (method, item 8).

Two tables of the headlines: one row an indicator, and one row a council. Both rest on the councils' latest answers
with MIN_BASE_TO_FIT or more of them, and on MIN_AREAS_TO_FIT such councils: below that there are only the counts.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from heard.analysis.arrays import Flags, Floats, Whole, ratio
from heard.analysis.cells import Cells
from heard.analysis.frames import KEY_SCHEMA, key_columns, real, repeated, whole, worded
from heard.analysis.intervals import Z_95
from heard.analysis.nation.funnel import Z_998, OverDispersion, funnel_limits, over_dispersion
from heard.analysis.nation.ranks import Ranks, rank_councils
from heard.analysis.nation.shrunken import shrunken_interval
from heard.analysis.pairs import NOT_ENOUGH_AREAS, TOO_FEW, first_reason
from heard.analysis.pools import Pool
from heard.analysis.shrinkage import (
    Fits,
    alike,
    between_sd,
    fit_beta_binomial,
    posterior_mean,
    probability_above_mean,
    real_share,
)
from heard.base.policy import MIN_AREAS_TO_FIT, MIN_BASE_TO_FIT

NO_VARIATION = "no_variation"  # chance explains all there is: the difference between councils is put at 0
INSIDE, OUTSIDE_95, OUTSIDE_998 = "inside", "outside_95", "outside_998"
TENTHS = (0.1, 0.9)
EXPECTED_OUTSIDE = 0.05  # of the councils, outside the 95 % limits, if chance were all

SPREAD_SCHEMA = {
    "wave": pl.String,
    "survey": pl.String,
    "indicator": pl.String,
    "cut_point": pl.String,
    "councils": pl.Int64,
    "share": pl.Float64,
    "mean": pl.Float64,
    "between_sd": pl.Float64,
    "lowest_tenth": pl.Float64,
    "highest_tenth": pl.Float64,
    "unweighted_mean": pl.Float64,
    "real_share": pl.Float64,
    "phi": pl.Float64,
    "tau2": pl.Float64,
    "outside_95": pl.Int64,
    "expected_outside_95": pl.Float64,
    "outside_after_dispersion": pl.Int64,
    "reason": pl.String,
}

PLACES_SCHEMA = {
    **KEY_SCHEMA,
    "count": pl.Int64,
    "base": pl.Int64,
    "share": pl.Float64,
    "shrunken": pl.Float64,
    "shrunken_low": pl.Float64,
    "shrunken_high": pl.Float64,
    "above_mean_probability": pl.Float64,
    "expected_rank": pl.Float64,
    "rank_low": pl.Int64,
    "rank_high": pl.Int64,
    "of": pl.Int64,
    "limit_low_95": pl.Float64,
    "limit_high_95": pl.Float64,
    "limit_low_998": pl.Float64,
    "limit_high_998": pl.Float64,
    "z": pl.Float64,
    "z_dispersed": pl.Float64,
    "funnel": pl.String,
    "reason": pl.String,
}


def describe_spread(cells: Cells, pool: Pool, wave: str) -> pl.DataFrame:
    """How much councils differ: one row a headline that anybody answered, columns of SPREAD_SCHEMA.

    `cells` are everybody's of one survey this wave, for its items; `pool` is pools.pool_latest of that survey.
    Shares are 0..1. `share` is that of all their children together (the funnel's line; with tau2 it gives
    funnel.dispersed_limits), `mean` the typical council's and `between_sd` the spread of true shares about it;
    `lowest_tenth` and `highest_tenth` are the 10th and 90th percentile of the shrunken shares; `real_share` is how
    much of the variation between observed shares is true. `expected_outside_95` is what chance alone would put
    outside. `reason`: not_enough_areas (no figures) or no_variation (the difference found is 0).
    """
    nation = _look_at(cells, pool)
    rows = np.flatnonzero((nation.base > 0).any(axis=1))
    figures = {
        name: np.where(nation.enough, values, np.nan)[rows] for name, values in _spread(nation).items()
    }
    items = nation.items[rows]
    return pl.DataFrame(
        {
            "wave": repeated(wave, rows.size),
            "survey": repeated(cells.survey, rows.size),
            "indicator": worded([each.indicator for each in cells.items], items),
            "cut_point": worded([each.cut_point for each in cells.items], items),
            "councils": nation.fits.areas[rows],
            **{
                name: whole(values) if SPREAD_SCHEMA[name] == pl.Int64 else real(values)
                for name, values in figures.items()
            },
            "reason": first_reason(
                rows.size, (~nation.enough[rows], NOT_ENOUGH_AREAS), (alike(nation.fits)[rows], NO_VARIATION)
            ),
        },
        schema=SPREAD_SCHEMA,
    )


def place_councils(cells: Cells, pool: Pool, wave: str) -> pl.DataFrame:
    """Where each council stands: one row a headline and council with answers, columns of PLACES_SCHEMA.

    `count` and `base` are the council's latest, maybe of an earlier wave of the pool. `shrunken` is the council's
    share drawn towards the others', with a 95 % interval (nation.shrunken); ranks are of true shares, 1 the best for
    children, with a 90 % interval, `of` so many councils; limits are the exact ones of chance alone, while
    `z_dispersed` and `funnel` (inside, outside_95, outside_998) allow for what is usual between councils. `reason`
    says why a council is not placed: not_enough_areas, too_few.
    """
    nation = _look_at(cells, pool)
    row, area = np.nonzero(nation.base > 0)
    at, placed = (row, area), nation.placed[row, area]
    count, base = nation.count[at], nation.base[at]
    figures = {
        name: np.where(placed, values[at], np.nan) for name, values in _places(nation, cells, wave).items()
    }
    return pl.DataFrame(
        {
            **key_columns(cells, wave, (area, np.zeros_like(area), nation.items[row])),
            "count": whole(count),
            "base": whole(base),
            "share": real(ratio(count, base)),
            **{
                name: whole(values) if PLACES_SCHEMA[name] == pl.Int64 else real(values)
                for name, values in figures.items()
            },
            "funnel": _funnel_words(figures["z_dispersed"]),
            "reason": first_reason(row.size, (~nation.enough[row], NOT_ENOUGH_AREAS), (~placed, TOO_FEW)),
        },
        schema=PLACES_SCHEMA,
    )


@dataclass(frozen=True, slots=True)
class _Nation:
    """Every council's latest answers to the headlines, (headlines, councils), fitted. `items` are the headlines'
    places in the cells, `enough` where so many councils entered that figures are given, `placed` whose."""

    items: Whole
    polarity: Whole
    count: Floats
    base: Floats
    fits: Fits
    dispersion: OverDispersion
    enough: Flags
    placed: Flags


def _look_at(cells: Cells, pool: Pool) -> _Nation:
    items = cells.headlines
    count, base = pool.count[:, items].T, pool.base[:, items].T
    fits = fit_beta_binomial(count, base)
    enough = fits.areas >= MIN_AREAS_TO_FIT
    return _Nation(
        items=items,
        polarity=cells.polarity[items],
        count=count,
        base=base,
        fits=fits,
        dispersion=over_dispersion(count, base, min_base=MIN_BASE_TO_FIT),
        enough=enough,
        placed=enough[:, None] & (base >= MIN_BASE_TO_FIT),
    )


def _spread(nation: _Nation) -> dict[str, Floats]:
    """The figures of each headline, (headlines,)."""
    fits, dispersion = nation.fits, nation.dispersion
    before, after = dispersion.outside()
    low, high = _tenths(np.where(nation.placed, posterior_mean(nation.count, nation.base, fits), np.nan))
    shares = np.where(nation.placed, ratio(nation.count, nation.base), 0.0)
    return {
        "share": dispersion.target,
        "mean": fits.mean,
        "between_sd": between_sd(fits),
        "lowest_tenth": low,
        "highest_tenth": high,
        "unweighted_mean": ratio(shares.sum(axis=1), nation.placed.sum(axis=1)),
        "real_share": real_share(nation.base, fits),
        "phi": dispersion.phi,
        "tau2": dispersion.tau2,
        "outside_95": before.astype(np.float64),
        "expected_outside_95": EXPECTED_OUTSIDE * fits.areas.astype(np.float64),
        "outside_after_dispersion": after.astype(np.float64),
    }


def _tenths(shrunken: Floats) -> tuple[Floats, Floats]:
    """The 10th and 90th percentile of each row; NaN where nobody is placed."""
    low, high = np.full(len(shrunken), np.nan), np.full(len(shrunken), np.nan)
    some = ~np.isnan(shrunken).all(axis=1)
    if some.any():
        low[some], high[some] = np.nanquantile(shrunken[some], TENTHS, axis=1)
    return low, high


def _places(nation: _Nation, cells: Cells, wave: str) -> dict[str, Floats]:
    """The figures of each council, (headlines, councils)."""
    given = (nation.count, nation.base, nation.fits)
    low, high = shrunken_interval(*given)
    ranks = _rank(nation, cells, wave)
    limits = funnel_limits(nation.base, nation.dispersion.target[:, None]).clipped(nation.base)
    return {
        "shrunken": posterior_mean(*given),
        "shrunken_low": low,
        "shrunken_high": high,
        "above_mean_probability": probability_above_mean(*given),
        "expected_rank": ranks.expected,
        "rank_low": ranks.low,
        "rank_high": ranks.high,
        "of": np.broadcast_to(ranks.of[:, None].astype(np.float64), nation.base.shape),
        "limit_low_95": limits.low_95,
        "limit_high_95": limits.high_95,
        "limit_low_998": limits.low_998,
        "limit_high_998": limits.high_998,
        "z": nation.dispersion.z,
        "z_dispersed": nation.dispersion.z_dispersed,
    }


def _rank(nation: _Nation, cells: Cells, wave: str) -> Ranks:
    words = f"{wave}|{cells.survey}"
    return rank_councils(nation.count, nation.base, nation.fits, nation.polarity, words)


def _funnel_words(z: Floats) -> pl.Series:
    """Where each council stands in the widened funnel; null where it is not placed."""
    far = np.abs(np.nan_to_num(z))
    word = worded((INSIDE, OUTSIDE_95, OUTSIDE_998), (far > Z_95).astype(np.int64) + (far > Z_998))
    return pl.select(pl.when(pl.Series(~np.isnan(z))).then(word)).to_series()
