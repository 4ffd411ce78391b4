"""Files of SPSS (.sav, .zsav inside): read in slices of rows, every value as text, with what the file says of it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from heard.base.errors import InputProblems
from heard.base.problems import Problem
from heard.dataset.headers import check_names, empty_file
from heard.dataset.parquet_files import ROWS_A_SLICE, as_text

if TYPE_CHECKING:
    from pyreadstat import metadata_container
    from pyreadstat.pyclasses import MissingRange

STARTS = (b"$FL2", b"$FL3")  # as it is, and packed
UNDER_PASSWORD = b"ENCRYPTEDSAV"
PLACE_OF_THE_MARK = 64  # within so many bytes
DAMAGED = "the file is damaged or cut short. Save it again in the program that wrote it."


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
    check_kind(path)
    first = 0
    while True:
        frame = _read_rows(path, first)
        names = check_names(path.name, frame.columns)
        texts = [as_text(path.name, name, frame.schema[name]) for name in frame.columns]
        yield frame.select(texts).rename(dict(zip(frame.columns, names, strict=True)))
        first += frame.height
        if frame.height < ROWS_A_SLICE:
            return


def describe_sav(path: Path) -> Mapping[str, Variable]:
    """What the file says of its variables, by their names. InputProblems where it cannot be read."""
    check_kind(path)
    told = _read_header(path)
    headings = told.column_names_to_labels
    return {
        name: Variable(
            heading=(headings.get(name) or "").strip(),
            labels=_labels(told.variable_value_labels.get(name, {})),
            missing=tuple(_ends(each) for each in told.missing_ranges.get(name, [])),
        )
        for name in told.column_names
    }


def check_kind(path: Path) -> None:
    """InputProblems where the file is empty, none of SPSS, or under a password."""
    with path.open("rb") as file:
        start = file.read(PLACE_OF_THE_MARK)
    if not start:
        raise empty_file(path.name)
    if UNDER_PASSWORD in start:
        raise InputProblems(
            [Problem(path.name, "the file is under a password. Save it without one, then try again.")]
        )
    if not start.startswith(STARTS):
        raise InputProblems(
            [Problem(path.name, "this is not a file of SPSS (.sav), whatever its name says.")]
        )


def _read_rows(path: Path, first: int) -> pl.DataFrame:
    """A date stays the number it is: none is ever used, and some of them lie beyond every calendar."""
    import pyreadstat

    with _whole(path):
        return pyreadstat.read_sav(
            path,
            row_offset=first,
            row_limit=ROWS_A_SLICE,
            user_missing=True,
            disable_datetime_conversion=True,
            output_format="polars",
        )[0]


def _read_header(path: Path) -> "metadata_container":
    import pyreadstat

    with _whole(path):
        return pyreadstat.read_sav(path, metadataonly=True, user_missing=True, output_format="polars")[1]


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    import pyreadstat

    try:
        yield
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, ValueError):
        raise InputProblems([Problem(path.name, DAMAGED)]) from None


def _ends(each: "int | float | str | MissingRange") -> tuple[float | str, float | str]:
    return (each["lo"], each["hi"]) if isinstance(each, dict) else (each, each)


def _labels(given: Mapping[float | int, str]) -> Mapping[str, str]:
    return {_text(value): label.strip() for value, label in given.items() if label.strip()}


def _text(value: object) -> str:
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
