"""Sheets of who answered and what they said: everybody, and by group."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from heard.analysis.frames import ALL
from heard.disclosure.protected import Symbol
from heard.reports.data_files.council_tables import CouncilTables
from heard.reports.data_files.labels import Labels
from heard.reports.data_files.sheets.sheet import (
    ANSWERED,
    DOMAIN,
    ELIGIBLE,
    GROUP,
    HIGH,
    INDICATOR,
    LOW,
    SAID_SO,
    SHARE,
    STATEMENT,
    SURVEY,
    WHO,
    Column,
    Look,
    Row,
    Sheet,
    Value,
    figure,
)

VALUES = ("symbol", "share", "count", "base", "eligible", "low", "high", "band_low", "band_high", "note")
OF_LEVEL = ("respondents", "eligible", "response_rate", "share_of_respondents", "share_of_eligible")
Key = tuple[str, str, str, str, str]  # survey, indicator, cut point, group, level


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share's row, with the columns of VALUES."""

    symbol: str
    share: float | None
    count: int | None
    base: int | None
    eligible: int | None
    low: float | None
    high: float | None
    band_low: float | None
    band_high: float | None
    note: str | None

    def told(self, labels: Labels) -> Value:
        """The share, the band in words, or the symbol."""
        if self.symbol == Symbol.BANDED and self.band_low is not None and self.band_high is not None:
            return labels.band(self.band_low, self.band_high)
        return figure(self.share, self.symbol)

    def figures(self, *numbers: int | float | None) -> Row:
        """These of its numbers, or the symbol."""
        return tuple(figure(number, self.symbol) for number in numbers)


def list_estimates(frame: pl.DataFrame) -> Iterator[tuple[Key, Estimate]]:
    """Each row's key and its share."""
    keys = frame.select("survey", "indicator", "cut_point", "group", "level").iter_rows()
    values = frame.select(VALUES).iter_rows()
    for key, value in zip(keys, values, strict=True):
        yield key, Estimate(*value)


def who_sheet(tables: CouncilTables, labels: Labels) -> Sheet:
    """Who answered each survey, by group."""
    columns = (
        SURVEY,
        GROUP,
        WHO,
        Column("took_part", Look.COUNT),
        ELIGIBLE,
        Column("rate", Look.PER_CENT),
        Column("of_answered", Look.PER_CENT),
        Column("of_eligible", Look.PER_CENT),
        Column("heard_less"),
    )
    return Sheet("who", columns, _who_rows(tables, labels))


def _who_rows(tables: CouncilTables, labels: Labels) -> Iterator[Row]:
    frame = tables.participation.select("survey", "group", "level", "symbol", "under_represented", *OF_LEVEL)
    for survey, group, level, symbol, less, *numbers in frame.iter_rows():
        yield (
            labels.survey(survey),
            labels.group(group),
            labels.level(group, level),
            *(figure(number, symbol) for number in numbers),
            figure(None if less is None else labels.yes_no(less), symbol),
        )


def everybody_sheet(tables: CouncilTables, labels: Labels) -> Sheet:
    """Every statement, as everybody who was asked answered."""
    columns = (
        DOMAIN,
        INDICATOR,
        SURVEY,
        STATEMENT,
        Column("asked_of", width=32),
        SHARE,
        SAID_SO,
        ANSWERED,
        ELIGIBLE,
        LOW,
        HIGH,
        Column("note", width=32),
    )
    return Sheet("everybody", columns, _everybody_rows(tables, labels))


def _everybody_rows(tables: CouncilTables, labels: Labels) -> Iterator[Row]:
    for (survey, indicator, cut, *_), row in list_estimates(tables.estimates.filter(group=ALL)):
        yield (
            labels.domain(indicator),
            labels.indicator(indicator),
            labels.survey(survey),
            labels.statement(indicator, survey, cut),
            labels.asked_of(indicator, survey),
            row.told(labels),
            *row.figures(row.count, row.base, row.eligible, row.low, row.high),
            labels.code("note", row.note),
        )


def group_sheet(tables: CouncilTables, labels: Labels) -> Sheet:
    """Every statement by group."""
    columns = (INDICATOR, SURVEY, STATEMENT, GROUP, WHO, SHARE, SAID_SO, ANSWERED, LOW, HIGH)
    return Sheet("groups", columns, _group_rows(tables, labels))


def _group_rows(tables: CouncilTables, labels: Labels) -> Iterator[Row]:
    of_groups = tables.estimates.filter(pl.col("group") != ALL)
    for (survey, indicator, cut, group, level), row in list_estimates(of_groups):
        yield (
            labels.indicator(indicator),
            labels.survey(survey),
            labels.statement(indicator, survey, cut),
            labels.group(group),
            labels.level(group, level),
            row.told(labels),
            *row.figures(row.count, row.base, row.low, row.high),
        )
