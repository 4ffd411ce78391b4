"""How far every council's findings have come, for the programme team."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from heard.web.following.across import LOOPS
from heard.web.following.chain import Step
from heard.web.tenancy import across_councils
from heard.web.tenancy.across import read_across, read_day

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
        return [_loop(row) for row in read_across(VIEW, LOOPS)]


def _loop(row: Mapping[str, Any]) -> Loop:
    return Loop(
        council_name=row["council_name"],
        wave=row["wave"],
        counted_on=read_day(row["counted_on"]) or date.min,
        found=row["found"],
        by_step={step: row[step.value] for step in Step},
        oldest_unanswered_on=read_day(row["oldest_unanswered_on"]),
    )
