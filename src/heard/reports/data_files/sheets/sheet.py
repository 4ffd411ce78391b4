"""A sheet of the workbook, and what its columns look like."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Value = str | int | float
Row = tuple[Value, ...]

NO_FIGURE = "x"  # stands where a figure would, and there is none or none may be given


class Look(StrEnum):
    """How the figures of a column are shown. `POINTS`: a difference in percentage points, with its sign."""

    WORDS = "words"
    COUNT = "count"
    PER_CENT = "per_cent"
    POINTS = "points"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key of its heading in `files.headings`, how its figures look, how many letters wide it is."""

    key: str
    look: Look = Look.WORDS
    width: int = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table under its heading; `key` is that of its words in `files.sheets`."""

    key: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]


def figure(value: Value | None, symbol: str = "") -> Value:
    """A number, or the symbol that says why there is none."""
    return value if value is not None else symbol or NO_FIGURE


def points(difference: float | None) -> Value:
    """A difference in percentage points, not rounded; the symbol where there is none."""
    return NO_FIGURE if difference is None else round(difference * 100, 10)


DOMAIN = Column("domain", width=22)
INDICATOR = Column("indicator", width=32)
SURVEY = Column("survey", width=22)
STATEMENT = Column("statement", width=58)
GROUP = Column("group", width=22)
WHO = Column("who", width=40)
SHARE = Column("share", Look.PER_CENT, 28)
SAID_SO = Column("said_so", Look.COUNT)
ANSWERED = Column("answered", Look.COUNT)
ELIGIBLE = Column("eligible", Look.COUNT)
LOW = Column("low", Look.PER_CENT)
HIGH = Column("high", Look.PER_CENT)
SHOWS = Column("shows", width=32)
