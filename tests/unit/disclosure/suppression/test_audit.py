"""What a single relation rules out is ruled out by all of them together, and its prices prove it."""

from random import Random

import numpy as np
import pytest

from heard.analysis.arrays import Flags
from heard.disclosure.suppression.audit import Audit, Failure, find_plain_failures, find_room
from heard.disclosure.suppression.blocks import Block, split
from heard.disclosure.suppression.conditions import UPWARD, list_conditions
from heard.disclosure.suppression.cuts import find_cut
from unit.disclosure.suppression.tables import flags, problem_of, two_way

TOLERANCE = 1e-6


@pytest.mark.parametrize("seed", range(40))
def test_plain_failures_fail_and_their_cuts_hold(seed: int) -> None:
    random = Random(seed)
    inner = [[random.choice([1, 2, 3, 7, 11]) for _ in range(4)] for _ in range(3)]
    problem, _ = two_way(inner, margins_shown=random.random() < 0.5)
    everything = ~problem.must_show
    for block in split(problem, everything, problem.must_hide):
        hidden = block.required | (np.array([random.random() for _ in block.cells]) < 0.3)
        audit, conditions = Audit(block), list_conditions(block)
        failing = {(each.cell, each.upward): each for each in audit.list_failures(hidden)}
        still_open = (conditions.needed[:, 0] > 0) & hidden[conditions.cells]
        for failure in find_plain_failures(block, conditions, hidden, still_open):
            exact = failing[failure.cell, failure.upward]
            assert exact.reached <= failure.reached + TOLERANCE < failure.needed
            assert find_cut(block, hidden, failure).parts @ hidden < 1 - TOLERANCE
            assert _carried(block, failure, hidden) == pytest.approx(failure.reached)


def _carried(block: Block, failure: Failure, hidden: Flags) -> float:
    """How far the hidden cells, each at its room times its reduced cost, carry the cell that failed."""
    assert failure.prices is not None
    reduced = -(failure.prices @ block.matrix)
    reduced[failure.cell] += -1 if failure.upward else 1
    below, above = find_room(block, failure.reader)
    room = np.maximum(-reduced, 0) * above + np.maximum(reduced, 0) * below
    return float(room[hidden].sum())


def test_a_cell_alone_in_its_sum_fails_both_ways_without_a_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Audit, "_program", None)
    problem = problem_of([11, 3, 8], [(0, (1, 2))], up={1: 2}, down={1: 3}, must_hide=[1], must_show=[0])
    (block,) = split(problem, flags(3, [1, 2]), problem.must_hide)
    failures = Audit(block).find_failures(flags(2, [0]))
    assert [(each.upward, each.reached, each.needed) for each in failures] == [(True, 0, 2), (False, 0, 3)]
    assert list_conditions(block).needed[UPWARD, 0].tolist() == [2]
