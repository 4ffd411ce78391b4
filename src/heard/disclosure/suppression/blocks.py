"""A problem without its constants, in parts that have nothing to do with one another.

Inside a block every number is a distance from the truth: z = x - value. The relations then read A z = 0 whatever is
constant around the block, and the truth itself is z = 0.
"""

from dataclasses import dataclass

import numpy as np

from heard.analysis.arrays import Flags, Floats, Whole
from heard.disclosure.suppression.problem import Problem


@dataclass(frozen=True, slots=True)
class Block:
    """Cells that may hang together; n of them, in the order of the problem, r relations, k kinds of respondents.

    cells: (n,) their places in the problem.
    values: (n,) the truth. above, below: (n,) how far from it the cell may be as far as everybody knows, >= 0.
    up, down: (n,) what must stay possible; unlike the problem's, 0 where `above` or `below` is 0.
    required: (n,) hidden in any case. weights: (n,).
    matrix: (r, n) the relations. people: (k, n) who is counted where.
    follows: (f, 2) pairs of places in the block.
    """

    cells: Whole
    values: Floats
    above: Floats
    below: Floats
    up: Floats
    down: Floats
    required: Flags
    weights: Floats
    matrix: Floats
    people: Flags
    follows: Whole

    @property
    def needy(self) -> Flags:
        """(n,) of which cells something must stay in doubt once they are hidden."""
        return (self.up > 0) | (self.down > 0)


def split(problem: Problem, free: Flags, required: Flags) -> tuple[Block, ...]:
    """The blocks of the `free` cells; all others are constants. In the order of their first cells."""
    names = _name_parts(problem, free)
    return tuple(_build(problem, required, np.flatnonzero(names == name)) for name in np.unique(names[free]))


def _name_parts(problem: Problem, free: Flags) -> Whole:
    """For every cell the smallest cell of its part; constants are parts of their own."""
    relations = problem.relations
    kept = free[relations.cell]
    rows, cells = relations.row[kept], relations.cell[kept]
    names = np.arange(len(problem.values))
    pairs = np.array([pair for pair in problem.follows if free[list(pair)].all()], dtype=np.int64).reshape(
        -1, 2
    )
    while True:
        before = names
        names = names.copy()
        lowest = np.full(relations.rows, len(names))
        np.minimum.at(lowest, rows, names[cells])
        np.minimum.at(names, cells, lowest[rows])
        for here, there in ((0, 1), (1, 0)):
            np.minimum.at(names, pairs[:, here], names[pairs[:, there]])
        names = names[names]
        if np.array_equal(before, names):
            return names


def _build(problem: Problem, required: Flags, cells: Whole) -> Block:
    place = np.full(len(problem.values), -1)
    place[cells] = np.arange(len(cells))
    values = problem.values[cells].astype(np.float64)
    above, below = problem.most[cells] - values, values - problem.least[cells]
    return Block(
        cells=cells,
        values=values,
        above=above,
        below=below,
        up=np.where(above > 0, problem.up[cells], 0.0),
        down=np.where(below > 0, problem.down[cells], 0.0),
        required=required[cells],
        weights=problem.weights[cells],
        matrix=_matrix(problem, place, len(cells)),
        people=_people(problem, place, len(cells)),
        follows=np.array(
            [place[list(pair)] for pair in problem.follows if (place[list(pair)] >= 0).all()], dtype=np.int64
        ).reshape(-1, 2),
    )


def _matrix(problem: Problem, place: Whole, size: int) -> Floats:
    relations = problem.relations
    kept = place[relations.cell] >= 0
    rows, ordered = np.unique(relations.row[kept], return_inverse=True)
    matrix = np.zeros((len(rows), size))
    np.add.at(matrix, (ordered, place[relations.cell[kept]]), relations.sign[kept])
    return matrix


def _people(problem: Problem, place: Whole, size: int) -> Flags:
    """One row for each distinct set of the block's cells that a respondent is counted in."""
    kinds = {tuple(sorted({int(place[cell]) for cell in person} - {-1})) for person in problem.people} - {()}
    people = np.zeros((len(kinds), size), dtype=np.bool_)
    for row, kind in enumerate(sorted(kinds)):
        people[row, list(kind)] = True
    return people
