"""Multinomial logistic regression on sparse rows, in whole steps of one byte: what the weights are made with."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

ROUNDS = 100
Floats = NDArray[np.float64]
Steps = NDArray[np.int8]


class Row(NamedTuple):
    """What is shown: places, and how much of each; the column that is right; how much it counts."""

    shown: Mapping[int, float]
    column: int
    weight: float


def learn(rows: Sequence[Row], *, places: int, columns: int, stiffness: float, step: float) -> Steps:
    """(places, columns) weights in steps, the squares of all held down; the same for the same rows on one machine."""
    counts = [len(row.shown) for row in rows]
    at = np.fromiter((place for row in rows for place in row.shown), np.int32, sum(counts))
    much = np.fromiter((each for row in rows for each in row.shown.values()), np.float64, sum(counts))
    table = csr_matrix((much, at, np.cumsum([0, *counts])), shape=(len(rows), places))
    turned = table.T.tocsr()
    right = np.eye(columns)[[row.column for row in rows]]
    shares = np.array([[row.weight] for row in rows]) / sum(row.weight for row in rows)

    def lose(flat: Floats) -> tuple[float, Floats]:
        logits = table @ flat.reshape(places, columns)
        logits -= logits.max(axis=1, keepdims=True)
        likely = np.exp(logits)
        likely /= likely.sum(axis=1, keepdims=True)
        lost = -(shares * right * np.log(likely + 1e-12)).sum() + stiffness * np.square(flat).sum()
        return float(lost), (turned @ (shares * (likely - right))).ravel() + 2 * stiffness * flat

    found = minimize(
        lose, np.zeros(places * columns), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}
    )
    steps: Steps = np.clip(np.rint(found.x.reshape(places, columns) / step), -127, 127).astype(np.int8)
    return steps
