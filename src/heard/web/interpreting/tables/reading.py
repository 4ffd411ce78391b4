"""A table of remarks (CSV, Excel, OpenDocument or Word), read whole or refused with every place that is wrong."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import PurePath

from heard.base.errors import InputProblems
from heard.base.messages import count_of
from heard.base.problems import Problem
from heard.cohort.returns.given import TEXTS
from heard.web.interpreting.tables.layout import (
    TITLE_ROWS,
    Column,
    Grid,
    ReadTable,
    columns_of,
    plain,
    refused,
    tidy,
    understand,
)
from heard.web.tables.apart import read_apart
from heard.web.tables.cells import Answer, Cells

UTF8 = 'this is not a text file in UTF-8. Save it again as "CSV UTF-8 (comma delimited)".'


def read_table(name: str, content: bytes) -> ReadTable:
    """Raises InputProblems with everything that is wrong, each with its row and column; CannotRead."""
    _check_letters(name, content)
    return join(name, read_apart(name, content))


def join(name: str, answer: Answer) -> ReadTable:
    """Every table with a column of comments and the same headings, one below the other; a note of other tables."""
    wanted = [each for each in answer.tables if _has_comments(each)] or list(answer.tables[:1])
    if problems := [problem for each in wanted for problem in _faults(name, each)]:
        raise InputProblems(problems)
    grids = [_tidied(each) for each in wanted]
    if len({tuple(map(plain, grid[0][1])) for grid in grids if grid}) > 1:
        raise refused(
            name,
            "its tables of comments have different headings. Give them the same, or bring them one by one.",
        )
    return understand(name, _one_below_the_other(grids), (*_not_read(answer, wanted), *answer.notes))


def _check_letters(name: str, content: bytes) -> None:
    """What children said is not guessed from another alphabet."""
    if PurePath(name).suffix.lower() in TEXTS:
        try:
            content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise refused(name, UTF8) from None


def _has_comments(cells: Cells) -> bool:
    return any(Column.COMMENTS in columns_of(row) for _, row in cells.rows[:TITLE_ROWS])


def _tidied(cells: Cells) -> Grid:
    return [(number, [tidy(cell) for cell in row]) for number, row in cells.rows]


def _one_below_the_other(grids: list[Grid]) -> Grid:
    """A table by itself keeps its row numbers; of several the rows are counted through."""
    if len(grids) < 2:
        return [row for grid in grids for row in grid]
    rows = [grids[0][0][1], *(cells for grid in grids for _, cells in grid[1:])]
    return list(enumerate(rows, start=1))


def _not_read(answer: Answer, wanted: list[Cells]) -> tuple[str, ...]:
    left = len(answer.tables) - len(wanted)
    return (
        (f"Only tables with a column of comments are read. Not read: {count_of(left, 'table')}.",)
        if left
        else ()
    )


def _faults(name: str, cells: Cells) -> Iterator[Problem]:
    """Neighbours in a row with the same fault are told together."""
    for (row, says), places in _by_row(cells.faults).items():
        for _, run in groupby(enumerate(places), key=lambda each: each[1] - each[0]):
            columns = [column for _, column in run]
            first, last = _letters(columns[0]), _letters(columns[-1])
            yield Problem(
                name, says, column=first if first == last else f"{first}{row}:{last}{row}", rows=(row,)
            )


def _by_row(faults: Mapping[tuple[int, int], str]) -> dict[tuple[int, str], list[int]]:
    found: dict[tuple[int, str], list[int]] = {}
    for (row, column), says in sorted(faults.items()):
        found.setdefault((row, says), []).append(column)
    return found


def _letters(column: int) -> str:
    """0 is A, 25 Z, 26 AA."""
    return (_letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)
