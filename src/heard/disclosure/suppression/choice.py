"""Choosing which cells to hide: at the least cost where time allows, safely in any case."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

from heard.analysis.arrays import Flags
from heard.base.errors import HeardError
from heard.base.policy import SECONDS_TO_CHOOSE
from heard.disclosure.suppression.audit import Audit
from heard.disclosure.suppression.blocks import Block, split
from heard.disclosure.suppression.cuts import TOLERANCE, Cut, find_cut
from heard.disclosure.suppression.master import Master
from heard.disclosure.suppression.problem import Problem, check_problem
from heard.disclosure.suppression.programs import SolverStopped
from heard.disclosure.suppression.repair import (
    CannotProtect,
    follow,
    hide_what_gives_way,
    show_what_need_not_be_hidden,
)

ROUNDS_BETWEEN_REPAIRS = 4
MOST_KEPT = 4_000  # blocks; a large council's wave has some thousand at one level
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Suppression:
    """A choice of cells with no breach.

    hidden: (n,) those that are hidden. cost: the sum of their weights. bound: no safe choice costs less.
    exact: whether the choice is proved to cost the least.
    """

    hidden: Flags
    cost: float
    bound: float
    exact: bool


def suppress(
    problem: Problem, *, seconds: float = SECONDS_TO_CHOOSE, exact: bool = True, clock: Clock = time.monotonic
) -> Suppression:
    """Hide as little as keeps every hidden cell in doubt (method, section 3, item 4).

    Solved part by part, each at the least cost by cuts; where `exact` is not asked for, or `seconds` are over, by
    hiding what the cheapest other tables change and showing again what need not be hidden, with the bound that the
    cuts found leave. That much is done however long it takes: the answer is safe in any case. The same problem has the
    same answer, unless time runs out. Raises CannotProtect where nothing is safe, and HeardError where the problem
    contradicts itself.
    """
    check_problem(problem)
    shown = _find_shown(problem)
    hidden = (problem.must_hide | (problem.weights == 0)) & ~shown
    bound, proved, deadline = 0.0, True, clock() + seconds
    if problem.follows or np.any(hidden & ((problem.up > 0) | (problem.down > 0))):
        for block in split(problem, ~shown, hidden):
            part = SETTLED.suppress(block, exact, lambda: deadline - clock())
            hidden[block.cells] = part.hidden
            bound, proved = bound + part.bound, proved and part.exact
    else:
        bound = float(problem.weights[hidden].sum())
    return Suppression(hidden, float(problem.weights[hidden].sum()), bound, proved)


def _find_shown(problem: Problem) -> Flags:
    """What may not be hidden: what must be shown, and what nothing may be hidden without."""
    shown = problem.must_show.copy()
    for _ in problem.follows:
        for first, second in problem.follows:
            shown[first] |= shown[second]
    stuck = shown & ~problem.must_show & (problem.must_hide | (problem.weights == 0))
    if np.any(stuck):
        raise CannotProtect(tuple(int(cell) for cell in np.flatnonzero(stuck)))
    return shown


class Settled:
    """What was chosen for blocks, so that the same block is not solved again: what the public may be told is decided
    after what the board may, and that again when it is the board's turn. A choice that time cut short is not kept.
    """

    def __init__(self) -> None:
        self._chosen: dict[bytes, Suppression] = {}

    def suppress(self, block: Block, exact: bool, left: Clock) -> Suppression:
        """As `_suppress_block`."""
        key = _digest(block, exact)
        if key not in self._chosen:
            chosen = _suppress_block(block, exact, left)
            if exact and not chosen.exact:
                return chosen
            self._chosen[key] = chosen
            while len(self._chosen) > MOST_KEPT:
                del self._chosen[next(iter(self._chosen))]
        return self._chosen[key]


SETTLED = Settled()


def _digest(block: Block, exact: bool) -> bytes:
    """It differs wherever the choice could: by all of the block but where its cells stand in the problem."""
    found = hashlib.sha256(bytes([exact]))
    for each in fields(block):
        if each.name != "cells":
            array = getattr(block, each.name)
            found.update(f"{array.dtype} {array.shape}".encode() + array.tobytes())
    return found.digest()


def _suppress_block(block: Block, exact: bool, left: Clock) -> Suppression:
    """`left` tells the seconds left."""
    least = follow(block, block.required)
    if not np.any(least & block.needy):
        return _tell(block, least, _cost(block, least), proved=True)
    audit = Audit(block)
    failures = audit.find_failures(least)
    if not failures:
        return _tell(block, least, _cost(block, least), proved=True)
    cuts = [find_cut(block, least, failure) for failure in failures]
    hidden, further = _repair(audit, least)
    master = Master(block)
    master.add(cuts + further)
    if exact:
        return _cut_until_safe(audit, master, hidden, left)
    relaxed = master.choose(whole=False)
    bound = relaxed.cost if relaxed is not None else 0.0
    return _tell(block, hidden, bound, proved=bound >= _cost(block, hidden) - TOLERANCE)


def _cut_until_safe(audit: Audit, master: Master, hidden: Flags, left: Clock) -> Suppression:
    """The cheapest choice that keeps to all cuts is either safe, or breaks cuts not found yet.

    `hidden` is safe: the answer where nothing cheaper can be, and where time runs out. Now and then a choice is made
    safe as well, for a cheaper answer and for the cuts that this finds.
    """
    block, bound, rounds = audit.block, 0.0, 0
    while left() > 0:
        try:
            best = master.choose(whole=True, seconds=left())
        except SolverStopped:
            break
        if best is None:
            raise HeardError("A safe choice of cells was found that the cuts rule out.")
        bound = max(bound, best.bound)
        if bound >= _cost(block, hidden) - TOLERANCE:
            return _tell(block, hidden, bound, proved=True)
        if not best.proved:
            break
        choice = best.values > 0.5
        failures = audit.find_failures(choice)
        if not failures:
            return _tell(block, choice, bound, proved=True)
        master.add(find_cut(block, choice, failure) for failure in failures)
        rounds += 1
        if rounds % ROUNDS_BETWEEN_REPAIRS == 0:
            other, cuts = _repair(audit, choice)
            master.add(cuts)
            hidden = min(hidden, other, key=lambda flags: _cost(block, flags))
    return _tell(block, hidden, bound, proved=False)


def _repair(audit: Audit, hidden: Flags) -> tuple[Flags, list[Cut]]:
    return show_what_need_not_be_hidden(audit, hide_what_gives_way(audit, hidden))


def _cost(block: Block, hidden: Flags) -> float:
    return float(block.weights[hidden].sum())


def _tell(block: Block, hidden: Flags, bound: float, *, proved: bool) -> Suppression:
    cost = _cost(block, hidden)
    return Suppression(hidden, cost, min(bound, cost), proved)
