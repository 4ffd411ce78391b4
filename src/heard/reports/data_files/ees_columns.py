"""The filters and indicators of the tidy CSV, and how a figure of our tables is written there."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from heard.analysis.frames import ALL
from heard.base.shares import NOISE
from heard.disclosure.protected import Symbol
from heard.reports.data_files.labels import Labels

TOTAL = "Total"
CONFIDENTIAL, NOT_APPLICABLE, NOT_AVAILABLE, UNRELIABLE = "c", "z", "x", "u"
ROUNDS_TO_NOUGHT = "low"
PER_CENT = "%"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A column of figures: the variable it is written from, its unit, and the symbol where a row has none.

    `missing`: of a figure that is shown; `banded`: where the share is told as a band; `national`: of all councils.
    `of_survey`, `of_answer`: whether a row of who took part, and one of an answer, could have it at all.
    """

    of: str
    grouping: str
    unit: str = ""
    missing: str = NOT_APPLICABLE
    banded: str = CONFIDENTIAL
    national: str = NOT_AVAILABLE
    of_survey: bool = False
    of_answer: bool = True


KEY = ("survey", "group", "level", "indicator", "cut_point")
# Each filter with the column that groups its items.
FILTERS: Mapping[str, str] = {
    "survey": "",
    "indicator": "domain",
    "cut_point": "",
    "breakdown": "breakdown_topic",
}
GROUPINGS = tuple(name for each, grouping in FILTERS.items() for name in (grouping, each) if name)
INDICATORS: Mapping[str, Indicator] = {
    "base_count": Indicator("base", "answered", of_survey=True),
    "eligible_count": Indicator(
        "eligible", "answered", missing=NOT_AVAILABLE, banded=NOT_AVAILABLE, of_survey=True
    ),
    "response_percent": Indicator(
        "response_rate", "answered", PER_CENT, missing=NOT_AVAILABLE, of_survey=True, of_answer=False
    ),
    "answer_count": Indicator("count", "said_so"),
    "answer_percent": Indicator("share", "said_so", PER_CENT),
    "answer_percent_low": Indicator("low", "said_so", PER_CENT),
    "answer_percent_high": Indicator("high", "said_so", PER_CENT),
    "band_percent_low": Indicator("band_low", "band", PER_CENT, national=NOT_APPLICABLE),
    "band_percent_high": Indicator("band_high", "band", PER_CENT, national=NOT_APPLICABLE),
}


def with_figures(rows: pl.DataFrame, *, national: bool = False) -> pl.DataFrame:
    """The rows with every indicator as text: a whole number, or the symbol that says why there is none."""
    absent = [each.of for each in INDICATORS.values() if each.of not in rows.columns]
    full = rows.with_columns(pl.lit(None, dtype=pl.Float64).alias(name) for name in absent)
    figures = (_figure(each, national=national).alias(name) for name, each in INDICATORS.items())
    return full.select(*KEY, *figures)


def _figure(each: Indicator, *, national: bool) -> pl.Expr:
    of_survey, value, symbol = pl.col("indicator") == "", pl.col(each.of), pl.col("symbol")
    possible = pl.when(of_survey).then(pl.lit(each.of_survey)).otherwise(pl.lit(each.of_answer))
    written = _whole_per_cent(value) if each.unit else value.cast(pl.Int64).cast(pl.String)
    why = {
        Symbol.SHOWN.value: each.national if national else each.missing,
        Symbol.BANDED.value: each.banded,
        Symbol.HIDDEN.value: CONFIDENTIAL,
        Symbol.NOT_ASKED.value: NOT_APPLICABLE,
        Symbol.UNRELIABLE.value: UNRELIABLE,
    }
    none = symbol.replace_strict(why, return_dtype=pl.String)
    stated = pl.when(value.is_not_null()).then(written).otherwise(none)
    return pl.when(possible).then(stated).otherwise(pl.lit(NOT_APPLICABLE))


def _whole_per_cent(share: pl.Expr) -> pl.Expr:
    """A share in whole per cent, a half upwards as `base.shares.percent`; `low` where that is 0 and it is not."""
    whole = (share * 100 + 0.5 + NOISE).floor().cast(pl.Int64)
    return pl.when((whole == 0) & (share > 0)).then(pl.lit(ROUNDS_TO_NOUGHT)).otherwise(whole.cast(pl.String))


def add_words(rows: pl.DataFrame, labels: Labels) -> pl.DataFrame:
    """The rows with every filter in words; each its own total where the row is of everything."""
    keys = rows.select(KEY).unique(maintain_order=True)
    words = [_words(labels, key) for key in keys.iter_rows()]
    named = pl.DataFrame(words, schema=dict.fromkeys(GROUPINGS, pl.String), orient="row")
    found = keys.hstack(named.rename({name: f"{name}_words" for name in GROUPINGS}))
    joined = rows.join(found, on=keys.columns, how="left", maintain_order="left")
    return joined.with_columns(pl.col(f"{name}_words").alias(name) for name in GROUPINGS)


def _words(labels: Labels, key: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a row, in the order of GROUPINGS; `key` as KEY names it."""
    survey, group, level, indicator, cut_point = key
    return (
        labels.survey(survey) if survey else TOTAL,
        labels.domain(indicator) if indicator else TOTAL,
        labels.indicator(indicator) if indicator else TOTAL,
        labels.statement(indicator, survey, cut_point) if indicator else TOTAL,
        labels.group(group) if group != ALL else TOTAL,
        labels.level(group, level) if group != ALL else TOTAL,
    )
