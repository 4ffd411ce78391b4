"""Comments without a sign that are read with the others: they tell what the list and the model miss."""

from collections.abc import Iterable
from math import ceil

import numpy as np

from heard.base.policy import UNFLAGGED_READ_SHARE


def draw_unflagged(keys: Iterable[str], *, seed: int) -> tuple[str, ...]:
    """One in twenty of these comments, at least one if there are any; the same for the same keys and seed."""
    known = sorted(set(keys))
    drawn = np.random.default_rng(seed).permutation(len(known))[: ceil(len(known) * UNFLAGGED_READ_SHARE)]
    return tuple(known[place] for place in sorted(drawn.tolist()))
