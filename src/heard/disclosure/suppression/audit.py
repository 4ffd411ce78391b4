"""What a reader can work out about the hidden cells of one block: a table for every condition, or the lack of one."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from heard.analysis.arrays import Flags, Floats
from heard.base.errors import HeardError
from heard.base.policy import SECONDS_FOR_WHOLE_NUMBERS
from heard.disclosure.suppression.blocks import Block
from heard.disclosure.suppression.conditions import (
    DOWNWARD,
    UPWARD,
    Conditions,
    Witnesses,
    list_conditions,
)
from heard.disclosure.suppression.programs import WHOLE, Optimum, Program


@dataclass(frozen=True, slots=True)
class Failure:
    """A condition no table meets. cell: its place in the block. reached, needed: distances from the truth.

    reader: (n,) the cells the reader is counted in; none of the outsider's.
    prices: (r,) the duals of the relations that prove it; None where only whole numbers stand against it.
    """

    cell: int
    upward: bool
    reached: float
    needed: float
    reader: Flags
    prices: Floats | None


class Audit:
    """Finds the conditions that fail. Keeps every table found, to be tried first for all that is asked later."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self._conditions = list_conditions(block)
        self._witnesses = Witnesses(block, self._conditions)
        self._programs: dict[bool, Program] = {}  # by whether its columns are whole numbers

    def keep(self, table: Floats) -> Flags | None:
        """Keep a table, (n,) distances from the truth, if it is one: whole numbers that add up.

        The conditions it meets, (2, readers, cells asked after); None where it is not a table.
        """
        rounded = np.rint(table)
        if np.abs(table - rounded).max() > WHOLE or (self.block.matrix @ rounded).any():
            return None
        return self._witnesses.keep(rounded)

    def list_failures(self, hidden: Flags) -> list[Failure]:
        """Every condition that fails, those of each kind of insider included."""
        return list(self._failures(hidden, every=True))

    def find_failures(self, hidden: Flags) -> list[Failure]:
        """Of every cell and direction the first condition that fails, the outsider's before an insider's."""
        return list(self._failures(hidden, every=False))

    def find_failure(self, hidden: Flags) -> Failure | None:
        """The first condition found to fail; None where nothing does."""
        return next(self._failures(hidden, every=False), None)

    def _failures(self, hidden: Flags, *, every: bool) -> Iterator[Failure]:
        still_open = self._witnesses.find_open(hidden)
        if not every:
            for failure in find_plain_failures(self.block, self._conditions, hidden, still_open[:, 0]):
                yield failure
                still_open[int(not failure.upward), :, self._conditions.cells == failure.cell] = False
        for place in np.flatnonzero(still_open.any(axis=(0, 1))):
            for way in range(len(still_open)):
                for failure in self._failures_of(hidden, still_open, way, int(place)):
                    yield failure
                    if not every:
                        break

    def _failures_of(self, hidden: Flags, still_open: Flags, way: int, place: int) -> Iterator[Failure]:
        """One table that no reader can exclude settles all of them; where there is none, reader by reader."""
        readers = self._conditions.readers
        here = still_open[way, :, place]
        if here.sum() > 1:
            self._push_for_all(hidden, still_open, way, place, inside=True)
        if here[0]:  # everybody else is asked less of, or knows more
            failure = self._ask(hidden, still_open, way, place, 0)
            if failure is not None:
                yield failure
        if here.sum() > 1:
            self._push_for_all(hidden, still_open, way, place, inside=False)
        asked: set[bytes] = set()
        for reader in range(1, len(readers)):
            key = (readers[reader] & hidden).tobytes()
            if not here[reader] or key in asked:
                continue
            asked.add(key)
            failure = self._ask(hidden, still_open, way, place, reader)
            if failure is not None:
                yield failure

    def _push_for_all(self, hidden: Flags, still_open: Flags, way: int, place: int, *, inside: bool) -> None:
        """A table that no reader can exclude who is in the cell (`inside`) or not; if one of them is asked for."""
        readers, cell = self._conditions.readers, int(self._conditions.cells[place])
        if np.any(readers[still_open[way, :, place], cell] == inside):
            known: Flags = np.any(readers, axis=0)
            known[cell] = inside
            self._push(hidden, still_open, way, place, known)

    def _ask(self, hidden: Flags, still_open: Flags, way: int, place: int, reader: int) -> Failure | None:
        """Settle one condition: by the linear program, and where that is not in whole numbers by those."""
        known, needed = self._conditions.readers[reader], float(self._conditions.needed[way, reader, place])
        best = self._push(hidden, still_open, way, place, known)
        prices: Floats | None = best.prices
        if best.cost <= WHOLE - needed and still_open[way, reader, place]:
            best, prices = self._push(hidden, still_open, way, place, known, whole=True), None
        if not still_open[way, reader, place]:
            return None
        reached = -best.cost if len(best.values) else 0.0
        return Failure(int(self._conditions.cells[place]), way == UPWARD, reached, needed, known, prices)

    def _push(
        self, hidden: Flags, still_open: Flags, way: int, place: int, known: Flags, *, whole: bool = False
    ) -> Optimum:
        """The table that takes a cell furthest, to who knows that the cells `known` are not empty.

        If it is in whole numbers, `still_open` loses the conditions it meets.
        """
        cost = np.zeros(len(hidden))
        cost[self._conditions.cells[place]] = -1 if way == UPWARD else 1
        below, above = find_room(self.block, known)
        seconds = SECONDS_FOR_WHOLE_NUMBERS if whole else None
        best = self._program(whole=whole).solve(cost, -below * hidden, above * hidden, seconds=seconds)
        if best is None:
            raise HeardError("A table contradicts itself: its true values are not possible.")
        met = self.keep(best.values) if len(best.values) else None
        if met is not None:
            still_open &= ~met
        return best

    def _program(self, *, whole: bool) -> Program:
        if whole not in self._programs:
            nothing = np.zeros(len(self.block.matrix))
            self._programs[whole] = Program(self.block.matrix, nothing, nothing, whole=whole)
        return self._programs[whole]


