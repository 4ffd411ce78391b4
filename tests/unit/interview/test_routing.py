from pathlib import Path

import pytest
import yaml

from heard.base.surveys import Survey
from heard.catalogue import (
    AnsweredBy,
    Condition,
    Operator,
    Pictures,
    Question,
    Questionnaire,
    Screens,
    Topic,
    load_catalogue,
)
from heard.interview import meets, visible_questions

CASES = yaml.safe_load((Path(__file__).parents[2] / "spec/routing.yaml").read_text(encoding="utf-8"))
KNOWS = Condition("knows", Operator.ANY_OF, frozenset({"yes", "unsure"}))


def question(key: str, condition: Condition | None = None) -> Question:
    return Question(key, key, key, "", False, AnsweredBy.CHILD, condition, ())


def questionnaire(*questions: Question) -> Questionnaire:
    topics = (Topic("one", questions),)
    return Questionnaire(Survey.AGES_8_11, "1", Screens.ONE_QUESTION, Pictures.NONE, topics)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_routing_as_in_the_table_of_cases(case: dict[str, object]) -> None:
    questionnaire = load_catalogue().questionnaires[Survey(str(case["survey"]))]
    visible = {question.indicator for question in visible_questions(questionnaire, case["answers"])}
    assert visible.issuperset(case.get("asked", ()))
    assert visible.isdisjoint(case.get("not_asked", ()))
    assert case.get("asked") or case.get("not_asked")


def test_every_route_of_every_questionnaire_is_in_the_table_both_ways() -> None:
    for survey, form in load_catalogue().questionnaires.items():
        routed = {question.indicator for question in form.questions() if question.condition}
        for side in ("asked", "not_asked"):
            shown = {key for case in CASES if case["survey"] == survey for key in case.get(side, ())}
            assert routed <= shown, (survey, side)


def test_without_a_condition_everybody_is_asked() -> None:
    assert meets(None, {})


@pytest.mark.parametrize(
    ("answer", "asked"), [("yes", True), ("unsure", True), ("no", False), ("skipped", False), ("", False)]
)
def test_a_condition_is_met_by_one_of_its_codes(answer: str, asked: bool) -> None:
    assert meets(KNOWS, {"knows": answer}) is asked


def test_a_condition_is_not_met_where_the_routing_question_was_not_answered() -> None:
    assert not meets(KNOWS, {"other": "yes"})


def test_a_condition_is_met_by_one_of_several_answers() -> None:
    assert meets(KNOWS, {"knows": "no;yes"})
    assert not meets(KNOWS, {"knows": "no;never"})


def test_an_answer_to_a_question_that_is_not_asked_leads_nowhere() -> None:
    form = questionnaire(
        question("knows"),
        question("trusts", KNOWS),
        question("why", Condition("trusts", Operator.ANY_OF, frozenset({"no"}))),
    )
    asked = [item.indicator for item in visible_questions(form, {"knows": "no", "trusts": "no"})]
    assert asked == ["knows"]
    asked = [item.indicator for item in visible_questions(form, {"knows": "yes", "trusts": "no"})]
    assert asked == ["knows", "trusts", "why"]
