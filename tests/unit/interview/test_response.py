import pytest

from heard.base.surveys import Survey
from heard.catalogue import Answer, AnsweredBy, DemographicQuestion, load_catalogue
from heard.interview import (
    NOT_SHOWN,
    SKIPPED,
    Refusal,
    Response,
    build_response,
    check_demographic,
    check_response,
    collect_response,
    list_screens,
)
from questionnaires import build_questionnaire

AGE = DemographicQuestion(
    "age", "", "", "", AnsweredBy.CHILD,
    (Answer("young", "Young"), Answer("old", "Old"), Answer("prefer_not", "Not saying", is_no_answer=True)),
)  # fmt: skip
FORM = build_questionnaire(
    {
        "screens": "one_question",
        "topics": [
            {
                "key": "all",
                "questions": [{"key": "safe"}],
                "demographics": [{"key": "age", "codes": ["young", "old"]}],
                "open_questions": ["anything"],
            }
        ],
    }
)


@pytest.mark.parametrize(
    ("value", "refusal"),
    [
        ("young", None),
        ("prefer_not", None),
        ("ancient", Refusal.UNKNOWN_CODE),
        ("", Refusal.UNKNOWN_CODE),
        ("young;old", Refusal.SEVERAL_GIVEN),
        ("young;ancient", Refusal.UNKNOWN_CODE),
    ],
)
def test_a_question_about_the_child_takes_one_code_it_offers(value: str, refusal: Refusal | None) -> None:
    assert check_demographic(AGE, value) is refusal


def test_a_response_keeps_answers_and_what_is_said_about_the_child_apart() -> None:
    response = collect_response(FORM, {"safe": "yes", "age": "old", "anything": "words"}, reached=2)
    assert response == Response(answers={"safe": "yes"}, demographics={"age": "old"})
    assert response.row() == {"safe": "yes", "age": "old"}


def test_a_row_has_every_key_of_the_questionnaire_whatever_was_shown() -> None:
    assert build_response(FORM, {}, reached=None) == {"safe": NOT_SHOWN, "age": NOT_SHOWN}
    for form in load_catalogue().questionnaires.values():
        keys = {question.indicator for question in form.questions()}
        keys |= {question.demographic for question in form.demographics()}
        assert build_response(form, {}, reached=0).keys() == keys


@pytest.mark.parametrize("survey", Survey, ids=str)
def test_whoever_leaves_everything_out_has_skipped_every_question_and_said_nothing_of_themselves(
    survey: Survey,
) -> None:
    form = load_catalogue().questionnaires[survey]
    response = collect_response(form, {}, reached=len(list_screens(form)) - 1)
    routed = {question.indicator for question in form.questions() if question.condition}
    assert {key for key, code in response.answers.items() if code != SKIPPED} == routed
    assert set(response.demographics.values()) == {NOT_SHOWN}


def test_a_response_that_is_printed_shows_no_answer() -> None:
    response = collect_response(FORM, {"safe": "yes", "age": "old"}, reached=2)
    assert repr(response) == str(response) == "Response()"


def test_what_is_dropped_is_named_by_key_and_reason_and_never_by_what_it_holds() -> None:
    kept, dropped = check_response(
        FORM, {"safe": "my name is Sam", "I live at 4 Elm Road": "yes", "age": "old"}
    )
    assert kept == {"safe": NOT_SHOWN, "age": "old"}
    assert dropped == {"safe": Refusal.UNKNOWN_CODE, "outside_the_questionnaire": Refusal.NOT_ASKED}
