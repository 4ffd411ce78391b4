"""What a meaning is, and how near two texts are by it."""

from collections.abc import Hashable, Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.float32]  # (texts, directions), each row of length 1


class Meaning(Hashable, Protocol):
    """`alike`: the cosine from which two short texts are taken to be about the same thing, as tried out."""

    @property
    def alike(self) -> float:
        """The cosine from which two texts say alike."""
        ...

    def place(self, texts: Sequence[str]) -> Places:
        """One row a text, of length 1; of noughts where a text says nothing. A row depends on its text alone."""
        ...


@lru_cache(maxsize=16)
def place_fixed(meaning: Meaning, texts: tuple[str, ...]) -> Places:
    """The places of texts that are asked about again and again: seed phrases."""
    return meaning.place(texts)


def near(meaning: Meaning, texts: Sequence[str], seeds: tuple[str, ...]) -> Places:
    """(texts, seeds) cosines, from -1 to 1."""
    if not texts or not seeds:
        return np.zeros((len(texts), len(seeds)), dtype=np.float32)
    cosines: Places = meaning.place(texts) @ place_fixed(meaning, seeds).T
    return cosines
