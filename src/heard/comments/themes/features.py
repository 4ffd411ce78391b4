"""What is learnt from: the words of a text, rare ones above common ones (TF-IDF), beside the place of its meaning."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from heard.comments.meaning import Meaning, Places
from heard.comments.meaning.words import count_parts


@dataclass(frozen=True)
class Features:
    """`rows`: one a text that was coded. `rarity`: (parts of words,) the inverse frequency among these texts."""

    meaning: Meaning
    rarity: Places
    rows: Places

    @classmethod
    def of(cls, texts: Sequence[str], meaning: Meaning) -> "Features":
        """The features of texts that were coded, which decide which words are rare."""
        counts = count_parts(texts)
        rarity = np.log((1 + len(texts)) / (1 + (counts > 0).sum(axis=0))).astype(np.float32) + 1
        return cls(meaning, rarity, _beside(counts, rarity, meaning.place(texts)))

    def place(self, texts: Sequence[str]) -> Places:
        """(texts, features) the same of other texts."""
        return _beside(count_parts(texts), self.rarity, self.meaning.place(texts))


def _beside(counts: Places, rarity: Places, places: Places) -> Places:
    """Both with length 1, side by side; a constant at the end stands for how often a code is used at all."""
    weighted = np.log1p(counts) * rarity
    lengths = np.linalg.norm(weighted, axis=1, keepdims=True)
    words = weighted / np.where(lengths > 0, lengths, 1)
    rows: Places = np.hstack([words, places, np.ones((len(counts), 1), dtype=np.float32)])
    return rows
