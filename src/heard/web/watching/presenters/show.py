"""The page that says how a wave is coming in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from heard.charts import Meter, draw
from heard.web.codes.queries import BatchCount, Counts
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.policy import SMALLEST_SHOWN
from heard.web.ui.days import say_day
from heard.web.watching.kinds import Reach
from heard.web.watching.missed import LevelStanding, Verdict
from heard.web.watching.pictures import draw_over_time
from heard.web.watching.presenters.saying import (
    FEW,
    NOT_YET,
    REACH,
    TARGET,
    say_answered,
    say_few,
    say_group,
    say_least,
    say_level,
    say_pace,
)
from heard.web.watching.queries import Reached, WeekFacts, add_up_reach
from heard.web.watching.standing import GroupStanding, SurveyStanding
from heard.web.watching.weeks import hide_few
from heard.web.waves.presenters import MOVE, round_half_up, say_ages
from heard.web.waves.queries import State, WaveFacts

HEADINGS = {
    State.PREPARING: "The wave is not open yet",
    State.OPEN: "How the answers are coming in",
    State.CLOSED: "How the answers came in",
    State.OPENING: "How the answers came in",
    State.OPENED: "How the answers came in",
}
NO_GROUPS = "The cohort is not known by group, so nobody can tell who is being missed."
NOBODY_MISSED = "Nobody stands out as missed."
OF_SOME = "Of some groups too few have answered to tell."
VERDICTS = {
    Verdict.MISSED: ("being missed", "worse"),
    Verdict.HEARD: ("heard", "better"),
    Verdict.CANNOT_TELL: ("too few to tell", "cannot_tell"),
}


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day on which the shown figures moved."""

    day: str
    answered: str
    declined: str


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A group in the table below who is being missed. `look` is a class of tags."""

    words: str
    of_cohort: str
    answered: str
    verdict: str
    look: str


@dataclass(frozen=True, slots=True)
class GroupTable:
    """One shared demographic."""

    title: str
    levels: tuple[LevelRow, ...]


@dataclass(frozen=True, slots=True)
class SurveyPart:
    """What the page says of one survey."""

    key: str
    ages: str
    answered: str
    meter: SafeString
    pace: str
    line: SafeString
    line_says: str
    days: tuple[DayRow, ...]
    declined: str
    missed: tuple[str, ...]
    nobody_missed: str
    groups: tuple[GroupTable, ...]


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One batch of cards."""

    label: str
    ages: str
    cards: str
    answered: str
    share: str


@dataclass(frozen=True, slots=True)
class ReachRow:
    """What adults counted of one survey. `url` is empty for those who may not count."""

    ages: str
    not_reached: str
    another_way: str
    url: str


