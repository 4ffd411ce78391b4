"""Which things that must stay possible are possible for a reader who knows that somebody is in another cell.

There are many more of them than of those for readers who know nothing: each small cell beside each one a child may
sit in. So one table is sought for many at once, each of another block of cells, and held against all that are left.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from heard.analysis.arrays import Whole
from heard.disclosure.attack.bounding import Search, Wish, find_bound, fits
from heard.disclosure.attack.solving import Answer, Impossible, as_whole

UNDECIDED = 0  # how far a wish was found to go in time


@dataclass(frozen=True, slots=True)
class Seat:
    """That `wish` can be while somebody is in the cell `own`."""

    own: int
    wish: Wish


def grant_seats(
    search: Search, seats: Sequence[Seat], blocks: Mapping[int, object]
) -> list[tuple[Seat, int]]:
    """Those that cannot be, and how far each can go. `blocks` says of each cell which block it is in."""
    failures = []
    for seat in try_seats(search, seats, blocks):
        reached = settle_seat(search, seat)
        if reached is not None:
            failures.append((seat, reached))
    return failures


def try_seats(search: Search, seats: Sequence[Seat], blocks: Mapping[int, object]) -> list[Seat]:
    """Seek tables for the seats, one of each block at a time; those that none was found for."""
    waiting = _Waiting(seats, search.place, blocks)
    for witness in search.witnesses.tables:
        waiting.see(witness)
    while batch := waiting.next_batch():
        table = _look(search, batch)
        if table is not None:
            waiting.see(table)
            search.witnesses.add(table)
    return list(waiting.list_left())


def settle_seat(search: Search, seat: Seat) -> int | None:
    """None where the seat's wish can be; else how far it can go. Raises Impossible where nobody can sit there."""
    for whole in (False, True):
        answer = _reach(search, [seat], whole=whole)
        if answer is None:
            return UNDECIDED
        reached = find_bound(answer, upward=seat.wish.upward)
        if not fits(reached, seat.wish):
            return reached
        if answer.is_whole:
            search.witnesses.add(as_whole(answer.table))
            return None
    return None


def rule_out_seat(search: Search, seat: Seat) -> int | None:
    """How far a seat's wish can go that already cannot be with halves of children allowed; else None."""
    answer = _reach(search, [seat])
    if answer is None:
        return None
    reached = find_bound(answer, upward=seat.wish.upward)
    return None if fits(reached, seat.wish) else reached


class _Waiting:
    """Seats that no table was found for yet."""

    def __init__(self, seats: Sequence[Seat], place: Mapping[int, int], blocks: Mapping[int, object]) -> None:
        self._seats = seats
        numbers: dict[object, int] = {}
        self._blocks = np.array([numbers.setdefault(blocks[each.wish.cell], len(numbers)) for each in seats])
        self._cells = np.array([place[each.wish.cell] for each in seats], dtype=np.int64)
        self._owns = np.array([place.get(each.own, -1) for each in seats], dtype=np.int64)
        self._signs = np.array([1 if each.wish.upward else -1 for each in seats], dtype=np.int64)
        self._targets = self._signs * np.array([each.wish.target for each in seats], dtype=np.int64)
        self._left = np.ones(len(seats), dtype=bool)
        self._untried = np.ones(len(seats), dtype=bool)

    def see(self, table: Whole) -> None:
        """Leave out what this table shows to be possible."""
        granted = self._signs * table[self._cells] >= self._targets
        seated = (self._owns < 0) | (table[self._owns] >= 1)
        self._left &= ~(granted & seated)

    def next_batch(self) -> list[Seat]:
        """One of each block that was not tried; empty when all were."""
        numbers = np.flatnonzero(self._left & self._untried)
        chosen = numbers[np.unique(self._blocks[numbers], return_index=True)[1]]
        self._untried[chosen] = False
        return [self._seats[int(number)] for number in chosen]

    def list_left(self) -> Iterator[Seat]:
        """Those that no table was found for."""
        return (self._seats[int(number)] for number in np.flatnonzero(self._left))


def _look(search: Search, batch: Sequence[Seat]) -> Whole | None:
    """A table with somebody in every seat of the batch, and as many of its wishes as can be."""
    try:
        answer = _reach(search, batch)
        if answer is not None and not answer.is_whole:
            answer = _reach(search, batch, whole=True)
    except Impossible:  # not all of them at once, or not with the numbers that are held
        return None
    return as_whole(answer.table) if answer is not None and answer.is_whole else None


def _reach(search: Search, seats: Sequence[Seat], *, whole: bool = False) -> Answer | None:
    program, place = search.program, search.place
    direction = {place[seat.wish.cell]: 1 if seat.wish.upward else -1 for seat in seats}
    taken = {place[seat.own] for seat in seats if seat.own in place}
    for each in taken:
        program.keep(each, max(float(program.lows[each]), 1.0), float(program.highs[each]))
    try:
        return program.reach(direction, whole=whole)
    finally:
        for each in taken:
            program.release(each)
