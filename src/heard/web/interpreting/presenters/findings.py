"""A finding as it is gone through: its sentences at a reader's level, what children said, what was said of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from heard.base.policy import Level
from heard.base.surveys import Survey
from heard.web.interpreting.presenters.words import BY, KINDS, SIDES
from heard.web.interpreting.queries import RemarkFacts
from heard.web.interpreting.terms import Kind
from heard.web.reporting.adding import gather_additions
from heard.web.reporting.presenters.answers import title_of
from heard.web.results.found import FindingFacts, Told
from heard.web.ui.clock import day_of
from heard.web.ui.days import say_day
from heard.web.waves.presenters import say_ages

SEVERAL = "Several ages"


@dataclass(frozen=True, slots=True)
class RemarkView:
    """One remark. `about`: by whom, and when."""

    key: str
    kind: str
    text: str = field(repr=False)
    about: str
    by_whom: str
    number: int
    pieces: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class RemarkGroup:
    """Remarks of a kind."""

    kind: str
    title: str
    remarks: tuple[RemarkView, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """What may be read of a finding. `told`: ages and their sentences."""

    indicator: str
    title: str
    side: str
    look: str
    told: tuple[tuple[str, tuple[str, ...]], ...]
    quotations: tuple[tuple[str, str], ...] = field(default=(), repr=False)


def present_finding(
    finding: FindingFacts, level: Level, quotations: Mapping[str, Sequence[tuple[str, str]]] | None = None
) -> FindingView:
    """For readers of this level."""
    told = finding.at(level)
    side = finding.side(level)
    word, look = SIDES[side] if side else ("", "")
    return FindingView(
        finding.indicator,
        title_of(finding.indicator),
        word,
        look,
        _by_ages(told),
        tuple((quotations or {}).get(finding.indicator, ())),
    )


def list_shown(findings: Iterable[FindingFacts], level: Level) -> tuple[FindingFacts, ...]:
    """Those of which readers of this level are told anything."""
    return tuple(each for each in findings if each.at(level))


def gather_quotations(wave: str) -> dict[str, list[tuple[str, str]]]:
    """What children wrote and two people cleared, beside its question: ages and words."""
    found: dict[str, list[tuple[str, str]]] = {}
    for each in gather_additions(wave).quotations:
        if each.indicator:
            found.setdefault(each.indicator, []).append((say_survey(each.survey), each.words))
    return found


def group_remarks(remarks: Iterable[RemarkFacts]) -> tuple[RemarkGroup, ...]:
    """By kind, in the order in which the kinds are asked; every kind, so that a page has a place for each."""
    every = tuple(remarks)
    return tuple(
        RemarkGroup(
            kind.value, KINDS[kind], tuple(present_remark(each) for each in every if each.kind is kind)
        )
        for kind in Kind
    )


def present_remark(remark: RemarkFacts) -> RemarkView:
    """One remark, with the places marked by which somebody might be known."""
    said = [BY[remark.by_whom]]
    if remark.at:
        said.append(say_day(day_of(remark.at)))
    if remark.theme:
        said.append(f"from a table: {remark.theme}")
    return RemarkView(
        key=str(remark.key),
        kind=KINDS[remark.kind],
        text=remark.text,
        about=" · ".join(said),
        by_whom=BY[remark.by_whom],
        number=remark.number,
        pieces=_pieces(remark),
    )


def say_survey(survey: str) -> str:
    """`Ages 8 to 11`; of several together in words."""
    try:
        return f"Ages {say_ages(Survey(survey).value)}"
    except ValueError:
        return SEVERAL


def _by_ages(told: Sequence[Told]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = {}
    for each in told:
        lines = found.setdefault(say_survey(each.survey), [])
        if each.sentence not in lines:
            lines.append(each.sentence)
    return tuple((ages, tuple(lines)) for ages, lines in found.items())


def _pieces(remark: RemarkFacts) -> tuple[tuple[str, bool], ...]:
    """The words in pieces; True for one by which somebody might be known."""
    pieces, begin = [], 0
    for start, end in remark.may_name:
        pieces += [(remark.text[begin:start], False), (remark.text[start:end], True)]
        begin = end
    return tuple(each for each in (*pieces, (remark.text[begin:], False)) if each[0])
