"""Single scales of 0 to 10: their means and the bands they are published in, beside the shares (method, item 12).

A supplement: comparisons and findings rest on shares. The interval of a mean is Student's t with n-1 degrees of
freedom and the finite population correction 1-n/N on its variance, checked against R's svymean in tests/spec.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import special

from heard.analysis.arrays import Flags, Floats, Whole, ratio, together
from heard.analysis.cells import Cells, count_cells, numbered_columns, pair_places, places, with_nation
from heard.analysis.eligible import eligible_at, eligible_of
from heard.analysis.frames import real, repeated, whole, worded
from heard.analysis.intervals import NOTE_WORDS, Note, cohort_intervals
from heard.base.bands import HIGHEST_SCORE
from heard.base.surveys import Survey
from heard.catalogue import Catalogue, Indicator

SCORES: Floats = np.arange(HIGHEST_SCORE + 1, dtype=np.float64)
CONFIDENCE_END = 0.975  # both ends of a 95 % interval

NOBODY, ONE_ANSWER, CONSTANT = "nobody", "one_answer", "constant"
REASONS = ("", NOBODY, ONE_ANSWER, CONSTANT)  # why there is no interval

_KEYS = {"wave": pl.String, "area": pl.String, "survey": pl.String, "indicator": pl.String}
MEANS_SCHEMA = {
    **_KEYS,
    "base": pl.Int64,
    "eligible": pl.Int64,
    "mean": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "spread": pl.Float64,
    "note": pl.String,
    "reason": pl.String,
}
BANDS_SCHEMA = {
    **_KEYS,
    "band": pl.String,
    "count": pl.Int64,
    "base": pl.Int64,
    "eligible": pl.Int64,
    "share": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "note": pl.String,
    "reason": pl.String,
}


@dataclass(frozen=True, slots=True)
class Means:
    """Means of scores with 95 % intervals, all arrays of one shape, NaN where there is none.

    `spread` is the standard deviation with n-1, `error` that of the mean; `reasons` are places in REASONS.
    """

    mean: Floats
    error: Floats
    low: Floats
    high: Floats
    spread: Floats
    reasons: Whole


def average_scores(counts: Floats, eligible: Floats, scores: Floats = SCORES) -> Means:
    """Means from how many gave each of the scores (lowest first, 0 to 10 if left out) in the last axis of `counts`.

    `eligible` (N_j, NaN = unknown) has the other axes. Where N is unknown, or smaller than the answers, there is no
    correction. Everybody answered: the mean itself. One answer, or answers that do not differ, tell nothing of how
    far a mean may be out: no interval. No interval goes beyond the lowest and the highest score.
    """
    base, cohort = together(counts.sum(axis=-1), eligible)
    mean = ratio(counts @ scores, base)
    squares = (counts * (scores - np.nan_to_num(mean)[..., None]) ** 2).sum(axis=-1)
    spread = np.sqrt(ratio(squares, base - 1))
    everyone = (cohort == base) & (base > 0)
    constant = (counts > 0).sum(axis=-1) == 1
    error = np.where(everyone, 0.0, np.where(constant, np.nan, spread * np.sqrt(_rest(base, cohort))))
    half = special.stdtrit(np.maximum(base - 1, 1), CONFIDENCE_END) * error
    return Means(
        mean=mean,
        error=error,
        low=np.maximum(mean - half, scores[0]),
        high=np.minimum(mean + half, scores[-1]),
        spread=spread,
        reasons=_reasons(base, constant, everyone),
    )


def _rest(base: Floats, cohort: Floats) -> Floats:
    """What turns the variance of a score into that of the mean: 1/n, times the part of the cohort not heard."""
    known = cohort > base
    return ratio(np.where(known, 1 - ratio(base, np.where(known, cohort, 1.0)), 1.0), base)


def _reasons(base: Floats, constant: Flags, everyone: Flags) -> Whole:
    chosen = np.select(
        [base == 0, everyone, base == 1, constant],
        [REASONS.index(reason) for reason in (NOBODY, "", ONE_ANSWER, CONSTANT)],
        default=REASONS.index(""),
    )
    return chosen.astype(np.int64)


def describe_scales(
    cube: pl.DataFrame,
    catalogue: Catalogue,
    survey: Survey,
    areas: Sequence[str],
    *,
    cohort: pl.DataFrame,
    wave: str,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Means (MEANS_SCHEMA) and bands (BANDS_SCHEMA) of a survey's scales in one wave, for everybody.

    `areas` are all the councils, which the nation (`all`) adds up; `cohort` is Cohort.frame. A council that did not
    run the survey has no rows, and neither has a scale that nobody anywhere answered. Unprotected.
    """
    here = cube.filter(
        (pl.col("wave") == wave) & (pl.col("survey") == survey.value) & (pl.col("group") == "all")
    )
    cells = with_nation(count_cells(here, catalogue, survey, areas, groups=False))
    asked = [item for item in catalogue.asked_in(survey) if item.asked[survey].bands]
    counts = _count_scores(here, areas, asked)
    answered = np.flatnonzero(counts.sum(axis=(0, 2)) > 0)
    found = _Scales(cells, wave, [asked[place] for place in answered], counts[:, answered], cohort)
    return found.means(), found.bands(survey)


