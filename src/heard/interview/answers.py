"""Whether an answer is one that its question allows."""

from collections.abc import Mapping
from enum import StrEnum

from heard.catalogue.questionnaires import DemographicQuestion, Question, Questionnaire
from heard.interview.routing import SEVERAL, visible_questions


class Refusal(StrEnum):
    """Why an answer cannot stand."""

    UNKNOWN_CODE = "unknown_code"  # not a code this question offers
    SEVERAL_GIVEN = "several_given"  # several where one is asked for
    NOT_TOGETHER = "not_together"  # an answer that stands alone, given with others
    GIVEN_TWICE = "given_twice"
    NOT_ASKED = "not_asked"  # the question is not in the questionnaire, or routing passes it by


def check_answer(question: Question, value: str) -> Refusal | None:
    """Why `value` (a code, or several joined by `;`) cannot answer the question; None where it can."""
    codes = value.split(SEVERAL)
    offered = {answer.code: answer for answer in question.answers}
    if not all(code in offered for code in codes):
        return Refusal.UNKNOWN_CODE
    if len(codes) == 1:
        return None
    if not question.multiple:
        return Refusal.SEVERAL_GIVEN
    if len(set(codes)) < len(codes):
        return Refusal.GIVEN_TWICE
    alone = any(code in question.exclusive or offered[code].is_no_answer for code in codes)
    return Refusal.NOT_TOGETHER if alone else None


def check_demographic(question: DemographicQuestion, value: str) -> Refusal | None:
    """Why `value` cannot answer a question about the child, which takes one code; None where it can."""
    codes = value.split(SEVERAL)
    if not set(codes) <= {answer.code for answer in question.answers}:
        return Refusal.UNKNOWN_CODE
    return Refusal.SEVERAL_GIVEN if len(codes) > 1 else None


def check_answers(questionnaire: Questionnaire, answers: Mapping[str, str]) -> dict[str, Refusal]:
    """Every answer, by indicator, that cannot stand, with the reason; empty = all can."""
    asked = {question.indicator: question for question in visible_questions(questionnaire, answers)}
    refused = {
        key: check_answer(asked[key], value) if key in asked else Refusal.NOT_ASKED
        for key, value in answers.items()
    }
    return {key: reason for key, reason in refused.items() if reason}
