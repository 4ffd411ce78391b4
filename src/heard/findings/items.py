"""What the catalogue says of each item, as a frame to join candidates with."""

from collections.abc import Iterator

import polars as pl

from heard.base.policy import MANY_SAY_OTHERWISE, MANY_SAY_OTHERWISE_EXPECTED_OF_ALL
from heard.base.surveys import TAKEN_TOGETHER, Survey
from heard.catalogue import Catalogue, Indicator

# Method, item 12: low well-being is the lowest band, and for the two youngest surveys, which have no band,
# having felt unhappy yesterday.
LOW_WELLBEING = (("wellbeing_band", "low"), ("happy_yesterday", "negative"))

SCHEMA = {
    "survey": pl.String,
    "indicator": pl.String,
    "cut_point": pl.String,
    "headline": pl.Boolean,
    "prominent": pl.Boolean,
    "low_wellbeing": pl.Boolean,
    "many_otherwise": pl.Float64,
}
Row = tuple[str, str, str, bool, bool, bool, float]


def describe_items(catalogue: Catalogue) -> pl.DataFrame:
    """A row per survey (also taken together), indicator and cut point.

    `headline`: comparisons and flags rest on this cut point. `prominent`: sensitive, or what every child
    should be able to say; listed first. `low_wellbeing`: the count of children with low well-being.
    `many_otherwise`: at or under this share, many say otherwise (method, item 10).
    """
    rows = [row for item in catalogue.indicators.values() for row in _rows(catalogue, item)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def compared_groups(catalogue: Catalogue) -> frozenset[str]:
    """The demographics whose groups are compared."""
    return frozenset(key for key, item in catalogue.demographics.items() if item.compared)


def _rows(catalogue: Catalogue, item: Indicator) -> Iterator[Row]:
    line = MANY_SAY_OTHERWISE_EXPECTED_OF_ALL if item.expected_of_all else MANY_SAY_OTHERWISE
    for survey in (*Survey, *TAKEN_TOGETHER):
        if not catalogue.is_asked(item.key, survey):
            continue
        asked = catalogue.asked(item.key, survey)
        prominent = item.expected_of_all or item.sensitive or asked.sensitive
        for cut in asked.cut_points:
            headline = cut is asked.headline
            low = survey not in TAKEN_TOGETHER and (item.key, cut.key) in LOW_WELLBEING
            yield str(survey), item.key, cut.key, headline, prominent, low, line
