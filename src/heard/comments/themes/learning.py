"""One line a code through what was chosen (ridge regression), and from where on a code is suggested.

A ridge's leave-one-out answers follow from one decomposition (Allen 1974): what would be said of each comment had it
not been coded. They choose how stiff the lines are, and for each code the threshold at which its suggestions would
have been right as often as is asked for. No other library is needed, and nothing in it is left to chance.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from heard.base.policy import SUGGESTION_PRECISION
from heard.comments.meaning import Places

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
STIFFNESS = (0.1, 0.3, 1.0, 3.0)  # tried; larger is stiffer


@dataclass(frozen=True)
class Learnt:
    """`weights`: (features, codes). `thresholds`: (codes,) infinite where no threshold is right often enough."""

    weights: Floats
    thresholds: Floats

    def judge(self, rows: Places) -> Floats:
        """(texts, codes) how far each text lies above the threshold of each code."""
        above: Floats = rows @ self.weights - self.thresholds
        return above


def learn(rows: Places, chosen: Flags, seeds: Places, of_seeds: Flags) -> Learnt:
    """Lines through coded comments and seed phrases; the thresholds come from the comments alone.

    `rows` (comments, features) with `chosen` (comments, codes), `seeds` (phrases, features) with `of_seeds` (phrases,
    codes).
    """
    every = np.vstack([rows, seeds]).astype(np.float64)
    wanted = np.vstack([chosen, of_seeds]).astype(np.float64)
    values, vectors = np.linalg.eigh(every @ every.T)
    turned, count = vectors.T @ wanted, len(rows)
    tried = [_leave_one_out(values, vectors, turned, wanted, stiffness)[:count] for stiffness in STIFFNESS]
    best = int(np.argmin([np.square(left_out - chosen).sum() for left_out in tried]))
    duals = vectors @ (turned / (values + STIFFNESS[best])[:, None])
    thresholds = [
        _threshold(left_out, flags) for left_out, flags in zip(tried[best].T, chosen.T, strict=True)
    ]
    return Learnt(every.T @ duals, np.array(thresholds))


def _leave_one_out(
    values: Floats, vectors: Floats, turned: Floats, wanted: Floats, stiffness: float
) -> Floats:
    """(rows, codes) what the line through all other rows says of each."""
    inverse = 1 / (values + stiffness)
    duals = vectors @ (turned * inverse[:, None])
    own = np.square(vectors) @ inverse
    answers: Floats = wanted - duals / own[:, None]
    return answers


def _threshold(answers: Floats, chosen: Flags) -> float:
    """Halfway under the answers that are suggested: as F1 is best where SUGGESTION_PRECISION is kept.

    Answers that tie stay together. Infinite where that precision is never reached.
    """
    order = np.argsort(-answers, kind="stable")
    ordered = answers[order]
    right = np.cumsum(chosen[order])
    suggested = np.arange(1, len(order) + 1)
    parted = np.append(ordered[:-1] > ordered[1:], True)
    allowed = parted & (right >= SUGGESTION_PRECISION * suggested) & (right > 0)
    if not allowed.any():
        return float("inf")
    last = int(np.argmax(np.where(allowed, 2 * right / (suggested + chosen.sum()), 0)))
    return float(ordered[last : last + 2].mean())
