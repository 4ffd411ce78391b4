"""What counts as recorded: the answers routing asked for, and the well-being band worked out from them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import polars as pl

from heard.base.bands import BANDS, WELLBEING_BAND, BandRule, Rule
from heard.dataset.codebook import Column, SurveyColumns
from heard.dataset.encoding import ONE_CODE


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


def add_wellbeing_band(frame: pl.DataFrame, columns: SurveyColumns, rule: BandRule | None) -> pl.DataFrame:
    """The frame with the well-being band, where the survey has one; empty in all rows where there is no rule."""
    band = next((column for column in columns.indicators if column.key == WELLBEING_BAND), None)
    if band is None:
        return frame
    if rule is None:
        return frame.with_columns(pl.lit(None, dtype=ONE_CODE).alias(WELLBEING_BAND))
    scores = [_score(column) for column in columns.indicators if column.composite and not column.derived]
    answered = pl.sum_horizontal(score.is_not_null() for score in scores).cast(pl.Int32)
    place = _by_mean(scores, answered, rule) if rule.rule is Rule.MEAN else _by_scales(scores, rule)
    numbers = [band.number_of[key] for key in BANDS]
    number = place.replace_strict(list(range(len(BANDS))), numbers, return_dtype=ONE_CODE)
    return frame.with_columns(pl.when(answered >= rule.least_answered).then(number).alias(WELLBEING_BAND))


def _by_mean(scores: Sequence[pl.Expr], answered: pl.Expr, rule: BandRule) -> pl.Expr:
    """The band's place in BANDS, in whole numbers: with k scales of sum s, those whose threshold t has 2s ≥ 2t·k."""
    twice = 2 * pl.sum_horizontal(scores)
    return pl.sum_horizontal((twice >= half * answered).cast(pl.Int8) for half in rule.halves)


def _by_scales(scores: Sequence[pl.Expr], rule: BandRule) -> pl.Expr:
    """The band's place in BANDS: low before very high before high, so many scales that each are."""
    moderate, high, very_high = rule.halves
    enough = rule.scales or 1

    def are_enough(*which: pl.Expr) -> pl.Expr:
        return pl.sum_horizontal(each.fill_null(value=False).cast(pl.Int8) for each in which) >= enough

    return (
        pl.when(are_enough(*(2 * score < moderate for score in scores)))
        .then(BANDS.index("low"))
        .when(are_enough(*(2 * score >= very_high for score in scores)))
        .then(BANDS.index("very_high"))
        .when(are_enough(*(2 * score >= high for score in scores)))
        .then(BANDS.index("high"))
        .otherwise(BANDS.index("moderate"))
    )


def _score(column: Column) -> pl.Expr:
    """The score a stored number stands for, null for none: a scored scale's codes are whole numbers one apart."""
    stored = pl.col(column.key)
    return pl.when(stored >= 0).then(stored.cast(pl.Int32) + int(column.codes[0]))


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
