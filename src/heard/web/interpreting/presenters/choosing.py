"""The pages that a card opens: findings on a telephone, a box for ideas, choosing what matters most."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from heard.base.policy import Level
from heard.web.interpreting.actions.voting import Ticket
from heard.web.interpreting.presenters.findings import FindingView, present_finding
from heard.web.interpreting.presenters.words import name_session
from heard.web.interpreting.terms import Vote
from heard.web.policy import MOST_CHOSEN
from heard.web.results.found import FindingFacts
from heard.web.ui.frames import Frame

HIDE, HELP = "Hide this page", "Get help"
MISTYPED = "This is not a code. Look at the card again: twelve letters and numbers."
UNKNOWN = "No card has this code. Look at the card again, or ask whoever gave it to you."
WAIT = "There were many wrong codes from here. Wait two minutes, then try again."
NONE_CHOSEN = "Choose at least one."
TOO_MANY_CHOSEN = f"Choose {MOST_CHOSEN} at most. Take some away first."
SPENT = "This card has chosen already. It counted once, and it stays counted once."
CLOSED = "Choosing is not open now. Whoever hosts your group opens it."
TAKEN = "Your choice is counted. Nobody can see what your card chose."
IDEA_TAKEN = "Thank you. It waits for whoever hosts your group: they read it before anybody else does."
IDEA_CLOSED = "This session has ended, so nothing more can be sent."
IDEA_TOO_MANY = (
    "So many ideas came with this card that no more fit. Tell the others to whoever hosts your group."
)


@dataclass(frozen=True, slots=True)
class CodePage:
    """Where a code is typed."""

    frame: Frame
    typed: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class PhonePage:
    """A page of a session on a telephone. `findings`: with a tick where chosen. `here`: the one being looked at."""

    frame: Frame
    who: str
    findings: tuple[tuple[FindingView, bool], ...]
    may_choose: bool
    may_say: bool
    why_not: str
    most: int
    here: FindingView | None = None
    back: str = ""
    next: str = ""
    said: str = ""
    error: str = ""


def present_code(*, typed: str = "", error: str = "") -> CodePage:
    """Empty, or with what is wrong."""
    return CodePage(_frame("Type the code of your card"), typed, error)


def present_phone(
    ticket: Ticket,
    findings: Sequence[FindingFacts],
    *,
    here: str = "",
    chosen: Collection[str] = (),
    said: str = "",
    error: str = "",
) -> PhonePage:
    """What is told to everybody, and nothing else."""
    views = [present_finding(each, Level.PUBLIC) for each in findings]
    order = [each.indicator for each in views]
    place = order.index(here) if here in order else None
    session = ticket.session
    may_choose = session.vote is Vote.OPEN and not ticket.is_spent
    return PhonePage(
        frame=_frame("What the survey found"),
        who=name_session(session),
        findings=tuple((each, each.indicator in chosen) for each in views),
        may_choose=may_choose,
        may_say=not session.is_ended,
        why_not="" if may_choose else SPENT if ticket.is_spent else CLOSED,
        most=MOST_CHOSEN,
        here=None if place is None else views[place],
        back=order[place - 1] if place else "",
        next=order[place + 1] if place is not None and place + 1 < len(order) else "",
        said=said,
        error=error,
    )


def _frame(title: str) -> Frame:
    return Frame(title, HIDE, HELP)
