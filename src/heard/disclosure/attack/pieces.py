"""What is left to find out, in pieces that have nothing to do with one another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from heard.analysis.arrays import Whole
from heard.disclosure.attack.system import System


@dataclass(frozen=True, slots=True)
class Piece:
    """Cells whose number is not known yet and the sums that join them, by their numbers in the system."""

    cells: tuple[int, ...]
    rows: tuple[int, ...]


def divide(system: System, wanted: Iterable[int]) -> tuple[Piece, ...]:
    """The pieces that hold a wanted cell, in the order of their first cell. Sums that say no more than the bounds do
    join nothing."""
    open_rows = [place for place in range(len(system.rows)) if not system.is_idle(place)]
    parent = list(range(len(system.cells)))

    def root(cell: int) -> int:
        while parent[cell] != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    free_of = {}
    for place in open_rows:
        free = [cell for cell in system.rows[place].cells if system.lows[cell] < system.highs[cell]]
        free_of[place] = free
        for cell in free[1:]:
            one, other = sorted((root(free[0]), root(cell)))
            parent[other] = one
    roots = {root(cell) for cell in wanted if system.lows[cell] < system.highs[cell]}
    cells: dict[int, list[int]] = {each: [] for each in sorted(roots)}
    rows: dict[int, list[int]] = {each: [] for each in cells}
    for cell in range(len(system.cells)):
        if system.lows[cell] < system.highs[cell] and root(cell) in cells:
            cells[root(cell)].append(cell)
    for place, free in free_of.items():
        if free and root(free[0]) in rows:
            rows[root(free[0])].append(place)
    return tuple(Piece(tuple(cells[each]), tuple(rows[each])) for each in cells)


def list_fitting(numbers: Mapping[int, int], system: System, piece: Piece) -> Whole | None:
    """(cells,) the number of each cell of the piece; None where one is not known or they do not fit what was said."""
    table = [numbers.get(cell, -1) for cell in piece.cells]
    if not all(
        system.lows[cell] <= number <= system.highs[cell]
        for cell, number in zip(piece.cells, table, strict=True)
    ):
        return None
    inside = dict(zip(piece.cells, table, strict=True))
    if not all(system.rows[row].holds(inside, system.lows) for row in piece.rows):
        return None
    return np.array(table, dtype=np.int64)
