"""What a table of remarks is once it is read: headings, what each column holds, and every cell of every row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from heard.base.errors import InputProblems
from heard.base.messages import make_visible, name_some
from heard.base.problems import Problem
from heard.web.policy import (
    LONGEST_CELL,
    MOST_TABLE_COLUMNS,
    MOST_TABLE_LETTERS,
    MOST_TABLE_ROWS,
)

NO_COMMENTS = "no column of comments was found. One column's heading is Comments, Remarks, Ideas or Feedback."
TITLE_ROWS = 5  # that may stand above the headings
Grid = list[tuple[int, list[str]]]  # number and cells of each row


class Column(StrEnum):
    """What a column holds, as far as it is known."""

    THEME = "theme"
    FINDING = "finding"
    COMMENTS = "comments"
    BY_WHOM = "by_whom"
    OTHER = "other"


# Headings in lower case without what is no letter; the first of a row of a table that fits decides.
HEADINGS: Mapping[str, Column] = {
    **dict.fromkeys(("theme", "themes", "no", "number", "area", "topic"), Column.THEME),
    **dict.fromkeys(
        ("survey finding", "finding", "findings", "survey findings", "what we found", "what the survey says",
         "question"),
        Column.FINDING,
    ),
    **dict.fromkeys(
        ("comments", "comment", "remarks", "remark", "ideas", "idea", "feedback", "what was said",
         "comments and ideas", "comments ideas", "what young people said", "what children said", "suggestions"),
        Column.COMMENTS,
    ),
    **dict.fromkeys(("by whom", "who", "said by", "who said it", "from", "by"), Column.BY_WHOM),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table. `number`: as a spreadsheet counts, the heading is 1; of a Word file by its table."""

    number: int
    cells: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReadTable:
    """Headings as they were written, what each column holds, and every row with anything in it."""

    headings: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    def cell(self, row: Row, column: Column) -> str:
        """What a row says in this column; of several such columns, one below the other."""
        held = (cell for cell, each in zip(row.cells, self.columns, strict=True) if each is column)
        return "\n".join(cell for cell in held if cell)

    def others(self, row: Row) -> tuple[tuple[str, str], ...]:
        """Heading and words of the columns that nothing is known of."""
        every = zip(self.headings, self.columns, row.cells, strict=True)
        return tuple((name, cell) for name, each, cell in every if each is Column.OTHER and cell)

    def without(self, cells: tuple[str, ...], texts: Sequence[str], instead: str) -> tuple[str, ...]:
        """The cells of a row without these words. Where a cell of comments holds none of them as they were written,
        nothing of it is left."""
        return tuple(
            _without(cell, texts, instead) if each is Column.COMMENTS and cell else cell
            for cell, each in zip(cells, self.columns, strict=True)
        )

    def to_stored(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "headings": list(self.headings),
            "columns": [each.value for each in self.columns],
            "rows": [[row.number, list(row.cells)] for row in self.rows],
            "notes": list(self.notes),
        }

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> "ReadTable":
        """As it was stored."""
        return cls(
            tuple(stored["headings"]),
            tuple(map(Column, stored["columns"])),
            tuple(Row(number, tuple(cells)) for number, cells in stored["rows"]),
            tuple(stored["notes"]),
        )


def understand(name: str, grid: Grid, notes: tuple[str, ...]) -> ReadTable:
    rows = [(number, cells) for number, cells in grid if any(cells)]
    if not rows:
        raise refused(name, "there is nothing in it.")
    place = next(
        (at for at, (_, cells) in enumerate(rows[:TITLE_ROWS]) if Column.COMMENTS in columns_of(cells)), 0
    )
    above, rows = rows[:place], rows[place:]
    notes += tuple(f"Above the headings: {' '.join(filter(None, cells))}" for _, cells in above)
    headings = rows[0][1]
    while headings and not headings[-1]:
        headings = headings[:-1]
    columns = columns_of(headings)
    if Column.COMMENTS not in columns:
        raise refused(name, f"{NO_COMMENTS} Found: {name_some(headings)}.")
    if len(rows) == 1:
        raise refused(name, "there are headings and no rows below them.")
    read, problems = [], list[Problem]()
    if len(rows) - 1 > MOST_TABLE_ROWS:
        problems.append(
            Problem(name, f"it has {len(rows) - 1:,} rows.", allowed=f"{MOST_TABLE_ROWS} at a time")
        )
    letters = sum(len(cell) for _, cells in rows for cell in cells)
    if letters > MOST_TABLE_LETTERS:
        says = f"{letters:,} letters stand in it. Bring it in parts."
        problems.append(Problem(name, says, allowed=f"{MOST_TABLE_LETTERS:,}"))
    if len(headings) > MOST_TABLE_COLUMNS:
        problems.append(Problem(name, f"it has {len(headings)} columns.", allowed=str(MOST_TABLE_COLUMNS)))
    for number, cells in rows[1:]:
        problems += _faults(name, headings, number, cells)
        padded = [*cells, *[""] * (len(headings) - len(cells))]
        read.append(Row(number, tuple(padded[: len(headings)])))
    if problems:
        raise InputProblems(problems)
    return ReadTable(tuple(headings), columns, tuple(read), notes)


def _faults(name: str, headings: Sequence[str], number: int, cells: Sequence[str]) -> Iterator[Problem]:
    for place, cell in enumerate(cells):
        column = headings[place] if place < len(headings) else f"number {place + 1}"
        if cell and place >= len(headings):
            yield Problem(
                name, "something stands where no column has a heading.", column=column, rows=(number,)
            )
        if cell and place < len(headings) and not headings[place]:
            yield Problem(name, "this column has no heading.", column=f"number {place + 1}", rows=(number,))
        if len(cell) > LONGEST_CELL:
            says = f"{len(cell):,} letters stand in one cell."
            yield Problem(name, says, column=column, rows=(number,), allowed=f"{LONGEST_CELL:,}")
        if make_visible(cell.replace("\n", " ")) != cell.replace("\n", " "):
            yield Problem(
                name,
                "a letter that nobody can see stands here. Type the cell again.",
                column=column,
                rows=(number,),
            )


def columns_of(headings: Sequence[str]) -> tuple[Column, ...]:
    return tuple(HEADINGS.get(plain(each), Column.OTHER) for each in headings)


def plain(heading: str) -> str:
    return " ".join(re.findall(r"[a-z]+", heading.lower()))


def tidy(cell: str) -> str:
    """Without space around it, line ends of one kind, soft hyphens and no-break spaces as what they look like."""
    lines = (
        cell.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("\xad", "").split("\n")
    )
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def _without(cell: str, texts: Sequence[str], instead: str) -> str:
    left = cell
    for text in texts:
        left = left.replace(text, instead)
    return left if left != cell else instead


def refused(name: str, says: str) -> InputProblems:
    return InputProblems([Problem(name, says)])
