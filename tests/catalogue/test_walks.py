"""Every child can answer every screen truthfully: each child of `walks.yaml` walks through each survey.

Skipping is always allowed and never counts as a truthful answer here.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from heard.base.surveys import Survey
from heard.catalogue import Question, load_catalogue
from heard.interview import check_answer, check_answers, meets

WALKS = yaml.safe_load((Path(__file__).parent / "walks.yaml").read_text(encoding="utf-8"))
TAKES_FOR_GRANTED: dict[str, list[str]] = WALKS["takes_for_granted"]
NOT_FOR_ME = "not_for_me"
FAMILY = {"sees_mum", "sees_dad", "sees_siblings"}
FITS_FAMILY_ONLY = {"This does not fit me", "Not me"}  # never asks which: none, not known, or has died


@dataclass(frozen=True)
class Child:
    """What a child does not have, and what is true of them."""

    lacks: tuple[str, ...]
    says: dict[str, str]

    def answer(self, question: Question) -> str:
        """A truthful answer that does not skip, whether or not the question offers it."""
        if any(question.indicator in TAKES_FOR_GRANTED[thing] for thing in self.lacks):
            return NOT_FOR_ME
        return self.says.get(question.indicator, question.answers[0].code)


CHILDREN = {
    name: Child(tuple(child["lacks"]), child.get("says", {})) for name, child in WALKS["children"].items()
}


@pytest.mark.parametrize("survey", Survey, ids=str)
@pytest.mark.parametrize("name", CHILDREN)
def test_a_child_can_answer_every_question_they_meet_truthfully(name: str, survey: Survey) -> None:
    questionnaire = load_catalogue().questionnaires[survey]
    given: dict[str, str] = {}
    for question in questionnaire.questions():
        if meets(question.condition, given):
            answer = CHILDREN[name].answer(question)
            assert check_answer(question, answer) is None, f"{question.text} offers no {answer}"
            given[question.indicator] = answer
    assert check_answers(questionnaire, given) == {}


@pytest.mark.parametrize("survey", Survey, ids=str)
def test_not_for_me_is_offered_only_where_something_is_taken_for_granted(survey: Survey) -> None:
    presuming = {key for thing, keys in TAKES_FOR_GRANTED.items() if thing != "nothing" for key in keys}
    questions = load_catalogue().questionnaires[survey].questions()
    offering = {q.indicator: a.text for q in questions for a in q.answers if a.code == NOT_FOR_ME}
    asked = {question.indicator for question in load_catalogue().questionnaires[survey].questions()}
    assert offering.keys() == presuming & asked
    assert FITS_FAMILY_ONLY.isdisjoint(text for key, text in offering.items() if key not in FAMILY)


def test_somebody_has_thought_about_what_each_question_takes_for_granted() -> None:
    thought_about = {key for keys in TAKES_FOR_GRANTED.values() for key in keys}
    asked = {key for key, indicator in load_catalogue().indicators.items() if not indicator.derived}
    assert thought_about == asked


def test_nobody_is_asked_why_about_their_family() -> None:
    for questionnaire in load_catalogue().questionnaires.values():
        for question in questionnaire.questions():
            if question.indicator in FAMILY:
                words = " ".join((question.text, *(answer.text for answer in question.answers)))
                assert "why" not in words.lower()
