"""Where every council's reports stand, for the programme team."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from heard.web.jobs.models import JobState
from heard.web.reporting.across import STANDINGS
from heard.web.tenancy import across_councils
from heard.web.tenancy.across import read_across, read_day

MOVING = (JobState.WAITING, JobState.WORKING, JobState.NEEDS_INPUT)
VIEW = "reporting_standing"


@dataclass(frozen=True, slots=True)
class Standing:
    """One council's reports of a wave. `has_answers`: the wave is opened and somebody answered. `says`: what the work
    says, or said last."""

    council: str
    council_name: str
    wave: str
    last_answer_day: date | None
    has_answers: bool
    made_on: date | None
    is_under_way: bool
    has_failed: bool
    says: str

    @property
    def is_missing(self) -> bool:
        """Whether there could be a set and is none, and nobody is making it."""
        return self.has_answers and self.made_on is None and not self.is_under_way


def list_standings(user_id: int) -> list[Standing]:
    """Every wave of every council, by the council's name; nothing for whoever is not of the programme team."""
    with across_councils(user_id):
        return [_standing(row) for row in read_across(VIEW, STANDINGS)]


def _standing(row: Mapping[str, Any]) -> Standing:
    return Standing(
        council=row["council_id"],
        council_name=row["council_name"],
        wave=row["wave"],
        last_answer_day=read_day(row["last_answer_day"]),
        has_answers=bool(row["has_reports"]),
        made_on=read_day(row["made_on"]),
        is_under_way=row["job_state"] in MOVING,
        has_failed=row["job_state"] == JobState.FAILED,
        says=row["job_says"],
    )
