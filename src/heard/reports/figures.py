"""One council's figures as typed rows that are looked up by key; `reports.tables` reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from heard.base.shares import Cell, Hidden, Reason
from heard.catalogue import POSITIVE
from heard.charts import Certainty, Direction

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
