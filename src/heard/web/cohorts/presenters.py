"""Words and figures of the pages on who could answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from heard.base.messages import count_of
from heard.base.problems import Problem, Severity
from heard.catalogue import load_catalogue
from heard.cohort.counting import CohortCount, SurveyCount
from heard.cohort.explaining import EXCLUDED, NOT_COUNTED, list_counts, say_notes, say_sum, sum_excluded
from heard.web.cohorts.changes import Before, Change, find_changes
from heard.web.cohorts.proposals import Proposal
from heard.web.cohorts.queries import CohortFacts, RowsThere, Source
from heard.web.ui.days import say_day
from heard.web.waves.presenters import round_half_up, say_ages
from heard.web.waves.queries import State, WaveFacts

NOT_KNOWN = "not known"
NO_ROW = "no row"
CLOSED_FOR_CHANGE = (
    "The answers are being opened or are open, and the reports rest on these counts. So they can no longer be "
    "changed."
)
SOURCES = {Source.FILES: "counted from the council's own files", Source.TYPED: "typed by hand"}


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """A survey in a table. Figures are words already."""

    ages: str
    meant_for: str
    excluded: str
    eligible: str
    until_now: str


@dataclass(frozen=True, slots=True)
class GroupTable:
    """How many of each level could answer, a column a survey."""

    title: str
    ages: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class CohortPage:
    """What stands there now."""

    lines: tuple[SurveyLine, ...]
    total: str
    facts: tuple[tuple[str, str], ...]
    warning: str
    may_change: bool
    closed: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What was counted, before it is taken over."""

    heading: str
    lines: tuple[SurveyLine, ...]
    has_files: bool
    excluded: str
    not_counted: tuple[tuple[str, str], ...]
    total: str
    notes: tuple[str, ...]
    problems: tuple[str, ...]
    groups: tuple[GroupTable, ...]
    instead: str
    changes: tuple[str, ...]


def present_cohort(
    facts: WaveFacts, taken: CohortFacts | None, there: RowsThere | None, fault: str
) -> CohortPage:
    """The page of who could answer. `there`: None where the folder cannot be read, which `fault` says."""
    totals = there.totals if there else {}
    lines = tuple(
        SurveyLine(say_ages(survey), "", "", _number(totals.get(survey)), "") for survey in facts.surveys
    )
    known = [totals[survey] for survey in facts.surveys if survey in totals]
    is_closed = facts.state in (State.OPENING, State.OPENED)
    return CohortPage(
        lines=lines if known else (),
        total=count_of(sum(known), "child or young person") if len(known) == 1 else f"{sum(known):,}",
        facts=_facts(taken) if taken and known else (),
        warning=fault or _differs(taken, there),
        may_change=not is_closed,
        closed=CLOSED_FOR_CHANGE if is_closed else "",
    )


def present_preview(
    facts: WaveFacts,
    proposal: Proposal,
    *,
    there: RowsThere,
    before: Mapping[str, Before],
) -> Preview:
    """What was counted; `before`: what each survey's count is looked at beside."""
    count, unasked = proposal.count, proposal.unasked
    is_counted = proposal.source is Source.FILES
    totals = {each.survey.value: each.eligible for each in count.surveys}
    return Preview(
        heading=f"Who could answer on {say_day(count.on)}",
        lines=tuple(_line(each, there.totals) for each in count.surveys) + _missing(facts, count, there),
        has_files=is_counted,
        excluded=f"Excluded: {list_counts(sum_excluded(count, proposal.asked), EXCLUDED)}."
        if is_counted
        else "",
        not_counted=tuple((NOT_COUNTED[why], f"{number:,}") for why, number in count.not_counted.items()),
        total=say_sum(_with(count, unasked)) if is_counted else "",
        notes=(*(_say_unasked(each) for each in unasked), *(say_notes(count) if is_counted else ())),
        problems=proposal.noted,
        groups=tuple(_groups(count)),
        instead=_say_instead(there),
        changes=tuple(_say_change(each) for each in find_changes(totals, before)),
    )


