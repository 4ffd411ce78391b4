"""Questionnaires in the small form of tests/spec/screens.yaml: only keys, codes and routes, no words."""

from collections.abc import Mapping
from typing import Any

from heard.base.surveys import Survey
from heard.catalogue import (
    Answer,
    AnsweredBy,
    Condition,
    DemographicQuestion,
    OpenQuestion,
    Operator,
    Pictures,
    Question,
    Questionnaire,
    Screens,
    Topic,
)

Form = Mapping[str, Any]


def build_questionnaire(form: Form) -> Questionnaire:
    """The questionnaire of a form: `screens` and `topics`, each with questions, demographics, open_questions."""
    return Questionnaire(
        Survey.AGES_8_11,
        "1",
        Screens(form["screens"]),
        Pictures.NONE,
        tuple(_topic(entry) for entry in form["topics"]),
    )


def _topic(entry: Form) -> Topic:
    return Topic(
        entry["key"],
        tuple(_question(item) for item in entry.get("questions", ())),
        tuple(_demographic(item) for item in entry.get("demographics", ())),
        tuple(OpenQuestion(key, key, key, "") for key in entry.get("open_questions", ())),
    )


def _answers(item: Form) -> tuple[Answer, ...]:
    codes = tuple(Answer(code, code) for code in item.get("codes", ("yes", "no")))
    return codes + tuple(
        Answer(code, code, is_no_answer=True) for code in item.get("no_answer", ("skipped",))
    )


def _question(item: Form) -> Question:
    route = item.get("asked_if")
    condition = (
        Condition(route["indicator"], Operator(route["operator"]), frozenset(route["codes"]))
        if route
        else None
    )
    return Question(
        item["key"], item["key"], item["key"], "", False, AnsweredBy.CHILD, condition, _answers(item),
        item.get("multiple", False), frozenset(item.get("exclusive", ())),
    )  # fmt: skip


def _demographic(item: Form) -> DemographicQuestion:
    who = AnsweredBy(item.get("answered_by", "child"))
    codes = _answers({**item, "no_answer": item.get("unknown", ())})
    return DemographicQuestion(item["key"], item["key"], item["key"], "", who, codes)
