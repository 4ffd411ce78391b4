"""What is learnt from: a text's words, rare ones above common ones (TF-IDF), the place of its meaning, its question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from heard.comments.meaning import Meaning, Places
from heard.comments.meaning.words import count_parts

OF_QUESTION = 0.5  # against words and meaning, which are 1 each


@dataclass(frozen=True)
class Features:
    """`rows`: one a text that was coded. `rarity`: (parts of words,) the inverse frequency among these texts.

    `questions`: those that were answered by them, in order.
    """

    meaning: Meaning
    rarity: Places
    questions: tuple[str, ...]
    rows: Places

    @classmethod
    def of(cls, texts: Sequence[str], questions: Sequence[str], meaning: Meaning) -> "Features":
        """The features of texts that were coded, which decide which words are rare."""
        counts = count_parts(texts)
        rarity = np.log((1 + len(texts)) / (1 + (counts > 0).sum(axis=0))).astype(np.float32) + 1
        known = tuple(sorted(set(questions)))
        rows = _beside(counts, rarity, _tell(questions, known), meaning.place(texts))
        return cls(meaning, rarity, known, rows)

    def place(self, texts: Sequence[str], questions: Sequence[str | None]) -> Places:
        """(texts, features) the same of other texts; a seed phrase answers no question, None."""
        told = _tell(questions, self.questions)
        return _beside(count_parts(texts), self.rarity, told, self.meaning.place(texts))


def _tell(questions: Sequence[str | None], known: Sequence[str]) -> Places:
    """(texts, known) OF_QUESTION in the column of the text's question."""
    told = [[OF_QUESTION * (question == each) for each in known] for question in questions]
    return np.array(told, dtype=np.float32).reshape(len(questions), len(known))


def _beside(counts: Places, rarity: Places, told: Places, places: Places) -> Places:
    """Words and meaning with length 1, and the question, side by side.

    A constant at the end stands for how often a code is used at all.
    """
    weighted = np.log1p(counts) * rarity
    lengths = np.linalg.norm(weighted, axis=1, keepdims=True)
    words = weighted / np.where(lengths > 0, lengths, 1)
    rows: Places = np.hstack([words, places, told, np.ones((len(counts), 1), dtype=np.float32)])
    return rows
