"""Small suppression problems, written as a reader would see them."""

from collections.abc import Sequence

import numpy as np

from heard.analysis.arrays import Flags, Whole
from heard.disclosure.suppression import Problem, Relations

Sum = tuple[int, Sequence[int]]  # a total and its parts, as places
COHORT = 1000


def flags(size: int, places: Sequence[int]) -> Flags:
    """True at the places given."""
    marked = np.zeros(size, dtype=np.bool_)
    marked[list(places)] = True
    return marked


def relate(sums: Sequence[Sum]) -> Relations:
    """The relations that every total is the sum of its parts."""
    entries = [
        (row, cell, sign)
        for row, (total, parts) in enumerate(sums)
        for cell, sign in [(total, -1.0), *((part, 1.0) for part in parts)]
    ]
    row, cell, sign = zip(*entries, strict=True) if entries else ((), (), ())
    return Relations(np.array(row, dtype=np.int64), np.array(cell, dtype=np.int64), np.array(sign), len(sums))


def problem_of(
    values: Sequence[int],
    sums: Sequence[Sum],
    *,
    up: dict[int, int] | None = None,
    down: dict[int, int] | None = None,
    least: Sequence[int] | None = None,
    most: Sequence[int] | None = None,
    must_hide: Sequence[int] = (),
    must_show: Sequence[int] = (),
    weights: Sequence[float] | None = None,
    follows: tuple[tuple[int, int], ...] = (),
    people: tuple[tuple[int, ...], ...] = (),
) -> Problem:
    """A problem where everything not said is at its simplest: no needs, nothing hidden, every cell costs 1."""
    size = len(values)
    needs = [np.zeros(size, dtype=np.int64) for _ in range(2)]
    for need, given in zip(needs, (up, down), strict=True):
        for place, distance in (given or {}).items():
            need[place] = distance
    return Problem(
        values=np.array(values, dtype=np.int64),
        least=np.array(least if least is not None else [0] * size, dtype=np.int64),
        most=np.array(most if most is not None else [COHORT] * size, dtype=np.int64),
        up=needs[0],
        down=needs[1],
        must_hide=flags(size, must_hide),
        must_show=flags(size, must_show),
        weights=np.array(weights if weights is not None else [1.0] * size, dtype=np.float64),
        relations=relate(sums),
        follows=follows,
        people=people,
    )


def two_way(
    inner: Sequence[Sequence[int]], *, threshold: int = 5, margins_shown: bool = True
) -> tuple[Problem, Whole]:
    """A table with its margins, counts from 1 to threshold - 1 to be hidden; and where each inner cell stands."""
    counts = np.array(inner)
    rows, columns = counts.shape
    full = np.zeros((rows + 1, columns + 1), dtype=np.int64)
    full[1:, 1:] = counts
    full[0] = full.sum(axis=0)
    full[:, 0] = full.sum(axis=1)
    place = np.arange(full.size).reshape(full.shape)
    sums = [(line[0], line[1:]) for line in (*place, *place.T)]
    values = full.ravel()
    small = [int(cell) for cell in place[1:, 1:].ravel() if 0 < values[cell] < threshold]
    problem = problem_of(
        [int(value) for value in values],
        sums,
        up={cell: threshold - int(values[cell]) for cell in small},
        down={cell: int(values[cell]) for cell in small},
        must_hide=small,
        must_show=[int(cell) for cell in (*place[0], *place[1:, 0])] if margins_shown else [],
    )
    return problem, place[1:, 1:]
