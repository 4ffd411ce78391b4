"""Count the cube: wave × area × survey × group's level × indicator × answer → how many (the local engine).

The cube is all that the rest of the analysis reads. It is additive: the cubes of two halves of the responses add
up to the cube of all. Each part of the stored dataset is read once. Answers are small whole numbers already, so a
place (area and level) and an answer make one number, and `bincount` counts those at a few nanoseconds each. One
part and the counts are held at once, whatever the number of rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from heard.analysis.arrays import Floats, Whole
from heard.analysis.cells import ANSWERED, CUT_PREFIX, EVERYBODY, RESPONDENTS
from heard.base.surveys import Survey
from heard.catalogue import NEGATIVE, POSITIVE, Asked, Catalogue
from heard.dataset.codebook import Column, SurveyColumns
from heard.dataset.storing import Partition, StoredDataset

MISSING = "missing"  # the level of respondents who gave none
KEYS = ("wave", "area", "survey", "group", "level", "indicator", "answer")


def count_cube(dataset: StoredDataset, catalogue: Catalogue) -> pl.DataFrame:
    """`wave,area,survey,group,level,indicator,answer,count`, one row a count above zero.

    group and level are `all` for everybody, else a demographic and each of its codes or `missing`. Answers are a
    scale's codes and no-answer codes; where several may be given also `answered` (rows with any code) and
    `cut:<cut point>`. Indicator `respondents`, answer `all`, counts rows. The key columns are categories (pl.Enum).
    """
    book = dataset.codebook
    rows = [
        row
        for partition in dataset.partitions()
        for row in _count_partition(partition, book.surveys[partition.survey], book.areas, catalogue)
    ]
    return _to_frame(book.areas, rows)


@dataclass(frozen=True, slots=True)
class _Counted:
    """Counts of one group's levels in one wave and survey: (areas, levels, answers)."""

    wave: str
    survey: str
    group: str
    levels: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    counts: Whole


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


class _Question:
    """How an indicator's stored numbers are counted."""

    def __init__(self, column: Column, asked: Asked) -> None:
        self._column, self._asked = column, asked
        extra = (ANSWERED, *(CUT_PREFIX + cut.key for cut in asked.cut_points)) if column.multiple else ()
        self.answers = (*column.codes, *column.no_answer, *extra)

    def code(self, stored: pl.Series) -> _Coded:
        """The rows of one part, as codes to be counted."""
        return self._code_several(stored) if self._column.multiple else self._code_single(stored)

    def _code_single(self, stored: pl.Series) -> _Coded:
        """Codes as they stand in `answers`: a no-answer code, stored as -1 - i, follows the scale's codes."""
        codes, width = len(self._column.codes), len(self.answers) + 1
        number = stored.fill_null(np.iinfo(np.int8).min).to_numpy().astype(np.int64)
        code = np.where(number >= 0, number, codes - 1 - number)
        return _Coded(np.minimum(code, width - 1), width)

    def _code_several(self, stored: pl.Series) -> _Coded:
        """Each combination of codes that was given is a code of its own: of thousands possible, few are there."""
        number = stored.fill_null(np.iinfo(np.int16).min).to_numpy()
        there, code = np.unique(number, return_inverse=True)
        answers = np.array([self._answers_of(int(each)) for each in there]).reshape(
            there.size, len(self.answers)
        )
        return _Coded(code.astype(np.int64), there.size, answers)

    def _answers_of(self, stored: int) -> list[float]:
        """Which answers one stored number counts for. Who meets the positive cut point does not meet the negative."""
        column = self._column
        if stored < 0:
            given = {column.no_answer[-1 - stored]} if -stored <= len(column.no_answer) else set()
            return [float(answer in given) for answer in self.answers]
        ticked = {code for bit, code in enumerate(column.codes) if stored >> bit & 1}
        met = {cut.key for cut in self._asked.cut_points if cut.codes & ticked}
        if POSITIVE in met:
            met.discard(NEGATIVE)
        given = ticked | {ANSWERED} | {CUT_PREFIX + key for key in met} if ticked else set()
        return [float(answer in given) for answer in self.answers]


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
        indicators = [(each, catalogue.asked(each.key, survey.value)) for each in columns.indicators]
        self._questions = {column.key: _Question(column, asked) for column, asked in indicators}
        self.answers = (
            RESPONDENTS,
            *((key, answer) for key, each in self._questions.items() for answer in each.answers),
        )
        self.sums: Floats = np.zeros((kinds, places, len(self.answers)))

    def add(self, rows: pl.DataFrame, place: Whole, weights: Sequence[Floats]) -> None:
        """Add one part: each row's place and, a kind at a time, its weights."""
        coded = [_Coded(np.zeros_like(place), 1, np.ones((1, 1)))]
        coded += [each.code(rows[key]) for key, each in self._questions.items()]
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
    partition: Partition, columns: SurveyColumns, areas: Sequence[str], catalogue: Catalogue
) -> Iterator[_Counted]:
    indicators = [(each, catalogue.asked(each.key, partition.survey.value)) for each in columns.indicators]
    questions = {column.key: _Question(column, asked) for column, asked in indicators}
    answers = (RESPONDENTS, *((key, answer) for key, each in questions.items() for answer in each.answers))
    levels = {EVERYBODY[0]: EVERYBODY[1:]} | {
        each.key: (*each.codes, MISSING) for each in columns.demographics
    }
    groups = [_Group(key, codes, len(areas), len(answers)) for key, codes in levels.items()]
    for rows in partition.batches():
        area = rows["area"].to_numpy().astype(np.int64)
        coded = [each.code(rows[key]) for key, each in questions.items()]
        for group in groups:
            group.add(rows, area, coded)
    for group in groups:
        yield _Counted(partition.wave, partition.survey.value, group.key, group.levels, answers, group.counts)


