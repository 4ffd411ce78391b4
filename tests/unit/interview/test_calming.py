import pytest

from heard.base.surveys import Survey
from heard.catalogue import NEGATIVE, load_catalogue
from heard.interview import calls_for_calm
from heard.interview.calming import CALLING


@pytest.mark.parametrize("answer", ["no", "hardly_ever", "never"])
def test_an_answer_that_one_is_not_safe_calls_for_a_calm_line(answer: str) -> None:
    assert calls_for_calm({"feels_safe": answer}, ["settled", "feels_safe"])


@pytest.mark.parametrize("answer", ["always", "sometimes", "yes", "skipped", "prefer_not", ""])
def test_another_answer_does_not(answer: str) -> None:
    assert not calls_for_calm({"feels_safe": answer}, ["feels_safe"])


def test_only_an_answer_just_given_calls_for_it() -> None:
    assert not calls_for_calm({"feels_safe": "never", "settled": "no"}, ["settled"])
    assert not calls_for_calm({}, ["feels_safe"])


def test_the_answers_that_call_for_it_are_the_negative_ones_of_every_survey() -> None:
    catalogue = load_catalogue()
    for key, codes in CALLING.items():
        asked = [catalogue.asked(key, survey) for survey in Survey if catalogue.is_asked(key, survey)]
        assert set().union(*(each.cut_point(NEGATIVE).codes for each in asked)) == codes


def test_every_survey_has_an_answer_that_calls_for_it() -> None:
    for form in load_catalogue().questionnaires.values():
        assert CALLING.keys() & {question.indicator for question in form.questions()}
