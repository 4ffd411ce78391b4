"""What is left to find out, in pieces that have nothing to do with one another."""

from collections.abc import Iterable
from dataclasses import dataclass

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
