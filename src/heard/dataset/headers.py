"""The first row of a table: its columns' names."""

from collections import Counter
from collections.abc import Collection, Sequence

from heard.base.errors import InputProblems
from heard.base.messages import count_of, name_some, quote
from heard.base.problems import Problem
from heard.dataset.tally import Tally

UNKNOWN_NAMED = 20  # so many columns nobody knows are named, a warning each


def check_names(file: str, given: Sequence[str | None]) -> list[str]:
    """The names without blanks around them; InputProblems where one is missing or given twice."""
    names = [(name or "").strip() for name in given]
    nameless = [str(place) for place, name in enumerate(names, 1) if not name]
    if len(nameless) == len(names):
        raise InputProblems(
            [Problem(file, "no column has a name: the names stand in the first row.", rows=(1,))]
        )
    if nameless:
        which = f"column {nameless[0]} has" if len(nameless) == 1 else f"columns {name_some(nameless)} have"
        message = f"{which} no name. Name every column, or delete those that are empty."
        raise InputProblems([Problem(file, message, rows=(1,))])
    problems = [
        Problem(file, f"this name stands over {count} columns.", column=name, rows=(1,))
        for name, count in Counter(names).items()
        if count > 1
    ]
    if problems:
        raise InputProblems(problems)
    return names


def check_required(file: str, given: Sequence[str], required: Sequence[str], tally: Tally) -> bool:
    """Whether every required column is there; those that are not are noted, with a name that is nearly right."""
    missing = [name for name in required if name not in given]
    for name in missing:
        nearly = _alike(name, given)
        hint = f" {quote(nearly)} must be written {quote(name)}." if nearly else ""
        tally.add(file, f"the column is missing.{hint}", column=name, rows=(1,))
    return not missing


def warn_of_unknown(file: str, given: Sequence[str], known: Collection[str], tally: Tally) -> None:
    """Note the columns that are not read, and what they may have been meant for."""
    unknown = [name for name in given if name not in known]
    for name in unknown[:UNKNOWN_NAMED]:
        meant = _alike(name, known)
        hint = f" Is {quote(meant)} meant?" if meant else ""
        tally.warn(file, f"is not a column Heard knows, and not read.{hint}", column=name)
    if len(unknown) > UNKNOWN_NAMED:
        tally.warn(file, f"{count_of(len(unknown) - UNKNOWN_NAMED, 'more column')} not known, and not read.")


def _alike(name: str, others: Collection[str]) -> str:
    """The first of the others that differs only in capital letters, blanks and hyphens."""
    return next((other for other in others if _plain(other) == _plain(name)), "")


def _plain(name: str) -> str:
    return name.casefold().replace(" ", "_").replace("-", "_")


def empty_file(file: str) -> InputProblems:
    """The error for a file with nothing in it, not even a header."""
    return InputProblems([Problem(file, "the file is empty: not even a row of column names.")])
