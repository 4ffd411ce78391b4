"""The English words are easy enough for the children who are to read them.

The measure is in `reading_age.py`. Questions are held to it with their answers and without them, which are mostly
one short word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
import yaml

import heard.catalogue
from heard.catalogue.reading_age import (
    LONGEST_SENTENCE,
    NEVER_SEEN_BY_CHILDREN,
    NOT_OUR_TONE,
    READING_AGE,
    reading_age,
    sentences,
    syllables,
)

T = TypeVar("T")

DATA = Path(heard.catalogue.__file__).parent / "data"
WORDS = DATA / "words" / "en"
WORDS_IN_AN_ANSWER_FOR_THE_YOUNGEST = 2

every_survey = pytest.mark.parametrize("survey", READING_AGE)


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


def titles_in(survey: str) -> list[str]:
    """What stands above the topics a child of the survey answers."""
    topics = load(DATA / "questionnaires" / f"{survey}.yaml")["topics"]
    answered = [
        topic["key"]
        for topic in topics
        if "indicators" in topic or not all(is_left_to_adults(key, survey) for key in topic["demographics"])
    ]
    titles = load(WORDS / "topics.yaml")
    return [entry["title"] for key in answered for entry in titles[key] if is_for(survey, entry)]


def all_words_of(survey: str) -> list[str]:
    return asked_in(survey) + titles_in(survey) + unique(words for _, words in answers_in(survey))


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
