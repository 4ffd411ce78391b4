"""How far every council's findings have come, for the programme team."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from heard.web.following.across import LOOPS
from heard.web.following.chain import Step
from heard.web.tenancy import across_councils, looking_across

VIEW = "following_loops"


@dataclass(frozen=True, slots=True)
class Loop:
    """One council's findings of a wave, as they were counted that morning."""

    council_name: str
    wave: str
    counted_on: date
    found: int
    by_step: Mapping[Step, int]
    oldest_unanswered_on: date | None


def list_loops(user_id: int) -> list[Loop]:
    """Every wave of every council whose findings were counted, by the council's name and never by how far it is;
    nothing for whoever is not of the programme team."""
    with across_councils(user_id):
        return [_loop(row) for row in _ask()]


def _ask() -> list[dict[str, Any]]:
    """Each row by its columns' names. The team is asked about here too: SQLite has no rule underneath."""
    source = VIEW if connection.vendor == "postgresql" else f"({LOOPS}) AS {VIEW}"
    of_the_team = "EXISTS (SELECT 1 FROM people_user WHERE id = %s AND is_programme AND is_active)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM {source} WHERE {of_the_team} ORDER BY council_name, council_id, wave",
            [looking_across()],
        )
        names = [each[0] for each in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _loop(row: Mapping[str, Any]) -> Loop:
    return Loop(
        council_name=row["council_name"],
        wave=row["wave"],
        counted_on=_day(row["counted_on"]) or date.min,
        found=row["found"],
        by_step={step: row[step.value] for step in Step},
        oldest_unanswered_on=_day(row["oldest_unanswered_on"]),
    )


def _day(value: date | str | None) -> date | None:
    """SQLite answers such a question with text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
