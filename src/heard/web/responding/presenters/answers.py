"""The list of findings with what is answered to them, and the page of one answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from heard.base.messages import count_of
from heard.base.policy import Level
from heard.web.interpreting.presenters.words import SIDES
from heard.web.policy import DAYS_TO_ANSWER
from heard.web.reporting.presenters.answers import title_of
from heard.web.responding.kinds import Kind
from heard.web.responding.queries import NOTHING, AnswerFacts
from heard.web.results.found import FindingFacts, Side, Told
from heard.web.ui.clock import day_of
from heard.web.ui.days import say_day
from heard.web.waves.queries import WaveFacts

HELD = (
    "The findings stand here once the young people’s panel has met. Young people read what they said before anybody "
    "else does."
)
NONE_FOUND = "The reports of this wave tell no finding yet. They are written once the answers are opened."
SENT_BACK = "Sent back by the young people’s panel"
NO_KIND = "Words, but nobody said which kind of answer they are"
NO_ANSWER = "No answer yet"


@dataclass(frozen=True, slots=True)
class Tag:
    """A word with its colour; the word says it all."""

    look: str
    says: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A finding and what is answered to it. `more`: what settles nothing. `waits`: for how long nobody answered; empty
    where somebody did."""

    title: str
    url: str
    side: Tag
    told: tuple[str, ...]
    more: tuple[str, ...]
    stands: Tag
    words: str = field(repr=False)
    who: str
    waits: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Findings that stand alike."""

    key: str
    title: str
    lines: tuple[AnswerLine, ...]


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """All findings of a wave that get an answer. `why_none`: empty where there are some."""

    why_none: str
    counted: str
    groups: tuple[AnswerGroup, ...]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """An answer that stood before, or stands."""

    title: str
    saved: str
    words: str = field(repr=False)
    sent_back: str = field(repr=False)


def present_answers(
    facts: WaveFacts,
    findings: Sequence[FindingFacts],
    answers: Mapping[str, AnswerFacts],
    *,
    level: Level | None,
    today: date,
) -> AnswersPage:
    """The page. `level`: at which this person reads, None as long as the findings are held."""
    if level is None:
        return AnswersPage(HELD, "", ())
    needed = [each for each in findings if each.needs_answer(level)]
    if not needed:
        return AnswersPage(NONE_FOUND, "", ())
    lines = {
        each.indicator: _line(facts, each, answers.get(each.indicator, NOTHING), level, today)
        for each in needed
    }
    return AnswersPage("", _count(needed, answers), _group(lines, answers))


def present_versions(versions: Sequence[AnswerFacts]) -> tuple[VersionLine, ...]:
    """The newest first."""
    return tuple(
        VersionLine(name_answer(each), say_given(each), each.words, each.sent_back) for each in versions
    )


def name_answer(answer: AnswerFacts) -> str:
    """`We will`."""
    return answer.kind.called if answer.kind else NO_KIND


def say_given(answer: AnswerFacts) -> str:
    """`Head of the virtual school, on 3 March 2026`; empty where nothing was."""
    if answer.at is None:
        return ""
    day = f"on {say_day(day_of(answer.at))}"
    return f"{answer.who}, {day}" if answer.who else day.capitalize()


def tag_of(answer: AnswerFacts) -> Tag:
    """How an answer stands, in a word or two."""
    if answer.is_sent_back:
        return Tag("worse", SENT_BACK)
    if not answer.words:
        return Tag("worse", NO_ANSWER)
    if answer.kind is None:
        return Tag("cannot_tell", NO_KIND)
    return Tag("" if answer.kind in (Kind.CANNOT, Kind.UNDERSTAND) else "better", name_answer(answer))


def side_of(finding: FindingFacts, level: Level) -> Tag:
    """Which way a finding points, in a word or two."""
    side = finding.side(level)
    return Tag(*reversed(SIDES[side])) if side else Tag("cannot_tell", "Told no longer")


def tell(finding: FindingFacts, level: Level, *sides: Side) -> tuple[str, ...]:
    """What may be read of it, each sentence once; what settles nothing last. `sides`: of these alone."""
    told: list[Told] = sorted(finding.at(level), key=lambda each: (each.side is Side.ASK, each.place))
    return tuple(dict.fromkeys(each.sentence for each in told if not sides or each.side in sides))


def waiting_since(facts: WaveFacts, finding: FindingFacts) -> date:
    """The first day on which somebody could have answered: the finding was told, and was held no longer."""
    return max(finding.first_told_on, facts.panel_held_on or facts.report_from)


def _line(
    facts: WaveFacts, finding: FindingFacts, answer: AnswerFacts, level: Level, today: date
) -> AnswerLine:
    days = (today - waiting_since(facts, finding)).days
    waits = "" if answer.is_answered else _say_waits(days)
    return AnswerLine(
        title=title_of(finding.indicator),
        url=reverse("responding:answer", args=[facts.council, facts.wave, finding.indicator]),
        side=side_of(finding, level),
        told=tell(finding, level, Side.DEVELOPMENT, Side.STRENGTH),
        more=tell(finding, level, Side.ASK),
        stands=tag_of(answer),
        words=answer.words,
        who=say_given(answer),
        waits=waits,
        is_late=bool(waits) and days > DAYS_TO_ANSWER,
    )


def _say_waits(days: int) -> str:
    if days < 1:
        return "Can be answered from today"
    return f"Waits for an answer for {count_of(days, 'day')}"


def _count(findings: Sequence[FindingFacts], answers: Mapping[str, AnswerFacts]) -> str:
    done = sum(answers.get(each.indicator, NOTHING).is_answered for each in findings)
    if done == len(findings):
        return f"All {done:,} findings are answered." if done > 1 else "The finding is answered."
    return f"{done:,} of {count_of(len(findings), 'finding')} {'is' if done == 1 else 'are'} answered."


def _group(lines: Mapping[str, AnswerLine], answers: Mapping[str, AnswerFacts]) -> tuple[AnswerGroup, ...]:
    """What came back first, then what waits, then what is answered."""
    found: dict[str, list[AnswerLine]] = {"back": [], "open": [], "done": []}
    for indicator, line in lines.items():
        answer = answers.get(indicator, NOTHING)
        found["back" if answer.is_sent_back else "done" if answer.is_answered else "open"].append(line)
    titles = {"back": "Sent back", "open": "Not answered yet", "done": "Answered"}
    return tuple(AnswerGroup(key, titles[key], tuple(each)) for key, each in found.items() if each)
