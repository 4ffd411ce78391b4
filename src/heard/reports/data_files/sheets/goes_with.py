"""The sheet of what goes with low and with very high well-being."""

from collections.abc import Iterator

from heard.base.places import NATION
from heard.reports.data_files.council_tables import CouncilTables
from heard.reports.data_files.labels import Labels
from heard.reports.data_files.sheets.sheet import (
    INDICATOR,
    NO_FIGURE,
    SURVEY,
    Column,
    Look,
    Row,
    Sheet,
    figure,
)

WORDS = (
    "area",
    "survey",
    "outcome",
    "indicator",
    "exposure",
    "adjusted_for",
    "direction",
    "reason",
    "symbol",
)
NUMBERS = ("odds_ratio", "low", "high", "base", "councils")


def association_sheets(tables: CouncilTables, labels: Labels) -> Iterator[Sheet]:
    """What goes with well-being, here and in all councils, where it was looked for."""
    columns = (
        Column("where", width=22),
        SURVEY,
        Column("outcome", width=40),
        INDICATOR,
        Column("exposure", width=58),
        Column("odds", Look.RATIO),
        Column("odds_low", Look.RATIO),
        Column("odds_high", Look.RATIO),
        Column("together", width=28),
        Column("odds_base", Look.COUNT),
        Column("councils", Look.COUNT),
        Column("allowed", width=40),
        Column("odds_reason", width=40),
    )
    if tables.associations.height:
        yield Sheet("associations", columns, _rows(tables, labels))


def _rows(tables: CouncilTables, labels: Labels) -> Iterator[Row]:
    council = tables.facts.council.name
    for values in tables.associations.select(*WORDS, *NUMBERS).iter_rows():
        area, survey, outcome, indicator, exposure, allowed, way, reason, symbol = values[: len(WORDS)]
        ratio, low, high, base, councils = values[len(WORDS) :]
        yield (
            labels.all_councils if area == NATION else council,
            labels.survey(survey),
            labels.code("outcome", outcome),
            labels.indicator(indicator) if indicator else NO_FIGURE,
            labels.exposure(indicator, survey, exposure),
            *(figure(number, symbol) for number in (ratio, low, high)),
            labels.code("odds_direction", way) or figure(None, symbol),
            figure(base, symbol),
            figure(councils, symbol),
            labels.groups(allowed),
            labels.code("odds_reason", reason),
        )
