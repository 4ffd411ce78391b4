"""Which hidden cells a reader could bound too tightly."""

from dataclasses import dataclass, replace

import numpy as np

from heard.analysis.arrays import Flags
from heard.disclosure.suppression.audit import Audit, Failure
from heard.disclosure.suppression.blocks import Block, split
from heard.disclosure.suppression.problem import Problem, check_problem


@dataclass(frozen=True, slots=True)
class Breach:
    """A cell of which a reader learns more than may be learnt.

    cell: its place in the problem. upward: whether its upper bound is too low, or its lower bound too high.
    reached: that bound, of the cell itself. needed: the value that had to be possible, an insider counted in.
    insider: the hidden cells joined with this one that the reader is counted in; None of the outsider.
    """

    cell: int
    upward: bool
    reached: float
    needed: int
    insider: tuple[int, ...] | None


def find_breaches(problem: Problem, hidden: Flags) -> tuple[Breach, ...]:
    """What a reader who sees every cell but the `hidden` ones can work out that must stay in doubt.

    Each condition is settled by a whole-number table that a reader cannot tell apart from the true one, or fails: a
    linear program bounds it, and a table found for one condition is tried for all others first. Only cells that are
    hidden are in doubt, and only those with `up` or `down` are asked after. Raises HeardError where the problem
    contradicts itself.
    """
    check_problem(problem)
    if not np.any(hidden & ((problem.up > 0) | (problem.down > 0))):
        return ()
    found = [
        _describe(block, failure)
        for block in split(replace(problem, follows=()), hidden, hidden)  # what is hidden is settled
        if block.needy.any()
        for failure in Audit(block).list_failures(block.required)
    ]
    return tuple(sorted(found, key=lambda breach: (breach.cell, breach.upward, breach.insider or ())))


def _describe(block: Block, failure: Failure) -> Breach:
    sign = 1 if failure.upward else -1
    value = float(block.values[failure.cell])
    insider = tuple(int(cell) for cell in block.cells[failure.reader])
    return Breach(
        cell=int(block.cells[failure.cell]),
        upward=failure.upward,
        reached=value + sign * failure.reached,
        needed=round(value + sign * failure.needed),
        insider=insider or None,
    )
