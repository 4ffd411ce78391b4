"""Which lines of the programme's page are shown, in which order: pure, from what was read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from heard.web.policy import STANDINGS_PAGE
from heard.web.programmes.concerns import Concern, concern_of
from heard.web.programmes.queries import OfferLine, Standing, State

Eligible = Mapping[tuple[str, str], Mapping[str, int]]


class Stands(StrEnum):
    """Where a line stands, from the first to the last."""

    NO_WAVE = "no_wave"
    OFFERED = "offered"
    PREPARING = "preparing"
    OPEN = "open"
    CLOSED = "closed"
    OPENING = "opening"
    OPENED = "opened"
    REPORTED = "reported"


class Order(StrEnum):
    """What comes first."""

    CONCERNS = "concerns"
    COUNCIL = "council"
    LAST_DAY = "last_day"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Entry:
    """One council in one wave. `standing` is None where it takes no part yet; `eligible`: None where nobody knows."""

    council: str
    council_name: str
    wave: str
    stands: Stands
    concern: Concern
    standing: Standing | None
    eligible: int | None

    @property
    def rate(self) -> float:
        """Answered of eligible as people see both; -1 where it cannot be said, so that it sorts lowest."""
        shown = self.standing.finished_shown if self.standing else 0
        return shown / self.eligible if self.eligible and 0 < shown <= self.eligible else -1.0


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for. Empty = all; `page` counts from 1."""

    wave: str = ""
    stands: str = ""
    words: str = ""
    order: Order = Order.CONCERNS
    page: int = 1


@dataclass(frozen=True, slots=True)
class Chosen:
    """One page of what was asked for."""

    entries: tuple[Entry, ...]
    count: int
    page: int
    pages: int


def build_entries(
    standings: Sequence[Standing],
    offers: Sequence[OfferLine],
    councils: Sequence[tuple[str, str]],
    eligible: Eligible,
    today: date,
) -> list[Entry]:
    """A line for each council's wave, for each offer (those nobody has taken up), and for each council with neither."""
    entries = [_entry(each, eligible, today) for each in standings]
    entries += [
        Entry(each.council, each.council_name, each.wave, Stands.OFFERED, Concern.NONE, None, None)
        for each in offers
    ]
    there = {each.council for each in entries}
    entries += [
        Entry(code, name, "", Stands.NO_WAVE, Concern.NONE, None, None)
        for code, name in councils
        if code not in there
    ]
    return entries


def choose(entries: Sequence[Entry], choice: Choice) -> Chosen:
    """One page of those that fit. A page that is not there is the last one."""
    words = choice.words.casefold().split()
    fitting = [each for each in entries if _fits(each, choice, words)]
    fitting.sort(key=ORDERS[choice.order])
    pages = max(1, -(-len(fitting) // STANDINGS_PAGE))
    page = min(max(choice.page, 1), pages)
    first = (page - 1) * STANDINGS_PAGE
    return Chosen(tuple(fitting[first : first + STANDINGS_PAGE]), len(fitting), page, pages)


def _entry(standing: Standing, eligible: Eligible, today: date) -> Entry:
    known = eligible.get((standing.wave, standing.council), {})
    whole = sum(known[each] for each in standing.surveys) if known.keys() >= set(standing.surveys) else None
    return Entry(
        standing.council,
        standing.council_name,
        standing.wave,
        _stands(standing),
        concern_of(standing, today),
        standing,
        whole,
    )


def _stands(standing: Standing) -> Stands:
    if standing.state is State.OPENED and standing.is_reported:
        return Stands.REPORTED
    return Stands(standing.state.value)


def _fits(entry: Entry, choice: Choice, words: Sequence[str]) -> bool:
    named = f"{entry.council_name} {entry.council} {entry.wave}".casefold()
    return (
        choice.wave in ("", entry.wave)
        and choice.stands in ("", entry.stands.value)
        and all(word in named for word in words)
    )


def _name(entry: Entry) -> tuple[Any, ...]:
    return entry.council_name.casefold(), entry.council, entry.wave


def _by_last_day(entry: Entry) -> tuple[Any, ...]:
    """What ends next comes first; what has no day, last."""
    day = entry.standing.last_answer_day if entry.standing else None
    return day is None, day or date.max, *_name(entry)


def _by_concern(entry: Entry) -> tuple[Any, ...]:
    """Then what is under way, then what is to come, then what is over."""
    return entry.concern, RANK[entry.stands], *_by_last_day(entry)


RANK = {
    Stands.OPEN: 1,
    Stands.CLOSED: 2,
    Stands.OPENING: 3,
    Stands.PREPARING: 4,
    Stands.OFFERED: 5,
    Stands.NO_WAVE: 6,
    Stands.OPENED: 7,
    Stands.REPORTED: 8,
}
ORDERS: Mapping[Order, Callable[[Entry], tuple[Any, ...]]] = {
    Order.CONCERNS: _by_concern,
    Order.COUNCIL: _name,
    Order.LAST_DAY: _by_last_day,
    Order.RATE: lambda entry: (entry.rate, *_name(entry)),
}
