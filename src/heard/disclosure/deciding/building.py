"""A suppression problem, put together cell by cell."""

from collections.abc import Iterable

import numpy as np

from heard.disclosure.suppression.problem import Problem, Relations


class ProblemBuilder:
    """Cells and sums that become a Problem. A cell is known by the number `add` gives it."""

    def __init__(self) -> None:
        self._cells: list[tuple[int, int, int, int, int, bool, bool, float]] = []
        self._relations: list[list[tuple[int, int]]] = []
        self._above: dict[int, list[int]] = {}
        self._follows: list[tuple[int, int]] = []
        self._people: list[int] = []

    def add(
        self,
        value: int,
        *,
        most: int,
        least: int = 0,
        need: tuple[int, int] = (0, 0),
        hide: bool = False,
        show: bool = False,
        weight: float = 0.0,
    ) -> int:
        """A cell; `need` = (up, down). Without a weight it is one that nobody would print."""
        latent = weight == 0.0 and not show
        self._cells.append((value, min(least, value), max(most, value), *need, hide or latent, show, weight))
        return len(self._cells) - 1

    def sum_up(self, parts: Iterable[int], total: int) -> None:
        """The parts add up to the total."""
        parts = list(parts)
        self._relations.append([*((part, 1) for part in parts), (total, -1)])
        for part in parts:
            self._above.setdefault(part, []).append(total)

    def follow(self, cell: int, with_it: int) -> None:
        """Where `cell` is hidden, `with_it` is."""
        self._follows.append((cell, with_it))

    def seat(self, cell: int) -> None:
        """Somebody is counted in this cell, and so in every total it is a part of."""
        self._people.append(cell)

    def sum_hidden(self, cells: Iterable[int]) -> int:
        """How many people are in those of the cells that are hidden in any case."""
        return sum(value for value, *_, hide, _, _ in (self._cells[cell] for cell in cells) if hide)

    def build(self) -> Problem:
        """The problem."""
        columns = list(zip(*self._cells, strict=True))
        values, least, most, up, down = (np.array(each, dtype=np.int64) for each in columns[:5])
        hide, show = (np.array(each, dtype=np.bool_) for each in columns[5:7])
        entries = [(row, *entry) for row, relation in enumerate(self._relations) for entry in relation]
        row, cell, sign = (list(each) for each in zip(*entries, strict=True)) if entries else ([], [], [])
        relations = Relations(
            np.array(row, dtype=np.int64),
            np.array(cell, dtype=np.int64),
            np.array(sign, dtype=np.float64),
            len(self._relations),
        )
        return Problem(
            values=values,
            least=least,
            most=most,
            up=up,
            down=down,
            must_hide=hide,
            must_show=show,
            weights=np.array(columns[7], dtype=np.float64),
            relations=relations,
            follows=tuple(dict.fromkeys(self._follows)),
            people=tuple(self._counted_in(cell) for cell in dict.fromkeys(self._people)),
        )

    def _counted_in(self, cell: int) -> tuple[int, ...]:
        """The cell and every total above it."""
        found, waiting = {cell}, [cell]
        while waiting:
            part = waiting.pop()
            above = set(self._above.get(part, ())) - found
            found |= above
            waiting += above
        return tuple(sorted(found))
