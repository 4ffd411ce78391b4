"""Signs of concern that no phrase holds, told by weights learnt from made-up comments: hints, and other words.

Multinomial logistic regression on words, pairs and parts of words, and runs of small words, hashed, beside what the
list found. `weights/<language>.npy` holds a row for each place and a byte for each column, in STEPs of a logit;
`scripts/learn_concerns.py` makes it again. It took the place of nearness to sentences, which missed more and brought
twice as many other comments forward (decision 0030).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from heard.comments.concerns.kinds import LEARNT, PHRASE, Concern, Sign
from heard.comments.words import Word

Weights = NDArray[np.int8]  # (ROWS, KINDS)
KINDS = (None, *Concern)  # one a column; None: no sign
WIDTH = 1 << 15  # places for words and their parts
SIGNS, NEGATED, ALWAYS = WIDTH, WIDTH + len(Concern), WIDTH + len(Concern) + 1  # places behind them
ROWS = ALWAYS + 1
STEP = 1 / 24
NOTHING: Weights = np.zeros((ROWS, len(KINDS)), dtype=np.int8)  # with these, the list stands alone
NOTHING[ALWAYS, 0] = 127
LENGTH = 3.0  # of what a text's words show together, against 1 for each kind of sign the list found
PAIR, NEXT_BUT_ONE, BEGINNING, PART, RUN = 0.7, 0.4, 0.7, 0.35, 0.5  # against 1 for a word
BEGUN, PARTS = 5, (3, 4)  # letters
RUNS = (3, 4)  # words, of which only the small ones are told: "he _ my _"
_SMALL = frozenset(
    (
        "i", "im", "ive", "my", "me", "he", "hes", "she", "shes", "they", "them", "we", "us", "our", "you", "u",
        "it", "its", "to", "in", "on", "at", "of", "for", "with", "is", "was", "are", "were", "be", "been", "not",
        "no", "dont", "cant", "never", "nobody", "when", "if", "till", "until", "so", "and", "but", "because",
        "cos", "then", "every", "always", "only",
    )
)  # fmt: skip
LONGEST, BETWEEN = 60, 30  # words of a text that are judged together, and from one such part to the next
ENOUGH = 0.21  # chosen: of writers left out of learning, where 99 in 100 comments with a concern are found
FOLDER = Path(__file__).parent / "weights"


@cache
def load_weights(language: str) -> Weights | None:
    """The weights that come with Heard for a language, read once; None where it has none."""
    path = FOLDER / f"{language}.npy"
    return np.load(path, allow_pickle=False) if path.is_file() else None


def find_learnt(words: Sequence[Word], signs: Sequence[Sign], weights: Weights) -> Iterator[Sign]:
    """One sign, for the part of the text that is likest to a concern, where that is likelier than ENOUGH.

    None where the list has found a sign of that kind already, said not to be or not.
    """
    judged = judge_parts(words, signs, weights)
    if not judged:
        return
    odds, part = max(judged, key=lambda each: each[0].sum())
    likeliest = list(Concern)[int(np.argmax(odds))]
    if odds.sum() >= ENOUGH and not any(sign.concern is likeliest for sign in signs):
        yield Sign(likeliest, part[0].start, part[-1].end, LEARNT, "")


def judge_parts(
    words: Sequence[Word], signs: Sequence[Sign], weights: Weights
) -> list[tuple[NDArray[np.float64], Sequence[Word]]]:
    """How likely each kind of concern is, part by part of the text."""
    parts = [words[at : at + LONGEST] for at in range(0, max(len(words) - BETWEEN, 1), BETWEEN)]
    return [(_judge(weights, show(part, _within(signs, part))), part) for part in parts if part]


def show(words: Sequence[Word], signs: Iterable[Sign]) -> Mapping[int, float]:
    """What words and the list's signs in them show: places, and how much of each; the same on every machine."""
    shown: dict[int, float] = {}
    for trait, much in _list_traits([word.folded for word in words]):
        place = crc32(trait.encode()) % WIDTH
        shown[place] = max(shown.get(place, 0.0), much)
    length = sum(much * much for much in shown.values()) ** 0.5
    shown = {place: much * LENGTH / length for place, much in shown.items()}
    for sign in signs:
        shown[NEGATED if sign.is_negated else SIGNS + list(Concern).index(sign.concern)] = 1.0
    return shown | {ALWAYS: 1.0}


def _list_traits(words: Sequence[str]) -> Iterator[tuple[str, float]]:
    for at, word in enumerate(words):
        yield f"word {word}", 1.0
        if at + 1 < len(words):
            yield f"pair {word} {words[at + 1]}", PAIR
        if at + 2 < len(words):
            yield f"around {word} {words[at + 2]}", NEXT_BUT_ONE
        yield f"beginning {word[:BEGUN]}", BEGINNING
        ended = f"<{word[:40]}>"
        for size in PARTS:
            for first in range(len(ended) - size + 1):
                yield f"part {ended[first : first + size]}", PART
    small = [word if word in _SMALL else "_" for word in words]
    for size in RUNS:
        for first in range(len(small) - size + 1):
            yield f"run {' '.join(small[first : first + size])}", RUN


def _within(signs: Iterable[Sign], part: Sequence[Word]) -> list[Sign]:
    start, end = part[0].start, part[-1].end
    return [sign for sign in signs if sign.reason == PHRASE and start <= sign.start and sign.end <= end]


def _judge(weights: Weights, shown: Mapping[int, float]) -> NDArray[np.float64]:
    """How likely each kind of concern is."""
    much = np.fromiter(shown.values(), np.float64, len(shown))
    logits = much @ weights[list(shown)].astype(np.float64) * STEP
    odds = np.exp(logits - logits.max())
    likely: NDArray[np.float64] = odds[1:] / odds.sum()
    return likely