def _say_change(change: Change) -> str:
    """`Ages 8 to 11: 12, and 75 in the counts in use. That is 84 % fewer.`"""
    was = change.before.children
    where = f"in wave {change.before.wave}" if change.before.wave else "in the counts in use"
    begins = f"Ages {say_ages(change.survey)}:"
    if change.now is None:
        return f"{begins} nobody was counted, and {was:,} stand {where}."
    by = abs(change.now - was)
    share = f"{round_half_up(by, was)} % " if was else ""
    return f"{begins} {change.now:,}, and {was:,} {where}. That is {share}{'fewer' if change.now < was else 'more'}."


def say_problems(problems: Iterable[Problem]) -> tuple[str, ...]:
    """A line each, errors first."""
    listed = sorted(problems, key=lambda each: each.severity != Severity.ERROR)
    return tuple(each.sentence() for each in listed)


def _facts(taken: CohortFacts) -> tuple[tuple[str, str], ...]:
    excluded = list_counts(taken.excluded, EXCLUDED)
    lines = [
        ("Holds for", say_day(taken.counted_on)),
        ("Where from", SOURCES[taken.source]),
        ("Excluded", excluded),
        ("Taken over", f"{say_day(taken.taken_on)}, by {taken.taken_by}"),
    ]
    return tuple((name, says) for name, says in lines if says)


def _differs(taken: CohortFacts | None, there: RowsThere | None) -> str:
    if there is None or not there.rows:
        return ""
    if taken is None:
        return "These counts were put into the programme folder outside this site. Nothing more is known of them here."
    if taken.rows != there.fingerprint:
        return (
            "The rows in the programme folder were changed outside this site since they were taken over. What stands "
            "below is what the folder says now."
        )
    return ""


def _line(each: SurveyCount, before: Mapping[str, int]) -> SurveyLine:
    excluded = sum(each.excluded.values())
    return SurveyLine(
        say_ages(each.survey.value),
        f"{each.meant_for:,}",
        f"{excluded:,}",
        f"{each.eligible:,}",
        _number(before.get(each.survey.value)),
    )


def _missing(facts: WaveFacts, count: CohortCount, there: RowsThere) -> tuple[SurveyLine, ...]:
    """Surveys of the wave that were not counted: they will have no row, whatever stood there."""
    counted = {each.survey.value for each in count.surveys}
    return tuple(
        SurveyLine(say_ages(survey), "", "", NO_ROW, _number(there.totals.get(survey)))
        for survey in facts.surveys
        if survey not in counted
    )


def _with(count: CohortCount, unasked: Sequence[SurveyCount]) -> CohortCount:
    return CohortCount(
        count.on, count.people, (*count.surveys, *unasked), count.not_counted, count.not_asked_for
    )


def _say_unasked(each: SurveyCount) -> str:
    return (
        f"{each.eligible:,} in the files could answer the survey for {say_ages(each.survey.value)}, which this wave "
        "does not ask: they are not taken over."
    )


def _groups(count: CohortCount) -> Iterable[GroupTable]:
    demographics = load_catalogue().demographics
    for key, item in demographics.items():
        having = [each for each in count.surveys if key in each.groups]
        if not having:
            continue
        levels = dict.fromkeys(level for each in having for level in each.groups[key])
        known = [level for level in (*item.codes, *item.unknown) if level in levels]
        yield GroupTable(
            item.title,
            tuple(say_ages(each.survey.value) for each in having),
            tuple(
                (
                    _say_level(item.labels, item.unknown, level),
                    tuple(_cell(each, key, level) for each in having),
                )
                for level in known
            ),
        )


def _say_level(labels: Mapping[str, str], unknown: Sequence[str], level: str) -> str:
    return NOT_KNOWN if level in unknown else labels.get(level, level)


def _cell(each: SurveyCount, key: str, level: str) -> str:
    number = each.groups[key].get(level)
    return "–" if number is None else f"{number:,}"


def _number(number: int | None) -> str:
    return NOT_KNOWN if number is None else f"{number:,}"


def _say_instead(there: RowsThere) -> str:
    if not there.rows:
        return "Nothing of your council stands there for this wave yet."
    return f"They take the place of {count_of(there.rows, 'row')} of your council that stand there for this wave."
