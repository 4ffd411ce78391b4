"""What one failure says about every set of hidden cells: which others would help the cell that failed.

Source: Fischetti and Salazar's cuts of the cell suppression problem (method, section 3), from the duals of the
attacker's linear program. As A z = 0, z_p = (e_p - A'g) · z for any prices g: a hidden cell carries z_p no further than
its own room times its reduced cost, and all of them together must reach what is needed.
"""

from dataclasses import dataclass

import numpy as np

from heard.analysis.arrays import Flags, Floats
from heard.disclosure.suppression.audit import Failure, find_room
from heard.disclosure.suppression.blocks import Block

DECIMALS = 6  # the cut holds for any prices: rounded ones leave nothing that is only nearly nought
TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Cut:
    """Where `cell` is hidden, the `parts` of the hidden cells sum to 1 or more.

    parts: (n,) 0 to 1; 0 of the cell itself and of those hidden in any case, which are reckoned with already.
    """

    cell: int
    parts: Floats


def find_cut(block: Block, hidden: Flags, failure: Failure) -> Cut:
    """A cut that `hidden` breaks, and no set of cells that protects `failure.cell` does."""
    if failure.prices is not None:
        cut = _cut_by_prices(block, failure, failure.prices)
        if cut is not None and cut.parts @ hidden < 1 - TOLERANCE:
            return cut
    return Cut(failure.cell, np.where(hidden, 0.0, 1.0))  # to hide fewer cells does not help


def _cut_by_prices(block: Block, failure: Failure, prices: Floats) -> Cut | None:
    reduced = -(np.round(prices, DECIMALS) @ block.matrix)
    reduced[failure.cell] += -1 if failure.upward else 1
    below, above = find_room(block, failure.reader)
    carried = np.maximum(-reduced, 0) * above + np.maximum(reduced, 0) * below
    in_any_case = block.required.copy()
    in_any_case[failure.cell] = True
    wanting = failure.needed - carried[in_any_case].sum()
    if wanting <= TOLERANCE:
        return None
    return Cut(failure.cell, np.where(in_any_case, 0.0, np.minimum(carried / wanting, 1.0)))
