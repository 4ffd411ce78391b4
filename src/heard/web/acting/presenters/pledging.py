"""Pledges: the list, the counts, the wall for a big screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from heard.base.messages import count_of
from heard.web.acting.kinds import PledgeKind, Went
from heard.web.acting.presenters.words import PLEDGES, WENT, name_question
from heard.web.acting.queries import PledgeCounts, PledgeFacts, SessionFacts
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui.days import say_day


@dataclass(frozen=True, slots=True)
class PledgeLine:
    """A pledge. `went`: what was said of it; `url`: where this person says how it went, if they may."""

    words: str
    who: str
    kind: str
    finding: str
    made: str
    went: str
    went_words: str
    look: str
    is_to_follow_up: bool
    is_own: bool
    url: str


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session."""

    day: str
    team: str
    count: str
    pledges: str


@dataclass(frozen=True, slots=True)
class PledgesPage:
    """The page of a wave's pledges."""

    summary: str
    went: str
    own: tuple[PledgeLine, ...]
    others: tuple[PledgeLine, ...]
    sessions: tuple[SessionLine, ...]


@dataclass(frozen=True, slots=True)
class WallNote:
    """A pledge on the wall: nobody's name, address or day is on it."""

    words: str
    who: str
    finding: str


@dataclass(frozen=True, slots=True)
class Wall:
    """The wall."""

    summary: str
    notes: tuple[WallNote, ...]


def present_pledges(
    member: Member,
    wave: str,
    pledges: Sequence[PledgeFacts],
    sessions: Sequence[SessionFacts],
    *,
    counts: PledgeCounts,
    today: date,
) -> PledgesPage:
    """Own pledges first."""
    lines = tuple(_line(member, wave, each, today) for each in pledges)
    return PledgesPage(
        summary=say_counts(counts),
        went=say_went(counts),
        own=tuple(each for each in lines if each.is_own),
        others=tuple(each for each in lines if not each.is_own),
        sessions=tuple(_session(each) for each in sessions),
    )


def present_wall(pledges: Sequence[PledgeFacts], counts: PledgeCounts) -> Wall:
    """Every pledge but those that somebody took back in their mind."""
    notes = tuple(
        WallNote(each.words, each.who, name_question(each.indicator) if each.indicator else "")
        for each in pledges
        if each.went is not Went.CHANGED
    )
    return Wall(say_counts(counts), notes)


def may_follow_up(member: Member, pledge: PledgeFacts) -> bool:
    """Whoever made it for themselves; those that were made in a session, whoever keeps the plan."""
    if pledge.own:
        return pledge.own == member.email
    return member.may(Permission.KEEP_PLAN)


def say_counts(counts: PledgeCounts) -> str:
    """`12 pledges, 8 of one person and 4 of a team; 3 sessions of staff with 41 people.`"""
    if not counts.pledges and not counts.sessions:
        return ""
    said = count_of(counts.pledges, "pledge")
    if counts.individual and counts.team:
        said += f", {counts.individual:,} of one person and {counts.team:,} of a team"
    if counts.sessions:
        people = "1 person" if counts.people == 1 else f"{counts.people:,} people"
        said += f"; {count_of(counts.sessions, 'session')} of staff with {people}"
    return f"{said}."


def say_went(counts: PledgeCounts) -> str:
    """What was said of how they went; empty where nobody has said anything."""
    said = (
        (counts.kept, "kept"), (counts.partly, "partly kept"), (counts.not_yet, "not yet kept"),
        (counts.changed, "given up"),
    )  # fmt: skip
    words = ", ".join(f"{number:,} {what}" for number, what in said if number)
    return f"So far: {words}." if words else ""


def name_sessions(sessions: Sequence[SessionFacts]) -> list[tuple[int, str]]:
    """As a form offers them."""
    return [(each.id, f"{each.team}, {say_day(each.on)}") for each in sessions]


def say_kind(kind: PledgeKind) -> str:
    """`A team's`."""
    return PLEDGES[kind]


def _line(member: Member, wave: str, pledge: PledgeFacts, today: date) -> PledgeLine:
    looks = {Went.KEPT: "better", Went.CHANGED: "cannot_tell"}
    return PledgeLine(
        words=pledge.words,
        who=pledge.who,
        kind=say_kind(pledge.kind),
        finding=name_question(pledge.indicator) if pledge.indicator else "",
        made=say_day(pledge.on),
        went=WENT[pledge.went] if pledge.went else "",
        went_words=pledge.went_words,
        look=looks.get(pledge.went, "") if pledge.went else "",
        is_to_follow_up=pledge.is_to_follow_up(today),
        is_own=bool(pledge.own) and pledge.own == member.email,
        url=reverse("acting:follow_up", args=[member.council, wave, pledge.id])
        if may_follow_up(member, pledge)
        else "",
    )


def _session(session: SessionFacts) -> SessionLine:
    people = "1 person" if session.count == 1 else f"{session.count:,} people"
    return SessionLine(say_day(session.on), session.team, people, count_of(session.pledges, "pledge"))
