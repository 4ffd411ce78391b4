"""What is wrong in a file somebody gave us: where, what, and what is allowed there."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from heard.base.messages import count_of, make_visible, name_some, shorten

ROWS_NAMED = 5  # how many row numbers a message lists before it says how many more


class Severity(StrEnum):
    """An error stops the file from being used; a warning is said and counted."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, with every row it stands in.

    `rows` counts as a spreadsheet does: the header is row 1. Empty rows = the whole file.
    `allowed` says what may stand there instead; empty where the message says it all.
    """

    file: str
    message: str
    column: str = ""
    rows: tuple[int, ...] = ()
    allowed: str = ""
    severity: Severity = Severity.ERROR

    def sentence(self) -> str:
        """File, rows, column, what is wrong and what is allowed, in one line."""
        where = ", ".join(part for part in (self.file, _rows(self.rows), self._place()) if part)
        end = f" Allowed: {self.allowed}." if self.allowed else ""
        return make_visible(f"{where}: {self.message}{end}")

    def _place(self) -> str:
        if not self.column:
            return ""
        return f"{'setting' if self.file.endswith('.toml') else 'column'} {shorten(self.column)}"


def summarise(problems: Iterable[Problem]) -> str:
    """All problems, errors first, a line each, with how many there are of each kind on the first."""
    listed = sorted(problems, key=lambda problem: problem.severity != Severity.ERROR)
    errors = sum(problem.severity == Severity.ERROR for problem in listed)
    lines = [f"{problem.severity.upper()}  {problem.sentence()}" for problem in listed]
    return "\n".join([f"{count_of(errors, 'error')}, {count_of(len(listed) - errors, 'warning')}.", *lines])


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of these stops the files from being used."""
    return any(problem.severity == Severity.ERROR for problem in problems)


def _rows(rows: tuple[int, ...]) -> str:
    if not rows:
        return ""
    if len(rows) == 1:
        return f"row {rows[0]}"
    return f"rows {name_some([str(row) for row in rows], ROWS_NAMED)}"
