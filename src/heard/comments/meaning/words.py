"""Meaning by the words alone: needs no model, finds what is said in like words, and works in every language."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from zlib import crc32

import numpy as np

from heard.base.errors import InputProblems
from heard.comments.codebook import load_codebook
from heard.comments.meaning.nearness import Places
from heard.comments.words import list_words

WIDTH = 4096  # places for words and parts of words; two that share one are rare in short texts
PARTS = (3, 4)  # letters
WEIGHT_OF_PARTS = 0.5  # all parts of a word together, against the word itself (chosen)


@dataclass(frozen=True, slots=True)
class WordMeaning:
    """Weighted counts of words and of their parts, which hold *worker* and *workers* together.

    A word weighs less the more codes of the codebook in `language` have it in their phrases: *my*, *want*, *not*.
    """

    alike: float = 0.3
    language: str = "en"

    def place(self, texts: Sequence[str]) -> Places:
        """One row a text, of length 1; of noughts where it has no words."""
        counts = np.log1p(count_parts(texts, weigh_words(self.language)))
        lengths = np.linalg.norm(counts, axis=1, keepdims=True)
        rows: Places = (counts / np.where(lengths > 0, lengths, 1)).astype(np.float32)
        return rows


@cache
def weigh_words(language: str) -> Mapping[str, float]:
    """Word → its weight over 0 to 1, by how few codes use it; none for a language without a codebook."""
    try:
        codes = load_codebook(language).codes
    except InputProblems:
        return {}
    used = Counter(
        word for code in codes for word in {each.folded for text in code.phrases for each in list_words(text)}
    )
    return {word: log((1 + len(codes)) / count) / log(1 + len(codes)) for word, count in used.items()}


def count_parts(texts: Sequence[str], weights: Mapping[str, float] | None = None) -> Places:
    """(texts, WIDTH) how often each word and part of a word occurs, weighted; the same on every machine."""
    counts = np.zeros((len(texts), WIDTH), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in list_words(text):
            weight = (weights or {}).get(word.folded, 1.0)
            for part, share in _parts(word.folded):
                counts[row, crc32(part.encode()) % WIDTH] += share * weight
    return counts


def _parts(word: str) -> list[tuple[str, float]]:
    """The word with weight 1, and its parts, whose squares are WEIGHT_OF_PARTS squared together."""
    ended = f"<{word}>"
    parts = [ended[at : at + size] for size in PARTS for at in range(len(ended) - size + 1)]
    return [(word, 1.0), *((f"~{part}", WEIGHT_OF_PARTS / len(parts) ** 0.5) for part in parts)]
