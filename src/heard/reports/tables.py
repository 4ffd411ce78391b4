"""A council's protected tables, read once into its figures.

A row whose symbol says that it may not be shown gives no value on, even if one were left in the table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import polars as pl
from polars import selectors as cs

from heard.base.errors import HeardError
from heard.base.places import NATION
from heard.base.policy import Level
from heard.base.shares import Banded, Hidden, Reason, Shown
from heard.charts import Certainty, Direction
from heard.disclosure import ProtectedTables
from heard.disclosure.protected import Symbol
from heard.reports.figures import (
    HIDDEN,
    NOT_ASKED,
    Association,
    Comparison,
    ComparisonKey,
    Estimate,
    EstimateKey,
    Figures,
    Participation,
    ParticipationKey,
)


def read_figures(protected: ProtectedTables, area: str) -> Figures:
    """The figures of a council; HeardError for the nation, which is not one."""
    if area == NATION:
        raise HeardError("a council's report needs a council")
    return Figures(
        estimates=_estimates(_of(protected.estimates, area)),
        comparisons=_comparisons(_of(protected.comparisons, area)),
        participation=_participation(_of(protected.participation, area)),
        associations=_associations(protected.associations.filter(pl.col("area").is_in([area, NATION]))),
        has_trends=not _of(protected.trends, area).filter(symbol=Symbol.SHOWN.value).is_empty(),
        leaves_out=protected.level != Level.WORKING,
    )


def _of(frame: pl.DataFrame, area: str) -> pl.DataFrame:
    return frame.filter(pl.col("area") == area)


def _names(row: "type[EstimateRow | ComparisonRow | ParticipationRow]") -> list[str]:
    return [field.name for field in fields(row)]


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """The columns an estimate is made from."""

    symbol: str
    count: int | None
    base: int | None
    eligible: int | None
    share: float | None
    low: float | None
    high: float | None
    note: str | None
    level_flag: str | None


def _estimates(frame: pl.DataFrame) -> Mapping[EstimateKey, Estimate]:
    keys = frame.select("survey", "indicator", "cut_point", "group", "level").iter_rows()
    rows = frame.select(_names(EstimateRow)).iter_rows()
    return {key: _estimate(EstimateRow(*row)) for key, row in zip(keys, rows, strict=True)}


def _estimate(row: EstimateRow) -> Estimate:
    if row.symbol == Symbol.BANDED and row.low is not None and row.high is not None:
        return Estimate(Banded(row.low, row.high), row.base, row.eligible)
    if row.symbol != Symbol.SHOWN:
        return Estimate(NOT_ASKED if row.symbol == Symbol.NOT_ASKED else HIDDEN)
    if row.count is None or not row.base or row.share is None or row.low is None or row.high is None:
        return Estimate(Hidden(Reason.NOBODY), row.base, row.eligible, row.note or "")
    cell = Shown(row.count, row.base, row.share, row.low, row.high, row.eligible)
    return Estimate(cell, row.base, row.eligible, row.note or "", row.level_flag or "")


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """The columns a comparison is made from."""

    symbol: str
    against: str
    reference: str | None
    reference_base: int | None
    reference_share: float | None
    difference: float | None
    difference_low: float | None
    difference_high: float | None
    flag: str | None
    reason: str | None
    direction: str | None
    mdd: float | None


def _comparisons(frame: pl.DataFrame) -> Mapping[ComparisonKey, Comparison]:
    keys = frame.select("survey", "indicator", "cut_point", "group", "level", "against").iter_rows()
    rows = (ComparisonRow(*row) for row in frame.select(_names(ComparisonRow)).iter_rows())
    return {key: _comparison(row) for key, row in zip(keys, rows, strict=True) if row.symbol == Symbol.SHOWN}


def _comparison(row: ComparisonRow) -> Comparison:
    return Comparison(
        against=row.against,
        reference=row.reference or "",
        reference_base=row.reference_base,
        reference_share=row.reference_share,
        difference=row.difference,
        difference_low=row.difference_low,
        difference_high=row.difference_high,
        flag=Certainty(row.flag) if row.flag else None,
        reason=row.reason or "",
        direction=Direction(row.direction or "none"),
        mdd=row.mdd,
    )


@dataclass(frozen=True, slots=True)
class ParticipationRow:
    """The columns that say who took part."""

    symbol: str
    group: str
    level: str
    respondents: int | None
    eligible: int | None
    response_rate: float | None
    share_of_respondents: float | None
    share_of_eligible: float | None
    under_represented: bool | None


def _participation(frame: pl.DataFrame) -> Mapping[ParticipationKey, Participation]:
    keys = frame.select("survey", "group", "level").iter_rows()
    rows = frame.select(_names(ParticipationRow)).iter_rows()
    return {key: _took_part(ParticipationRow(*row)) for key, row in zip(keys, rows, strict=True)}


def _took_part(row: ParticipationRow) -> Participation:
    if row.symbol != Symbol.SHOWN:
        row = replace(
            row, respondents=None, response_rate=None, share_of_respondents=None, under_represented=None
        )
    return Participation(
        group=row.group,
        level=row.level,
        respondents=row.respondents,
        eligible=row.eligible,
        response_rate=row.response_rate,
        share_of_respondents=row.share_of_respondents,
        share_of_eligible=row.share_of_eligible,
        under_represented=row.under_represented,
    )


def _associations(frame: pl.DataFrame) -> tuple[Association, ...]:
    """A council's things taken one at a time, and the nation's adjusted ones, in the table's order."""
    named = [field.name for field in fields(Association)][1:]
    rows = frame.filter(pl.col("model") != "multivariable").with_columns(
        pl.col("adjusted_for").str.split(";").list.filter(pl.element() != ""),
        pl.when(pl.col("symbol") == Symbol.SHOWN).then(cs.numeric()).name.keep(),
    )
    return tuple(
        Association(area == NATION, **{**row, "adjusted_for": tuple(row["adjusted_for"])})
        for area, row in zip(rows["area"], rows.select(named).iter_rows(named=True), strict=True)
    )
