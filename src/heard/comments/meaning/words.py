"""Meaning by the words alone: needs no model, finds what is said in like words, and works in every language."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from heard.comments.meaning.nearness import Places
from heard.comments.words import list_words

WIDTH = 4096  # places for words and parts of words; two that share one are rare in short texts
PARTS = (3, 4)  # letters
SHORT = 3  # up to so many letters a word carries little: *the, my, to*
WEIGHT_OF_SHORT, WEIGHT_OF_PART = 0.3, 0.5  # against a longer word's 1 (chosen)


@dataclass(frozen=True, slots=True)
class WordMeaning:
    """Weighted counts of words and of their parts, which hold *worker* and *workers* together."""

    alike: float = 0.45

    def place(self, texts: Sequence[str]) -> Places:
        """One row a text, of length 1; of noughts where it has no words."""
        counts = np.log1p(count_parts(texts))
        lengths = np.linalg.norm(counts, axis=1, keepdims=True)
        rows: Places = (counts / np.where(lengths > 0, lengths, 1)).astype(np.float32)
        return rows


def count_parts(texts: Sequence[str]) -> Places:
    """(texts, WIDTH) how often each word and part of a word occurs, weighted; the same on every machine."""
    counts = np.zeros((len(texts), WIDTH), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in list_words(text):
            for part, weight in _parts(word.folded):
                counts[row, crc32(part.encode()) % WIDTH] += weight
    return counts


def _parts(word: str) -> list[tuple[str, float]]:
    if len(word) <= SHORT:
        return [(word, WEIGHT_OF_SHORT)]
    ended = f"<{word}>"
    parts = [ended[at : at + size] for size in PARTS for at in range(len(ended) - size + 1)]
    return [(word, 1.0), *((f"~{part}", WEIGHT_OF_PART / len(parts) ** 0.5) for part in parts)]
