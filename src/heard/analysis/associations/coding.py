"""The stored answers of one part of the dataset as small whole numbers that are counted together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from heard.analysis.arrays import Whole
from heard.analysis.associations.plan import Outcome, Plan
from heard.catalogue import Asked, Catalogue, Demographic
from heard.dataset.codebook import Column, SurveyColumns

Small = npt.NDArray[np.int8]
UNKNOWN = -1  # no valid answer


@dataclass(frozen=True, slots=True)
class Coded:
    """The rows of one part that say something of the outcomes.

    `area` and `pattern` (rows,): the place of the council, and of the adjusters' levels. `outcome` (rows,): the
    place of the outcome met, the number of outcomes where none is. `given` (predictors, rows): 1 where the
    headline was answered, 0 where another answer was, UNKNOWN where none was.
    """

    area: Whole
    pattern: Whole
    outcome: Whole
    given: Small


class Coder:
    """Codes the parts of one survey's responses."""

    def __init__(self, plan: Plan, columns: SurveyColumns, catalogue: Catalogue) -> None:
        self._plan = plan
        by_key = {column.key: column for column in columns.all}
        survey = plan.survey.value
        self._outcome = _outcome_table(plan.outcomes, by_key[plan.outcomes[0].indicator], catalogue, survey)
        self._given = [
            _Given(by_key[each.indicator], catalogue.asked(each.indicator, survey), each.cut_point)
            for each in plan.predictors
        ]

    @property
    def shape(self) -> tuple[int, ...]:
        """How many levels each adjuster has: its own, and one for those who gave none."""
        return tuple(len(each.codes) + 1 for each in self._plan.adjusters)

    def code(self, rows: pl.DataFrame) -> Coded:
        """Those rows of a part where it is known whether the outcomes are met."""
        stored = rows[self._plan.outcomes[0].indicator].fill_null(UNKNOWN).to_numpy()
        known = np.flatnonzero(stored >= 0)
        levels = [_levels(rows, each)[known] for each in self._plan.adjusters]
        pattern = np.ravel_multi_index(levels, self.shape) if levels else np.zeros(known.size, dtype=np.int64)
        given = [each.of(rows)[known] for each in self._given]
        return Coded(
            area=rows["area"].to_numpy()[known].astype(np.int64),
            pattern=pattern,
            outcome=self._outcome[stored[known]],
            given=np.stack(given),
        )


class _Given:
    """Whether a predictor's headline was answered, of each row."""

    def __init__(self, column: Column, asked: Asked, cut_point: str) -> None:
        self._column = column
        codes = asked.cut_point(cut_point).codes
        self._places = np.array([code in codes for code in column.codes], dtype=np.int8)
        self._bits = sum(1 << place for place, met in enumerate(self._places) if met)

    def of(self, rows: pl.DataFrame) -> Small:
        """1, 0 or UNKNOWN a row. Of several answers any that is in the cut point makes it 1."""
        number = rows[self._column.key].fill_null(UNKNOWN).to_numpy()
        if self._column.multiple:
            met = (number.astype(np.int64) & self._bits > 0).astype(np.int8)
            return np.where(number > 0, met, np.int8(UNKNOWN))
        return np.where(number >= 0, self._places[np.maximum(number, 0)], np.int8(UNKNOWN))


def _outcome_table(outcomes: Sequence[Outcome], column: Column, catalogue: Catalogue, survey: str) -> Whole:
    """For each stored number of the outcomes' indicator, which outcome it is; their number where it is none."""
    table = np.full(len(column.codes), len(outcomes), dtype=np.int64)
    asked = catalogue.asked(outcomes[0].indicator, survey)
    for place, outcome in enumerate(outcomes):
        codes = asked.cut_point(outcome.cut_point).codes
        table[[number for number, code in enumerate(column.codes) if code in codes]] = place
    return table


def _levels(rows: pl.DataFrame, adjuster: Demographic) -> Whole:
    """The place of each row's level; the last, one beyond the known ones, where it says nothing of the group."""
    unknown = len(adjuster.codes)
    stored = rows[adjuster.key].fill_null(unknown).to_numpy().astype(np.int64)
    return np.asarray(np.minimum(stored, unknown))
