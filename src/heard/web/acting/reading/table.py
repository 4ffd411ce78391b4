"""Cells → the rows of a plan: which column is what, every row and every cell kept, faults told all at once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from heard.base.errors import InputProblems, UserError
from heard.base.messages import count_of, name_some, quote
from heard.base.problems import Problem
from heard.web.acting.reading.columns import Field, is_head, recognise
from heard.web.policy import LONGEST_ACTION, MOST_PLAN_ROWS
from heard.web.tables.cells import Answer, Cells

ROWS_ABOVE_NAMES = 25  # titles, notes and empty rows above the names of columns
MERGED = "merged"  # how the readers' words for a merged cell begin
NO_HEADINGS = (
    "no row names the columns of a plan. One heading has to be Action, or What we will do, and another such as By "
    "whom, By when, Theme or Progress."
)


class NoAction(UserError):
    """No column says what is to be done."""

    def __init__(self) -> None:
        super().__init__("One column has to be what is to be done. Nothing was changed: choose which it is.")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of a table. `place` and `number` say where it stands. `cells`: what the plan has a place for, and
    `headings` what each of them is called. `kept`: every other cell that holds anything, with its heading."""

    place: str
    number: int
    cells: Mapping[Field, str]
    kept: tuple[tuple[str, str], ...] = ()
    headings: Mapping[Field, str] = field(default_factory=dict)

    def taken_as(self, columns: Mapping[str, Field | None]) -> Self:
        """The row where its columns are these. Of two that are the same the first that says something is it, and the
        other is kept; nothing is lost."""
        own = [(self.headings.get(which, which.value), text) for which, text in self.cells.items()]
        order = {heading: place for place, heading in enumerate(columns)}
        cells: dict[Field, str] = {}
        headings: dict[Field, str] = {}
        kept: list[tuple[str, str]] = []
        for heading, text in sorted((*own, *self.kept), key=lambda each: order.get(each[0], len(order))):
            which = columns.get(heading)
            if which is None or which in cells:
                kept.append((heading, text))
            else:
                cells[which], headings[which] = text, heading
        return replace(self, cells=cells, headings=headings, kept=tuple(kept))

    def says(self, which: Field) -> str:
        """The cell; empty where there is none."""
        return self.cells.get(which, "")


