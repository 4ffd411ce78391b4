"""The first row of a table: its columns' names."""

from collections import Counter
from collections.abc import Sequence

from heard.base.errors import InputProblems
from heard.base.problems import Problem


def check_names(file: str, given: Sequence[str | None]) -> list[str]:
    """The names without blanks around them; InputProblems where one is missing or given twice."""
    names = [(name or "").strip() for name in given]
    problems = [
        Problem(file, f"column {place} has no name.", rows=(1,))
        for place, name in enumerate(names, 1)
        if not name
    ]
    problems += [
        Problem(file, f"this name stands over {count} columns.", column=name, rows=(1,))
        for name, count in Counter(names).items()
        if name and count > 1
    ]
    if problems:
        raise InputProblems(problems)
    return names


def empty_file(file: str) -> InputProblems:
    """The error for a file with nothing in it, not even a header."""
    return InputProblems([Problem(file, "the file is empty: not even a row of column names.")])
