"""Chance, by name: every part of a made-up programme draws from a stream of its own.

So a change in one part (another survey, a longer comment list) leaves what the other parts drew as it was.
"""

import hashlib

import numpy as np


def stream(seed: int, *names: str) -> np.random.Generator:
    """The random numbers of one part: the same `seed` (0 or more) and `names` give the same numbers."""
    digest = hashlib.sha256("/".join(names).encode()).digest()
    return np.random.default_rng([seed, *np.frombuffer(digest, dtype="<u4").tolist()])
