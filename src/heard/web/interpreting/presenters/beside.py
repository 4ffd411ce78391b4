"""What stands beside a finding: evidence from elsewhere, deep dives."""

from dataclasses import dataclass, field

from heard.web.interpreting.presenters.words import SOURCES
from heard.web.interpreting.queries import DiveFacts, EvidenceFacts
from heard.web.ui.clock import day_of
from heard.web.ui.days import say_day


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A piece of evidence. `changed`: who wrote this version and when."""

    key: str
    title: str
    source: str
    day: str
    says: str = field(repr=False)
    link: str
    number: int
    changed: str
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class DiveView:
    """A deep dive. `stands`: begun or closed, and when."""

    key: str
    question: str
    lead: str
    stands: str
    is_closed: bool
    outcome: str = field(repr=False)
    number: int
    changed: str
    notes: tuple[tuple[str, str, str], ...] = field(repr=False)


def present_evidence(evidence: EvidenceFacts) -> EvidenceView:
    """One version."""
    return EvidenceView(
        key=str(evidence.key),
        title=evidence.source_words,
        source=SOURCES[evidence.source],
        day=say_day(evidence.dated_on),
        says=evidence.says,
        link=evidence.link,
        number=evidence.number,
        changed=f"{say_day(day_of(evidence.at))}, by {evidence.by}",
        is_withdrawn=evidence.is_withdrawn,
    )


def present_dive(dive: DiveFacts) -> DiveView:
    """One version, with its notes where it is the one that stands."""
    begun = f"begun on {say_day(dive.begun_on)}"
    return DiveView(
        key=str(dive.key),
        question=dive.question,
        lead=dive.lead,
        stands=f"{begun}, closed on {say_day(dive.closed_on)}" if dive.closed_on else begun,
        is_closed=dive.closed_on is not None,
        outcome=dive.outcome,
        number=dive.number,
        changed=f"{say_day(day_of(dive.at))}, by {dive.by}",
        notes=tuple((say_day(each.noted_on), each.text, each.by) for each in dive.notes),
    )
