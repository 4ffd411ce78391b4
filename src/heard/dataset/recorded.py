"""What counts as recorded: the answers routing asked for, and the well-being band worked out from them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import polars as pl

from heard.base.policy import MIN_SCALES_FOR_BAND
from heard.dataset.codebook import Column, SurveyColumns
from heard.dataset.encoding import ONE_CODE

WELLBEING_BAND = "wellbeing_band"


def drop_against_route(
    frame: pl.DataFrame, columns: Sequence[Column]
) -> tuple[pl.DataFrame, Mapping[str, int]]:
    """The frame without answers to questions that were not to be asked, and how many were dropped of each.

    A question is asked where the recorded answer it depends on is one of those named; where that one is missing,
    a `no_answer` code or itself dropped, it is not. Source: method page, section 2 item 1.
    """
    dropped: dict[str, int] = {}
    known = {column.key: column for column in columns}
    for column in _routed(known):
        asked = _is_any_of(known[column.asked_if], column.asked_if_any_of)
        kept = frame.select(pl.when(asked).then(pl.col(column.key)))[column.key]
        dropped[column.key] = kept.null_count() - frame[column.key].null_count()
        frame = frame.with_columns(kept)
    return frame, {key: count for key, count in dropped.items() if count}


def add_wellbeing_band(frame: pl.DataFrame, columns: SurveyColumns) -> pl.DataFrame:
    """The frame with the well-being band, where the survey has one."""
    derived = {column.key: column for column in columns.indicators if column.derived}
    if WELLBEING_BAND not in derived:
        return frame
    scores = [column for column in columns.indicators if column.composite and not column.derived]
    return frame.with_columns(_wellbeing_band(scores, derived[WELLBEING_BAND]))


def _wellbeing_band(scores: Sequence[Column], band: Column) -> pl.Expr:
    """Method page, item 12, in whole numbers: k scales answered with sum s; null where k is under three."""
    answered = [pl.when(pl.col(column.key) >= 0).then(_score(column)) for column in scores]
    k = pl.sum_horizontal(answer.is_not_null() for answer in answered).cast(pl.Int32)
    s = pl.sum_horizontal(answered)
    number = band.number_of
    return (
        pl.when(k < MIN_SCALES_FOR_BAND)
        .then(None)
        .when(s < 5 * k)
        .then(number["low"])
        .when(s < 7 * k)
        .then(number["moderate"])
        .when(2 * s < 17 * k)
        .then(number["high"])
        .otherwise(number["very_high"])
        .cast(ONE_CODE)
        .alias(band.key)
    )


def _score(column: Column) -> pl.Expr:
    """The score a stored number stands for: the codes of a scored scale are whole numbers one apart."""
    return pl.col(column.key).cast(pl.Int32) + int(column.codes[0])


def _routed(known: Mapping[str, Column]) -> Iterator[Column]:
    """The routed columns, each after the one it depends on."""

    def depth(column: Column) -> int:
        return 1 + depth(known[column.asked_if]) if column.asked_if else 0

    return iter(sorted((column for column in known.values() if column.asked_if), key=depth))


def _is_any_of(column: Column, codes: Iterable[str]) -> pl.Expr:
    numbers = [column.number_of[code] for code in codes]
    answer = pl.col(column.key)
    if column.multiple:
        return (answer > 0) & (answer & sum(numbers) != 0)
    return answer.is_in(numbers)
