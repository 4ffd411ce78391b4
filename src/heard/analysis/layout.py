"""How one survey's counts are laid out: its levels, its answers, and which of these make each cut point.

It hangs on the catalogue alone and is the same for every wave and council. Counting answers into cut points is one
matrix product: which answer belongs to which cut point is a matrix of 0 and 1, and products of whole numbers below
2^53 are exact.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from heard.analysis.arrays import Floats
from heard.base.errors import HeardError
from heard.base.surveys import Survey
from heard.catalogue import Asked, Catalogue, Demographic, Indicator

EVERYBODY = ("all", "all")  # the group and level that stand for all respondents
RESPONDENTS = ("respondents", "all")  # the cube's indicator and answer that count rows
ANSWERED = "answered"  # on a scale of several answers: rows with at least one code
CUT_PREFIX = "cut:"  # on a scale of several answers: rows that meet a cut point

Level = tuple[str, str]  # a group and one of its levels


@dataclass(frozen=True, slots=True)
class Item:
    """A cut point of an indicator in one survey, or in several taken together."""

    indicator: str
    cut_point: str
    polarity: int
    headline: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """Which answers are added up for each item: the columns (answers, sums), and the sum of each item.

    Cut points of one question share their base: what is the same is added up once.
    """

    matrix: Floats
    place: npt.NDArray[np.intp]

    @classmethod
    def of(cls, answers: int, items: Sequence[Sequence[int]]) -> "Sums":
        """Of each item's places among so many answers."""
        unlike: dict[tuple[int, ...], int] = {}
        place = [unlike.setdefault(tuple(rows), len(unlike)) for rows in items]
        matrix = np.zeros((answers, len(unlike)))
        for column, rows in enumerate(unlike):
            matrix[list(rows), column] = 1.0
        return cls(matrix, np.array(place, dtype=np.intp))


@dataclass(frozen=True, slots=True)
class Layout:
    """One survey's levels (everybody first), the place of each (indicator, answer) that is counted, and its items."""

    survey: str
    levels: tuple[Level, ...]
    answers: Mapping[tuple[str, str], int]
    items: tuple[Item, ...]
    sums: tuple[Sums, Sums, Sums]

    @classmethod
    def of(cls, catalogue: Catalogue, survey: Survey) -> "Layout":
        """The layout of a survey in the catalogue."""
        place = {answer: number for number, answer in enumerate(_answers_of(catalogue, survey))}
        items: list[Item] = []
        places: tuple[list[list[int]], ...] = ([], [], [])
        for indicator in catalogue.asked_in(survey):
            asked = indicator.asked[survey]
            items += items_of(indicator, asked)
            of_all = (_asked_answers(catalogue, survey, asked), _base(indicator, asked))
            for cut in asked.cut_points:
                each = (*of_all, _cut(indicator, asked, cut.key))
                for column, pairs in zip(places, each, strict=True):
                    column.append([place[pair] for pair in pairs])
        of_asked, of_base, of_cut = (Sums.of(len(place), column) for column in places)
        levels = (EVERYBODY, *_levels_of(catalogue, survey))
        return cls(survey.value, levels, place, tuple(items), (of_asked, of_base, of_cut))

    def add_up(self, table: Floats) -> tuple[Floats, Floats, Floats]:
        """From (areas, levels, answers) to (areas, levels, items): of those asked, of the base and of the cut.

        One flat product for all areas: a product an area has the threads of the linear algebra wait for each other
        eighty times, which on a busy machine takes four times as long.
        """
        flat = table.reshape(-1, table.shape[-1])
        asked, base, count = (
            np.take(flat @ each.matrix, each.place, axis=1).reshape(*table.shape[:-1], -1)
            for each in self.sums
        )
        return asked, base, count


def items_of(indicator: Indicator, asked: Asked) -> list[Item]:
    """The cut points of an indicator as one survey, or several taken together, asked it."""
    return [
        Item(indicator.key, cut.key, cut.polarity, headline=cut is asked.headline) for cut in asked.cut_points
    ]


def groups_of(catalogue: Catalogue, survey: Survey) -> tuple[Demographic, ...]:
    """The demographics of a survey whose levels are known; a language is none."""
    return tuple(item for item in catalogue.demographics_of(survey) if item.codes)


def _levels_of(catalogue: Catalogue, survey: Survey) -> list[Level]:
    return [(item.key, code) for item in groups_of(catalogue, survey) for code in item.codes]


def _answers_of(catalogue: Catalogue, survey: Survey) -> list[tuple[str, str]]:
    """Every (indicator, answer) the cube may hold for a survey."""
    answers = [RESPONDENTS]
    for indicator in catalogue.asked_in(survey):
        asked = indicator.asked[survey]
        extra = (
            (ANSWERED, *(CUT_PREFIX + cut.key for cut in asked.cut_points)) if asked.scale.multiple else ()
        )
        answers += [(indicator.key, code) for code in (*asked.scale.codes, *asked.scale.no_answer, *extra)]
    return answers


def _asked_answers(catalogue: Catalogue, survey: Survey, asked: Asked) -> list[tuple[str, str]]:
    """The answers of those who were asked: all rows, or the answers that lead to a routed question."""
    if asked.condition is None:
        return [RESPONDENTS]
    routing = asked.condition.indicator
    if catalogue.asked(routing, survey.value).scale.multiple:
        raise HeardError(f"a question cannot be routed by {routing}, to which several answers may be given")
    return [(routing, code) for code in sorted(asked.condition.codes)]


def _base(indicator: Indicator, asked: Asked) -> list[tuple[str, str]]:
    if asked.scale.multiple:
        return [(indicator.key, ANSWERED)]
    return [(indicator.key, code) for code in asked.scale.codes]


def _cut(indicator: Indicator, asked: Asked, key: str) -> list[tuple[str, str]]:
    if asked.scale.multiple:
        return [(indicator.key, CUT_PREFIX + key)]
    return [(indicator.key, code) for code in sorted(asked.cut_point(key).codes)]
