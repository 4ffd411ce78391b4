"""What must stay possible of hidden cells, to everybody and to those who are counted in them (method, section 3).

How far from the truth a hidden cell must be able to lie is its protection level.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from heard.analysis.arrays import Flags, Floats, Whole
from heard.disclosure.suppression.blocks import Block

UPWARD, DOWNWARD = 0, 1


@dataclass(frozen=True, slots=True)
class Conditions:
    """For each of k readers and m cells how far from the truth the cell must be able to lie, once it is hidden.

    cells: (m,) places in the block.
    readers: (k, n) the cells the reader is counted in; row 0 is the outsider, counted nowhere.
    needed: (2, k, m) distances upward and downward, >= 0; 0 = nothing is asked.
    """

    cells: Whole
    readers: Flags
    needed: Floats


def list_conditions(block: Block) -> Conditions:
    """The conditions on a block, whatever of it is hidden.

    Whoever is in the cell, or knows of one child who is not, is one child surer than everybody else: the cell's others
    must be able to be as few as before, and up to one fewer than the threshold. Alone in a cell nobody is given away.
    """
    cells = np.flatnonzero(block.needy)
    readers = np.vstack([np.zeros((1, len(block.cells)), dtype=np.bool_), block.people])
    own = readers[:, cells].astype(np.float64)
    inside = np.ones((len(readers), 1))
    inside[0] = 0
    values, up, down = block.values[cells], block.up[cells], block.down[cells]
    asked = (inside == 0) | (values > own)
    upward = np.where(asked & (up > 0), np.minimum(up - inside + own, block.above[cells]), 0)
    further_down = np.minimum(block.below[cells], values - own)
    downward = np.where(asked & (down > 0), np.minimum(down - own, further_down), 0)
    return Conditions(cells, readers, np.maximum(np.stack([upward, downward]), 0))


class Witnesses:
    """Tables that agree with the true one where it is printed: each shows that some conditions hold.

    A table is (n,) distances from the truth in whole numbers; the truth itself is the table of noughts.
    """

    def __init__(self, block: Block, conditions: Conditions) -> None:
        self._conditions = conditions
        self._values = block.values
        self._tables: list[Floats] = []
        self._met: list[npt.NDArray[np.uint8]] = []  # of each table a bit a condition
        self._stacked = np.zeros((0, len(block.cells))), np.zeros((0, 0), dtype=np.uint8)

    def keep(self, table: Floats) -> Flags:
        """Keep a table, (n,). The conditions it meets, (2, k, m)."""
        met = self._find_met(table)
        self._tables.append(table)
        self._met.append(np.packbits(met))
        return met

    def find_open(self, hidden: Flags) -> Flags:
        """(2, k, m) which conditions on the `hidden` cells no table meets yet."""
        conditions = self._conditions
        concerned: Flags = np.any(conditions.readers & hidden, axis=1)
        concerned[0] = True
        still_open = (conditions.needed > 0) & hidden[conditions.cells] & concerned[:, None]
        return still_open & ~self._find_met_together(hidden)

    def _find_met_together(self, hidden: Flags) -> Flags:
        """What the tables meet that change nothing but `hidden` cells."""
        shape = self._conditions.needed.shape
        if not self._tables:
            return np.zeros(shape, dtype=np.bool_)
        if len(self._tables) > len(self._stacked[0]):
            self._stacked = np.array(self._tables), np.array(self._met)
        tables, met = self._stacked
        together = np.bitwise_or.reduce(met[~tables[:, ~hidden].any(axis=1)], axis=0)
        return np.unpackbits(together, count=self._conditions.needed.size).reshape(shape) > 0

    def _find_met(self, table: Floats) -> Flags:
        conditions = self._conditions
        possible: Flags = ~np.any(conditions.readers[:, table + self._values < 1], axis=1)
        moved = table[conditions.cells]
        return (np.stack([moved, -moved])[:, None, :] >= conditions.needed) & possible[:, None]
