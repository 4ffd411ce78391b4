"""The pages of a session: the host's own, one finding on the big screen, what came from telephones, cards."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe

from heard.base.messages import count_of
from heard.web.interpreting.presenters.findings import (
    FindingView,
    RemarkGroup,
    RemarkView,
    group_remarks,
    present_remark,
)
from heard.web.interpreting.presenters.together import VoteTable, present_votes, say_session
from heard.web.interpreting.presenters.words import name_session
from heard.web.interpreting.queries import Chosen, DayFacts, RemarkFacts, SessionFacts
from heard.web.interpreting.terms import Standing, Vote, Way
from heard.web.reporting.presenters.answers import title_of
from heard.web.ui.clock import day_of
from heard.web.ui.days import say_day


@dataclass(frozen=True, slots=True)
class FindingStep:
    """A finding in a session's list."""

    indicator: str
    title: str
    is_gone_through: bool
    remarks: str


@dataclass(frozen=True, slots=True)
class SessionPage:
    """The host's page. `next_finding`: the first that was not gone through; empty where all were."""

    title: str
    says: str
    steps: tuple[FindingStep, ...]
    next_finding: str
    gone_through: str
    waiting: int
    cards: str
    may_open: bool
    is_open: bool
    voted: str
    votes: tuple[VoteTable, ...]


@dataclass(frozen=True, slots=True)
class WalkPage:
    """One finding on the big screen. `back`, `is_last`: where the buttons lead."""

    title: str
    finding: FindingView
    place: str
    back: str
    is_last: bool
    said: tuple[RemarkGroup, ...]
    has_said: bool


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """What came from telephones. `left_out` can still be let in."""

    waiting: tuple[tuple[str, RemarkView], ...] = field(repr=False)
    left_out: tuple[tuple[str, RemarkView], ...] = field(repr=False)
    let_in: int


@dataclass(frozen=True, slots=True)
class Card:
    """A card to print: its code, and the square that opens it."""

    code: str = field(repr=False)
    square: SafeString = field(repr=False)


def present_session(
    session: SessionFacts,
    shown: Sequence[str],
    gone_through: Collection[str],
    said: Sequence[RemarkFacts],
    chosen: Sequence[Chosen],
) -> SessionPage:
    """For the host."""
    kept = [each for each in said if each.standing is Standing.KEPT]
    counts = {key: sum(key in each.indicators for each in kept) for key in shown}
    steps = tuple(
        FindingStep(
            key, title_of(key), key in gone_through, count_of(counts[key], "remark") if counts[key] else ""
        )
        for key in shown
    )
    done = sum(each.is_gone_through for each in steps)
    return SessionPage(
        title=name_session(session),
        says=say_session(session),
        steps=steps,
        next_finding=next((each.indicator for each in steps if not each.is_gone_through), ""),
        gone_through=f"{done} of {count_of(len(steps), 'finding')} gone through",
        waiting=sum(each.standing is Standing.WAITING for each in said),
        cards=count_of(session.cards, "card") if session.cards else "",
        may_open=session.vote is Vote.NONE and not session.is_ended,
        is_open=session.vote is Vote.OPEN,
        voted=f"{session.voted} of {count_of(session.cards, 'card')} have chosen",
        votes=present_votes(chosen),
    )


def present_days(days: Sequence[DayFacts], *, is_told_who: bool) -> tuple[str, ...]:
    """Each day that was said, the newest first: who said it, for whoever reads addresses, and when that is known."""
    return tuple(
        f"{say_day(each.held_on)}, said{f' by {each.by}' if is_told_who else ''}"
        f"{f' on {say_day(day_of(each.at))}' if each.at else ''}"
        for each in days
    )


def present_walk(
    session: SessionFacts,
    view: FindingView,
    order: Sequence[str],
    here: int,
    said: Sequence[RemarkFacts],
) -> WalkPage:
    """For everybody in the room; of what was said in this session only what stands."""
    kept = [each for each in said if each.standing is Standing.KEPT and view.indicator in each.indicators]
    return WalkPage(
        title=name_session(session),
        finding=view,
        place=f"Finding {here + 1} of {len(order)}",
        back=order[here - 1] if here else "",
        is_last=here == len(order) - 1,
        said=group_remarks(kept),
        has_said=bool(kept),
    )


def present_waiting(said: Sequence[RemarkFacts]) -> WaitingPage:
    """For the host, in no order that tells who was quick."""
    phones = sorted((each for each in said if each.way is Way.PHONE), key=lambda each: each.key)

    def those(standing: Standing) -> tuple[tuple[str, RemarkView], ...]:
        return tuple((_about(each), present_remark(each)) for each in phones if each.standing is standing)

    let_in = sum(each.standing is Standing.KEPT for each in phones)
    return WaitingPage(those(Standing.WAITING), those(Standing.LEFT_OUT), let_in)


def draw_squares(codes: Sequence[str], address: str) -> tuple[Card, ...]:
    """Cards; the square holds the code behind a "#", which no server is told."""
    from heard.web.printing.typesetting.squares import draw_square  # draws for this page alone

    # The drawing is ours: numbers and letters of a path, nothing that anybody typed.
    return tuple(Card(code, mark_safe(draw_square(f"{address}#{code}"))) for code in codes)


def _about(remark: RemarkFacts) -> str:
    return " · ".join(title_of(each) for each in remark.indicators)
