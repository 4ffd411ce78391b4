"""The catalogue that comes with Heard: every file of it loads and agrees with every other."""

import pytest

from heard.base.errors import HeardError
from heard.base.surveys import Survey
from heard.catalogue import AnsweredBy, Catalogue, Kind, Questionnaire, check_catalogue, load_catalogue

YOUNGEST, MIDDLE, OLDER, LEAVERS = Survey


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_nothing_is_wrong_in_any_file_or_language() -> None:
    assert check_catalogue() == ()


@pytest.mark.parametrize(
    ("survey", "count"), [(YOUNGEST, 13), (MIDDLE, 29), (OLDER, 40), (LEAVERS, 36)], ids=str
)
def test_each_survey_asks_as_many_questions_as_promised(
    catalogue: Catalogue, survey: Survey, count: int
) -> None:
    questions = list(catalogue.questionnaires[survey].questions())
    assert len(questions) == count
    assert {question.answered_by for question in questions} == {AnsweredBy.CHILD}


def test_an_adult_answers_five_questions_before_the_youngest_begin(catalogue: Catalogue) -> None:
    first, *others = catalogue.questionnaires[YOUNGEST].topics
    assert [question.answered_by for question in first.demographics] == [AnsweredBy.ADULT] * 5
    assert not first.questions
    assert all(q.answered_by is not AnsweredBy.ADULT for topic in others for q in topic.demographics)


def test_every_answer_of_the_youngest_has_a_picture_and_no_answer_of_the_oldest(catalogue: Catalogue) -> None:
    def drawn(survey: Survey) -> list[bool]:
        questions = catalogue.questionnaires[survey].questions()
        return [bool(answer.picture) for question in questions for answer in question.answers]

    assert all(drawn(YOUNGEST))
    assert any(drawn(MIDDLE))
    assert not any(drawn(OLDER) + drawn(LEAVERS))


def test_every_topic_has_a_title_short_enough_for_a_telephone(catalogue: Catalogue) -> None:
    titles = [topic.title for form in catalogue.questionnaires.values() for topic in form.topics]
    assert all(titles)
    assert max(map(len, titles)) <= 32
    assert {topic.title for topic in catalogue.questionnaires[OLDER].topics if topic.key == "home"} == {
        "Where you live"
    }


def test_no_key_stands_for_two_things_in_one_survey(catalogue: Catalogue) -> None:
    for form in catalogue.questionnaires.values():
        keys = [question.indicator for question in form.questions()]
        keys += [question.demographic for question in form.demographics()]
        keys += [question.key for question in form.open_questions()]
        assert len(keys) == len(set(keys))


def test_every_question_can_be_skipped(catalogue: Catalogue) -> None:
    for questionnaire in catalogue.questionnaires.values():
        for question in questionnaire.questions():
            assert "skipped" in {answer.code for answer in question.answers if answer.is_no_answer}


@pytest.mark.parametrize("survey", [OLDER, LEAVERS], ids=str)
def test_sensitive_questions_for_older_children_can_be_refused(catalogue: Catalogue, survey: Survey) -> None:
    for question in catalogue.questionnaires[survey].questions():
        if question.sensitive:
            assert "prefer_not" in {answer.code for answer in question.answers}, question.indicator


def test_a_question_of_all_surveys_is_read_aloud_as_written_unless_it_says_otherwise(
    catalogue: Catalogue,
) -> None:
    def question(questionnaire: Questionnaire, key: str) -> tuple[str, str]:
        found = next(item for item in questionnaire.questions() if item.indicator == key)
        return found.text, found.read_aloud

    written, spoken = question(catalogue.questionnaires[YOUNGEST], "happy_yesterday")
    assert spoken == f"{written} Tap the face that fits best."
    written, spoken = question(catalogue.questionnaires[YOUNGEST], "feels_safe")
    assert spoken == written


def test_what_every_child_should_be_able_to_say_is_as_in_item_10_of_the_method(catalogue: Catalogue) -> None:
    assert {item.key for item in catalogue.indicators.values() if item.expected_of_all} == {
        "speaks_alone",
        "knows_worker",
        "contacts_worker",
        "reason_for_care",
        "feels_safe",
        "safe_neighbourhood",
        "trusted_person",
        "bullying_help",
    }


def test_safety_bullying_stigma_and_low_wellbeing_are_sensitive(catalogue: Catalogue) -> None:
    """Section 3 of the method names these four; low well-being takes in lasting low mood, worry and looks."""
    safety = {"feels_safe", "safe_neighbourhood"}
    bullying = {"afraid_bullying", "bullying_help"}
    stigma = {"made_different", "treated_same"}
    wellbeing = {
        "happy_yesterday", "happiness", "life_satisfaction", "worthwhile", "wellbeing_band", "anxiety",
        "stress", "lonely", "felt_angry", "felt_afraid", "worries_feelings", "happy_looks",
    }  # fmt: skip
    found = {item.key for item in catalogue.indicators.values() if item.sensitive}
    assert found == safety | bullying | stigma | wellbeing


def test_the_wellbeing_band_is_derived_from_the_four_composite_scales(catalogue: Catalogue) -> None:
    band = catalogue.indicators["wellbeing_band"]
    composite = {item.key for item in catalogue.indicators.values() if item.composite}
    assert band.derived
    assert composite == {"life_satisfaction", "happiness", "worthwhile", "positive_future"}
    assert all(key in band.source for key in composite)
    for survey in (OLDER, LEAVERS):
        cuts = [(cut.key, cut.polarity) for cut in band.asked[survey].cut_points]
        assert cuts == [("low", -1), ("very_high", 1), ("moderate", 0), ("high", 0)]
        assert "wellbeing_band" not in {q.indicator for q in catalogue.questionnaires[survey].questions()}


def test_every_indicator_says_that_its_words_have_not_been_tested_with_children(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        assert "not been tested with children" in indicator.provenance.words
        assert indicator.provenance.tested_on is None
        assert indicator.kind is Kind.VOICE


def test_catalogue_order_is_by_domain(catalogue: Catalogue) -> None:
    domains = [domain.key for domain in catalogue.domains]
    assert domains == ["wellbeing", "home", "relationships", "rights", "opportunities", "feelings"]
    order = [domains.index(item.domain) for item in catalogue.indicators.values()]
    assert order == sorted(order)


def test_how_it_was_answered_and_in_which_language_are_not_compared(catalogue: Catalogue) -> None:
    assert {key for key, item in catalogue.demographics.items() if not item.compared} == {
        "helped",
        "survey_language",
    }


def test_surveys_taken_together_share_the_cut_points_that_mean_the_same(catalogue: Catalogue) -> None:
    together = catalogue.asked("feels_safe", "4-7;8-11;11-17")
    assert [cut.key for cut in together.cut_points] == ["positive", "negative", "top_two"]
    assert together.headline.phrase == catalogue.asked("feels_safe", "11-17").headline.phrase


def test_surveys_whose_scales_differ_in_meaning_are_not_taken_together(catalogue: Catalogue) -> None:
    assert not catalogue.is_asked("happy_looks", "8-11;11-17")
    with pytest.raises(HeardError, match="happy_looks is not asked in survey 8-11;11-17"):
        catalogue.asked("happy_looks", "8-11;11-17")


def test_the_base_of_a_routed_question_is_said_in_words_and_only_of_a_routed_one(
    catalogue: Catalogue,
) -> None:
    for indicator in catalogue.indicators.values():
        for asked in indicator.asked.values():
            assert bool(asked.asked_of) == (asked.condition is not None), indicator.key
