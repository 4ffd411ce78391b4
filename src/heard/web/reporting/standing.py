"""Where every council's reports stand, for the programme team."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from heard.web.jobs.models import JobState
from heard.web.reporting.across import STANDINGS
from heard.web.tenancy import across_councils, looking_across

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
        return [_standing(row) for row in _ask()]


def _ask() -> list[dict[str, Any]]:
    """Each row by its columns' names. The team is asked about here too: SQLite has no rule underneath."""
    source = VIEW if connection.vendor == "postgresql" else f"({STANDINGS}) AS {VIEW}"
    of_the_team = "EXISTS (SELECT 1 FROM people_user WHERE id = %s AND is_programme AND is_active)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM {source} WHERE {of_the_team} ORDER BY council_name, council_id, wave",
            [looking_across()],
        )
        names = [each[0] for each in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _standing(row: Mapping[str, Any]) -> Standing:
    return Standing(
        council=row["council_id"],
        council_name=row["council_name"],
        wave=row["wave"],
        last_answer_day=_day(row["last_answer_day"]),
        has_answers=bool(row["has_reports"]),
        made_on=_day(row["made_on"]),
        is_under_way=row["job_state"] in MOVING,
        has_failed=row["job_state"] == JobState.FAILED,
        says=row["job_says"],
    )


def _day(value: date | str | None) -> date | None:
    """SQLite answers such a question with text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
