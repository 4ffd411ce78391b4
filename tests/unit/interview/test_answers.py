import pytest

from heard.base.surveys import Survey
from heard.catalogue import (
    Answer,
    AnsweredBy,
    Condition,
    Operator,
    Pictures,
    Question,
    Questionnaire,
    Screens,
    Topic,
)
from heard.interview import Refusal, check_answer, check_answers

YES_OR_NO = Question(
    "knows", "", "", "", False, AnsweredBy.CHILD, None,
    (Answer("yes", "Yes"), Answer("no", "No"), Answer("skipped", "Skip", is_no_answer=True)),
)  # fmt: skip
SEVERAL = Question(
    "people", "", "", "", False, AnsweredBy.CHILD, Condition("knows", Operator.ANY_OF, frozenset({"yes"})),
    (
        Answer("friends", "Friends"), Answer("family", "Family"), Answer("nobody", "Nobody"),
        Answer("skipped", "Skip", is_no_answer=True),
    ),
    multiple=True, exclusive=frozenset({"nobody"}),
)  # fmt: skip
FORM = Questionnaire(
    Survey.AGES_8_11, "1", Screens.ONE_QUESTION, Pictures.NONE, (Topic("one", (YES_OR_NO, SEVERAL)),)
)


@pytest.mark.parametrize(
    ("value", "refusal"),
    [
        ("yes", None),
        ("skipped", None),
        ("perhaps", Refusal.UNKNOWN_CODE),
        ("", Refusal.UNKNOWN_CODE),
        ("Yes", Refusal.UNKNOWN_CODE),
        ("yes;no", Refusal.SEVERAL_GIVEN),
        ("yes;perhaps", Refusal.UNKNOWN_CODE),
    ],
)
def test_a_single_choice_takes_one_code_it_offers(value: str, refusal: Refusal | None) -> None:
    assert check_answer(YES_OR_NO, value) is refusal


@pytest.mark.parametrize(
    ("value", "refusal"),
    [
        ("friends", None),
        ("family;friends", None),
        ("nobody", None),
        ("skipped", None),
        ("friends;nobody", Refusal.NOT_TOGETHER),
        ("friends;skipped", Refusal.NOT_TOGETHER),
        ("friends;friends", Refusal.GIVEN_TWICE),
        ("friends;", Refusal.UNKNOWN_CODE),
    ],
)
def test_a_multiple_choice_takes_codes_that_may_stand_together(value: str, refusal: Refusal | None) -> None:
    assert check_answer(SEVERAL, value) is refusal


def test_answers_that_stand_give_no_refusal() -> None:
    assert check_answers(FORM, {"knows": "yes", "people": "friends"}) == {}


def test_every_answer_that_cannot_stand_is_named_with_its_reason() -> None:
    assert check_answers(FORM, {"knows": "no", "people": "friends", "weather": "yes"}) == {
        "people": Refusal.NOT_ASKED,
        "weather": Refusal.NOT_ASKED,
    }
    assert check_answers(FORM, {"knows": "yes", "people": "dog"}) == {"people": Refusal.UNKNOWN_CODE}
