"""Words and figures of the pages about waves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from heard.base.messages import count_of
from heard.base.policy import RESPONSE_RATE_TARGET
from heard.charts import Meter, draw
from heard.web.codes.queries import BatchCount, Counts, SurveyCount
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.policy import SMALLEST_SHOWN
from heard.web.ui.days import say_day
from heard.web.waves.queries import Custody, State, WaveFacts

FEWER = "fewer than five so far"
NOT_OPEN = "not open yet"
MOVE = "Counts move once a day and only when five or more have come in, so that nobody can tell who answered."
DECLINED = "“No thank you” is counted the same way, and shown from five on."
STANDS = {
    State.PREPARING: "in preparation",
    State.OPEN: "open for answers",
    State.CLOSED: "closed",
    State.OPENING: "being opened",
    State.OPENED: "opened",
}
if SMALLEST_SHOWN != 5:
    raise ValueError("the words above say five")


@dataclass(frozen=True, slots=True)
class Step:
    """The one next step. `url` is empty where there is nothing to press."""

    title: str
    text: str
    button: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """How many of a survey have answered."""

    ages: str
    figure: str
    of: str
    declined: str
    meter: SafeString

    @property
    def is_number(self) -> bool:
        """Whether the figure is one, and not words."""
        return self.figure not in (FEWER, NOT_OPEN)


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch in the table."""

    label: str
    ages: str
    size: int
    finished: str


@dataclass(frozen=True, slots=True)
class Link:
    """Something else that may be done now."""

    button: str
    url: str


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


def say_ages(survey: str) -> str:
    """`4-7` as `4 to 7`."""
    return survey.replace("-", " to ")


def present_waves(member: Member, waves: tuple[WaveFacts, ...], today: date) -> tuple[WaveLine, ...]:
    """The list of waves, each with what this person does next."""
    sees = member.may(Permission.SEE_COUNTS)
    return tuple(
        WaveLine(
            facts.wave,
            _stands(facts, today),
            next_step(member, facts, today, has_cards=True),
            _url("waves:show", facts) if sees else "",
        )
        for facts in waves
    )


def present_wave(
    member: Member, facts: WaveFacts, counts: Counts, eligible: Mapping[str, int], today: date
) -> WavePage:
    """The page of one wave."""
    return WavePage(
        over=f"{member.council_name} · {facts.wave} · {_stands(facts, today)}",
        heading=_heading(facts, counts),
        lead=f"{MOVE} {DECLINED}" if facts.state in (State.OPEN, State.CLOSED) else "",
        step=next_step(member, facts, today, has_cards=bool(counts.batches)),
        tiles=tuple(_tile(facts, each, eligible.get(each.survey)) for each in counts.surveys),
        batches=tuple(_batch(each) for each in counts.batches),
        facts=(*_days(facts), *(_custody(each) for each in facts.custody)),
        may_make_cards=facts.state in (State.PREPARING, State.OPEN) and member.may(Permission.ISSUE_CODES),
        more=_more(member, facts),
    )


def present_closing(facts: WaveFacts, today: date) -> Closing:
    """The days that the page says before somebody closes the wave."""
    key_from = today + timedelta(days=facts.grace_days)
    return Closing(say_day(key_from), say_day(max(facts.report_from, key_from)))


def next_step(member: Member, facts: WaveFacts, today: date, *, has_cards: bool) -> Step:
    """The one thing to do next, or who does it."""
    match facts.state:
        case State.PREPARING:
            return _before_opening(member, facts)
        case State.OPEN:
            return _while_open(member, facts, today, has_cards=has_cards)
        case State.CLOSED:
            return _after_closing(member, facts, today)
        case State.OPENING:
            return _while_opening(member, facts)
        case State.OPENED:
            return _once_opened(member, facts, today)


def _before_opening(member: Member, facts: WaveFacts) -> Step:
    if not facts.wave_key:
        text = "Answers are sealed with it. Without it the wave cannot open."
        url = _url("waves:register_key", facts)
        step = Step("Give the wave its public key", text, "Register the public key", url)
        return _offer(member, Permission.REGISTER_KEY, step)
    if not facts.is_rehearsed:
        missing = " and ".join(each.holder.value for each in facts.custody if not each.rehearsed_on)
        text = f"Nobody can open the answers without a key file, so each is tried first. Still to try: {missing}."
        url = _url("waves:rehearse_key", facts)
        step = Step("Each key holder tries their key file", text, "Try your key file", url)
        return _offer(member, Permission.REHEARSE_KEY, step)
    text = "Both key files were tried. Once the wave is open, every card works."
    step = Step("Open the wave", text, "Open the wave", _url("waves:open", facts))
    return _offer(member, Permission.OPEN_WAVE, step)


def _while_open(member: Member, facts: WaveFacts, today: date, *, has_cards: bool) -> Step:
    if not has_cards:
        text = "A child or young person needs a card with a code. Cards come in batches of ten or more."
        step = Step("Make the first cards", text, "Make cards", _url("waves:make_cards", facts))
        return _offer(member, Permission.ISSUE_CODES, step)
    text = (
        f"Answers come in until {say_day(facts.last_answer_day)}. After that day the wave closes by itself."
    )
    if today < facts.last_answer_day:
        return Step("The wave is open", text)
    step = Step("The last answer day is here", text, "Close the wave", _url("waves:close", facts))
    return _offer(member, Permission.CLOSE_WAVE, step)


