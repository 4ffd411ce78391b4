"""How old a reader must be: the measure that every word for children is held to, wherever it stands.

It is the Flesch-Kincaid grade plus five, taken as a reading age (Kincaid et al. 1975: grade = 0.39
words per sentence + 11.8 syllables per word - 15.59; a child begins the first grade at about six).

What such a formula can tell: whether sentences are short and words are short, over a whole survey. What it
cannot: whether a child knows the word ("trust" has one syllable), whether a question can be understood in
two ways, whether it is kind. It counts on enough text, so it is taken over a survey and not over one
question, where a single long word swings it by years. Passing it is no proof; only children who read the
questions aloud with us can give that.

Two choices make it stricter than it need be. Each wording counts once, so that "Skip" under every question does
not flatter the rest. And a word's syllables are the larger of two counts: pyphen (where a word may be broken) finds
one in "happy", groups of vowels find one in "being".
"""

import re
from collections.abc import Sequence
from functools import cache

import pyphen

READING_AGE = {"4-7": 5, "8-11": 8, "11-17": 10, "16-25": 11}

# The longest sentence, in words. Ten is what a beginner keeps in mind while sounding words out; twenty is the
# top of easy-read practice for adults (15 to 20). The other two lie between.
LONGEST_SENTENCE = {"4-7": 10, "8-11": 14, "11-17": 18, "16-25": 20}

NEVER_SEEN_BY_CHILDREN = (
    "placement",
    "contact",
    "sibling",
    "LAC",
    "CLA",
    "unit",
    "respite",
    "case",
    "service user",
    "leaving care worker",
)
NOT_OUR_TONE = ("please", "oops", "successfully")

SILENT_ENDING = re.compile(
    r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^aeioucgsxztd])es$|(?<=[^aeioutdl])ed$|(?<=[aeiouyl]l)ed$"
)
WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")


def syllables(word: str) -> int:
    """The larger of two: parts a word may be broken into, and groups of vowels less silent endings."""
    spelling = word.lower()
    groups = re.findall(r"[aeiouy]+", SILENT_ENDING.sub("", spelling))
    return max(1, len(groups), len(_hyphenation().positions(spelling)) + 1)


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence, which ends with its line too; numerals are not words."""
    found = (WORD.findall(part) for part in re.split(r"[.?!:;\n]+", text))
    return [words for words in found if words]


def reading_age(texts: Sequence[str]) -> float:
    """Flesch-Kincaid grade plus five, over all the texts together."""
    read = [words for text in texts for words in sentences(text)]
    words = [word for sentence in read for word in sentence]
    grade = 0.39 * len(words) / len(read) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return grade + 5


@cache
def _hyphenation() -> pyphen.Pyphen:
    """Loaded once something is measured."""
    return pyphen.Pyphen(lang="en_GB")
