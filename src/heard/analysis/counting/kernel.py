"""The local engine: the stored dataset, one part at a time.

Each part is read once. Answers are small whole numbers already, so a place (area and level) and an answer make one
number, and `bincount` counts those at a few nanoseconds each. One part and the counts are held at once, whatever the
number of rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from heard.analysis.arrays import Floats, Whole
from heard.analysis.cells import RESPONDENTS
from heard.analysis.counting.cube import GroupCounts
from heard.analysis.counting.questions import Question, list_counted, list_questions
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.dataset.codebook import SurveyColumns
from heard.dataset.storing import Partition, StoredDataset


def count_locally(dataset: StoredDataset, catalogue: Catalogue) -> Iterator[GroupCounts]:
    """The counts of every wave, survey and group, waves by their keys, surveys by age."""
    book = dataset.codebook
    for partition in dataset.partitions():
        yield from _count_partition(partition, book.surveys[partition.survey], len(book.areas), catalogue)


@dataclass(frozen=True, slots=True)
class _Coded:
    """One question's answers in one part: the code of each row, below `width`.

    `answers` is (width, answers): which answers a code counts for; None where a code is the place of its answer
    and the last code stands for "not shown".
    """

    code: Whole
    width: int
    answers: Floats | None = None

    def to_answers(self, counts: Whole) -> Whole:
        """Counts of (…, codes) as counts of (…, answers)."""
        if self.answers is None:
            return counts[..., :-1]
        return (counts @ self.answers).astype(np.int64)


def _code(question: Question, stored: pl.Series) -> _Coded:
    """The rows of one part, as codes to be counted."""
    return _code_several(question, stored) if question.column.multiple else _code_single(question, stored)


def _code_single(question: Question, stored: pl.Series) -> _Coded:
    """Codes as they stand in `answers`: a no-answer code, stored as -1 - i, follows the scale's codes."""
    codes, width = len(question.column.codes), len(question.answers) + 1
    number = stored.fill_null(np.iinfo(np.int8).min).to_numpy().astype(np.int64)
    code = np.where(number >= 0, number, codes - 1 - number)
    return _Coded(np.minimum(code, width - 1), width)


def _code_several(question: Question, stored: pl.Series) -> _Coded:
    """Each combination of codes that was given is a code of its own: of thousands possible, few are there."""
    number = stored.fill_null(np.iinfo(np.int16).min).to_numpy()
    there, code = np.unique(number, return_inverse=True)
    found = [question.counts_for(int(each)) for each in there]
    answers = np.array(found, dtype=np.float64).reshape(there.size, len(question.answers))
    return _Coded(code.astype(np.int64), there.size, answers)


class _Group:
    """A demographic's levels, and their counts as parts are added."""

    def __init__(self, key: str, levels: Sequence[str], areas: int, answers: int) -> None:
        self.key, self.levels = key, tuple(levels)
        self._areas = areas
        self.counts = np.zeros((areas, len(levels), answers), dtype=np.int64)

    def add(self, rows: pl.DataFrame, area: Whole, coded: Sequence[_Coded]) -> None:
        """Count one part: respondents first, then every question."""
        last = len(self.levels) - 1
        level = rows[self.key].fill_null(last).to_numpy() if self.key in rows.columns else 0
        place = area * len(self.levels) + level
        places = self._areas * len(self.levels)
        self.counts[:, :, 0] += np.bincount(place, minlength=places).reshape(self.counts.shape[:2])
        begin, key = 1, np.empty_like(place)
        for each in coded:
            np.multiply(place, each.width, out=key)
            key += each.code
            found = np.bincount(key, minlength=places * each.width).reshape(
                *self.counts.shape[:2], each.width
            )
            answers = each.to_answers(found)
            end = begin + answers.shape[-1]
            self.counts[:, :, begin:end] += answers
            begin = end


class WeightedAnswers:
    """What the cube counts of everybody, where a response may count for more or less than one.

    `sums` is (kinds, places, answers), one kind for each way of weighing; `answers` are as the cube names them.
    """

    def __init__(
        self, survey: Survey, columns: SurveyColumns, catalogue: Catalogue, *, kinds: int, places: int
    ) -> None:
        self._questions = list_questions(survey, columns, catalogue)
        self.answers = (
            RESPONDENTS,
            *((each.column.key, answer) for each in self._questions for answer in each.answers),
        )
        self.sums: Floats = np.zeros((kinds, places, len(self.answers)))

    def add(self, rows: pl.DataFrame, place: Whole, weights: Sequence[Floats]) -> None:
        """Add one part: each row's place and, a kind at a time, its weights."""
        coded = [_Coded(np.zeros_like(place), 1, np.ones((1, 1)))]
        coded += [_code(each, rows[each.column.key]) for each in self._questions]
        places, begin = self.sums.shape[1], 0
        for each in coded:
            key = place * each.width + each.code
            found = [np.bincount(key, weights=kind, minlength=places * each.width) for kind in weights]
            table = np.stack(found).reshape(len(found), places, each.width)
            added = table[..., :-1] if each.answers is None else table @ each.answers
            end = begin + added.shape[-1]
            self.sums[:, :, begin:end] += added
            begin = end


def _count_partition(
    partition: Partition, columns: SurveyColumns, areas: int, catalogue: Catalogue
) -> Iterator[GroupCounts]:
    counting = list_counted(partition.survey, columns, catalogue)
    answers = counting.answers
    groups = [_Group(key, levels, areas, len(answers)) for key, levels in counting.levels.items()]
    for rows in partition.batches():
        area = rows["area"].to_numpy().astype(np.int64)
        coded = [_code(each, rows[each.column.key]) for each in counting.questions]
        for group in groups:
            group.add(rows, area, coded)
    for group in groups:
        yield GroupCounts(
            partition.wave, partition.survey.value, group.key, group.levels, answers, group.counts
        )
