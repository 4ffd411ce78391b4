"""A survey's questions as an export may name them: by key, in their own words, with the words of their answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from heard.base.surveys import Survey
from heard.catalogue import Catalogue, DemographicQuestion, Question
from heard.dataset.codebook import Column, build_codebook
from heard.dataset.exports.values import fold


@dataclass(frozen=True, slots=True)
class Asked:
    """`codes`: what Heard's column may hold; `answers`: code by the words a child reads, folded; `words`: those of each
    code."""

    key: str
    text: str
    codes: tuple[str, ...]
    answers: Mapping[str, str]
    words: Mapping[str, str]
    is_several: bool = False

    def code_of(self, words: str) -> str:
        """The code these words are, or stand for; empty where they are no answer to this question."""
        return words if words in self.codes else self.answers.get(fold(words), "")


def list_asked(catalogue: Catalogue, survey: Survey) -> tuple[Asked, ...]:
    """Every column of a survey that comes from files, in stored order."""
    columns = {column.key: column for column in build_codebook(catalogue, {}, {}).surveys[survey].read}
    found = [
        _asked(columns[key], question) for key, question in _questions(catalogue, survey) if key in columns
    ]
    return tuple(sorted(found, key=lambda each: list(columns).index(each.key)))


def list_written(catalogue: Catalogue, survey: Survey) -> Mapping[str, str]:
    """The open questions' keys, by key and by text, folded."""
    questionnaire = catalogue.questionnaires.get(survey)
    questions = questionnaire.open_questions() if questionnaire else ()
    return {fold(words): each.key for each in questions for words in (each.key, each.text)}


def _questions(catalogue: Catalogue, survey: Survey) -> Iterator[tuple[str, Question | DemographicQuestion]]:
    questionnaire = catalogue.questionnaires.get(survey)
    if questionnaire:
        for each in questionnaire.demographics():
            yield each.demographic, each
        for question in questionnaire.questions():
            yield question.indicator, question


def _asked(column: Column, question: Question | DemographicQuestion) -> Asked:
    """Words that two answers share stand for neither."""
    words: dict[str, set[str]] = {fold(code): {code} for code in column.allowed}
    for answer in question.answers:
        words.setdefault(fold(answer.text), set()).add(answer.code)
    answers = {text: next(iter(codes)) for text, codes in words.items() if len(codes) == 1}
    own = {answer.code: answer.text for answer in question.answers if fold(answer.text) in answers}
    return Asked(column.key, question.text, column.allowed, answers, own, column.multiple)
