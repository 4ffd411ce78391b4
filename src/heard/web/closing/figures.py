"""The figures of a wave as they could stand anywhere: out of what its page shows, and less where they are small.

The rule is that of what is published (`heard.base.policy`, level public): a count under its threshold is not said, nor
anything of a survey that fewer could answer than its smallest base, nor a count that leaves so few who did not answer.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from heard.base.policy import LEVELS, Level
from heard.web.codes.queries import Counts
from heard.web.waves.queries import WaveFacts

PUBLIC = LEVELS[Level.PUBLIC]


@dataclass(frozen=True, slots=True)
class SurveyFigures:
    """None: too few to say, or not known. `eligible`: who could answer; `answered` and `declined`: at least so many."""

    survey: str
    eligible: int | None
    answered: int | None
    declined: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """When the wave ran, and what came in."""

    last_answer_day: date
    closed_on: date | None
    surveys: tuple[SurveyFigures, ...]

    def to_json(self) -> dict[str, Any]:
        """For the database."""
        return {
            "last_answer_day": self.last_answer_day.isoformat(),
            "closed_on": self.closed_on.isoformat() if self.closed_on else None,
            "surveys": [asdict(each) for each in self.surveys],
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Figures":
        """What was taken down."""
        closed = plain["closed_on"]
        return cls(
            date.fromisoformat(plain["last_answer_day"]),
            date.fromisoformat(closed) if closed else None,
            tuple(SurveyFigures(**each) for each in plain["surveys"]),
        )


def safe_figures(facts: WaveFacts, counts: Counts, eligible: Mapping[str, int]) -> Figures:
    """Out of the counts as the wave's page shows them."""
    shown = {each.survey: each for each in counts.surveys}
    return Figures(
        facts.last_answer_day,
        facts.closed_on,
        tuple(
            _figures(survey, eligible.get(survey), shown[survey].finished_shown, shown[survey].declined_shown)
            for survey in facts.surveys
            if survey in shown
        ),
    )


def _figures(survey: str, eligible: int | None, answered: int | None, declined: int | None) -> SurveyFigures:
    if eligible is not None and eligible < PUBLIC.minimum_base:
        return SurveyFigures(survey, None, None, None)
    return SurveyFigures(survey, eligible, _unless_few(answered, eligible), _unless_few(declined, eligible))


def _unless_few(count: int | None, eligible: int | None) -> int | None:
    """The count; None where it, or what it leaves of all, is under the threshold, and where it is more than all."""
    if count is None or count < PUBLIC.threshold:
        return None
    return None if eligible is not None and eligible - count < PUBLIC.threshold else count
