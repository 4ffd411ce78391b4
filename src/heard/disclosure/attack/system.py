"""Whole numbers nobody printed and the sums they stand in, with a record of where every bound comes from."""

from bisect import bisect_left
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from heard.base.errors import HeardError

PLENTY = 1_000_000  # more children than any council has; stands where nothing is known
MOST_STEPS = 40  # times one bound is drawn closer before the rest is left to the linear programme


class Cell(NamedTuple):
    """One number of children. `version` tells the sets of answers one survey was counted from apart."""

    wave: str
    area: str
    survey: str
    version: str
    group: str
    level: str
    indicator: str
    mask: int


@dataclass(frozen=True, slots=True)
class Said:
    """A bound that a release states, or that everybody knows."""

    release: str
    words: str


@dataclass(frozen=True, slots=True)
class Sum:
    """low <= sum of sign × cell <= high, and why in words."""

    cells: tuple[int, ...]
    signs: tuple[int, ...]
    low: int
    high: int
    words: str

    def holds(self, inside: Mapping[int, int], otherwise: Sequence[int]) -> bool:
        """Whether it holds with these numbers of some cells, and of all others those of `otherwise`."""
        numbers = (inside[cell] if cell in inside else otherwise[cell] for cell in self.cells)
        total = sum(sign * number for sign, number in zip(self.signs, numbers, strict=True))
        return self.low <= total <= self.high


@dataclass(frozen=True, slots=True)
class Step:
    """At this point of the reasoning the cell's upper (or lower) bound became `value`, because of `source`."""

    cell: int
    upper: bool
    value: int
    source: int | Said


class Contradicted(HeardError):
    """Nothing fits. `row` is the sum that cannot hold, None where the bounds of one cell cross."""

    def __init__(self, row: int | None, cell: int | None = None) -> None:
        self.row, self.cell = row, cell
        super().__init__("no table fits what was published")


class System:
    """Cells with bounds, sums over them, and the steps by which bounds were found, in order."""

    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self.lows: list[int] = []
        self.highs: list[int] = []
        self.rows: list[Sum] = []
        self.steps: list[Step] = []
        self._number: dict[Cell, int] = {}
        self._rows_of: list[list[int]] = []
        self._steps_of: dict[tuple[int, bool], list[int]] = {}

    def has(self, cell: Cell) -> bool:
        """Whether the cell is in the system."""
        return cell in self._number

    def number(self, cell: Cell) -> int:
        """The cell's number; a new one is any whole number from 0."""
        found = self._number.get(cell)
        if found is None:
            found = self._number[cell] = len(self.cells)
            self.cells.append(cell)
            self.lows.append(0)
            self.highs.append(PLENTY)
            self._rows_of.append([])
        return found

    def add_row(self, parts: list[tuple[int, int]], words: str, *, low: int = 0, high: int = 0) -> None:
        """low <= sum of sign × cell <= high; both 0 where not given."""
        row = Sum(tuple(cell for cell, _ in parts), tuple(sign for _, sign in parts), low, high, words)
        for cell in set(row.cells):
            self._rows_of[cell].append(len(self.rows))
        self.rows.append(row)

    def bound(self, cell: int, low: int | None, high: int | None, source: int | Said) -> bool:
        """Draw the bounds closer where these are closer, and say whether they were."""
        moved = False
        if low is not None and low > self.lows[cell]:
            self.lows[cell] = low
            self._note(cell, False, low, source)
            moved = True
        if high is not None and high < self.highs[cell]:
            self.highs[cell] = high
            self._note(cell, True, high, source)
            moved = True
        if self.lows[cell] > self.highs[cell]:
            raise Contradicted(source if isinstance(source, int) else None, cell)
        return moved

    def step_before(self, cell: int, upper: bool, place: int) -> int | None:
        """The last step on this bound before this place; None where it is still as nobody knows anything."""
        steps = self._steps_of.get((cell, upper), [])
        at = bisect_left(steps, place)
        return steps[at - 1] if at else None

    def source_of(self, cell: int) -> int | Said:
        """Where the last of a known cell's bounds came from."""
        ends = (self.step_before(cell, upper, len(self.steps)) for upper in (True, False))
        since = max(-1 if each is None else each for each in ends)
        return self.steps[since].source if since >= 0 else Said("", "")

    def rows_of(self, cell: int) -> list[Sum]:
        """The sums a cell stands in."""
        return [self.rows[place] for place in self._rows_of[cell]]

    def tighten(self) -> None:
        """Draw every bound as close as the sums, one at a time, allow; raises Contradicted."""
        waiting = deque(range(len(self.rows)))
        queued = [True] * len(self.rows)
        moves: dict[int, int] = {}
        while waiting:
            place = waiting.popleft()
            queued[place] = False
            for cell in self._tighten_row(place):
                moves[cell] = moves.get(cell, 0) + 1
                if moves[cell] > MOST_STEPS:
                    continue
                for other in self._rows_of[cell]:
                    if not queued[other]:
                        queued[other] = True
                        waiting.append(other)

    def is_idle(self, place: int) -> bool:
        """Whether the bounds of its cells already say all that a sum says."""
        least, most = self._reach(self.rows[place])
        return least >= self.rows[place].low and most <= self.rows[place].high

    def _reach(self, row: Sum) -> tuple[int, int]:
        lows, highs = self.lows, self.highs
        least = most = 0
        for cell, sign in zip(row.cells, row.signs, strict=True):
            if sign > 0:
                least += sign * lows[cell]
                most += sign * highs[cell]
            else:
                least += sign * highs[cell]
                most += sign * lows[cell]
        return least, most

    def _tighten_row(self, place: int) -> list[int]:
        row = self.rows[place]
        least, most = self._reach(row)
        if least > row.high or most < row.low:
            raise Contradicted(place)
        if least >= row.low and most <= row.high:
            return []
        moved = []
        for cell, sign in zip(row.cells, row.signs, strict=True):
            low, high = self.lows[cell], self.highs[cell]
            if low == high:
                continue
            if sign > 0:
                up, down = (row.high - least) // sign + low, -((most - row.low) // sign) + high
            else:
                down, up = high - (row.high - least) // -sign, low + (most - row.low) // -sign
            if self.bound(cell, down, up, place):
                moved.append(cell)
        return moved

    def _note(self, cell: int, upper: bool, value: int, source: int | Said) -> None:
        self._steps_of.setdefault((cell, upper), []).append(len(self.steps))
        self.steps.append(Step(cell, upper, value, source))
