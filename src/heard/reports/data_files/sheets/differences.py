"""Sheets of headlines beside what they are compared with, of comparisons, of change and of trends."""

from collections.abc import Iterator

import polars as pl

from heard.analysis.frames import ALL
from heard.analysis.pairs import OTHERS, POPULATION, PREVIOUS
from heard.reports.data_files.council_tables import CouncilTables
from heard.reports.data_files.labels import Labels
from heard.reports.data_files.sheets.shares import list_estimates
from heard.reports.data_files.sheets.sheet import (
    ANSWERED,
    DOMAIN,
    GROUP,
    HIGH,
    INDICATOR,
    LOW,
    SAID_SO,
    SHARE,
    SHOWS,
    STATEMENT,
    SURVEY,
    WHO,
    Column,
    Look,
    Row,
    Sheet,
    figure,
    points,
)
from heard.reports.figures import Comparison, EstimateKey

BESIDE = (OTHERS, POPULATION, PREVIOUS)  # what a headline is shown beside
DIFFERENCE = tuple(Column(key, Look.POINTS) for key in ("difference", "difference_low", "difference_high"))
THEIRS = (Column("their_share", Look.PER_CENT), Column("their_answered", Look.COUNT))


def headline_sheet(tables: CouncilTables, labels: Labels) -> Sheet:
    """Each indicator's headline, as everybody answered, beside other shares."""
    beside = (
        column
        for against in BESIDE
        for column in (Column(against, Look.PER_CENT), Column(f"{against}_shows", width=32))
    )
    columns = (DOMAIN, INDICATOR, SURVEY, STATEMENT, SHARE, SAID_SO, ANSWERED, LOW, HIGH, *beside)
    return Sheet("headlines", columns, _headline_rows(tables, labels))


def _headline_rows(tables: CouncilTables, labels: Labels) -> Iterator[Row]:
    for key, row in list_estimates(tables.estimates.filter(group=ALL)):
        survey, indicator, cut, *_ = key
        if cut != tables.catalogue.asked(indicator, survey).headline.key:
            continue
        compared = [tables.material.figures.comparison(key, against) for against in BESIDE]
        yield (
            labels.domain(indicator),
            labels.indicator(indicator),
            labels.survey(survey),
            labels.statement(indicator, survey, cut),
            row.told(labels),
            *row.figures(row.count, row.base, row.low, row.high),
            *(value for each in compared for value in _beside(each, labels)),
        )


def _beside(comparison: Comparison | None, labels: Labels) -> Row:
    if comparison is None or comparison.reference_share is None:
        return figure(None), figure(None)
    return comparison.reference_share, labels.flag(comparison)


def comparison_sheet(tables: CouncilTables, labels: Labels) -> Sheet:
    """Every comparison but that with the last time."""
    frame = tables.comparisons.filter(pl.col("against") != PREVIOUS)
    least = Column("least", Look.POINTS)
    return Sheet("comparisons", (*_COMPARED, least), _comparison_rows(tables, frame, labels, "mdd"))


def change_sheet(tables: CouncilTables, labels: Labels) -> Sheet:
    """Every comparison with the last time."""
    frame = tables.comparisons.filter(against=PREVIOUS)
    otherwise = Column("changed", width=32)
    return Sheet("change", (*_COMPARED, otherwise), _comparison_rows(tables, frame, labels, "changed"))


_COMPARED = (
    INDICATOR,
    SURVEY,
    STATEMENT,
    GROUP,
    WHO,
    Column("against", width=40),
    Column("share", Look.PER_CENT),
    ANSWERED,
    *THEIRS,
    *DIFFERENCE,
    SHOWS,
)


def _comparison_rows(tables: CouncilTables, frame: pl.DataFrame, labels: Labels, last: str) -> Iterator[Row]:
    keys = frame.select("survey", "indicator", "cut_point", "group", "level").iter_rows()
    values = frame.select(
        "against", "reference", "share", "base", "reference_share", "reference_base", *_DIFFERENCE, last
    ).iter_rows()
    for key, (against, reference, *numbers) in zip(keys, values, strict=True):
        share, base, theirs, their_base, difference, low, high, further = numbers
        yield (
            *_named(key, labels),
            labels.against(against, reference or ""),
            figure(share),
            figure(base),
            figure(theirs),
            figure(their_base),
            *map(points, (difference, low, high)),
            labels.flag_of(tables.material.figures.comparison(key, against)),
            points(further) if last == "mdd" else labels.code("changed", further),
        )


_DIFFERENCE = ("difference", "difference_low", "difference_high")


def _named(key: EstimateKey, labels: Labels) -> Row:
    survey, indicator, cut, group, level = key
    return (
        labels.indicator(indicator),
        labels.survey(survey),
        labels.statement(indicator, survey, cut),
        labels.group(group),
        labels.level(group, level),
    )


def trend_sheets(tables: CouncilTables, labels: Labels) -> Iterator[Sheet]:
    """Trends over three waves and more, where there are any."""
    columns = (
        INDICATOR,
        SURVEY,
        STATEMENT,
        Column("waves", Look.COUNT),
        Column("first_wave"),
        Column("last_wave"),
        Column("change", Look.POINTS),
        Column("change_low", Look.POINTS),
        Column("change_high", Look.POINTS),
        SHOWS,
    )
    if tables.trends.height:
        yield Sheet("trends", columns, _trend_rows(tables, labels))


def _trend_rows(tables: CouncilTables, labels: Labels) -> Iterator[Row]:
    frame = tables.trends.select(
        *("survey", "indicator", "cut_point", "group", "level"),
        *("waves", "first_wave", "last_wave", "change", "change_low", "change_high", "flag", "direction"),
    )
    for survey, indicator, cut, group, level, waves, first, last, *change, flag, way in frame.iter_rows():
        yield (
            *_named((survey, indicator, cut, group, level), labels)[:3],
            waves,
            first,
            last,
            *map(points, change),
            labels.trend(flag, way),
        )
