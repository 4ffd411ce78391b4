"""Collects what is wrong while files are read, each kind of problem once, with all the rows it stands in."""

from collections.abc import Iterable

from heard.base.problems import Problem, Severity

KINDS_NAMED = 20  # so many different problems of one column are named; the rest share a line

MORE = {
    Severity.ERROR: "other values that are not allowed here either",
    Severity.WARNING: "more of the same kind.",
}

_Key = tuple[Severity, str, str, str, str]


class Tally:
    """Problems found so far. Adding the same problem again adds its rows to it."""

    def __init__(self) -> None:
        self._rows: dict[_Key, list[int]] = {}
        self._kinds: dict[tuple[Severity, str, str], int] = {}

    def add(
        self,
        file: str,
        message: str,
        *,
        column: str = "",
        rows: Iterable[int] = (),
        allowed: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note a problem; `rows` count as a spreadsheet does, the header being row 1."""
        key = (severity, file, column, message, allowed)
        if column and key not in self._rows:
            key = self._named(key)
        self._rows.setdefault(key, []).extend(rows)

    def warn(self, file: str, message: str, *, column: str = "", rows: Iterable[int] = ()) -> None:
        """Note something that does not stop the file from being used."""
        self.add(file, message, column=column, rows=rows, severity=Severity.WARNING)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take over problems found elsewhere."""
        for each in problems:
            key = (each.severity, each.file, each.column, each.message, each.allowed)
            self._rows.setdefault(key, []).extend(each.rows)

    def problems(self) -> tuple[Problem, ...]:
        """Each problem once, in the order of its first appearance, its rows ascending and without repeats."""
        return tuple(
            Problem(file, message, column, tuple(sorted(set(rows))), allowed, severity)
            for (severity, file, column, message, allowed), rows in self._rows.items()
        )

    def has_errors(self) -> bool:
        """Whether anything noted so far stops the files from being used."""
        return any(severity == Severity.ERROR for severity, *_ in self._rows)

    def _named(self, key: _Key) -> _Key:
        severity, file, column, *_ = key
        named = self._kinds.get((severity, file, column), 0)
        if named == KINDS_NAMED:
            return (severity, file, column, MORE[severity], "")
        self._kinds[severity, file, column] = named + 1
        return key
