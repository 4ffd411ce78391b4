"""One council's protected tables, read once into typed rows that are looked up by key.

A row whose symbol says that it may not be shown gives no value on, even if one were left in the table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property

import polars as pl
from polars import selectors as cs

from heard.base.errors import HeardError
from heard.base.places import NATION
from heard.base.policy import Level
from heard.base.shares import Banded, Cell, Hidden, Reason, Shown
from heard.catalogue import POSITIVE
from heard.charts import Certainty, Direction
from heard.disclosure import ProtectedTables
from heard.disclosure.protected import Symbol

EVERYBODY = ("all", "all")
HIDDEN = Hidden(Reason.SMALL)
NOT_ASKED = Hidden(Reason.NOT_ASKED)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share as it may be shown. `base` is known of a banded cell too; `note`, `level_flag`: see analysis."""

    cell: Cell
    base: int | None = None
    eligible: int | None = None
    note: str = ""
    level_flag: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A share beside another. Values that may not be shown, or that there are not, are None."""

    against: str
    reference: str
    reference_base: int | None
    reference_share: float | None
    difference: float | None
    difference_low: float | None
    difference_high: float | None
    flag: Certainty | None
    reason: str
    direction: Direction
    mdd: float | None


@dataclass(frozen=True, slots=True)
class Participation:
    """How many of a group answered, and whether it is heard less. None = may not be shown, or not known."""

    group: str
    level: str
    respondents: int | None
    eligible: int | None
    response_rate: float | None
    share_of_respondents: float | None
    share_of_eligible: float | None
    under_represented: bool | None


@dataclass(frozen=True, slots=True)
class Association:
    """What goes with an outcome, in the council or (`national`) in all of them; None = may not be shown, or is not.

    Without an `indicator`: that too few had the outcome, or had it not, to ask.
    """

    national: bool
    survey: str
    outcome: str
    indicator: str
    exposure: str
    odds_ratio: float | None
    low: float | None
    high: float | None
    q: float | None
    base: int | None
    events: int | None
    councils: int | None
    adjusted_for: tuple[str, ...]
    reason: str


# Reasons that more answers would settle; the others say that there was nothing sound to compare with.
SMALL_NUMBERS = frozenset({"", "too_few", "interval_too_wide"})


def is_judged(comparison: Comparison) -> bool:
    """Whether there was something to compare with, so that its flag says something of the answers."""
    return comparison.flag is not None and (
        comparison.flag is not Certainty.CANNOT_TELL or comparison.reason in SMALL_NUMBERS
    )


EstimateKey = tuple[str, str, str, str, str]  # survey, indicator, cut point, group, level
ComparisonKey = tuple[str, str, str, str, str, str]  # the same and against
ParticipationKey = tuple[str, str, str]  # survey, group, level


def of_everybody(survey: str, indicator: str, cut_point: str = POSITIVE) -> EstimateKey:
    """Where the figure of all who answered stands."""
    return survey, indicator, cut_point, *EVERYBODY


@dataclass(frozen=True)
class Figures:
    """The figures of one council."""

    estimates: Mapping[EstimateKey, Estimate]
    comparisons: Mapping[ComparisonKey, Comparison]
    participation: Mapping[ParticipationKey, Participation]
    associations: tuple[Association, ...] = ()
    has_trends: bool = False  # whether a trend over three waves or more was looked for and may be shown
    leaves_out: bool = (
        False  # whether something may be hidden: then what is not there is not told from what is
    )

    def estimate(self, place: EstimateKey) -> Estimate | None:
        """The estimate. Where there is no such row: None, or hidden if something may be.

        Rows are there for whom somebody answered. A dash beside a `c` would say that nobody did, and by that of the
        `c` that somebody did.
        """
        return self.estimates.get(place, Estimate(HIDDEN) if self.leaves_out else None)

    def comparison(self, place: EstimateKey, against: str) -> Comparison | None:
        """The comparison, None where there is no such row."""
        return self.comparisons.get((*place, against))

    @cached_property
    def earlier_waves(self) -> tuple[str, ...]:
        """The waves that shares of this one are held against, the newest first."""
        found = (each for each in self.comparisons.values() if each.against == "previous")
        return tuple(
            sorted({each.reference for each in found if each.reference_share is not None}, reverse=True)
        )

    def respondents(self, survey: str) -> Participation | None:
        """How many answered a survey, None where nobody was asked."""
        return self.participation.get((survey, *EVERYBODY))

    def may_be_read(self, survey: str) -> bool:
        """Whether anything of a survey is told: somebody answered it and, where something may be hidden, how many
        did is not."""
        row = self.respondents(survey)
        return row is not None and not (self.leaves_out and not row.respondents)

    def level(self, survey: str, group: str, level: str) -> Participation | None:
        """One level's row; where there is none, hidden if something may be, as for `estimate`."""
        nobody_knows = Participation(group, level, None, None, None, None, None, under_represented=None)
        return self.participation.get((survey, group, level), nobody_knows if self.leaves_out else None)

    def levels(self, survey: str, group: str) -> tuple[Participation, ...]:
        """The levels of a group in a survey, in the table's order."""
        return tuple(
            row for (asked, named, _), row in self.participation.items() if (asked, named) == (survey, group)
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