@dataclass(frozen=True, slots=True)
class WeekLink:
    """A weekly picture."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class WatchPage:
    """How a wave is coming in."""

    heading: str
    lead: str
    surveys: tuple[SurveyPart, ...]
    batches: tuple[BatchRow, ...]
    reach: tuple[ReachRow, ...]
    weeks: tuple[WeekLink, ...]
    may_write: bool


def present_watching(
    member: Member,
    facts: WaveFacts,
    standing: Sequence[SurveyStanding],
    *,
    counts: Counts,
    reached: Reached,
    weeks: Sequence[WeekFacts],
) -> WatchPage:
    """The whole page; before the wave opens, what will stand here."""
    if facts.state is State.PREPARING:
        standing = ()
    return WatchPage(
        heading=HEADINGS[facts.state],
        lead=MOVE,
        surveys=tuple(_survey(member, facts, each) for each in standing),
        batches=tuple(_batch(each) for each in counts.batches if standing),
        reach=tuple(_reach(member, facts, each.survey, reached) for each in standing),
        weeks=tuple(_week(facts, each.monday) for each in weeks),
        may_write=member.may(Permission.WRITE_TO_ADULTS),
    )


def _survey(member: Member, facts: WaveFacts, standing: SurveyStanding) -> SurveyPart:
    return SurveyPart(
        key=standing.survey,
        ages=say_ages(standing.survey),
        answered=say_answered(standing.answered, standing.eligible),
        meter=_meter(standing),
        pace=say_pace(standing.pace, facts.last_answer_day),
        line=_line(facts, standing),
        line_says=_say_line(facts, standing),
        days=tuple(_day(each.day, each.finished, each.declined) for each in standing.history),
        declined=f"“No thank you”: {say_few(standing.declined)}. Nobody is asked why.",
        missed=tuple(say_missed(group, level) for group, level in standing.missed),
        nobody_missed="" if standing.missed else _why_nobody(standing),
        groups=tuple(
            GroupTable(say_group(each.group), _levels(member, each))
            for each in standing.groups
            if each.is_counted
        ),
    )


def _meter(standing: SurveyStanding) -> SafeString:
    if standing.answered is None or not standing.eligible:
        return SafeString("")
    share = round_half_up(standing.answered, standing.eligible)
    sentence = f"{share} per cent of those who could answer; the target is {TARGET}"
    return mark_safe(draw(Meter(sentence, share, int(TARGET.split()[0]))))


def _line(facts: WaveFacts, standing: SurveyStanding) -> SafeString:
    first, now = standing.history[0], standing.history[-1]
    target = f"; the broken line is the target, {standing.pace.target:,}" if standing.pace else ""
    sentence = f"Answers from {say_day(first.day)} to {say_day(now.day)}: {_shown(now.finished)}{target}"
    return mark_safe(draw_over_time(standing, last_answer_day=facts.last_answer_day, sentence=sentence))


def _say_line(facts: WaveFacts, standing: SurveyStanding) -> str:
    days = f"From {say_day(standing.history[0].day)} to the last day for answers, {say_day(facts.last_answer_day)}."
    return f"{days} The broken line is the target: {standing.pace.target:,}." if standing.pace else days


def _day(day: date, finished: int, declined: int) -> DayRow:
    return DayRow(say_day(day), _shown(finished), _shown(declined))


def _shown(count: int) -> str:
    return f"{count:,}" if count else FEW


def say_missed(group: str, level: LevelStanding) -> str:
    """`boys: 55 % of those who could answer, at most 31 % of those who answered`; the figures allow for all unseen."""
    return (
        f"{say_level(group, level.level)}: {level.of_cohort} % of those who could answer, "
        f"at most {level.at_most} % of those who have"
    )


def _why_nobody(standing: SurveyStanding) -> str:
    if not standing.groups:
        return NO_GROUPS
    if not any(each.is_counted for each in standing.groups):
        return NOT_YET
    every = {level.verdict for each in standing.groups for level in each.levels}
    return f"{NOBODY_MISSED} {OF_SOME}" if Verdict.CANNOT_TELL in every else NOBODY_MISSED


def _levels(member: Member, group: GroupStanding) -> tuple[LevelRow, ...]:
    """How many could answer of a small level is for whoever counted them. One figure left out could be worked out from
    the others of its group, so none of them stands there then."""
    is_small = any(0 < each.eligible < SMALLEST_SHOWN for each in group.levels)
    shows = member.may(Permission.COUNT_COHORT) or not is_small
    return tuple(_level(group.group, each, shows_cohort=shows) for each in group.levels)


def _level(group: str, level: LevelStanding, *, shows_cohort: bool) -> LevelRow:
    words, look = VERDICTS[level.verdict]
    answered = f"{level.shown:,}" if level.shown else "too few to show"
    of_cohort = f"{level.eligible:,}" if shows_cohort else "not shown"
    return LevelRow(say_level(group, level.level), of_cohort, answered, words, look)


def _batch(batch: BatchCount) -> BatchRow:
    shown = batch.finished_shown
    share = "" if shown is None else f"{round_half_up(shown, batch.size)} %"
    label = f"{batch.label} (void)" if batch.is_void else batch.label
    return BatchRow(
        label, say_ages(batch.survey), f"{batch.size:,}", FEW if shown is None else f"{shown:,}", share
    )


def _reach(member: Member, facts: WaveFacts, survey: str, reached: Reached) -> ReachRow:
    """Exact for whoever counts; by whole fives for everybody else."""
    may = member.may(Permission.RECORD_REACH)
    sums = {reach: add_up_reach(reached, survey, reach) for reach in REACH}
    said = {reach: say_few(count) if may else say_least(hide_few(count)) for reach, count in sums.items()}
    url = reverse("watching:reach", args=[facts.council, facts.wave, survey]) if may else ""
    return ReachRow(say_ages(survey), said[Reach.NOT_REACHED], said[Reach.ANOTHER_WAY], url)


def _week(facts: WaveFacts, monday: date) -> WeekLink:
    url = reverse("watching:week", args=[facts.council, facts.wave, monday.isoformat()])
    return WeekLink(f"The week of {say_day(monday)}", url)
