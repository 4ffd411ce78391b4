"""One page for the working group: how the wave stood on a Monday, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe

from heard.base.messages import count_of
from heard.charts import Meter, draw
from heard.web.ui.days import say_day
from heard.web.watching.presenters.saying import (
    TARGET,
    say_answered,
    say_few,
    say_least,
    say_level,
    say_pace,
)
from heard.web.watching.weeks import WeekSurvey
from heard.web.waves.presenters import round_half_up, say_ages
from heard.web.waves.queries import WaveFacts

MOST_TO_DO = 5  # one page; more is not read
LAST_DAYS = 7
NOTHING = "Nothing is pressing. Thank those who hand out the cards."


@dataclass(frozen=True, slots=True)
class WeekPart:
    """One survey."""

    ages: str
    answered: str
    meter: SafeString
    pace: str
    missed: str
    declined: str
    not_reached: str
    another_way: str


@dataclass(frozen=True, slots=True)
class WeekPage:
    """The whole page."""

    over: str
    heading: str
    left: str
    surveys: tuple[WeekPart, ...]
    to_do: tuple[str, ...]


def present_week(
    council_name: str, facts: WaveFacts, monday: date, made: date, surveys: Sequence[WeekSurvey]
) -> WeekPage:
    """A picture that was kept, in words."""
    days = max(0, (facts.last_answer_day - made).days + 1)
    last = say_day(facts.last_answer_day)
    return WeekPage(
        over=f"{council_name} · {facts.wave}",
        heading=f"The week of {say_day(monday)}",
        left=f"As it stood on {say_day(made)}: {count_of(days, 'day')} left to answer, until {last}.",
        surveys=tuple(_part(each, facts.last_answer_day) for each in surveys),
        to_do=tuple(list_to_do(surveys, days)[:MOST_TO_DO]) or (NOTHING,),
    )


def list_to_do(surveys: Sequence[WeekSurvey], days: int) -> list[str]:
    """The survey that is furthest behind first; then who is being missed; then the last days."""
    behind = sorted((each for each in surveys if _gap(each) > 0), key=_gap, reverse=True)
    said = [_say_behind(each) for each in behind]
    said += [
        f"Ages {say_ages(each.survey)}: think of who could reach {_name(each)}."
        for each in surveys
        if each.missed
    ]
    if behind and 0 < days <= LAST_DAYS:
        said.append("These are the last days: write to the adults who still have cards.")
    return said


def _gap(survey: WeekSurvey) -> int:
    """How many more a week are needed than come; 0 where nobody can tell."""
    pace = survey.pace
    if pace is None or not pace.needed:
        return 0
    needed = pace.needed if pace.a_week is None else pace.a_week
    return max(0, needed - (pace.so_far or 0))


def _say_behind(survey: WeekSurvey) -> str:
    ages = f"Ages {say_ages(survey.survey)}"
    return (
        f"{ages}: more answers a week are needed than come. Ask every team how it is going; the wave’s page shows "
        "which have fewer than five so far."
    )


def _name(survey: WeekSurvey) -> str:
    return "; ".join(say_level(group, level) for group, level in survey.missed)


def _part(survey: WeekSurvey, last_answer_day: date) -> WeekPart:
    return WeekPart(
        say_ages(survey.survey),
        say_answered(survey.answered, survey.eligible),
        _meter(survey),
        say_pace(survey.pace, last_answer_day),
        _say_missed(survey),
        say_few(survey.declined),
        say_least(survey.not_reached),
        say_least(survey.another_way),
    )


def _meter(survey: WeekSurvey) -> SafeString:
    if survey.answered is None or not survey.eligible:
        return SafeString("")
    share = round_half_up(survey.answered, survey.eligible)
    sentence = f"{share} per cent of those who could answer; the target is {TARGET}"
    return mark_safe(draw(Meter(sentence, share, int(TARGET.split()[0]))))


def _say_missed(survey: WeekSurvey) -> str:
    if survey.missed:
        return f"Being missed: {_name(survey)}."
    return "No group stands out as missed." if survey.is_counted else "Too few to tell who is being missed."