def _to_frame(areas: Sequence[str], counted: Sequence[_Counted]) -> pl.DataFrame:
    """The counts above zero as a long frame, in the order they were counted."""
    words: dict[str, dict[str, int]] = {name: {} for name in KEYS}
    for area in areas:
        words["area"].setdefault(area, len(words["area"]))
    columns: dict[str, list[npt.NDArray[np.uint32]]] = {name: [] for name in KEYS}
    counts: list[Whole] = []
    for each in counted:
        found = np.nonzero(each.counts)
        counts.append(each.counts[found])
        for name, numbers in _numbered(each, found, words):
            columns[name].append(numbers)
    return pl.DataFrame(
        {name: _category(columns[name], words[name]) for name in KEYS}
        | {"count": np.concatenate([np.empty(0, dtype=np.int64), *counts])}
    )


def _numbered(
    each: _Counted, found: tuple[npt.NDArray[np.intp], ...], words: Mapping[str, dict[str, int]]
) -> Iterator[tuple[str, npt.NDArray[np.uint32]]]:
    """The key columns of one group's counts, as numbers of words that are added to `words` as they come."""
    area, level, answer = found
    for name, word in (("wave", each.wave), ("survey", each.survey), ("group", each.group)):
        yield name, np.full(area.size, _number_of(words[name], word), dtype=np.uint32)
    yield "area", area.astype(np.uint32)
    listed = {
        "level": (each.levels, level),
        "indicator": ([indicator for indicator, _ in each.answers], answer),
        "answer": ([code for _, code in each.answers], answer),
    }
    for name, (here, places) in listed.items():
        table = np.array([_number_of(words[name], word) for word in here], dtype=np.uint32)
        yield name, table[places]


def _number_of(numbers: dict[str, int], word: str) -> int:
    return numbers.setdefault(word, len(numbers))


def _category(numbers: Sequence[npt.NDArray[np.uint32]], words: Mapping[str, int]) -> pl.Series:
    place = pl.Series(np.concatenate([np.empty(0, dtype=np.uint32), *numbers]))
    return pl.Series(list(words), dtype=pl.Enum(list(words))).gather(place)
