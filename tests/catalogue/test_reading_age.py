"""The English words are easy enough for the children who are to read them.

The measure is the Flesch-Kincaid grade plus five, taken as a reading age (Kincaid et al. 1975: grade = 0.39
words per sentence + 11.8 syllables per word - 15.59; a child begins the first grade at about six).

What such a formula can tell: whether sentences are short and words are short, over a whole survey. What it
cannot: whether a child knows the word ("trust" has one syllable), whether a question can be understood in
two ways, whether it is kind. It counts on enough text, so it is taken over a survey and not over one
question, where a single long word swings it by years. Passing it is no proof; only children who read the
questions aloud with us can give that.

Three choices make it stricter than it need be. Each wording counts once, so that "Skip" under every
question does not flatter the rest. Questions are also held to the age without their answers, which are
mostly one short word. And a word's syllables are the larger of two counts: pyphen (where a word may be
broken) finds one in "happy", groups of vowels find one in "being".
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import pyphen
import pytest
import yaml

import heard.catalogue

T = TypeVar("T")

DATA = Path(heard.catalogue.__file__).parent / "data"
WORDS = DATA / "words" / "en"
READING_AGE = {"4-7": 5, "8-11": 8, "11-17": 10, "16-25": 11}

# The longest sentence, in words. Ten is what a beginner keeps in mind while sounding words out; twenty is the
# top of easy-read practice for adults (15 to 20). The other two lie between.
LONGEST_SENTENCE = {"4-7": 10, "8-11": 14, "11-17": 18, "16-25": 20}
WORDS_IN_AN_ANSWER_FOR_THE_YOUNGEST = 2

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

HYPHENATION = pyphen.Pyphen(lang="en_GB")
SILENT_ENDING = re.compile(
    r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^aeioucgsxztd])es$|(?<=[^aeioutdl])ed$|(?<=[aeiouyl]l)ed$"
)
WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")

every_survey = pytest.mark.parametrize("survey", READING_AGE)


def syllables(word: str) -> int:
    """The larger of two: parts a word may be broken into, and groups of vowels less silent endings."""
    spelling = word.lower()
    groups = re.findall(r"[aeiouy]+", SILENT_ENDING.sub("", spelling))
    return max(1, len(groups), len(HYPHENATION.positions(spelling)) + 1)


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence; numerals are not words."""
    found = (WORD.findall(part) for part in re.split(r"[.?!:;]+", text))
    return [words for words in found if words]


def reading_age(texts: Sequence[str]) -> float:
    """Flesch-Kincaid grade plus five, over all the texts together."""
    read = [words for text in texts for words in sentences(text)]
    words = [word for sentence in read for word in sentence]
    grade = 0.39 * len(words) / len(read) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return grade + 5


@cache
def load(path: Path) -> Mapping[str, dict]:
    return yaml.safe_load(path.read_text(encoding="utf-8")) or {}


def unique(items: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(items))


def is_for(survey: str, entry: Mapping[str, object]) -> bool:
    return survey in entry.get("surveys", READING_AGE)


def is_left_to_adults(demographic: str, survey: str) -> bool:
    return load(DATA / "demographics.yaml")[demographic]["answered_by"].get(survey) in ("adult", "helper")


def questions_of(survey: str) -> Iterator[Mapping[str, object]]:
    """Every question a child of the survey reads, as it stands in the words files."""
    for path in sorted((WORDS / "indicators").glob("*.yaml")):
        for indicator in load(path).values():
            yield from (entry for entry in indicator.get("questions", ()) if is_for(survey, entry))
    for key, demographic in load(WORDS / "demographics.yaml").items():
        if not is_left_to_adults(key, survey):
            yield from (entry for entry in demographic["questions"] if is_for(survey, entry))
    for entries in load(WORDS / "open_questions.yaml").values():
        yield from (entry for entry in entries if is_for(survey, entry))


def asked_in(survey: str) -> list[str]:
    """Questions, their second lines and what is read aloud instead, each wording once."""
    parts = ("text", "help", "read_aloud")
    return unique(entry[part] for entry in questions_of(survey) for part in parts if part in entry)


def answers_in(survey: str) -> list[tuple[str, str]]:
    """Answers (code, words), each once: the scales' words and those a question puts in their place."""
    scales = load(WORDS / "scales.yaml").values()
    entries = [entry for scale in scales for entry in scale if is_for(survey, entry)]
    return unique(
        pair for entry in (*entries, *questions_of(survey)) for pair in entry.get("answers", {}).items()
    )


def all_words_of(survey: str) -> list[str]:
    return asked_in(survey) + unique(words for _, words in answers_in(survey))


@every_survey
def test_a_survey_as_a_whole_is_within_its_reading_age(survey):
    assert reading_age(all_words_of(survey)) <= READING_AGE[survey]


@every_survey
def test_questions_are_within_the_reading_age_without_their_short_answers(survey):
    assert reading_age(asked_in(survey)) <= READING_AGE[survey]


@every_survey
def test_no_sentence_is_too_long_to_keep_in_mind(survey):
    too_long = [
        words
        for text in all_words_of(survey)
        for words in sentences(text)
        if len(words) > LONGEST_SENTENCE[survey]
    ]

    assert too_long == []


@every_survey
def test_children_never_read_the_offices_words(survey):
    offices = re.compile(rf"\b({'|'.join(NEVER_SEEN_BY_CHILDREN)})s?\b", re.IGNORECASE)

    assert [text for text in all_words_of(survey) if offices.search(text)] == []


@every_survey
def test_the_tone_is_calm(survey):
    pleading = re.compile(rf"!|\b({'|'.join(NOT_OUR_TONE)})\b", re.IGNORECASE)

    assert [text for text in all_words_of(survey) if pleading.search(text)] == []


def test_the_youngest_answer_with_one_word_or_two():
    # "I do not live with adults" has to be a sentence to be true; any other answer is a word under a picture.
    answers = [words for code, words in answers_in("4-7") if code != "not_for_me"]

    assert [words for words in answers if len(words.split()) > WORDS_IN_AN_ANSWER_FOR_THE_YOUNGEST] == []


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("trust", 1),
        ("safe", 1),
        ("lived", 1),
        ("happy", 2),
        ("people", 2),
        ("being", 2),
        ("adult", 2),
        ("settled", 2),
        ("yesterday", 3),
        ("education", 4),
    ],
)
def test_syllables_are_those_one_hears(word, count):
    assert syllables(word) == count


def test_the_formula_gives_the_age_worked_out_by_hand():
    # 12 words, 2 sentences, 14 syllables (happy and very have two): 0.39 * 6 + 11.8 * 14 / 12 - 15.59 + 5.
    text = "The cat sat on the mat. It was a very happy cat."

    assert reading_age([text]) == pytest.approx(5.5167, abs=1e-4)


def test_an_offices_sentence_is_beyond_every_survey():
    sentence = "Are you satisfied with the contact arrangements facilitated by your allocated practitioner?"

    assert reading_age([sentence]) > max(READING_AGE.values())
