"""A safe choice of cells, quickly but not at the least cost: hide what has to give way, then show what need not."""

import numpy as np

from heard.analysis.arrays import Flags, Floats
from heard.base.errors import HeardError
from heard.base.policy import SECONDS_FOR_WHOLE_NUMBERS
from heard.disclosure.suppression.audit import Audit, Failure, find_room
from heard.disclosure.suppression.blocks import Block
from heard.disclosure.suppression.cuts import Cut, find_cut
from heard.disclosure.suppression.programs import WHOLE, Optimum, Program


class CannotProtect(HeardError):
    """Some cells stay open to a reader even where everything that may be hidden is: their tables may not be given out.

    `cells`: their places in the problem.
    """

    def __init__(self, cells: tuple[int, ...]) -> None:
        self.cells = cells
        super().__init__(f"{len(cells)} cells cannot be protected, whatever else is hidden.")


def follow(block: Block, hidden: Flags) -> Flags:
    """`hidden` with all that follows from it."""
    closed = hidden.copy()
    for _ in block.follows:
        closed[block.follows[closed[block.follows[:, 0]], 1]] = True
    return closed


def hide_what_gives_way(audit: Audit, start: Flags) -> Flags:
    """`start`, which holds all that is required, and failure by failure what the cheapest table meeting it changes.

    A cell that nothing protects once it is hidden is left to be shown; raises CannotProtect where that may not be.
    """
    block = audit.block
    hidden, may_hide = start, np.ones(len(start), dtype=np.bool_)
    moving = _Moving(block)
    while (failure := audit.find_failure(hidden)) is not None:
        table = moving.find_table(hidden, may_hide, failure)
        if table is not None and audit.keep(table) is not None:
            hidden = follow(block, hidden | (np.abs(table) > WHOLE))
            continue
        may_hide = may_hide & ~_lead_to(block, failure.cell)
        if np.any(block.required & ~may_hide):
            raise CannotProtect((int(block.cells[failure.cell]),))
        start = start & may_hide
        hidden = start
    return hidden


def _lead_to(block: Block, cell: int) -> Flags:
    """The cell and all that it follows from."""
    leading = np.zeros(len(block.cells), dtype=np.bool_)
    leading[cell] = True
    for _ in block.follows:
        leading[block.follows[leading[block.follows[:, 1]], 0]] = True
    return leading


class _Moving:
    """The cheapest way to move one cell by what it needs: z = up - down, each column at the cell's weight."""

    def __init__(self, block: Block) -> None:
        self._block = block
        self._programs: dict[bool, Program] = {}

    def find_table(self, hidden: Flags, may_hide: Flags, failure: Failure) -> Floats | None:
        """(n,) distances from the truth; None where no table meets the condition."""
        best = self._solve(hidden, may_hide, failure, whole=False)
        if best is not None and np.any(np.abs(best.values - np.rint(best.values)) > WHOLE):
            best = self._solve(hidden, may_hide, failure, whole=True)
        if best is None or not len(best.values):
            return None
        moved = np.rint(best.values)
        return moved[: len(hidden)] - moved[len(hidden) :]

    def _solve(self, hidden: Flags, may_hide: Flags, failure: Failure, *, whole: bool) -> Optimum | None:
        below, above = (room * may_hide for room in find_room(self._block, failure.reader))
        low = np.zeros(2 * len(hidden))
        high = np.concatenate([above, below])
        here, there = failure.cell, failure.cell + len(hidden)
        if not failure.upward:
            here, there = there, here
        low[here], high[there] = failure.needed, 0.0
        if high[here] < low[here]:
            return None
        cost = np.where(hidden, 0.0, self._block.weights)
        for first, second in self._block.follows:
            cost[first] += cost[second]
        return self._program(whole=whole).solve(
            np.concatenate([cost, cost]), low, high, seconds=SECONDS_FOR_WHOLE_NUMBERS if whole else None
        )

    def _program(self, *, whole: bool) -> Program:
        if whole not in self._programs:
            nothing = np.zeros(len(self._block.matrix))
            both = np.hstack([self._block.matrix, -self._block.matrix])
            self._programs[whole] = Program(both, nothing, nothing, whole=whole)
        return self._programs[whole]


def show_what_need_not_be_hidden(audit: Audit, hidden: Flags) -> tuple[Flags, list[Cut]]:
    """`hidden` without the cells that protect nothing, the dearest tried first; and what each of the others is for."""
    block, cuts = audit.block, []
    needed_by = np.zeros(len(hidden), dtype=np.int64)
    for first, second in block.follows:
        needed_by[second] += int(hidden[first])
    for cell in np.argsort(-block.weights, kind="stable"):
        if not hidden[cell] or block.required[cell] or needed_by[cell]:
            continue
        trial = hidden.copy()
        trial[cell] = False
        failure = audit.find_failure(trial)
        if failure is None:
            hidden = trial
            for first, second in block.follows:
                needed_by[second] -= int(first == cell)
        else:
            cuts.append(find_cut(block, trial, failure))
    return hidden, cuts
