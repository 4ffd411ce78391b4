"""A council held against the others, against its neighbours, and against its own last wave (method, item 6a, b, d)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
import polars as pl
from scipy import special

from heard.analysis.arrays import Flags, Floats, Whole, ratio
from heard.analysis.cells import Cells
from heard.analysis.frames import WORD, repeated, worded
from heard.analysis.pairs import (
    NEIGHBOURS,
    NO_COHORT_OF_AREAS,
    NOT_COMPARABLE,
    NOT_ENOUGH_AREAS,
    OTHERS,
    PREVIOUS,
    TOO_FEW,
    Against,
    Where,
    first_reason,
    none_of,
    pair_frame,
)
from heard.analysis.pools import Pool, Reference, neighbours_of, others_of
from heard.analysis.shrinkage import Fits, fit_beta_binomial, posterior_mean, probability_above_mean
from heard.analysis.two_groups import two_group_p
from heard.base.editions import Change
from heard.base.policy import MIN_AREAS_FOR_EMPIRICAL_BAYES, MIN_BASE_TO_COMPARE


def pair_with_councils(
    cells: Cells, wave: str, evidence: "Evidence", near: Flags, selected: Flags
) -> list[pl.DataFrame]:
    """Rows against the others and against the neighbours, for the selected areas.

    `cells` are those of everybody this wave, `near` is pools.neighbour_table, `selected` is (areas,).
    Councils that name no neighbours have no rows against them.
    """
    pool = evidence.pool
    answered = (cells.base[:, 0] > 0) & selected[:, None]
    named = answered & near.any(axis=1, keepdims=True)
    return [
        _pair(
            cells,
            wave,
            OTHERS,
            rows=answered,
            reference=others_of(pool),
            better=evidence.against_mean(selected),
        ),
        _pair(
            cells,
            wave,
            NEIGHBOURS,
            rows=named,
            reference=neighbours_of(pool, near),
            better=evidence.against_neighbours(near),
        ),
    ]


def _pair(
    cells: Cells, wave: str, comparator: str, *, rows: Flags, reference: Reference, better: Floats
) -> pl.DataFrame:
    area, item = np.nonzero(rows)
    count, base = cells.count[area, 0, item], cells.base[area, 0, item]
    other_count, other_base = reference.count[area, item], reference.base[area, item]
    too_few = base < MIN_BASE_TO_COMPARE
    nobody = reference.areas[area, item] == 0
    not_enough = ~reference.qualifies()[area, item]
    made = ~(too_few | not_enough)
    there = ~nobody
    against = Against(
        comparator=comparator,
        reference=repeated("", area.size, WORD),
        reason=first_reason(
            area.size,
            (nobody, NO_COHORT_OF_AREAS),
            (not_enough, NOT_ENOUGH_AREAS),
            (too_few, TOO_FEW),
            kind=WORD,
        ),
        count=np.where(there, other_count, np.nan),
        base=np.where(there, other_base, np.nan),
        share=ratio(other_count, other_base),
        p=_made_p(made, count, base, other_count, other_base),
        q=none_of(count),
        better=better[area, item],
    )
    return pair_frame(cells, wave, Where(area, np.zeros_like(area), item), against)


class Evidence:
    """Empirical-Bayes probabilities that a council is truly better, of the headlines only: (areas, items)."""

    def __init__(self, cells: Cells, pool: Pool, fits: Fits) -> None:
        self.pool = pool
        self._shape = pool.base.shape
        self._headlines = cells.headlines
        self._count, self._base = _of_headlines(cells, pool)
        self._fits = fits
        self._polarity = cells.polarity[self._headlines][:, None]

    def against_mean(self, selected: Flags) -> Floats:
        """P(theta > mu), or below it where more is worse; of the selected areas, NaN for the others."""
        count, base = self._count[:, selected], self._base[:, selected]
        above = np.full(self._count.shape, np.nan)
        above[:, selected] = probability_above_mean(count, base, self._fits)
        return self._spread(np.where(self._polarity > 0, above, 1 - above))

    def against_neighbours(self, near: Flags) -> Floats:
        """The same against the neighbours' mean, weighted by their answers, by the normal approximation."""
        mean = posterior_mean(self._count, self._base, self._fits)
        variance = mean * (1 - mean) / (self._base + self._fits.size[:, None] + 1)
        table = near.T.astype(np.float64)
        answers = self._base @ table
        their_mean = ratio((self._base * mean) @ table, answers)
        their_variance = ratio((self._base**2 * variance) @ table, answers**2)
        score = self._polarity * (mean - their_mean) / np.sqrt(variance + their_variance)
        return self._spread(special.ndtr(score))

    @classmethod
    def of_each(cls, each: Sequence[tuple[Cells, Pool]]) -> "list[Evidence]":
        """The evidence of several surveys of the same councils. They are fitted at once: the steps of the fit are many
        and small, and cost as much for few questions as for many."""
        if not each:
            return []
        counts, bases = zip(*(_of_headlines(cells, pool) for cells, pool in each), strict=True)
        fits = fit_beta_binomial(np.concatenate(counts), np.concatenate(bases))
        ends = [0, *accumulate(len(count) for count in counts)]
        return [
            cls(cells, pool, fits.between(begin, end))
            for (cells, pool), (begin, end) in zip(each, pairwise(ends), strict=True)
        ]

    def _spread(self, better: Floats) -> Floats:
        enough = self._fits.areas >= MIN_AREAS_FOR_EMPIRICAL_BAYES
        spread = np.full(self._shape, np.nan)
        spread[:, self._headlines] = np.where(enough[:, None], better, np.nan).T
        return spread


