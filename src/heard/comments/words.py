"""The words of a text where they stand, as children spell them: `HURTTTS` and `hruts` are `hurts`."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['’`´][^\W_]+)*")
REPEATED = re.compile(r"(.)\1+")
APOSTROPHES = str.maketrans("", "", "'’`´")
SWAPPED_FROM, FUZZY_FROM, FUZZIER_FROM = 4, 5, 8  # letters: two swapped, one slip, two slips are forgiven


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `folded` to compare it by, from `start` to before `end` in the text."""

    folded: str
    start: int
    end: int


def list_words(text: str) -> tuple[Word, ...]:
    """Every word of a text in any script, in order."""
    return tuple(Word(fold(each.group()), each.start(), each.end()) for each in WORD.finditer(text))


def fold(word: str) -> str:
    """The word without capitals, accents, apostrophes and repeated letters: `Can’t` -> `cant`, `nooo` -> `no`."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(APOSTROPHES))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return REPEATED.sub(r"\1", letters)


@lru_cache(maxsize=200_000)
def is_spelt_like(word: str, meant: str) -> bool:
    """Whether `word` may be a slip for `meant`, both folded: the same first letter, and one or two slips by length.

    A slip is a letter too many, too few, or another one, or two neighbours swapped.
    """
    if word == meant:
        return True
    shorter, longer = sorted((len(word), len(meant)))
    if word[0] != meant[0]:
        return False
    if shorter < FUZZY_FROM:
        return shorter >= SWAPPED_FROM and sorted(word) == sorted(meant) and count_slips(word, meant) == 1
    allowed = 2 if shorter >= FUZZIER_FROM else 1
    return longer - shorter <= allowed and count_slips(word, meant) <= allowed


def count_slips(one: str, other: str) -> int:
    """The fewest slips between two words (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != against))
            if before and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
