"""Words of the pages about waves: the list, a wave, the day it is closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from heard.base.messages import count_of
from heard.web.codes.queries import Counts
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui.days import say_day
from heard.web.waves.presenters.counts import BatchRow, Tile, present_batch, present_tile
from heard.web.waves.presenters.nexts import Link, Step, list_beside, list_more, next_step, url_of
from heard.web.waves.queries import Custody, State, WaveFacts

MOVE = "Counts move once a day and only when five or more have come in, so that nobody can tell who answered."
DECLINED = "“No thank you” is counted the same way, and shown from five on."
STANDS = {
    State.PREPARING: "in preparation",
    State.OPEN: "open for answers",
    State.CLOSED: "closed",
    State.OPENING: "answers being opened",
    State.OPENED: "answers opened",
}


@dataclass(frozen=True, slots=True)
class Closing:
    """What follows if the wave is closed today."""

    key_from: str
    report_from: str


@dataclass(frozen=True, slots=True)
class Line:
    """A fact with its name."""

    name: str
    says: str


@dataclass(frozen=True, slots=True)
class WavePage:
    """Where a wave stands."""

    over: str
    heading: str
    lead: str
    step: Step
    tiles: tuple[Tile, ...]
    batches: tuple[BatchRow, ...]
    facts: tuple[Line, ...]
    may_make_cards: bool
    more: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class WaveLine:
    """A wave in the list."""

    wave: str
    stands: str
    step: Step
    url: str  # of its page, for those who may see counts
    beside: tuple[Link, ...]


def present_waves(member: Member, waves: tuple[WaveFacts, ...], today: date) -> tuple[WaveLine, ...]:
    """The list of waves, each with what this person does next."""
    return tuple(_line(member, facts, today) for facts in waves)


def _line(member: Member, facts: WaveFacts, today: date) -> WaveLine:
    step = next_step(member, facts, today, has_cards=True)
    url = url_of("waves:show", facts) if member.may(Permission.SEE_COUNTS) else ""
    return WaveLine(facts.wave, _stands(facts, today), step, url, list_beside(member, facts, step))


def present_wave(
    member: Member, facts: WaveFacts, counts: Counts, eligible: Mapping[str, int], today: date
) -> WavePage:
    """The page of one wave."""
    step = next_step(member, facts, today, has_cards=any(not each.is_void for each in counts.batches))
    return WavePage(
        over=f"{member.council_name} · {facts.wave} · {_stands(facts, today)}",
        heading=_heading(facts, counts),
        lead=f"{MOVE} {DECLINED}" if facts.state in (State.OPEN, State.CLOSED) else "",
        step=step,
        tiles=tuple(present_tile(facts, each, eligible.get(each.survey)) for each in counts.surveys),
        batches=tuple(present_batch(each) for each in counts.batches),
        facts=_days_of_try_out(facts) if facts.is_made_up else _days_and_keys(facts),
        may_make_cards=facts.state in (State.PREPARING, State.OPEN) and member.may(Permission.ISSUE_CODES),
        more=list_more(member, facts, step),
    )


def present_closing(facts: WaveFacts, today: date) -> Closing:
    """The days that the page says before somebody closes the wave."""
    key_from = today + timedelta(days=facts.grace_days)
    return Closing(say_day(key_from), say_day(max(facts.report_from, key_from)))


def _stands(facts: WaveFacts, today: date) -> str:
    return _say_left(facts, today) if facts.state is State.OPEN else STANDS[facts.state]


def _say_left(facts: WaveFacts, today: date) -> str:
    """Today is one of the days left, as in the letters and the weekly picture."""
    days = (facts.last_answer_day - today).days + 1
    if days > 1:
        return f"{days} days left"
    return "last day for answers" if days == 1 else "the last day for answers has passed"


def _heading(facts: WaveFacts, counts: Counts) -> str:
    if facts.state is State.PREPARING:
        return "This wave is being prepared"
    shown = [each.finished_shown for each in counts.surveys]
    total = sum(count or 0 for count in shown)
    if not total:
        each = " of each age" if len(shown) > 1 else ""
        return f"Fewer than five{each} have answered so far"
    least = "" if all(shown) else "At least "
    return f"{least}{total:,} children and young people have answered"


def _days_of_try_out(facts: WaveFacts) -> tuple[Line, ...]:
    """It has no key, no panel and no feedback: only a last day."""
    return (Line("Wiped by itself", f"the day after {say_day(facts.last_answer_day)}"),)


def _days_and_keys(facts: WaveFacts) -> tuple[Line, ...]:
    return (*_days(facts), *_promises(facts), *(_custody(each) for each in facts.custody))


def _promises(facts: WaveFacts) -> tuple[Line, ...]:
    """What children are promised, and who stands behind the plan; of a wave long open it may not be known."""
    feedback = f"{say_day(facts.feedback_on)}, by {facts.feedback_owner}" if facts.feedback_on else ""
    signed = f"{say_day(facts.signed_off_on)}, by {facts.signed_off_by}" if facts.signed_off_on else ""
    is_prepared = facts.state is State.PREPARING
    return tuple(
        Line(name, says or "not yet")
        for name, says in (("Children are told", feedback), ("Signed off", signed))
        if says or is_prepared
    )


def _days(facts: WaveFacts) -> tuple[Line, ...]:
    closed = f"closed on {say_day(facts.closed_on)}" if facts.closed_on else "closes by itself the day after"
    panel = f"met on {say_day(facts.panel_held_on)}" if facts.panel_held_on else say_day(facts.panel_on)
    later = (
        count_of(facts.grace_days, "day") + " after closing"
        if facts.grace_days
        else "as soon as it is closed"
    )
    key = say_day(facts.key_from) if facts.key_from else later
    return (
        Line("Last day for answers", f"{say_day(facts.last_answer_day)}; {closed}"),
        Line("Key taken from", key),
        Line("Young people's panel", panel),
        Line("Public key", "registered" if facts.wave_key else "not yet"),
    )


def _custody(custody: Custody) -> Line:
    if custody.destroyed_on:
        says = f"destroyed on {say_day(custody.destroyed_on)}"
    else:
        says = f"tried on {say_day(custody.rehearsed_on)}" if custody.rehearsed_on else "not tried yet"
    return Line(f"{custody.holder.value.capitalize()} key file", says)