def _count_scores(cube: pl.DataFrame, areas: Sequence[str], scales: Sequence[Indicator]) -> Floats:
    """How many gave each score: (areas and the nation, scales, scores)."""
    pairs = [(item.key, str(score)) for item in scales for score in range(SCORES.size)]
    code, *answer = numbered_columns(cube, "area", "indicator", "answer")
    area = places(code, {code: place for place, code in enumerate(areas)})
    pair = pair_places(answer, {each: place for place, each in enumerate(pairs)})
    wanted = (area >= 0) & (pair >= 0)
    counts = np.zeros((len(areas), len(pairs)))
    np.add.at(counts, (area[wanted], pair[wanted]), cube["count"].to_numpy()[wanted])
    shaped = counts.reshape(len(areas), len(scales), SCORES.size)
    return np.concatenate([shaped, shaped.sum(axis=0, keepdims=True)])


class _Scales:
    """The scores of one survey and wave: (areas, scales, scores), and the cohort they stand for."""

    def __init__(
        self, cells: Cells, wave: str, scales: Sequence[Indicator], counts: Floats, cohort: pl.DataFrame
    ) -> None:
        self._cells, self._wave, self._scales = cells, wave, scales
        self._area, self._scale = np.nonzero(np.tile(cells.respondents[:, :1] > 0, len(scales)))
        headline = {cells.items[place].indicator: int(place) for place in cells.headlines}
        item = np.array([headline[each.key] for each in scales], dtype=np.int64)[self._scale]
        level = np.zeros_like(self._area)
        self._eligible = eligible_at(cells, eligible_of(cohort, wave, cells), self._area, level, item)
        self._counts = counts[self._area, self._scale]
        self._base = self._counts.sum(axis=-1)

    def means(self) -> pl.DataFrame:
        """One row a council and scale."""
        means = average_scores(self._counts, self._eligible)
        notes = cohort_intervals(np.zeros_like(self._base), self._base, self._eligible).notes
        rows = self._keys(self._area, self._scale) | {
            "base": whole(self._base),
            "eligible": _known(self._eligible, notes),
            "mean": real(means.mean),
            "low": real(means.low),
            "high": real(means.high),
            "spread": real(means.spread),
            "note": worded(NOTE_WORDS, notes),
            "reason": worded(REASONS, means.reasons),
        }
        return pl.DataFrame(rows, schema=MEANS_SCHEMA)

    def bands(self, survey: Survey) -> pl.DataFrame:
        """One row a council, scale and band, the lowest band first."""
        bands = [
            (place, band) for place, each in enumerate(self._scales) for band in each.asked[survey].bands
        ]
        members = np.array(
            [[str(score) in band.codes for score in range(SCORES.size)] for _, band in bands],
            dtype=np.float64,
        ).reshape(len(bands), SCORES.size)
        of_scale = np.array([place for place, _ in bands], dtype=np.int64)
        row, band = np.nonzero(self._scale[:, None] == of_scale[None, :])
        count, base, eligible = (
            (self._counts[row] * members[band]).sum(axis=-1),
            self._base[row],
            self._eligible[row],
        )
        found = cohort_intervals(count, base, eligible)
        rows = self._keys(self._area[row], self._scale[row]) | {
            "band": worded([band.key for _, band in bands], band),
            "count": whole(count),
            "base": whole(base),
            "eligible": _known(eligible, found.notes),
            "share": real(ratio(count, base)),
            "low": real(found.low_outward),
            "high": real(found.high_outward),
            "note": worded(NOTE_WORDS, found.notes),
            "reason": worded(REASONS, (base == 0).astype(np.int64)),
        }
        return pl.DataFrame(rows, schema=BANDS_SCHEMA)

    def _keys(self, area: Whole, scale: Whole) -> dict[str, pl.Series]:
        return {
            "wave": repeated(self._wave, area.size),
            "area": worded(self._cells.areas, area),
            "survey": repeated(self._cells.survey, area.size),
            "indicator": worded([each.key for each in self._scales], scale),
        }


def _known(eligible: Floats, notes: Whole) -> pl.Series:
    """The cohort, null where it is smaller than those who answered and so known to be wrong."""
    return whole(np.where(notes == Note.COHORT_TOO_SMALL, np.nan, eligible))
