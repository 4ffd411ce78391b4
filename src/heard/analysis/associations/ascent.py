"""Newton's steps to the top of logistic likelihoods, many models at once, any coefficient held where it is.

A step goes at most five on the scale of the log odds and is halved until the likelihood does not fall, as Firth fits
need with few answers; a model that has arrived stays, so that no model's figures hang on which others are fitted.
"""

from dataclasses import dataclass

import numpy as np

from heard.analysis.arrays import Flags, Floats, Whole
from heard.analysis.associations.likelihood import Rows, View, look

STEPS = 100
HALVINGS = 25
SMALL_SCORE = 1e-8  # method, item 13; libraries stop 1e-6 short
ROUNDING = 1e-14  # of what is summed, a score cannot be told from 0
SMALL_MOVE = 1e-9  # of the log odds of any row
LARGEST_MOVE = 5.0
STILL_MOVING = 0.1  # where the score has vanished and steps have not, the top is infinitely far
FARTHEST = 35.0  # log odds, a chance of 10^-15: so it is where steps without penalty end beyond this
SLACK = 1e-12  # of the log-likelihood: rounding, not a fall


@dataclass(frozen=True, slots=True)
class Summit:
    """`coefficients` (models, columns), `score` there, `value` (models,) of the (penalised) log-likelihood, whether the
    top was reached, or is infinitely far (`endless`), and the steps it took."""

    coefficients: Floats
    score: Floats
    value: Floats
    converged: Flags
    endless: Flags
    steps: Whole


def climb(rows: Rows, start: Floats, free: Flags) -> Summit:
    """From `start` (models, columns), moving only the coefficients that are `free` (models, columns)."""
    limit = np.maximum(SMALL_SCORE, ROUNDING * (rows.trials @ np.abs(rows.design)).max(axis=1))
    point, view = start, look(rows, start)
    steps = np.zeros(len(start), dtype=np.int64)
    moving = np.ones(len(start), dtype=bool)
    small = endless = ~moving
    for _ in range(STEPS):
        step, move = _newton(rows, view, free)
        small = np.abs(view.score * free).max(axis=1) <= limit
        endless = small & (move > STILL_MOVING) & (not rows.penalised)
        moving = moving & ~endless & ~(small & (move <= SMALL_MOVE))
        if not moving.any():
            break
        point, view, moved = _search(rows, point, view, step, moving)
        steps += moving
        moving = moved
    endless |= ~small & (_farthest(rows, point) > FARTHEST) & (not rows.penalised)
    return Summit(point, view.score, view.value, small & ~endless & np.isfinite(view.value), endless, steps)


def _newton(rows: Rows, view: View, free: Flags) -> tuple[Floats, Floats]:
    """The step of every model, and how far its farthest row moves on the log odds; both cut to the largest move."""
    both = free[:, :, None] & free[:, None, :]
    matrix = np.where(both, view.curvature, np.eye(free.shape[1]))
    sign, _ = np.linalg.slogdet(matrix)
    matrix = np.where((sign > 0)[:, None, None], matrix, np.eye(free.shape[1]))
    step = np.asarray(np.linalg.solve(matrix, (view.score * free)[:, :, None]), dtype=np.float64)[:, :, 0]
    move = _farthest(rows, step)
    cut = np.minimum(1.0, LARGEST_MOVE / np.maximum(move, LARGEST_MOVE))
    return step * cut[:, None], move * cut


def _farthest(rows: Rows, coefficients: Floats) -> Floats:
    """The log odds farthest from 0 of any row that has trials, (models,)."""
    farthest: Floats = (np.abs(coefficients @ rows.design.T) * (rows.trials > 0)).max(axis=1, initial=0.0)
    return farthest


def _search(rows: Rows, point: Floats, view: View, step: Floats, moving: Flags) -> tuple[Floats, View, Flags]:
    """Go the step, or half of it, or half again … where the likelihood does not fall; who found none stays."""
    floor = view.value - SLACK * (1 + np.abs(view.value))
    waiting = moving
    for _ in range(HALVINGS):
        there = point + step * waiting[:, None]
        seen = look(rows, there)
        better = waiting & (seen.value >= floor)
        point = np.where(better[:, None], there, point)
        view = View(
            np.where(better, seen.value, view.value),
            np.where(better[:, None], seen.score, view.score),
            np.where(better[:, None, None], seen.curvature, view.curvature),
        )
        waiting = waiting & ~better
        if not waiting.any():
            break
        step = step / 2
    return point, view, moving & ~waiting