def find_plain_failures(
    block: Block, conditions: Conditions, hidden: Flags, still_open: Flags
) -> Iterator[Failure]:
    """Conditions for the outsider, of those `still_open` (2, cells asked after), that a single relation rules out.

    A relation takes a cell no further than all its other hidden cells together can go the other way.
    """
    if not len(block.matrix) or not still_open.any():
        return
    positive, negative = np.maximum(block.matrix, 0), np.maximum(-block.matrix, 0)
    below, above = block.below * hidden, block.above * hidden
    falling, rising = positive * below + negative * above, positive * above + negative * below
    up = falling.sum(axis=1, keepdims=True) - falling  # the others' fall lets a cell with a plus rise
    down = rising.sum(axis=1, keepdims=True) - rising
    size = np.where(block.matrix == 0, np.nan, np.abs(block.matrix))
    for way, (with_plus, with_minus) in enumerate([(up, down), (down, up)]):
        reach = np.where(block.matrix > 0, with_plus, with_minus) / size
        reach = np.where(np.isnan(reach), np.inf, reach)
        rows = reach.argmin(axis=0)
        for place in np.flatnonzero(still_open[way]):
            cell = int(conditions.cells[place])
            row, needed = int(rows[cell]), float(conditions.needed[way, 0, place])
            reached = float(reach[row, cell])
            if reached < needed - WHOLE:
                prices = np.zeros(len(block.matrix))
                prices[row] = (1 if way == DOWNWARD else -1) / block.matrix[row, cell]
                yield Failure(cell, way == UPWARD, reached, needed, conditions.readers[0], prices)


def find_room(block: Block, known: Flags) -> tuple[Floats, Floats]:
    """How far below and above the truth each cell may lie, to who knows that the cells `known` are not empty."""
    return np.where(known, np.minimum(block.below, block.values - 1), block.below), block.above
