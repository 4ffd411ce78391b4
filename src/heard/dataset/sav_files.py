"""Files of SPSS (.sav, packed or not): read in slices of rows, every value as text, with what the file says of it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from heard.base.apart import NoEnd, Why, ask_apart
from heard.base.errors import InputProblems
from heard.base.policy import SECONDS_TO_READ_A_SLICE
from heard.base.problems import Problem
from heard.dataset.headers import check_names, empty_file
from heard.dataset.parquet_files import ROWS_A_SLICE, as_text
from heard.dataset.sav_process import COMMAND, NUMBERS

STARTS = (b"$FL2", b"$FL3")  # as it is, and packed
UNDER_PASSWORD = b"ENCRYPTEDSAV"
PLACE_OF_THE_MARK = 64  # within so many bytes
DAMAGED = "the file is damaged or cut short. Save it again in the program that wrote it."
SAYS = {
    Why.TIME: f"reading took longer than {SECONDS_TO_READ_A_SLICE} seconds and was stopped. Save it as CSV UTF-8.",
    Why.MEMORY: "the file needs more memory than there is for it. Save it as CSV UTF-8.",
    Why.ENDED: DAMAGED,
}


@dataclass(frozen=True, slots=True)
class Variable:
    """What a .sav says of one variable.

    `heading`: its label. `labels`: by value as text. `missing`: the ends of ranges of values that whoever answered
    did not give as an answer; for words both ends are the word.
    """

    heading: str
    labels: Mapping[str, str]
    missing: tuple[tuple[float | str, float | str], ...] = ()

    def is_missing(self, value: str) -> bool:
        """Whether the file declares this value to be none."""
        return any(_is_within(value, low, high) for low, high in self.missing)


def read_sav(path: Path) -> Iterator[pl.DataFrame]:
    """The rows, ROWS_A_SLICE at a time: words as they are, 7.0 as 7, declared missing values as any other."""
    first = 0
    while True:
        columns = _ask(path, first, ROWS_A_SLICE)[1]
        names = check_names(path.name, list(columns))
        frame = pl.DataFrame(dict(zip(names, columns.values(), strict=True)))
        yield frame.select(as_text(path.name, name, frame.schema[name]) for name in names)
        first += frame.height
        if frame.height < ROWS_A_SLICE:
            return


def describe_sav(path: Path) -> Mapping[str, Variable]:
    """What the file says of its variables, by their names. InputProblems where it cannot be read."""
    return _ask(path, 0, 0)[0]


def _check_kind(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(PLACE_OF_THE_MARK)
    if not start:
        raise empty_file(path.name)
    if UNDER_PASSWORD in start:
        message = "the file is under a password. Save it without one, then try again."
    elif not start.startswith(STARTS):
        message = "this is not a file of SPSS (.sav), whatever its name says."
    else:
        return
    raise InputProblems([Problem(path.name, message)])


def _ask(path: Path, first: int, rows: int) -> tuple[Mapping[str, Variable], Mapping[str, pl.Series]]:
    """The variables and, of so many rows from that one on, the columns; InputProblems where it cannot be read."""
    _check_kind(path)
    asked = {"path": str(path.absolute()), "first": first, "rows": rows}
    try:
        answer = ask_apart(COMMAND, json.dumps(asked).encode() + b"\n", seconds=SECONDS_TO_READ_A_SLICE)
    except NoEnd as ended:
        raise InputProblems([Problem(path.name, SAYS[ended.why])]) from None
    line, _, content = answer.partition(b"\n")
    told = json.loads(line)
    if "damaged" in told:
        raise InputProblems([Problem(path.name, DAMAGED)])
    variables = {name: _variable(**each) for name, each in told["variables"].items()}
    return variables, _unpack(told["columns"], content)


def _unpack(columns: Sequence[tuple[str, str, int]], content: bytes) -> Mapping[str, pl.Series]:
    found, start = {}, 0
    for name, kind, length in columns:
        piece = content[start : start + length]
        start += length
        if kind == NUMBERS:
            found[name] = pl.Series(name, np.frombuffer(piece, dtype=np.float64)).fill_nan(None)
        else:
            found[name] = pl.Series(name, json.loads(piece), dtype=pl.String)
    return found


def _variable(
    heading: str,
    labels: Sequence[tuple[float | str, str]],
    missing: Sequence[tuple[float | str, float | str]],
) -> Variable:
    by_value = {_text(value): label.strip() for value, label in labels if label.strip()}
    return Variable(heading.strip(), by_value, tuple((low, high) for low, high in missing))


def _text(value: float | str) -> str:
    """A value as `read_sav` gives it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _is_within(value: str, low: float | str, high: float | str) -> bool:
    if isinstance(low, str) or isinstance(high, str):
        return value == str(low).strip()
    try:
        return low <= float(value) <= high
    except ValueError:
        return False
