"""Words ↔ the whole numbers that are stored: a column at a time, never a row at a time."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from heard.base.messages import quote
from heard.dataset.codebook import Column

SEPARATOR = ";"
NOT_AN_ANSWER = "is not an answer"  # how a reason ends where the scale has no such code
ONE_CODE = pl.Int8
SET_OF_CODES = pl.Int16  # a bit for every code of a multiple-choice scale: at most fifteen


@dataclass(frozen=True, slots=True)
class Encoded:
    """`numbers` as stored, null where empty or refused; `refused`: each value that may not stand there, and why."""

    numbers: pl.Series
    refused: Mapping[str, str]


def dtype_of(column: Column) -> type[pl.DataType]:
    """How the column is stored."""
    return SET_OF_CODES if column.multiple else ONE_CODE


def encode(words: pl.Series, column: Column) -> Encoded:
    """The words of one column as stored numbers. Several codes of a multiple choice may stand in any order."""
    return _encode_sets(words, column) if column.multiple else _encode_codes(words, column)


def decode(numbers: pl.Series, column: Column) -> pl.Series:
    """The stored numbers as words again, the codes of a multiple choice in the scale's order."""
    distinct = numbers.unique().drop_nulls()
    words = [_words_of(number, column) for number in distinct]
    return numbers.replace_strict(distinct, pl.Series(words, dtype=pl.String), return_dtype=pl.String)


def _encode_codes(words: pl.Series, column: Column) -> Encoded:
    known = column.number_of
    numbers = words.replace_strict(list(known), list(known.values()), default=None, return_dtype=ONE_CODE)
    if numbers.null_count() == words.null_count():
        return Encoded(numbers, {})
    refused = words.filter(words.is_not_null() & numbers.is_null()).unique().sort()
    return Encoded(numbers, {value: f"{quote(value)} {NOT_AN_ANSWER}" for value in refused})


def _encode_sets(words: pl.Series, column: Column) -> Encoded:
    """Each different answer is taken apart once; `alone` are the codes that exclude all others."""
    known, alone = column.number_of, [*column.exclusive, *column.no_answer]
    code, number = pl.col("code"), pl.col("number")
    answers = (
        pl.DataFrame({"given": words.drop_nulls().unique().sort()})
        .with_columns(code=pl.col("given").str.split(SEPARATOR))
        .explode("code")
        .with_columns(code.str.strip_chars())
        .unique(maintain_order=True)  # a code given twice is given
        .with_columns(
            number=code.replace_strict(
                list(known), list(known.values()), default=None, return_dtype=SET_OF_CODES
            )
        )
        .group_by("given", maintain_order=True)
        .agg(
            number.sum(),
            unknown=code.filter(number.is_null()).first(),
            kept_apart=code.filter(code.is_in(alone) & (pl.len() > 1)).first(),
        )
    )
    right = answers.filter(pl.col("unknown").is_null() & pl.col("kept_apart").is_null())
    numbers = words.replace_strict(right["given"], right["number"], default=None, return_dtype=SET_OF_CODES)
    refused = {
        given: f"{quote(kept_apart)} was given with other answers and stands alone"
        if unknown is None
        else f"{quote(unknown)} {NOT_AN_ANSWER}"
        for given, _, unknown, kept_apart in answers.filter(
            ~pl.col("given").is_in(right["given"].implode())
        ).iter_rows()
    }
    return Encoded(numbers, refused)


def _words_of(number: int, column: Column) -> str:
    if number < 0:
        return column.no_answer[-1 - number]
    if not column.multiple:
        return column.codes[number]
    return SEPARATOR.join(code for place, code in enumerate(column.codes) if number >> place & 1)
