"""Where a row of the tidy CSV is of: its geographic level, country and council.

Official codes are written only where the programme's own code of the council is one. The three digits of
`old_la_code` are in no programme folder, so that they are not available.
"""

import re

import polars as pl

from heard.base.places import Area
from heard.reports.data_files.ees_columns import NOT_AVAILABLE
from heard.reports.facts import ReportFacts

COUNTRIES = {
    "E": ("E92000001", "England"),
    "W": ("W92000004", "Wales"),
    "S": ("S92000003", "Scotland"),
    "N": ("N92000002", "Northern Ireland"),
}
NO_COUNTRY = (NOT_AVAILABLE, "Not available")
OFFICIAL = re.compile(r"[EWSN]\d{8}")
PLACES = ("geographic_level", "country_code", "country_name", "old_la_code", "new_la_code", "la_name")
LOCAL_AUTHORITY, NATIONAL = "Local authority", "National"


def in_council(rows: pl.DataFrame, facts: ReportFacts) -> pl.DataFrame:
    """The rows as the council's."""
    area = facts.council
    code = area.code if OFFICIAL.fullmatch(area.code) else NOT_AVAILABLE
    return _placed(rows, LOCAL_AUTHORITY, *_country(area), NOT_AVAILABLE, code, area.name)


def in_nation(rows: pl.DataFrame, facts: ReportFacts) -> pl.DataFrame:
    """The rows as those of all councils of the programme together."""
    return _placed(rows, NATIONAL, *_country(facts.council), "", "", "")


def _placed(rows: pl.DataFrame, *place: str) -> pl.DataFrame:
    return rows.with_columns(pl.lit(each).alias(name) for name, each in zip(PLACES, place, strict=True))


def _country(area: Area) -> tuple[str, str]:
    return COUNTRIES[area.code[0]] if OFFICIAL.fullmatch(area.code) else NO_COUNTRY
