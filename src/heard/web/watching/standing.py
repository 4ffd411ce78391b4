"""How a wave stands on a day, worked out of shown figures and the cohort: what the page and the weekly picture say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from heard.web.codes.queries import Counts
from heard.web.watching.missed import LevelStanding, Verdict, judge_levels
from heard.web.watching.pace import Pace, work_out_pace
from heard.web.waves.queries import State, WaveFacts

Levels = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Cohort:
    """Who could answer: by survey, and by survey and demographic and then by level. What is unknown is not in it."""

    surveys: Mapping[str, int]
    groups: Mapping[tuple[str, str], Levels]


@dataclass(frozen=True, slots=True)
class Shown:
    """A survey's shown totals from this day on; 0 = fewer than five."""

    day: date
    finished: int
    declined: int


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """One shared demographic in one survey. `is_counted`: some level's figure is shown."""

    group: str
    levels: tuple[LevelStanding, ...]

    @property
    def is_counted(self) -> bool:
        """Whether there is anything to say yet."""
        return any(each.shown for each in self.levels)


@dataclass(frozen=True, slots=True)
class SurveyStanding:
    """One survey. None: fewer than five so far (`answered`, `declined`), or unknown (`eligible`, with it `pace`)."""

    survey: str
    cards: int
    answered: int | None
    declined: int | None
    eligible: int | None
    pace: Pace | None
    groups: tuple[GroupStanding, ...]
    history: tuple[Shown, ...]

    @property
    def missed(self) -> tuple[tuple[str, LevelStanding], ...]:
        """The levels that are being missed, each with its demographic."""
        return tuple(
            (group.group, level)
            for group in self.groups
            for level in group.levels
            if level.verdict is Verdict.MISSED
        )


def work_out(
    facts: WaveFacts, counts: Counts, cohort: Cohort, history: Mapping[str, tuple[Shown, ...]], today: date
) -> tuple[SurveyStanding, ...]:
    """Each survey of the wave. A cohort smaller than those who answered must be wrong, and is taken as unknown."""
    is_open, last = facts.state is State.OPEN, facts.last_answer_day
    day = min(today, last) if is_open else last + timedelta(days=1)  # closed early is over, too
    found = []
    for each in counts.surveys:
        shown, days = each.finished_shown or 0, history.get(each.survey, ())
        children = cohort.surveys.get(each.survey, 0)
        eligible = children if children and shown <= children else None
        pace = eligible and work_out_pace(
            answered=shown,
            eligible=eligible,
            first_day=days[0].day if days else None,
            today=day,
            last_answer_day=last,
        )
        found.append(
            SurveyStanding(
                each.survey,
                each.cards,
                each.finished_shown,
                each.declined_shown,
                eligible,
                pace or None,
                _groups(each.survey, counts, cohort, shown) if eligible else (),
                _up_to_now(days, Shown(today, shown, each.declined_shown or 0)),
            )
        )
    return tuple(found)


def _groups(survey: str, counts: Counts, cohort: Cohort, answered: int) -> tuple[GroupStanding, ...]:
    shown: dict[str, dict[str, int]] = {}
    for each in counts.groups:
        if each.survey == survey:
            shown.setdefault(each.group, {})[each.level] = each.finished_shown
    return tuple(
        GroupStanding(group, judge_levels(levels, shown.get(group, {}), answered))
        for (of, group), levels in cohort.groups.items()
        if of == survey
    )


def _up_to_now(days: tuple[Shown, ...], now: Shown) -> tuple[Shown, ...]:
    """The kept days and today's figures, which may have moved an hour ago."""
    if days and (days[-1].finished, days[-1].declined) == (now.finished, now.declined):
        return days
    return (*(each for each in days if each.day < now.day), now)
