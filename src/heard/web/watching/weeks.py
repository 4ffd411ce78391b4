"""One week's picture as it is kept: what the wave's page showed on that day, and nothing finer.

Batches do not stand in it at all: which of them were under five on one Monday and not on the next would tell in which
week a batch of ten came to five, and of a batch nothing is kept by the week (decision 0022). Groups stand in it by name
only. Adults' counts stand in it by whole fives: it is passed round a table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from heard.web.policy import SMALLEST_MOVE
from heard.web.watching.kinds import Reach
from heard.web.watching.pace import Pace
from heard.web.watching.queries import Reached, add_up_reach
from heard.web.watching.standing import SurveyStanding


@dataclass(frozen=True, slots=True)
class WeekSurvey:
    """One survey. None: fewer than five (`answered`, `declined`, adults' counts), or unknown (`eligible`, `pace`).

    `missed`: demographic and level of each group that was being missed.
    """

    survey: str
    answered: int | None
    declined: int | None
    eligible: int | None
    pace: Pace | None
    is_counted: bool
    missed: tuple[tuple[str, str], ...]
    not_reached: int | None
    another_way: int | None


def make_week(standing: Sequence[SurveyStanding], reached: Reached, day: date) -> Mapping[str, object]:
    """What is kept of this day, as it is written into the database."""
    surveys = [
        WeekSurvey(
            survey=each.survey,
            answered=each.answered,
            declined=each.declined,
            eligible=each.eligible,
            pace=each.pace,
            is_counted=any(group.is_counted for group in each.groups),
            missed=tuple((group, level.level) for group, level in each.missed),
            not_reached=hide_few(add_up_reach(reached, each.survey, Reach.NOT_REACHED)),
            another_way=hide_few(add_up_reach(reached, each.survey, Reach.ANOTHER_WAY)),
        )
        for each in standing
    ]
    return {"made_on": day.isoformat(), "surveys": [asdict(each) for each in surveys]}


def read_week(figures: Mapping[str, Any]) -> tuple[WeekSurvey, ...]:
    """The surveys of a picture that was kept."""
    return tuple(
        WeekSurvey(
            **{
                **{name: each[name] for name in WeekSurvey.__slots__},  # earlier ones named batches too
                "pace": Pace(**each["pace"]) if each["pace"] else None,
                "missed": tuple((group, level) for group, level in each["missed"]),
            }
        )
        for each in figures["surveys"]
    )


def made_on(figures: Mapping[str, Any]) -> date:
    """The day of a picture that was kept: its Monday, or the next on which the clock ran."""
    return date.fromisoformat(figures["made_on"])


def hide_few(count: int) -> int | None:
    """By whole fives, None under five: one more from one day to the next would be somebody a team can name."""
    return count // SMALLEST_MOVE * SMALLEST_MOVE or None