def _of_headlines(cells: Cells, pool: Pool) -> tuple[Floats, Floats]:
    """Count and base of the headlines, (items, areas)."""
    return pool.count[:, cells.headlines].T, pool.base[:, cells.headlines].T


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier wave's cells of everybody, and which indicators it asked otherwise than the wave in hand.

    `unread` are those whose answers of that wave cannot be read at all; their base is 0.
    """

    wave: str
    cells: Cells
    changes: Mapping[str, Change]
    unread: frozenset[str]

    @property
    def alike(self) -> Flags:
        """Which items were asked alike, (items,)."""
        return np.array([item.indicator not in self.changes for item in self.cells.items], dtype=bool)

    @property
    def asked(self) -> Flags:
        """Where an item was answered, or would have been but that its answers cannot be read: (areas, items)."""
        unread = np.array([item.indicator in self.unread for item in self.cells.items], dtype=bool)
        answered: Flags = (self.cells.base[:, 0] > 0) | (unread & (self.cells.respondents[:, :1] > 0))
        return answered

    def changed(self, item: Whole) -> pl.Series:
        """What changed of these items, null where nothing did."""
        words = [self.changes.get(each.indicator) for each in self.cells.items]
        return worded(words, item, WORD)


def no_asked_before() -> pl.DataFrame:
    """No question with the earlier wave it may be held against."""
    return pl.DataFrame(schema=dict.fromkeys(("survey", "indicator", "reference"), pl.String))


def list_asked_before(cells: Cells, earlier: Sequence[Earlier]) -> pl.DataFrame:
    """The latest earlier wave of the programme that asked each question alike, else the latest that asked otherwise.

    By what the waves asked alone: the same whoever answered, which must not show in which wave a council is held
    against where others read it.
    """
    rows = []
    for indicator in dict.fromkeys(item.indicator for item in cells.items):
        alike = [each for each in earlier if indicator not in each.changes]
        rows += [(cells.survey, indicator, each.wave) for each in (alike or earlier)[:1]]
    return pl.DataFrame(rows, schema=no_asked_before().schema, orient="row")


def pair_with_previous(
    cells: Cells, wave: str, earlier: Sequence[Earlier], selected: Flags
) -> list[pl.DataFrame]:
    """Rows against each council's latest earlier wave that asked the same, the latest wave first in `earlier`.

    Where none did, against the latest that asked it otherwise, and then not tested but with what changed.
    """
    waiting = (cells.base[:, 0] > 0) & selected[:, None]
    frames = []
    for alike in (True, False):
        for each in earlier:
            rows = waiting & each.asked & (each.alike == alike)
            waiting = waiting & ~rows
            if rows.any():
                frames.append(_pair_with_earlier(cells, wave, each, rows))
    return frames


def _pair_with_earlier(cells: Cells, wave: str, earlier: Earlier, rows: Flags) -> pl.DataFrame:
    area, item = np.nonzero(rows)
    count, base = cells.count[area, 0, item], cells.base[area, 0, item]
    then_count, then_base = earlier.cells.count[area, 0, item], earlier.cells.base[area, 0, item]
    there = then_base > 0
    too_few = np.minimum(base, then_base) < MIN_BASE_TO_COMPARE
    changed = ~earlier.alike[item]
    against = Against(
        comparator=PREVIOUS,
        reference=repeated(earlier.wave, area.size, WORD),
        reason=first_reason(area.size, (changed, NOT_COMPARABLE), (too_few, TOO_FEW), kind=WORD),
        count=np.where(there, then_count, np.nan),
        base=np.where(there, then_base, np.nan),
        share=ratio(then_count, then_base),
        p=_made_p(~(too_few | changed), count, base, then_count, then_base),
        q=none_of(count),
        better=none_of(count),
        changed=earlier.changed(item),
    )
    return pair_frame(cells, wave, Where(area, np.zeros_like(area), item), against)


def _made_p(made: Flags, count: Floats, base: Floats, other_count: Floats, other_base: Floats) -> Floats:
    p = none_of(count)
    p[made] = two_group_p(count[made], base[made], other_count[made], other_base[made])
    return p
