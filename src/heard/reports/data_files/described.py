"""A table as programs of statistics take it: numbers beside its keys, and labels of variables and values.

Every key stands twice: as the permanent word, and as a number with its meaning, by which these programs sort and
tabulate. The number is its place in this version's catalogue, and no promise.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from heard.reports.data_files.council_tables import CouncilTables
from heard.reports.data_files.describing import title_of
from heard.reports.data_files.labels import Labels
from heard.reports.data_files.missing import words_of
from heard.reports.data_files.order import CUT_POINT, LEVEL
from heard.reports.data_files.variables import TABLES, Kind, Table, Variable

NUMBERED = ("survey", "group", "level", "indicator", "cut_point")
SUFFIX = "_no"  # of the number that stands for a key
Values = Mapping[int | float, str]


@dataclass(frozen=True, slots=True)
class Described:
    """`labels` of every column; `values`: the meanings of numbers, by column; `missing`: those of letters."""

    title: str
    frame: pl.DataFrame
    numeric: tuple[Variable, ...]
    labels: Mapping[str, str]
    values: Mapping[str, Values]
    missing: Mapping[str, str]


def describe(tables: CouncilTables, table: Table, labels: Labels) -> Described:
    """One of the council's tables; text that is not there is empty."""
    variables, say = TABLES[table], tables.material.say
    frame, values = tables.frames[table], {}
    words: dict[str, str] = {}
    for each in variables:
        words[each.name] = say(f"files.variables.{each.words}")
        if each.name in NUMBERED:
            words[each.name + SUFFIX] = words[each.name]
            frame, values[each.name + SUFFIX] = _with_number(frame, each.name, labels)
    return Described(
        title=title_of(tables.material),
        frame=_plain(frame, variables).select(list(words)),
        numeric=tuple(each for each in variables if each.is_numeric),
        labels=words,
        values=values,
        missing=words_of(tables.material),
    )


def _plain(frame: pl.DataFrame, variables: tuple[Variable, ...]) -> pl.DataFrame:
    """Yes and no as 1 and 0; no text as empty text."""
    yes_no = [pl.col(each.name).cast(pl.Int64) for each in variables if each.kind is Kind.YES_NO]
    return frame.with_columns(*yes_no, pl.col(pl.String).fill_null(""))


def _with_number(frame: pl.DataFrame, name: str, labels: Labels) -> tuple[pl.DataFrame, Values]:
    """The table with the number of a key, and what each number means."""
    keys, words = _numbered(name, labels)
    numbers = {key: place for place, key in enumerate(words, start=1)}
    number = keys.replace_strict(numbers, default=None, return_dtype=pl.Int32)
    return frame.with_columns(number.alias(name + SUFFIX)), {
        numbers[key]: text for key, text in words.items()
    }


def _numbered(name: str, labels: Labels) -> tuple[pl.Expr, Mapping[str, str]]:
    """What tells the meanings of a key apart, and the meanings in their order."""
    match name:
        case "level":
            return LEVEL, labels.level_codes()
        case "cut_point":
            return CUT_POINT, labels.statement_codes()
    return pl.col(name), labels.codes(name)
