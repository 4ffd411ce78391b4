from pathlib import Path

import pytest

from heard.base.errors import HeardError
from heard.base.surveys import Survey
from heard.catalogue import (
    Answer,
    Catalogue,
    Condition,
    Language,
    Operator,
    Topic,
    load_catalogue,
    read_catalogue,
)

BASE = Path(__file__).parents[2] / "catalogue/base"
YOUNGEST, MIDDLE = Survey.AGES_4_7, Survey.AGES_8_11


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(BASE)


def worker_topic(catalogue: Catalogue) -> Topic:
    return catalogue.questionnaires[YOUNGEST].topics[1]


def test_a_surveys_own_phrase_stands_before_the_phrase_for_all(catalogue: Catalogue) -> None:
    assert catalogue.asked("trusts_worker", "4-7").headline.phrase == "can trust their worker"
    assert catalogue.asked("trusts_worker", "8-11").headline.phrase == "trust their worker"
    assert catalogue.asked("trusts_worker", "4-7").otherwise == "do not trust their worker"


def test_a_surveys_own_question_stands_before_the_question_for_all(catalogue: Catalogue) -> None:
    young = worker_topic(catalogue).questions[0]
    older = catalogue.questionnaires[MIDDLE].topics[0].questions[0]
    assert young.text == "Do you know your worker?"
    assert young.read_aloud == "Do you know your worker? Tap a picture."
    assert older.text == older.read_aloud == "Do you know who your worker is?"


def test_answers_come_in_the_scales_order_with_words_pictures_and_no_answers_last(
    catalogue: Catalogue,
) -> None:
    assert worker_topic(catalogue).questions[1].answers == (
        Answer("0", "Not at all", "cross"),
        Answer("1", "A bit", "wave"),
        Answer("2", "A lot", "tick"),
        Answer("skipped", "Skip", "arrow", is_no_answer=True),
        Answer("not_for_me", "I have no worker", "card", is_no_answer=True),
    )


def test_a_questionnaire_without_pictures_has_none(catalogue: Catalogue) -> None:
    questions = catalogue.questionnaires[MIDDLE].questions()
    assert {answer.picture for question in questions for answer in question.answers} == {""}


def test_a_route_is_the_same_for_the_question_and_for_its_figures(catalogue: Catalogue) -> None:
    knows = Condition("knows_worker", Operator.ANY_OF, frozenset({"yes"}))
    assert worker_topic(catalogue).questions[1].condition == knows
    assert catalogue.asked("trusts_worker", "4-7").condition == knows
    assert catalogue.asked("trusts_worker", "4-7").asked_of == "who know their worker"
    assert catalogue.asked("knows_worker", "4-7").condition is None


def test_a_question_for_many_answers_knows_which_stand_alone(catalogue: Catalogue) -> None:
    supporters = list(catalogue.questionnaires[MIDDLE].questions())[-1]
    assert supporters.multiple
    assert supporters.exclusive == {"nobody"}


def test_unknown_groups_are_no_answers(catalogue: Catalogue) -> None:
    (gender,) = catalogue.questionnaires[MIDDLE].demographics()
    assert [(answer.code, answer.is_no_answer) for answer in gender.answers] == [
        ("girl", False),
        ("boy", False),
        ("prefer_not", True),
    ]


def test_added_cut_points_alone_are_shared_by_surveys_taken_together(catalogue: Catalogue) -> None:
    together = catalogue.asked("knows_worker", "4-7;8-11")
    assert [cut.key for cut in together.cut_points] == ["positive"]
    assert not catalogue.is_asked("trusts_worker", "4-7;8-11")


def test_a_cut_point_that_is_not_there_is_our_error(catalogue: Catalogue) -> None:
    with pytest.raises(HeardError, match="no cut point very_high in survey 4-7"):
        catalogue.asked("knows_worker", "4-7").cut_point("very_high")


def test_the_catalogue_knows_its_language_and_versions(catalogue: Catalogue) -> None:
    assert catalogue.language == Language("en", "English", "ltr", True)
    assert catalogue.versions == {YOUNGEST: "1", MIDDLE: "1"}


def test_our_catalogue_is_read_once_a_process() -> None:
    assert load_catalogue() is load_catalogue()


def test_a_survey_offers_only_the_age_bands_it_is_for() -> None:
    def ages(survey: Survey) -> list[str]:
        questions = load_catalogue().questionnaires[survey].demographics()
        age = next(question for question in questions if question.demographic == "age")
        return [answer.code for answer in age.answers]

    assert ages(Survey.AGES_11_17) == ["11_12", "13_15", "16_17", "18_20", "prefer_not"]
    assert ages(Survey.AGES_16_25) == ["16_17", "18_20", "21_25", "prefer_not"]


def test_a_topic_has_the_title_of_its_survey(catalogue: Catalogue) -> None:
    titles = {survey: [t.title for t in form.topics] for survey, form in catalogue.questionnaires.items()}
    assert titles == {YOUNGEST: ["Before we start", "Your worker"], MIDDLE: ["You"]}