def _after_closing(member: Member, facts: WaveFacts, today: date) -> Step:
    key_from = facts.key_from
    if key_from is None:
        raise ValueError("a closed wave has the day on which it closed")
    if today < key_from:
        text = f"Surveys under way may still be sent. From {say_day(key_from)} a key holder hands the key in."
        return Step("The last answers are coming in", text)
    text = "Either key holder can do it, with their file and its passphrase. Then the reports are written."
    step = Step("A key holder hands the key in", text, "Hand the key in", _url("results:hand_in", facts))
    return _offer(member, Permission.HAND_IN_KEY, step)


def _while_opening(member: Member, facts: WaveFacts) -> Step:
    text = "The key was handed in. No more answers come in, and those there are being opened."
    step = Step("The answers are being opened", text, "See how far it is", _url("results:stands", facts))
    return step if member.may(Permission.SEE_COUNTS) else _offer(member, Permission.HAND_IN_KEY, step)


def _once_opened(member: Member, facts: WaveFacts, today: date) -> Step:
    title, text = "The report", say_hold(facts, today)
    if member.permissions & READERS:
        return Step(title, text, "Go to the report", _url("results:report", facts))
    if member.may(Permission.HAND_IN_KEY) and not all(each.destroyed_on for each in facts.custody):
        text = "The answers are opened and the key is needed no more. Destroy every copy of your key file."
        return Step(
            "Destroy your key file",
            text,
            "Record that it is destroyed",
            _url("waves:record_destroyed", facts),
        )
    return Step(title, text)


def _more(member: Member, facts: WaveFacts) -> tuple[Link, ...]:
    """What may be done besides the next step."""
    offered = [
        (State.PREPARING, Permission.REGISTER_KEY, "waves:register_key", "Register another public key"),
        (State.OPEN, Permission.SEE_COUNTS, "watching:show", "How the answers are coming in"),
        (State.OPEN, Permission.CLOSE_WAVE, "waves:close", "Close the wave"),
        (State.CLOSED, Permission.SEE_COUNTS, "watching:show", "How the answers came in"),
        (State.OPENED, Permission.RECORD_PANEL, "results:record_panel", "Record the panel's session"),
        (
            State.OPENED,
            Permission.HAND_IN_KEY,
            "waves:record_destroyed",
            "Record that a key file is destroyed",
        ),
    ]
    return tuple(
        Link(button, _url(name, facts))
        for state, permission, name, button in offered
        if facts.state is state
        and member.may(permission)
        and (facts.wave_key or state is not State.PREPARING)
    )


READERS = {
    Permission.READ_PUBLIC_REPORT,
    Permission.READ_BOARD_REPORT,
    Permission.READ_WORKING_REPORT,
}


def say_hold(facts: WaveFacts, today: date) -> str:
    """Whether the report is held for the young people's panel, and which of the two let it go."""
    if facts.panel_held_on is not None:
        return f"The panel met on {say_day(facts.panel_held_on)}."
    if facts.is_held(today):
        day = say_day(facts.report_from)
        return f"Held for the young people's panel: it opens once they have met, and on {day} at the latest."
    return f"The panel's date, {say_day(facts.panel_on)}, has passed."


def _offer(member: Member, permission: Permission, step: Step) -> Step:
    """The step, with its button for those who may press it."""
    return step if member.may(permission) else Step(step.title, step.text)


def _url(name: str, facts: WaveFacts) -> str:
    return reverse(name, args=[facts.council, facts.wave])


def _stands(facts: WaveFacts, today: date) -> str:
    return _say_left(facts, today) if facts.state is State.OPEN else STANDS[facts.state]


def _say_left(facts: WaveFacts, today: date) -> str:
    days = (facts.last_answer_day - today).days
    if days > 1:
        return f"{days} days left"
    return {1: "1 day left", 0: "last day for answers"}.get(days, "the last answer day has passed")


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


def _tile(facts: WaveFacts, count: SurveyCount, eligible: int | None) -> Tile:
    declined = f"No thank you: {count.declined_shown:,}" if count.declined_shown else ""
    fewer = NOT_OPEN if facts.state is State.PREPARING else FEWER
    figure = fewer if count.finished_shown is None else f"{count.finished_shown:,}"
    of, meter = _of(count, eligible)
    return Tile(say_ages(count.survey), figure, of, declined, meter)


def _of(count: SurveyCount, eligible: int | None) -> tuple[str, SafeString]:
    """`of 75 · 35 %` and its meter, where it is known who could answer and no more did."""
    if not eligible or (count.finished_shown or 0) > eligible:
        return f"{count.cards:,} cards", SafeString("")
    if count.finished_shown is None:
        return f"of {eligible:,}", SafeString("")
    share, target = round_half_up(count.finished_shown, eligible), round(RESPONSE_RATE_TARGET * 100)
    sentence = f"{share} per cent of those who could answer; the target is {target}"
    return f"of {eligible:,} · {share} %", mark_safe(draw(Meter(sentence, share, target)))


def round_half_up(part: int, whole: int) -> int:
    """Whole per cents, half up."""
    return (200 * part + whole) // (2 * whole)


def _batch(batch: BatchCount) -> BatchRow:
    finished = FEWER if batch.finished_shown is None else f"{batch.finished_shown:,}"
    return BatchRow(batch.label, say_ages(batch.survey), batch.size, finished)


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
