"""A questionnaire as a script: all that a browser needs to walk through it by itself, as plain JSON values.

The interpreter in the browser (`answering/interpreter.js`) knows the same few steps as this package: the one operator
of a condition (any of), what may be answered together, which screen comes next, and what stands in the finished row.
Both are held to the same table of cases.
"""

from heard.catalogue.questionnaires import (
    DemographicQuestion,
    OpenQuestion,
    Question,
    Questionnaire,
    Screens,
)
from heard.interview.calming import CALLING
from heard.interview.response import SKIPPED
from heard.interview.screens import Item, Screen, key_of, list_screens, progress

Script = dict[str, object]  # JSON: what it holds is said at `write_script`


def write_script(questionnaire: Questionnaire) -> Script:
    """The questionnaire's screens, in order, without any of its words.

    `alone`: one question a screen. Each screen has `topic`, `adult` (an adult answers), `step` and `steps` (of the
    path picture) and `items`; each item `key`, `kind` (question, demographic or open) and, where it has answers,
    `codes`, `lone` (those that stand alone), `several`, `skipped` (whether leaving it out is recorded) and `if` (who
    is asked: an indicator and codes, or null for everybody). `calm`: the answers that call for calm, by indicator.
    """
    return {
        "alone": questionnaire.screens is Screens.ONE_QUESTION,
        "screens": [
            _screen(questionnaire, place, screen) for place, screen in enumerate(list_screens(questionnaire))
        ],
        "calm": {
            question.indicator: sorted(CALLING[question.indicator])
            for question in questionnaire.questions()
            if question.indicator in CALLING
        },
    }


def _screen(questionnaire: Questionnaire, place: int, screen: Screen) -> Script:
    step = progress(questionnaire, place)
    return {
        "topic": screen.topic,
        "adult": screen.for_adult,
        "step": step.position,
        "steps": step.total,
        "items": [_item(item) for item in screen.items],
    }


def _item(item: Item) -> Script:
    match item:
        case OpenQuestion():
            return {"key": key_of(item), "kind": "open"}
        case DemographicQuestion():
            codes = [answer.code for answer in item.answers]
            return {"key": key_of(item), "kind": "demographic", "codes": codes}
        case Question():
            return _question(item)


def _question(item: Question) -> Script:
    codes = [answer.code for answer in item.answers]
    condition = item.condition
    return {
        "key": key_of(item),
        "kind": "question",
        "codes": codes,
        "lone": [a.code for a in item.answers if a.is_no_answer or a.code in item.exclusive],
        "several": item.multiple,
        "skipped": SKIPPED in codes,
        "if": {"key": condition.indicator, "codes": sorted(condition.codes)} if condition else None,
    }
