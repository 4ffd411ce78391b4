"""Cells joined by sums, and what must stay in doubt about them (method, section 3).

One problem holds the cells of tables that a reader can reckon with together. Some of them must not be shown; which
others have to be hidden with them, so that nobody works the first ones out, is what `suppress` decides.
"""

from dataclasses import dataclass

import numpy as np

from heard.analysis.arrays import Flags, Floats, Whole
from heard.base.errors import HeardError


@dataclass(frozen=True)
class Relations:
    """Sums that hold between cells: for every row r, the sum of sign × value over its entries is 0.

    Three arrays of one length: entry e says that cell `cell[e]` stands in row `row[e]` with `sign[e]`, 1 or -1.
    A total is a cell as well: `a + b - total = 0`.
    """

    row: Whole
    cell: Whole
    sign: Floats
    rows: int


@dataclass(frozen=True)
class Problem:
    """Which cells to hide. Every array has one entry a cell; all counts of people are whole numbers.

    values: the true values. A cell that nobody would print (an answer between two cut points, those whose group is not
        known) is a cell as well: hidden from the start, at no cost.
    least, most: what everybody knows of the cell before a table is read (0 and the cohort), or the two ends of the band
        it is given as. least <= values <= most.
    up, down: what must stay possible of the cell, if it is hidden: value + up and more, value - down and less.
        0 = nothing; and what `least` and `most` rule out on their own is not asked for.
    must_hide: hidden whatever it costs.
    must_show: said already, or so useful that it may not be hidden; a constant to every reader. Stronger than
        `must_hide`: what has been said cannot be unsaid, so nothing is asked of the cell itself any more.
    weights: what hiding the cell costs, > 0; 0 for a cell that nobody would print.
    follows: pairs (i, j): where i is hidden, j is hidden too (a share without its base).
    people: for each kind of respondent there is (one at least), the cells he or she is counted in: an insider knows
        that each of them holds one child more than nought. With own = 1 if counted in p, else 0, it must stay possible
        to the insider, of every hidden cell p with value > own, that the others in it are as few as value - down,
        x_p - own <= value - down, and as many as x_p - own >= value + up - 1.
    """

    values: Whole
    least: Whole
    most: Whole
    up: Whole
    down: Whole
    must_hide: Flags
    must_show: Flags
    weights: Floats
    relations: Relations
    follows: tuple[tuple[int, int], ...] = ()
    people: tuple[tuple[int, ...], ...] = ()


def check_problem(problem: Problem) -> None:
    """Raise HeardError where the true values contradict what the problem says of them: no answer would be safe."""
    relations = problem.relations
    if np.any((problem.values < problem.least) | (problem.values > problem.most)):
        raise HeardError("A cell's true value lies outside what everybody is said to know of it.")
    if np.any((problem.up < 0) | (problem.down < 0) | (problem.weights < 0)):
        raise HeardError("A cell asks for less than no doubt, or costs less than nothing.")
    sums = np.bincount(
        relations.row, weights=relations.sign * problem.values[relations.cell], minlength=relations.rows
    )
    if np.any(sums != 0):
        raise HeardError("The true values do not add up as the relations say.")
    if any(problem.values[cell] < 1 for person in problem.people for cell in person):
        raise HeardError("Somebody is said to be counted in a cell where nobody is.")
