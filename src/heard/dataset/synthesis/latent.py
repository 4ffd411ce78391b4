"""From shares to the normal scale behind an answer and back, exactly, over a population of unlike children.

A child answers from a normal variable of variance one, moved by who they are and where they live; the better the
answer, the higher. A *mixture* is the nation's children as weighted points: how far each is moved, and the spread
that is left around it. Where only some children are asked (a route), the points also run over what the question
and its route have in common, so that those asked are weighted as they come to be asked.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

Floats = npt.NDArray[np.float64]

FURTHEST = 12.0  # no threshold or shift lies further from 0, in SD
BISECTIONS = 50  # halvings of 24 SD: to 2e-14


@dataclass(frozen=True)
class Mixture:
    """`offsets` and `weights` (adding up to one), shape (points,); `spread`: SD around each point."""

    offsets: Floats
    weights: Floats
    spread: float

    def chances_above(self, thresholds: Floats) -> Floats:
        """Each point's chance to lie above each threshold (which may be infinite), shape (points, thresholds)."""
        return np.asarray(ndtr((self.offsets[:, None] - thresholds) / self.spread))

    def shares_above(self, thresholds: Floats) -> Floats:
        """The share of children above each threshold, shape (thresholds,)."""
        return np.asarray(self.weights @ self.chances_above(thresholds))


def thresholds_for(mixture: Mixture, shares_above: Floats) -> Floats:
    """The thresholds above which these shares of children (inside 0..1) lie, shape (shares,)."""
    low, high = np.full_like(shares_above, -FURTHEST), np.full_like(shares_above, FURTHEST)
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        too_low = mixture.shares_above(middle) > shares_above
        low, high = np.where(too_low, middle, low), np.where(too_low, high, middle)
    return (low + high) / 2


def shift_for(mixture: Mixture, threshold: float, share: float) -> float:
    """How far all children have to be moved so that `share` of them (inside 0..1) lie above the threshold."""
    return threshold - float(thresholds_for(mixture, np.array([share]))[0])
