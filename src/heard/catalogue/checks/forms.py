"""Checks of questionnaires against what their surveys ask."""

from collections.abc import Callable, Iterator

from heard.base.bands import WELLBEING_BAND, list_faults
from heard.base.policy import QUESTIONS_ON_A_TOPIC_SCREEN
from heard.base.problems import Problem
from heard.base.surveys import Survey
from heard.catalogue.checks.walking import groups_of, list_repeated, questionnaire_file
from heard.catalogue.documents import QuestionnaireFile
from heard.catalogue.indicators import AnsweredBy
from heard.catalogue.questionnaires import Pictures, Screens
from heard.catalogue.reading import Documents


def surveys_have_a_questionnaire(documents: Documents) -> Iterator[Problem]:
    """A survey that asks anything has its file."""
    for survey in Survey:
        if survey not in documents.questionnaires and groups_of(documents, survey):
            yield Problem(questionnaire_file(survey), "the file is missing.")


def nothing_is_left_out_or_asked_twice(documents: Documents) -> Iterator[Problem]:
    """A questionnaire holds what its survey asks: each thing once, and nothing else."""
    for survey, form in documents.questionnaires.items():
        file = questionnaire_file(survey)
        meant = _meant(documents, survey)
        for noun, found in _found(form).items():
            for key in list_repeated(found):
                yield Problem(file, f"{noun}: {key} stands twice.")
            for key in sorted(set(found) - meant[noun]):
                yield Problem(file, f"{noun}: {key} is not something survey {survey} asks.")
            for key in sorted(meant[noun] - set(found)):
                yield Problem(file, f"{noun}: {key} is left out, though survey {survey} asks it.")


def lengths_are_as_meant(documents: Documents) -> Iterator[Problem]:
    """A questionnaire is as long as its author said it is."""
    for survey, form in documents.questionnaires.items():
        meant = {
            "indicators": form.counts.indicators,
            "demographics": form.counts.demographics,
            "open_questions": form.counts.open_questions,
        }
        for noun, found in _found(form).items():
            if len(found) != meant[noun]:
                yield Problem(
                    questionnaire_file(survey), f"counts.{noun}: {meant[noun]}, but {len(found)} are asked."
                )


def topics_fit_a_screen(documents: Documents) -> Iterator[Problem]:
    """Topics are different; where one fills a screen it has a fair number of questions."""
    fewest, most = QUESTIONS_ON_A_TOPIC_SCREEN
    for survey, form in documents.questionnaires.items():
        for key in list_repeated(topic.key for topic in form.topics):
            yield Problem(questionnaire_file(survey), f"topics: {key} stands twice.")
        for topic in form.topics if form.screens is Screens.ONE_TOPIC else ():
            size = len(topic.indicators) + len(topic.demographics)
            if not fewest <= size <= most:
                message = f"topics: {topic.key} puts {size} questions on a screen."
                yield Problem(questionnaire_file(survey), message, allowed=f"{fewest} to {most}")


def routed_questions_follow(documents: Documents) -> Iterator[Problem]:
    """A question stands after the one that decides who is asked it."""
    for survey, form in documents.questionnaires.items():
        order = _found(form)["indicators"]
        place = {key: order.index(key) for key in order}
        for key, group in groups_of(documents, survey).items():
            router = group.asked_if.indicator if group.asked_if else key
            if place.get(router, -1) > place.get(key, len(place)):
                message = f"indicators: {key} must stand after {router}, which decides who is asked it."
                yield Problem(questionnaire_file(survey), message)


def adults_answer_first(documents: Documents) -> Iterator[Problem]:
    """The trusted adult hands over once: what the adult answers stands before the child's first question."""
    for survey, form in documents.questionnaires.items():
        begun = False
        for topic in form.topics:
            begun = begun or bool(topic.indicators)
            for key in topic.demographics if begun else ():
                entry = documents.demographics.get(key)
                if entry and entry.answered_by.get(survey) is AnsweredBy.ADULT:
                    message = (
                        f"demographics: {key} is for the adult and must stand before the child's questions."
                    )
                    yield Problem(questionnaire_file(survey), message)


def answers_have_pictures(documents: Documents) -> Iterator[Problem]:
    """Where a questionnaire draws every answer, every answer it offers has its picture."""
    for survey, form in documents.questionnaires.items():
        for key, group in groups_of(documents, survey).items() if form.pictures is Pictures.ALWAYS else ():
            scale = documents.scales.get(group.scale)
            drawn = (scale.pictures or {}) if scale else {}
            for code in group.offered(scale) if scale else ():
                if code not in drawn:
                    message = (
                        f"{group.scale}: pictures: none for {code}, which {key} offers in survey {survey}."
                    )
                    yield Problem("scales.yaml", message)


def bands_have_a_sound_rule(documents: Documents) -> Iterator[Problem]:
    """A questionnaire says how the well-being band is made where its survey has one, and nowhere else."""
    band = documents.indicators.get(WELLBEING_BAND)
    with_band = set(band.by_survey()) if band else set()
    for survey, form in documents.questionnaires.items():
        file, entry = questionnaire_file(survey), form.wellbeing_band
        if (entry is not None) != (survey in with_band):
            wrong = "no rule, though" if entry is None else "a rule, and"
            has = "has" if survey in with_band else "has not"
            yield Problem(file, f"wellbeing_band: {wrong} survey {survey} {has} this indicator.")
        for key, allowed in list_faults(entry.as_rule()) if entry else ():
            yield Problem(file, f"wellbeing_band.{key}: this value cannot stand here.", allowed=allowed)


def _found(form: QuestionnaireFile) -> dict[str, list[str]]:
    """What a questionnaire asks, in order, by kind."""
    return {
        "indicators": [key for topic in form.topics for key in topic.indicators],
        "demographics": [key for topic in form.topics for key in topic.demographics],
        "open_questions": [key for topic in form.topics for key in topic.open_questions],
    }


def _meant(documents: Documents, survey: Survey) -> dict[str, set[str]]:
    """What a survey asks according to the other files, by kind; what is recorded is not asked."""
    return {
        "indicators": set(groups_of(documents, survey)),
        "demographics": {
            key
            for key, entry in documents.demographics.items()
            if entry.answered_by.get(survey, AnsweredBy.SYSTEM) is not AnsweredBy.SYSTEM
        },
        "open_questions": {key for key, entry in documents.open_questions.items() if survey in entry.surveys},
    }


FORM_CHECKS: tuple[Callable[[Documents], Iterator[Problem]], ...] = (
    surveys_have_a_questionnaire,
    nothing_is_left_out_or_asked_twice,
    lengths_are_as_meant,
    topics_fit_a_screen,
    routed_questions_follow,
    adults_answer_first,
    answers_have_pictures,
    bands_have_a_sound_rule,
)
