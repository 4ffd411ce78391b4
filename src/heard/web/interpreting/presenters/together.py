"""The front page: making sense of findings together, with the next step on top; and the page while they are held."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from heard.base.messages import count_of
from heard.base.policy import Level
from heard.web.interpreting.presenters.words import CHOICES, SIDES, name_session
from heard.web.interpreting.queries import Chosen, PriorityFacts, SessionFacts
from heard.web.interpreting.terms import Vote, Who
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.reporting.presenters.answers import title_of
from heard.web.results.found import FindingFacts
from heard.web.ui.days import say_day
from heard.web.waves.presenters import say_hold
from heard.web.waves.queries import WaveFacts


@dataclass(frozen=True, slots=True)
class HeldPage:
    """Findings are held for the young people's panel."""

    says: str
    may_record: bool


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do."""

    title: str
    says: str
    url: str
    button: str


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in the list."""

    title: str
    says: str
    url: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding in the list. `stands`: what was made of it so far."""

    title: str
    side: str
    look: str
    stands: str
    url: str
    is_answered_first: str


@dataclass(frozen=True, slots=True)
class VoteTable:
    """What the people of a session chose: place, title, and votes where enough voted."""

    key: str
    title: str
    says: str
    rows: tuple[tuple[int, str, str], ...]
    has_votes: bool


@dataclass(frozen=True, slots=True)
class TogetherPage:
    """Everything on the front page."""

    next_step: NextStep | None
    sessions: tuple[SessionLine, ...]
    findings: tuple[FindingLine, ...]
    votes: tuple[VoteTable, ...]
    may_hold: bool
    may_add: bool
    may_decide: bool


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of the findings of a wave so far."""

    sessions: Sequence[SessionFacts]
    chosen: Sequence[Chosen]
    remarks: Mapping[str, int]
    interpreted: Collection[str]
    priorities: Mapping[str, PriorityFacts]
    evidence: Mapping[str, int]
    dives: Mapping[str, int]


def present_held(facts: WaveFacts, today: date, *, may_record: bool) -> HeldPage:
    """Nobody but the panel reads before the panel."""
    return HeldPage(say_hold(facts, today), may_record)


def present_together(
    member: Member, facts: WaveFacts, findings: Sequence[FindingFacts], level: Level, made: Made
) -> TogetherPage:
    """For somebody who reads findings at this level."""
    return TogetherPage(
        next_step=_next(member, facts, findings, level, made),
        sessions=tuple(_session_line(facts, each) for each in made.sessions),
        findings=tuple(_finding_line(facts, each, level, made) for each in findings),
        votes=present_votes(made.chosen),
        may_hold=member.may(Permission.HOLD_SESSIONS),
        may_add=member.may(Permission.ADD_REMARKS),
        may_decide=member.may(Permission.DECIDE_FIRST),
    )


def present_votes(chosen: Sequence[Chosen]) -> tuple[VoteTable, ...]:
    """One table a session; of fewer than five who voted the order and no count."""
    return tuple(_vote_table(each) for each in chosen)


def say_session(session: SessionFacts) -> str:
    """Day, host, how many, how far."""
    said = [say_day(session.held_on), f"host: {session.host}"]
    if session.took_part is not None:
        said.append(f"{session.took_part} took part")
    said.append("ended" if session.is_ended else "going on")
    if session.vote is Vote.OPEN:
        said.append("choosing is open")
    return " · ".join(said)


def _vote_table(chosen: Chosen) -> VoteTable:
    ranked = sorted(chosen.places.items(), key=lambda each: (each[1], title_of(each[0])))
    rows = tuple(
        (place, title_of(indicator), str(chosen.votes[indicator]) if chosen.votes else "")
        for indicator, place in ranked
    )
    says = (
        f"{chosen.session.voted} voted."
        if chosen.votes
        else "Fewer than five voted: the order, and no counts."
    )
    if not rows:
        says = "Nobody chose anything."
    title = f"{name_session(chosen.session)}, {say_day(chosen.session.held_on)}"
    return VoteTable(f"vote-{chosen.session.key}", title, says, rows, chosen.votes is not None)


def _session_line(facts: WaveFacts, session: SessionFacts) -> SessionLine:
    url = reverse("interpreting:session", args=[facts.council, facts.wave, session.key])
    return SessionLine(name_session(session), say_session(session), url, not session.is_ended)


def _finding_line(facts: WaveFacts, finding: FindingFacts, level: Level, made: Made) -> FindingLine:
    key, side = finding.indicator, finding.side(level)
    word, look = SIDES[side] if side else ("", "")
    counts = (
        (made.remarks.get(key, 0), "remark"),
        (made.evidence.get(key, 0), "piece of evidence"),
        (made.dives.get(key, 0), "deep dive"),
    )
    said = [count_of(number, noun) for number, noun in counts if number]
    said = [each.replace("piece of evidences", "pieces of evidence") for each in said]
    if key in made.interpreted and not made.remarks.get(key):
        said.insert(0, "gone through")
    decided = made.priorities.get(key)
    return FindingLine(
        title=title_of(key),
        side=word,
        look=look,
        stands=", ".join(said) if said else "Nothing was said of it yet",
        url=reverse("interpreting:finding", args=[facts.council, facts.wave, key]),
        is_answered_first=CHOICES[decided.choice] if decided else "",
    )


def _next(
    member: Member, facts: WaveFacts, findings: Sequence[FindingFacts], level: Level, made: Made
) -> NextStep | None:
    """What this person does next, where there is anything for them."""
    place = [facts.council, facts.wave]
    if not findings:
        return None
    going_on = next((each for each in made.sessions if not each.is_ended), None)
    may_hold = member.may(Permission.HOLD_SESSIONS)
    if going_on and may_hold:
        url = reverse("interpreting:session", args=[*place, going_on.key])
        return NextStep("A session is going on", say_session(going_on), url, "Go on with the session")
    if may_hold and not any(each.who is Who.PANEL for each in made.sessions):
        says = "Young people go through the findings first: one by one, with what they mean and what should happen."
        return NextStep(
            "Begin with the young people’s panel",
            says,
            reverse("interpreting:begin", args=place),
            "Begin a session",
        )
    open_ones = [
        each for each in findings if each.needs_answer(level) and each.indicator not in made.priorities
    ]
    if open_ones and member.may(Permission.DECIDE_FIRST):
        says = f"{count_of(len(open_ones), 'finding')} that need an answer have no place in the order yet."
        return NextStep(
            "Decide what comes first", says, reverse("interpreting:first", args=place), "Weigh the findings"
        )
    silent = next((each for each in findings if each.indicator not in made.interpreted), None)
    if silent and member.may(Permission.ADD_REMARKS):
        url = reverse("interpreting:finding", args=[*place, silent.indicator])
        return NextStep(
            "Nothing was said of a finding yet", title_of(silent.indicator), url, "Say what it means"
        )
    return None
