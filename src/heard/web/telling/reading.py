"""How old a reader must be: the measure that words written by councils are held to. Pure.

The Flesch-Kincaid grade plus five, taken as a reading age (Kincaid et al. 1975: grade = 0.39 words per sentence + 11.8
syllables per word - 15.59; a child begins the first grade at about six). The survey's own words are held to the same
sum in the tests. A word's syllables are the larger of two counts, where hyphenation (pyphen) may break it and its
groups of vowels, which makes it stricter than it need be.

What such a sum can tell: whether sentences and words are short, over enough of them. What it cannot: whether a child
knows the word, whether it is kind. So it is told to whoever writes and stops nobody.
"""

import re
from collections.abc import Sequence
from functools import cache

import pyphen

# Of fewer words one long word moves it by years: nothing is said of them.
LEAST_WORDS = 20
YEARS_BEFORE_SCHOOL = 5
_SILENT = re.compile(
    r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^aeioucgsxztd])es$|(?<=[^aeioutdl])ed$|(?<=[aeiouyl]l)ed$"
)
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_ENDS = re.compile(r"[.?!:;\n]+")


def reading_age(texts: Sequence[str]) -> float | None:
    """Over all the texts together; None of too few words."""
    read = [words for text in texts for words in sentences(text)]
    words = [word for sentence in read for word in sentence]
    if len(words) < LEAST_WORDS:
        return None
    grade = 0.39 * len(words) / len(read) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return grade + YEARS_BEFORE_SCHOOL


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence; numerals are not words."""
    found = (_WORD.findall(part) for part in _ENDS.split(text))
    return [words for words in found if words]


def syllables(word: str) -> int:
    """The larger of two: parts a word may be broken into, and groups of vowels less silent endings."""
    spelling = word.lower()
    groups = re.findall(r"[aeiouy]+", _SILENT.sub("", spelling))
    return max(1, len(groups), len(_hyphenation().positions(spelling)) + 1)


@cache
def _hyphenation() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB")
