"""What the base of a question tells of the one that leads to it."""

import numpy as np
import pytest

from heard.base.surveys import Survey
from heard.disclosure.deciding.council import Answered, Question
from heard.disclosure.deciding.routing import list_led
from unit.disclosure.councils import the_catalogue

NEVER = frozenset({"never"})


def answered(helped: int) -> Answered:
    """Of 75, 12 were often or sometimes afraid of bullying, 20 hardly ever and 43 never; of those who were, so many
    said whether they got help."""
    catalogue = the_catalogue()
    afraid = catalogue.asked("afraid_bullying", Survey.AGES_11_17)
    help_got = catalogue.asked("bullying_help", Survey.AGES_11_17)
    counts = {"positive": np.array([63]), "negative": np.array([12]), "never": np.array([43])}
    questions = {
        "afraid_bullying": Question(
            "afraid_bullying",
            afraid,
            afraid.cut_points,
            np.array([75]),
            counts,
            frozenset({"all_or_most", "sometimes", "hardly_ever"}),
            32,
        ),
        "bullying_help": Question(
            "bullying_help",
            help_got,
            help_got.cut_points,
            np.array([helped]),
            {cut.key: np.array([helped // 2]) for cut in help_got.cut_points},
        ),
    }
    return Answered("11-17", (("all", "all"),), np.array([75]), np.array([300]), questions)


def test_those_led_on_gave_one_of_the_answers_that_lead_there() -> None:
    survey = answered(30)
    question = survey.questions["afraid_bullying"]
    led = list_led(survey, question, question.division, 10)
    assert led.at_least == 30
    assert led.bounds(question.division.touching(NEVER), 75) == (0, 45)
    assert led.bounds(led.answers, 75) == (30, 75)
    assert led.bounds(question.division.cuts["negative"], 75) == (0, 75)


@pytest.mark.parametrize(("base", "known"), [(9, 0), (10, 10)])
def test_a_base_that_may_not_be_shown_tells_nothing(base: int, known: int) -> None:
    survey = answered(base)
    question = survey.questions["afraid_bullying"]
    assert list_led(survey, question, question.division, 10).at_least == known


def test_a_question_that_leads_nowhere_is_bounded_by_nothing() -> None:
    survey = answered(30)
    question = survey.questions["bullying_help"]
    led = list_led(survey, question, question.division, 10)
    assert led.bounds(frozenset({0}), 30) == (0, 30)
