"""An engine for responses that live elsewhere: the cube pushed down to DuckDB, PostgreSQL or Spark by Ibis.

One query a survey: every row stands once for each demographic, rows are grouped by demographic, level, wave and
council, and the answers of all questions counted beside each other. A count needs as many bits as the largest council
has responses, so that several counts share one whole number of 63 bits and one sum (three at a million responses a
council, seven at five hundred): a database adds up some eighty numbers where it would take four hundred. Everybody's
counts are those of one demographic's levels together.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from heard.analysis.arrays import Whole
from heard.analysis.counting.cube import GroupCounts, add_up
from heard.analysis.counting.questions import Counting, Question, list_counted
from heard.analysis.layout import EVERYBODY
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.dataset.codebook import Codebook

if TYPE_CHECKING:
    import ibis.expr.types as ir

BITS = 63  # of a whole number, its sign apart
GROUP, WAVE, AREA, LEVEL, ROWS = "group", "wave", "area", "level", "rows"


def count_tables(
    tables: Mapping[Survey, "ir.Table"], codebook: Codebook, catalogue: Catalogue
) -> Iterator[GroupCounts]:
    """The counts of every wave, survey and group, in the order of the local engine.

    `tables`: the responses to each survey, an Ibis table with `wave`, `area` (a place in the codebook's areas) and
    the survey's columns as the stored dataset holds them. Each survey is one query, whose result is
    (waves × areas × levels of all demographics) rows.
    """
    found = [
        counted
        for survey, table in tables.items()
        for counted in _count_survey(
            table, list_counted(survey, codebook.surveys[survey], catalogue), len(codebook.areas)
        )
    ]
    return add_up(found, codebook)


def _count_survey(table: "ir.Table", counting: Counting, areas: int) -> Iterator[GroupCounts]:
    largest = _largest_council(table)
    if not largest:
        return
    packs = _pack(counting.questions, largest)
    groups = {group: levels for group, levels in counting.levels.items() if group != EVERYBODY[0]}
    rows = _ask(table, list(groups), packs)
    found = {
        group: _unpack(rows.filter(pl.col(GROUP) == group), packs, areas, levels)
        for group, levels in groups.items()
    }
    one = next(iter(found.values()))
    found = {EVERYBODY[0]: {wave: counts.sum(axis=1, keepdims=True) for wave, counts in one.items()}} | found
    for group, by_wave in found.items():
        for wave, counts in by_wave.items():
            levels = counting.levels[group]
            yield GroupCounts(wave, counting.survey.value, group, levels, counting.answers, counts)


def _largest_council(table: "ir.Table") -> int:
    """How many responses the council with most of them has in a wave; 0 where there are none."""
    rows = table.group_by(WAVE, AREA).aggregate(**{ROWS: table.count()})
    found = rows.aggregate(largest=rows[ROWS].max()).to_polars().item()
    return int(found or 0)


@dataclass(frozen=True, slots=True)
class _Pack:
    """Some answers of one question whose counts share a whole number: the first in its lowest `bits`."""

    question: Question
    answers: tuple[str, ...]
    bits: int

    def expression(self, table: "ir.Table") -> "ir.Value":
        """The sum over rows, to be taken apart by `split`."""
        stored = table[self.question.column.key]
        if self.question.column.multiple:
            each = [self._ticked(stored, answer) for answer in self.answers]
            packed = sum((met.ifelse(self._place(slot), 0).cast("int64") for slot, met in enumerate(each)), 0)
        else:
            import ibis

            number_of = self.question.column.number_of
            cases = [
                (stored == number_of[answer], self._place(slot)) for slot, answer in enumerate(self.answers)
            ]
            packed = ibis.cases(*cases, else_=0).cast("int64")
        return packed.sum().cast("int64")

    def split(self, sums: Whole) -> Whole:
        """(rows,) sums as (rows, answers) counts."""
        shifts = np.arange(len(self.answers), dtype=np.int64) * self.bits
        return sums[:, None] >> shifts & ((1 << self.bits) - 1)

    def _place(self, slot: int) -> int:
        return 1 << slot * self.bits

    def _ticked(self, stored: "ir.Value", answer: str) -> "ir.Value":
        """Whether a row's set of codes counts for an answer."""
        question = self.question
        if answer not in question.masks:
            return stored == question.column.number_of[answer]
        any_of, none_of = question.masks[answer]
        met = (stored > 0) & ((stored & any_of) != 0)
        return met & ((stored & none_of) == 0) if none_of else met


def _pack(questions: Sequence[Question], largest: int) -> list[_Pack]:
    """All answers of all questions in their order, as many together as have room."""
    bits = largest.bit_length()
    together = BITS // bits
    return [
        _Pack(question, question.answers[first : first + together], bits)
        for question in questions
        for first in range(0, len(question.answers), together)
    ]


def _ask(table: "ir.Table", groups: Sequence[str], packs: Sequence[_Pack]) -> pl.DataFrame:
    """`group, wave, area, level, rows` and a column a pack; a level that was not given is null."""
    import ibis

    levels = [table.mutate(**{GROUP: ibis.literal(group), LEVEL: table[group]}) for group in groups]
    rows = ibis.union(*levels, distinct=False)
    sums = {f"sum_{place}": pack.expression(rows) for place, pack in enumerate(packs)}
    asked = rows.group_by(GROUP, WAVE, AREA, LEVEL)
    found: pl.DataFrame = asked.aggregate(**{ROWS: rows.count()}, **sums).to_polars()
    return found


def _unpack(
    found: pl.DataFrame, packs: Sequence[_Pack], areas: int, levels: Sequence[str]
) -> dict[str, Whole]:
    """By wave, the counts (areas, levels, answers), respondents first."""
    columns = [found[ROWS].cast(pl.Int64).to_numpy()[:, None]]
    columns += [
        pack.split(found[f"sum_{place}"].cast(pl.Int64).to_numpy()) for place, pack in enumerate(packs)
    ]
    counts = np.concatenate(columns, axis=1)
    area = found[AREA].cast(pl.Int64).to_numpy()
    level = found[LEVEL].cast(pl.Int64).fill_null(len(levels) - 1).to_numpy()
    by_wave = {}
    for wave in sorted(found[WAVE].unique()):
        here = (found[WAVE] == wave).to_numpy()
        by_wave[wave] = np.zeros((areas, len(levels), counts.shape[1]), dtype=np.int64)
        np.add.at(by_wave[wave], (area[here], level[here]), counts[here])
    return by_wave
