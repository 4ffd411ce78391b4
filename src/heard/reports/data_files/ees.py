"""The tidy CSV of Explore Education Statistics, and the file of metadata that goes with it.

One row for each wave, place, survey, indicator, statement and group. Every figure is a whole number or a symbol. The
total of the indicators is who took part; of all surveys together there is no figure, and the row says so.
"""

from collections.abc import Mapping

import polars as pl

from heard.analysis.frames import ALL
from heard.analysis.pairs import OTHERS
from heard.base.places import Wave
from heard.reports.data_files.council_tables import CouncilTables
from heard.reports.data_files.ees_columns import (
    FILTERS,
    GROUPINGS,
    INDICATORS,
    KEY,
    TOTAL,
    add_words,
    with_figures,
)
from heard.reports.data_files.ees_places import PLACES, in_council, in_nation
from heard.reports.data_files.files import open_stem_of
from heard.reports.data_files.labels import Labels
from heard.reports.data_files.plain import plain_csv

TIME_IDENTIFIER = "Reporting year"
FILTER, INDICATOR = "Filter", "Indicator"
COLUMNS = ("time_period", "time_identifier", *PLACES, *GROUPINGS, *INDICATORS)
META = (
    "col_name",
    "col_type",
    "label",
    "indicator_grouping",
    "indicator_unit",
    "indicator_dp",
    "filter_hint",
    "filter_grouping_column",
    "filter_default",
)
SHARES = ("count", "base", "eligible", "share", "low", "high", "band_low", "band_high")


def write_ees(tables: CouncilTables) -> Mapping[str, bytes]:
    """Both files by name."""
    stem, labels = open_stem_of(tables.facts), Labels(tables.material)
    return {
        f"{stem}.csv": plain_csv(list_rows(tables, labels)),
        f"{stem}.meta.csv": plain_csv(list_columns(labels)),
    }


def time_period(wave: Wave) -> str:
    """The reporting year of a wave: the year in which it closed, in four digits."""
    return f"{wave.closes_on.year:04d}"


def list_rows(tables: CouncilTables, labels: Labels) -> pl.DataFrame:
    """The rows of the data file as text, columns as COLUMNS: all councils together, then the council."""
    own = pl.concat([_no_total(), _took_part(tables), _answers(tables)], how="diagonal")
    places = [in_council(with_figures(own), tables.facts)]
    if tables.material.leaves_out:  # a working copy holds the other councils only, which are no nation
        places.insert(0, in_nation(with_figures(_national(tables), national=True), tables.facts))
    period = time_period(tables.facts.wave)
    rows = pl.concat(places).with_columns(time_period=pl.lit(period), time_identifier=pl.lit(TIME_IDENTIFIER))
    return add_words(rows, labels).select(COLUMNS)


def _no_total() -> pl.DataFrame:
    """The one row of all surveys together: each asks other ages other things, so there is no such figure."""
    return pl.DataFrame(
        {"survey": "", "group": ALL, "level": ALL, "indicator": "", "cut_point": "", "symbol": "z"}
    )


def _took_part(tables: CouncilTables) -> pl.DataFrame:
    """Who took part, whatever they were asked."""
    return tables.participation.select(
        "survey",
        "group",
        "level",
        "symbol",
        "eligible",
        "response_rate",
        indicator=pl.lit(""),
        cut_point=pl.lit(""),
        base="respondents",
    )


def _answers(tables: CouncilTables) -> pl.DataFrame:
    return tables.estimates.select(*KEY, "symbol", *SHARES)


def _national(tables: CouncilTables) -> pl.DataFrame:
    """The figures of all councils of the programme together that stand beside this council's."""
    together = tables.comparisons.filter(pl.col("against") == OTHERS, pl.col("group") == ALL)
    return together.select(*KEY, symbol=pl.lit(""), base="reference_base", share="reference_share")


def list_columns(labels: Labels) -> pl.DataFrame:
    """The metadata: a row a filter and a row an indicator, columns as META."""
    say = labels.material.say
    filters = [
        {
            "col_name": name,
            "col_type": FILTER,
            "label": say(f"files.ees.filters.{name}.label"),
            "filter_hint": say(f"files.ees.filters.{name}.hint"),
            "filter_grouping_column": grouping,
            "filter_default": TOTAL,
        }
        for name, grouping in FILTERS.items()
    ]
    indicators = [
        {
            "col_name": name,
            "col_type": INDICATOR,
            "label": say(f"files.ees.indicators.{name}"),
            "indicator_grouping": say(f"files.ees.groupings.{each.grouping}"),
            "indicator_unit": each.unit,
            "indicator_dp": "0",
        }
        for name, each in INDICATORS.items()
    ]
    return pl.DataFrame([*filters, *indicators], schema=dict.fromkeys(META, pl.String)).fill_null("")
