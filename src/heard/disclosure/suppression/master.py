"""The least one would have to hide, as far as the cuts found so far can tell."""

from collections.abc import Iterable

import numpy as np

from heard.analysis.arrays import Floats
from heard.disclosure.suppression.blocks import Block
from heard.disclosure.suppression.cuts import Cut
from heard.disclosure.suppression.programs import Optimum, Program


class Master:
    """Chooses cells at least cost, so that every cut and every `follows` holds."""

    def __init__(self, block: Block) -> None:
        self._block = block
        self._rows = [_follow(block, first, second) for first, second in block.follows]
        self._right = [0.0] * len(self._rows)

    def add(self, cuts: Iterable[Cut]) -> None:
        """Every choice from now on keeps to these cuts."""
        for cut in cuts:
            row = cut.parts.copy()
            required = bool(self._block.required[cut.cell])
            row[cut.cell] = 0.0 if required else -1.0
            self._rows.append(row)
            self._right.append(float(required))

    def choose(self, *, whole: bool, seconds: float | None = None) -> Optimum | None:
        """The cheapest choice, (n,) of 0 and 1 or, where not `whole`, of parts between them; None: there is none."""
        matrix = np.array(self._rows, dtype=np.float64).reshape(-1, len(self._block.cells))
        right = np.array(self._right, dtype=np.float64)
        program = Program(matrix, right, np.full(len(right), np.inf), whole=whole)
        low = self._block.required.astype(np.float64)
        return program.solve(self._block.weights, low, np.ones(len(low)), seconds=seconds)


def _follow(block: Block, first: int, second: int) -> Floats:
    row = np.zeros(len(block.cells))
    row[first], row[second] = -1.0, 1.0
    return row
