"""The table of cases of one respondent, driven through the pure rules."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from heard.base.surveys import Survey
from heard.catalogue import Questionnaire, load_catalogue
from heard.interview import (
    BEFORE_FIRST,
    Refusal,
    build_response,
    check_response,
    key_of,
    list_screens,
    next_screen,
    progress,
    visible_items,
)
from questionnaires import build_questionnaire

Case = dict[str, Any]

TABLE = yaml.safe_load((Path(__file__).parent / "screens.yaml").read_text(encoding="utf-8"))
CASES: list[Case] = TABLE["cases"]
KEYS = {"title", "of", "answers", "screens", "shown", "steps", "reached", "row", "check", "dropped"}


def cases_with(key: str) -> pytest.MarkDecorator:
    found = [case for case in CASES if key in case]
    return pytest.mark.parametrize("case", found, ids=lambda case: case["title"])


def questionnaire_of(case: Case) -> Questionnaire:
    if case["of"] in TABLE["questionnaires"]:
        return build_questionnaire(TABLE["questionnaires"][case["of"]])
    return load_catalogue().questionnaires[Survey(case["of"])]


def walk(questionnaire: Questionnaire, answers: dict[str, str]) -> list[int]:
    places, place = [], next_screen(questionnaire, answers, BEFORE_FIRST)
    while place is not None:
        places.append(place)
        place = next_screen(questionnaire, answers, place)
    return places


def filled(row: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in row.items() if value}


@cases_with("screens")
def test_these_are_all_the_screens_there_could_be(case: Case) -> None:
    found = [[key_of(item) for item in screen.items] for screen in list_screens(questionnaire_of(case))]
    assert found == case["screens"]


@cases_with("shown")
def test_these_are_the_screens_shown(case: Case) -> None:
    questionnaire = questionnaire_of(case)
    screens = list_screens(questionnaire)
    seen = [
        [key_of(item) for item in visible_items(screens[place], questionnaire, case["answers"])]
        for place in walk(questionnaire, case["answers"])
    ]
    assert seen == case["shown"]


@cases_with("steps")
def test_these_are_the_steps_of_the_path(case: Case) -> None:
    questionnaire = questionnaire_of(case)
    steps = [progress(questionnaire, place) for place in walk(questionnaire, case["answers"])]
    assert [[step.position, step.total] for step in steps] == case["steps"]


@pytest.mark.parametrize(
    "case", [c for c in CASES if "row" in c and "check" not in c], ids=lambda case: case["title"]
)
def test_this_is_the_row_of_a_finished_survey(case: Case) -> None:
    questionnaire = questionnaire_of(case)
    last = len(list_screens(questionnaire)) - 1
    reached = case.get("reached", last)
    row = build_response(questionnaire, case["answers"], reached=None if reached == "none" else reached)
    assert filled(row) == case["row"]


@cases_with("check")
def test_this_is_what_is_kept_of_a_row_and_why_the_rest_is_dropped(case: Case) -> None:
    kept, dropped = check_response(questionnaire_of(case), case["answers"])
    assert filled(kept) == case["row"]
    assert dropped == case["dropped"]


def test_the_table_says_nothing_that_nobody_reads_and_could_be_read_by_a_browser() -> None:
    assert json.loads(json.dumps(TABLE)) == TABLE
    for case in CASES:
        assert case.keys() <= KEYS
        assert case.keys() & {"screens", "shown", "row"}
        assert ("dropped" in case) is case.get("check", False)


def test_the_table_shows_every_survey_and_every_reason_to_drop_an_answer() -> None:
    assert {case["of"] for case in CASES} == {*Survey, *TABLE["questionnaires"]}
    assert {reason for case in CASES for reason in case.get("dropped", {}).values()} == set(Refusal)
