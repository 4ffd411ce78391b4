"""Which of the things that must stay possible are possible: as few tables as can be, each used for every cell.

From the least to the most that a cell can be in a table that fits everything published is its feasibility interval.
Such a table is a witness: what it holds in a cell cannot be ruled out. Each new one is sought for many cells at once,
one of each block of cells that have little to do with one another; only what such a table does not show is asked for
by itself. Where a table has halves of children in it, the question is put again in whole numbers.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import floor

import numpy as np

from heard.analysis.arrays import Whole
from heard.disclosure.attack.pieces import Piece
from heard.disclosure.attack.solving import NEAR, Answer, Impossible, LinearProgram, as_whole
from heard.disclosure.attack.system import System

KEPT = 400  # witnesses kept whole; the extremes of every one are
Direction = Mapping[int, int]  # by place in a piece the sign of a cell in the sum that is to be large


@dataclass(frozen=True, slots=True)
class Wish:
    """That `cell` can be `target` or more (`upward`), or `target` or less."""

    cell: int
    upward: bool
    target: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A wish that cannot be: the bound that is reached (None where it was not found in time), and what it rests on."""

    wish: Wish
    reached: int | None
    answer: Answer | None


@dataclass
class Witnesses:
    """What is known to be possible of each cell of a piece, from whole tables that fit everything."""

    cells: Sequence[int]
    least: Whole
    most: Whole
    tables: list[Whole] = field(default_factory=list)

    def add(self, table: Whole) -> None:
        """Take in one more table."""
        np.minimum(self.least, table, out=self.least)
        np.maximum(self.most, table, out=self.most)
        if len(self.tables) < KEPT:
            self.tables.append(table)