@dataclass(frozen=True, slots=True)
class PlanTable:
    """All that was read of a file. `columns`: each heading and what it was taken for, None where it is kept as it is.
    `notes`: what is worth knowing and stops nobody."""

    rows: tuple[PlanRow, ...]
    columns: tuple[tuple[str, Field | None], ...]
    notes: tuple[str, ...] = field(default=())

    @property
    def headings(self) -> tuple[str, ...]:
        """Every column by its name, those without a heading too where they hold anything."""
        others = (heading for row in self.rows for heading, _ in row.kept)
        return tuple(dict.fromkeys((*(heading for heading, _ in self.columns), *others)))

    def taken_as(self, columns: Mapping[str, Field | None]) -> Self:
        """The table where each column is what somebody says it is. Raises NoAction where none is what is to be done."""
        if Field.ACTION not in columns.values():
            raise NoAction
        whole = {heading: columns.get(heading) for heading in self.headings}
        return replace(
            self, rows=tuple(each.taken_as(whole) for each in self.rows), columns=tuple(whole.items())
        )

    def to_json(self) -> dict[str, Any]:
        """To wait in the database until somebody has looked at it."""
        return {
            "rows": [
                {
                    "place": each.place,
                    "number": each.number,
                    "cells": {which.value: text for which, text in each.cells.items()},
                    "kept": [list(pair) for pair in each.kept],
                    "headings": {which.value: heading for which, heading in each.headings.items()},
                }
                for each in self.rows
            ],
            "columns": [[heading, which.value if which else ""] for heading, which in self.columns],
            "notes": list(self.notes),
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """What waited. A row that was read before rows knew what their cells are called has the table's names."""
        columns = {which: heading for heading, which in reversed(plain["columns"]) if which}
        return cls(
            tuple(
                PlanRow(
                    each["place"],
                    each["number"],
                    {Field(which): text for which, text in each["cells"].items()},
                    tuple((heading, text) for heading, text in each["kept"]),
                    {
                        Field(which): each.get("headings", columns).get(which, which)
                        for which in each["cells"]
                    },
                )
                for each in plain["rows"]
            ),
            tuple((heading, Field(which) if which else None) for heading, which in plain["columns"]),
            tuple(plain["notes"]),
        )


def read_table(file: str, answer: Answer) -> PlanTable:
    """Every row below every row of headings. InputProblems with all that is wrong, nothing half read."""
    rows: list[PlanRow] = []
    columns: dict[str, Field | None] = {}
    problems: list[Problem] = []
    notes = list(answer.notes)
    for each in answer.tables:
        head = next(
            (place for place, (_, cells) in enumerate(each.rows[:ROWS_ABOVE_NAMES]) if is_head(cells)), None
        )
        if head is None:
            notes += _not_read(each)
            continue
        whole = _fill_down(each)
        headings, known = whole.rows[head][1], recognise(whole.rows[head][1])
        columns |= dict.fromkeys((text for text in headings if text), None)
        columns |= {headings[place]: which for which, place in known.items()}
        notes += _above(whole, head)
        problems += _faults(whole, head)
        rows += _rows(whole, head, known)
    problems += _check(file, rows, columns)
    if problems:
        raise InputProblems(problems)
    return PlanTable(tuple(rows), tuple(columns.items()), tuple(notes))


def _rows(cells: Cells, head: int, known: Mapping[Field, int]) -> Iterator[PlanRow]:
    headings = cells.rows[head][1]
    taken = set(known.values())
    for number, row in cells.rows[head + 1 :]:
        if is_head(row):  # the headings stand again on each page of a long table
            continue
        own = {which: row[place] for which, place in known.items() if place < len(row) and row[place]}
        others = (
            (headings[place] if place < len(headings) and headings[place] else f"column {place + 1}", text)
            for place, text in enumerate(row)
            if text and place not in taken
        )
        yield PlanRow(
            cells.place, number, own, tuple(others), {which: headings[known[which]] for which in own}
        )


def _fill_down(cells: Cells) -> Cells:
    """A cell that is merged with the one above it says what that says."""
    merged = {place for place, says in cells.faults.items() if _is_merged(says)}
    rows: list[tuple[int, tuple[str, ...]]] = []
    above: dict[int, str] = {}
    last = 0
    for number, row in cells.rows:
        filled = list(row)
        for column, text in enumerate(row):
            is_below = (number, column) in merged and (number - 1, column) in merged and last == number - 1
            if not text and is_below:
                filled[column] = above.get(column, "")
        above, last = dict(enumerate(filled)), number
        rows.append((number, tuple(filled)))
    left = {place: says for place, says in cells.faults.items() if place not in merged}
    return Cells(cells.place, tuple(rows), left)


def _is_merged(says: str) -> bool:
    return MERGED in says


def _faults(cells: Cells, head: int) -> Iterator[Problem]:
    number, headings = cells.rows[head]
    for (row, column), says in sorted(cells.faults.items()):
        if row > number and column < len(headings):
            yield Problem(cells.place, says, column=headings[column], rows=(row,))


def _check(file: str, rows: Sequence[PlanRow], columns: Mapping[str, Field | None]) -> Iterator[Problem]:
    if not columns:
        yield Problem(file, NO_HEADINGS)
    elif not rows:
        yield Problem(file, "has headings and no row below them.")
    if len(rows) > MOST_PLAN_ROWS:
        says = (
            f"has {count_of(len(rows), 'row')}; {MOST_PLAN_ROWS} can be brought in at once. Split the table."
        )
        yield Problem(file, says)
    for each in rows:
        for text in (*each.cells.values(), *(text for _, text in each.kept)):
            if len(text) > LONGEST_ACTION:
                says = f"a cell holds {len(text):,} letters, and {LONGEST_ACTION:,} are read. It begins {quote(text)}."
                yield Problem(each.place, says, rows=(each.number,))


def _not_read(cells: Cells) -> Iterator[str]:
    if cells.rows:
        first = name_some([quote(text) for text in cells.rows[0][1] if text], 4)
        yield f"{cells.place} was not read: {NO_HEADINGS} Its first row says {first}."


def _above(cells: Cells, head: int) -> Iterator[str]:
    """What stands above the headings is no row of the plan; it is told of and not lost from sight."""
    for number, row in cells.rows[:head]:
        yield f"{cells.place}, row {number}, above the headings: {' · '.join(text for text in row if text)}"


def alike(text: str) -> str:
    """By this two actions are the same, whatever their signs, blanks and capitals."""
    return "".join(re.findall(r"[^\W_]", text.casefold()))
