"""Words and figures of the page of all councils' waves."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from heard.base.messages import count_of
from heard.web.programmes.choosing import Choice, Chosen, Entry, Stands
from heard.web.programmes.concerns import Concern
from heard.web.programmes.queries import Standing
from heard.web.ui.days import say_day
from heard.web.waves.presenters import say_rate

CALLED: Mapping[Stands, str] = {
    Stands.NO_WAVE: "no wave yet",
    Stands.OFFERED: "offered",
    Stands.PREPARING: "in preparation",
    Stands.OPEN: "open",
    Stands.CLOSED: "closed",
    Stands.OPENING: "being opened",
    Stands.OPENED: "opened",
    Stands.REPORTED: "report ready",
}
FEWER = "fewer than five"
COORDINATOR, HOLDER, NOBODY = "the coordinator", "a key holder", ""


@dataclass(frozen=True, slots=True)
class Line:
    """One council in one wave. `wrong`: what needs somebody now; `who`: does what is next. Either may be empty."""

    council: str
    url: str
    wave: str
    stands: str
    last_day: str
    answered: str
    rate: str
    wrong: str
    next: str
    who: str


@dataclass(frozen=True, slots=True)
class Tile:
    """How many waves stand so, with the way to them."""

    count: str
    called: str
    url: str


@dataclass(frozen=True, slots=True)
class StatePage:
    """The whole page. `earlier` and `later` are addresses, empty at either end."""

    lead: str
    tiles: tuple[Tile, ...]
    says: str
    lines: tuple[Line, ...]
    earlier: str
    later: str
    has_councils: bool


def present_state(entries: Sequence[Entry], chosen: Chosen, choice: Choice, today: date) -> StatePage:
    """The page for what was asked."""
    return StatePage(
        lead=_lead(entries),
        tiles=_tiles(entries),
        says=_says(chosen),
        lines=tuple(_line(each, today) for each in chosen.entries),
        earlier=_address(choice, chosen.page - 1) if chosen.page > 1 else "",
        later=_address(choice, chosen.page + 1) if chosen.page < chosen.pages else "",
        has_councils=bool(entries),
    )


def _lead(entries: Sequence[Entry]) -> str:
    waves = sum(each.standing is not None for each in entries)
    wrong = sum(each.concern is not Concern.NONE for each in entries)
    councils = len({each.council for each in entries})
    begins = f"{count_of(waves, 'wave')} in {count_of(councils, 'council')}."
    if not wrong:
        return f"{begins} Nothing needs anybody today."
    return f"{begins} {wrong:,} {'needs' if wrong == 1 else 'need'} somebody; they stand first."


def _tiles(entries: Sequence[Entry]) -> tuple[Tile, ...]:
    counts = Counter(each.stands for each in entries)
    return tuple(
        Tile(f"{counts[stands]:,}", called, _address(Choice(stands=stands.value), 1))
        for stands, called in CALLED.items()
        if counts[stands]
    )


def _says(chosen: Chosen) -> str:
    found = count_of(chosen.count, "line")
    return found if chosen.pages == 1 else f"{found}, page {chosen.page} of {chosen.pages}"


def _address(choice: Choice, page: int) -> str:
    asked = {
        "wave": choice.wave,
        "stands": choice.stands,
        "words": choice.words,
        "order": choice.order.value,
        "page": page,
    }
    return (
        f"{reverse('programmes:state')}?{urlencode({name: value for name, value in asked.items() if value})}"
    )


def _line(entry: Entry, today: date) -> Line:
    standing = entry.standing
    step, who = _next(entry, today)
    name = "waves:show" if standing else "waves:list"
    return Line(
        council=entry.council_name,
        url=reverse(name, args=[entry.council, entry.wave] if standing else [entry.council]),
        wave=entry.wave,
        stands=CALLED[entry.stands],
        last_day=say_day(standing.last_answer_day) if standing and standing.last_answer_day else "",
        answered=_answered(entry),
        rate=say_rate(standing.finished_shown, entry.eligible)
        if standing and entry.eligible and entry.rate >= 0
        else "",
        wrong=_wrong(entry.concern, standing, today) if standing else "",
        next=step,
        who=who,
    )


def _answered(entry: Entry) -> str:
    """As counts are shown: under five they say so, and a sum that lacks a survey is the least there are."""
    standing = entry.standing
    if standing is None or entry.stands is Stands.PREPARING:
        return ""
    of = f" of {entry.eligible:,}" if entry.eligible and standing.finished_shown <= entry.eligible else ""
    if not standing.finished_shown:
        return "" if entry.stands in (Stands.OPENED, Stands.REPORTED) else f"{FEWER}{of}"
    least = "" if standing.surveys_shown == len(standing.surveys) else "at least "
    return f"{least}{standing.finished_shown:,}{of}"


def _wrong(concern: Concern, standing: Standing, today: date) -> str:
    match concern:
        case Concern.KEY_OVERDUE if standing.key_from:
            return f"The key could be handed in since {say_day(standing.key_from)}, and was not."
        case Concern.NOT_REHEARSED if standing.opens_on:
            will = "opens" if standing.opens_on >= today else "was to open"
            lacks = "not every key file was tried" if standing.has_key else "there is no key"
            return f"It {will} on {say_day(standing.opens_on)}, and {lacks}."
        case Concern.QUIET if standing.opens_on:
            return f"Fewer than five have answered since {say_day(standing.opens_on)}, the programme’s opening day."
        case Concern.CLOSING if standing.last_answer_day:
            return _closing((standing.last_answer_day - today).days)
        case _:
            return ""


def _closing(days: int) -> str:
    if days < 0:
        return "The last day for answers has passed, and the wave has not closed by itself. Tell whoever runs the site."
    if not days:
        return "Today is the last day for answers."
    return f"{count_of(days + 1, 'day')} left to answer."  # today with them, as everywhere


def _next(entry: Entry, today: date) -> tuple[str, str]:
    """What is next, and who does it."""
    standing = entry.standing
    if standing is None:
        step = "Take the offer up" if entry.stands is Stands.OFFERED else "Nothing is offered yet"
        return step, COORDINATOR if entry.stands is Stands.OFFERED else NOBODY
    match entry.stands:
        case Stands.PREPARING:
            return _before_opening(standing)
        case Stands.OPEN:
            return ("Answers come in", NOBODY) if standing.has_cards else ("Make cards", COORDINATOR)
        case Stands.CLOSED:
            return _after_closing(standing, today)
        case Stands.REPORTED:
            return _once_reported(standing, today)
        case _:
            return "The answers are being opened", NOBODY


def _before_opening(standing: Standing) -> tuple[str, str]:
    if not standing.has_key:
        return "Give the wave its public key", COORDINATOR
    if not standing.is_rehearsed:
        return "Try the key files", HOLDER
    return "Open the wave", COORDINATOR


def _after_closing(standing: Standing, today: date) -> tuple[str, str]:
    key_from = standing.key_from
    if key_from is not None and today < key_from:
        return f"Last answers come in until {say_day(key_from - timedelta(days=1))}", NOBODY
    return "Hand the key in", HOLDER


def _once_reported(standing: Standing, today: date) -> tuple[str, str]:
    if standing.panel_held_on is None and today <= standing.panel_on:
        return f"The young people’s panel reads first, by {say_day(standing.panel_on)}", COORDINATOR
    return "Read the report", "the council"