class Search:
    """The tables of one piece.

    `in_whole`: a table in whole numbers from an answer with halves in it, and the direction it was sought in; quicker
    than asking for it of the piece, but not the best there is, and sometimes none.
    """

    def __init__(self, system: System, piece: Piece) -> None:
        self.program = LinearProgram(system, piece)
        self._cells = piece.cells
        self.place = {cell: place for place, cell in enumerate(piece.cells)}
        size = len(piece.cells)
        start = (np.full(size, np.iinfo(np.int64).max), np.full(size, np.iinfo(np.int64).min))
        self.witnesses = Witnesses(piece.cells, *start)
        self.in_whole: Callable[[Answer, Direction], Whole | None] = lambda _answer, _direction: None

    def grant(self, wishes: Iterable[Wish], blocks: Mapping[int, object]) -> list[Failure]:
        """Those that cannot be. `blocks` says of each cell which block it is in. Raises Impossible."""
        waiting = list(wishes)
        failures: list[Failure] = []
        while waiting := [wish for wish in waiting if not self.is_shown(wish)]:
            batch: dict[object, Wish] = {}
            for wish in waiting:
                batch.setdefault(blocks[wish.cell], wish)
            if len(batch) > 1:
                self._look(list(batch.values()))
            asked = {(wish.cell, wish.upward) for wish in batch.values()}
            for wish in batch.values():
                if not self.is_shown(wish):
                    failure = self.settle(wish)
                    failures += [failure] if failure else []
            waiting = [wish for wish in waiting if (wish.cell, wish.upward) not in asked]
        return failures

    def find_one(self) -> bool:
        """Whether there is a witness at all, sought now if there was none. Raises Impossible."""
        if not self.witnesses.tables:
            self._look([])
        return bool(self.witnesses.tables)

    def is_shown(self, wish: Wish) -> bool:
        """Whether a witness has it."""
        place = self.place[wish.cell]
        if wish.upward:
            return bool(self.witnesses.most[place] >= wish.target)
        return bool(self.witnesses.least[place] <= wish.target)

    def settle(self, wish: Wish) -> Failure | None:
        """Decide one wish by itself."""
        direction = {self.place[wish.cell]: 1 if wish.upward else -1}
        for whole in (False, True):
            answer = self.program.reach(direction, whole=whole)
            if answer is None:
                return Failure(wish, None, None)
            reached = find_bound(answer, upward=wish.upward)
            if not fits(reached, wish):
                return Failure(wish, reached, answer)
            table = as_whole(answer.table) if whole or answer.is_whole else self.in_whole(answer, direction)
            if table is not None:
                self.witnesses.add(table)
                if self.is_shown(wish):
                    return None
        return None

    def bound(self, cell: int) -> tuple[int, int]:
        """The least and the most the cell can be, in whole numbers; where that is not found in time, as `relax`.

        Raises Impossible.
        """
        least, most = (self._reach_end(cell, sign, whole=True) for sign in (-1, 1))
        return -least, most

    def relax(self, cell: int) -> tuple[int, int]:
        """Bounds the cell cannot go beyond, with halves of children allowed in the others. Raises Impossible."""
        least, most = (self._reach_end(cell, sign, whole=False) for sign in (-1, 1))
        return -least, most

    def _reach_end(self, cell: int, sign: int, *, whole: bool) -> int:
        """The most that sign × the cell can be."""
        answer = self.program.reach({self.place[cell]: sign})
        if answer is not None and whole and not answer.is_whole:
            answer = self.program.reach({self.place[cell]: sign}, whole=True) or answer
        if answer is None:
            place = self.place[cell]
            return int(self.program.highs[place] if sign > 0 else -self.program.lows[place])
        return floor(answer.value + NEAR)

    def hold(self, values: Mapping[int, int]) -> None:
        """Hold cells at these numbers, those of them that are in the piece, until `let_go`."""
        for cell, value in values.items():
            if cell in self.place:
                self.program.keep(self.place[cell], value, value)

    def let_go(self, cells: Iterable[int]) -> None:
        """Give these cells their own bounds again."""
        for cell in cells:
            place = self.place.get(cell)
            if place is not None:
                self.program.release(place)

    def seek(self, held: Mapping[int, int], direction: Mapping[int, int]) -> None:
        """Look for a table with these cells at these numbers in which the sum of sign × cell is largest."""
        table = self.complete(held, {self.place[cell]: sign for cell, sign in direction.items()})
        if table is not None:
            self.witnesses.add(table)

    def complete(self, held: Mapping[int, int], direction: Direction) -> Whole | None:
        """A table with these cells at these numbers, as `find_table`; None where there is none."""
        self.hold(held)
        try:
            return self.find_table(direction)
        except Impossible:
            return None
        finally:
            self.let_go(held)

    def try_all(self, wishes: Iterable[Wish], blocks: Mapping[int, object]) -> list[Wish]:
        """Seek witnesses for the wishes, one of each block at a time; those that none was found for."""
        waiting = [wish for wish in wishes if not self.is_shown(wish)]
        untried = list(waiting)
        while untried:
            batch: dict[object, Wish] = {}
            for wish in untried:
                batch.setdefault(blocks[wish.cell], wish)
            self._look(list(batch.values()))
            tried = {(wish.cell, wish.upward) for wish in batch.values()}
            untried = [
                wish for wish in untried if (wish.cell, wish.upward) not in tried and not self.is_shown(wish)
            ]
        return [wish for wish in waiting if not self.is_shown(wish)]

    def rule_out(self, wish: Wish) -> Failure | None:
        """The failure of a wish that already cannot be with halves of children allowed; no witness is kept."""
        answer = self.program.reach({self.place[wish.cell]: 1 if wish.upward else -1})
        if answer is None:
            return None
        reached = find_bound(answer, upward=wish.upward)
        return None if fits(reached, wish) else Failure(wish, reached, answer)

    def _look(self, batch: Sequence[Wish]) -> None:
        direction: dict[int, int] = {}
        for wish in batch:
            direction[self.place[wish.cell]] = 1 if wish.upward else -1
        self._reach(direction)

    def _reach(self, direction: Direction) -> None:
        table = self.find_table(direction)
        if table is not None:
            self.witnesses.add(table)

    def find_table(self, direction: Direction) -> Whole | None:
        """A table in whole numbers in which the sum of sign × cell is large; None where none was found in time.

        Raises Impossible.
        """
        answer = self.program.reach(direction)
        if answer is None or answer.is_whole:
            return None if answer is None else as_whole(answer.table)
        table = self.in_whole(answer, direction)
        if table is not None:
            return table
        answer = self.program.reach(direction, whole=True)
        return as_whole(answer.table) if answer is not None and answer.is_whole else None


def find_bound(answer: Answer, *, upward: bool) -> int:
    """The bound an answer puts on the one cell it was sought for."""
    return floor(answer.value + NEAR) if upward else -floor(answer.value + NEAR)


def fits(value: int, wish: Wish) -> bool:
    """Whether a cell of that number grants the wish."""
    return value >= wish.target if wish.upward else value <= wish.target
