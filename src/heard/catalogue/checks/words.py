"""Checks of one language's words: none missing, none for nothing, none a child should not read."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from heard.base.problems import Problem
from heard.base.surveys import Survey
from heard.catalogue.checks.walking import groups_of, list_repeated, surveys_by_topic
from heard.catalogue.documents import IndicatorFile, IndicatorWords, OpenQuestionWords, QuestionWords
from heard.catalogue.indicators import OTHERWISE, AnsweredBy
from heard.catalogue.reading import Documents, Words
from heard.catalogue.wording import ForSurveys, answers_of, phrases_of, words_for

WordCheck = Callable[[Documents, Words], Iterator[Problem]]


def every_key_has_words(documents: Documents, words: Words) -> Iterator[Problem]:
    """Each thing of the catalogue has words, and no words stand there for a thing that is not."""
    asked_scales = {group.scale for survey in Survey for group in groups_of(documents, survey).values()}
    yield from _same_keys(words.file("domains"), {domain.key for domain in documents.domains}, words.domains)
    yield from _same_keys(words.file("scales"), asked_scales & documents.scales.keys(), words.scales)
    yield from _same_keys(words.file("demographics"), documents.demographics.keys(), words.demographics)
    yield from _same_keys(words.file("open_questions"), documents.open_questions.keys(), words.open_questions)
    yield from _same_keys(words.file("topics"), surveys_by_topic(documents).keys(), words.topics)
    for key in sorted(words.indicators.keys() - documents.indicators.keys()):
        yield Problem(words.places[key], f"{key}: nothing in the catalogue has this key.")
    for key, entry in documents.indicators.items():
        home = words.file(f"indicators/{entry.domain}")
        if words.places.get(key, home) != home:
            yield Problem(words.places[key], f"{key}: its words belong in {home}.")
        elif key not in words.indicators:
            yield Problem(home, f"{key}: its words are missing.")


def cut_points_have_phrases(documents: Documents, words: Words) -> Iterator[Problem]:
    """In every survey each cut point has its phrase, and so has everybody else (`otherwise`)."""
    for key, entry, said in _indicators(documents, words):
        named = {OTHERWISE} | {cut for group in entry.surveys for cut in group.cut_points}
        for survey, group in entry.by_survey().items():
            for cut in (*group.cut_points, OTHERWISE):
                if cut not in phrases_of(said, survey):
                    yield Problem(words.places[key], f"{key}: phrases: {cut} is missing (survey {survey}).")
        for survey in (said.phrases_for or {}).keys() - entry.by_survey().keys():
            yield Problem(words.places[key], f"{key}: phrases_for: survey {survey} does not ask it.")
        for phrases in (said.phrases, *(said.phrases_for or {}).values()):
            for cut in sorted(phrases.keys() - named):
                yield Problem(words.places[key], f"{key}: phrases: {cut} is not one of its cut points.")


def routed_questions_say_of_whom(documents: Documents, words: Words) -> Iterator[Problem]:
    """A base of some children only is said in words, and only such a one."""
    for key, entry, said in _indicators(documents, words):
        routed = any(group.asked_if for group in entry.surveys)
        if routed and not said.asked_of:
            yield Problem(words.places[key], f"{key}: asked_of is missing, and not everybody is asked.")
        if said.asked_of and not routed:
            yield Problem(words.places[key], f"{key}: asked_of is there, though everybody is asked.")


def questions_have_words(documents: Documents, words: Words) -> Iterator[Problem]:
    """Every question has one text in each survey that asks it."""
    for key, entry, said in _indicators(documents, words):
        asking = [] if entry.derived else list(entry.by_survey())
        yield from _one_entry_each(words.places[key], f"{key}: questions", said.questions, asking)
    for key, about in documents.demographics.items():
        asking = [s for s, who in about.answered_by.items() if who is not AnsweredBy.SYSTEM]
        if key in words.demographics:
            questions = words.demographics[key].questions
            yield from _one_entry_each(words.file("demographics"), f"{key}: questions", questions, asking)
    for key, question in documents.open_questions.items():
        if key in words.open_questions:
            entries = words.open_questions[key]
            yield from _one_entry_each(words.file("open_questions"), key, entries, question.surveys)


def topics_have_titles(documents: Documents, words: Words) -> Iterator[Problem]:
    """Every topic has one title in each survey that has the topic."""
    for key, surveys in surveys_by_topic(documents).items():
        if key in words.topics:
            yield from _one_entry_each(words.file("topics"), key, words.topics[key], surveys)


def scales_have_words_for_each_survey(documents: Documents, words: Words) -> Iterator[Problem]:
    """A scale's answers are worded for each survey that uses it, by its own codes."""
    for key, entries in words.scales.items():
        if key not in documents.scales:
            continue
        using = [s for s in Survey if any(group.scale == key for group in groups_of(documents, s).values())]
        yield from _one_entry_each(words.file("scales"), key, entries, using)
        scale = documents.scales[key]
        for code in sorted(
            {code for entry in entries for code in entry.answers} - {*scale.codes, *scale.no_answer}
        ):
            yield Problem(words.file("scales"), f"{key}: {code} is not an answer of the scale.")


def answers_have_words(documents: Documents, words: Words) -> Iterator[Problem]:
    """Every answer a question offers can be read, the no-answers too."""
    for survey in Survey:
        for key, group in groups_of(documents, survey).items():
            scale = documents.scales.get(group.scale)
            said = answers_of(words, key, group.scale, survey)
            for code in group.offered(scale) if scale else ():
                if code not in said:
                    file = words.places.get(key, words.file("scales"))
                    yield Problem(file, f"{key}: no words for the answer {code} in survey {survey}.")


def own_answers_are_offered(documents: Documents, words: Words) -> Iterator[Problem]:
    """A question words afresh only answers that it offers."""
    for key, entry, said in _indicators(documents, words):
        for question in said.questions:
            groups = [
                g for s, g in entry.by_survey().items() if question.surveys is None or s in question.surveys
            ]
            scales = [(g, documents.scales[g.scale]) for g in groups if g.scale in documents.scales]
            known = {code for group, scale in scales for code in group.offered(scale)}
            for code in sorted((question.answers or {}).keys() - known if scales else ()):
                yield Problem(words.places[key], f"{key}: answers: {code} is not offered there.")


def groups_have_words(documents: Documents, words: Words) -> Iterator[Problem]:
    """Every code of a question about the child has a label and, where it is offered, an answer to read."""
    file = words.file("demographics")
    for key, entry in documents.demographics.items():
        said = words.demographics.get(key)
        if said is None:
            continue
        yield from _same_keys(file, set(entry.codes + entry.unknown), said.labels, f"{key}: labels: ")
        for survey, who in entry.answered_by.items():
            question = words_for(said.questions, survey)
            if question and who is not AnsweredBy.SYSTEM:
                for code in sorted(set(entry.offered(survey)) - (question.answers or {}).keys()):
                    yield Problem(file, f"{key}: no words for the answer {code} in survey {survey}.")
        worded = {code for question in said.questions for code in question.answers or {}}
        for code in sorted(worded - set(entry.codes + entry.unknown)):
            yield Problem(file, f"{key}: answers: {code} is not a code.")


def children_read_no_office_words(documents: Documents, words: Words) -> Iterator[Problem]:
    """Nothing a child reads or hears holds a word of `never_said_to_children.yaml`."""
    never = documents.never_said.get(words.language, ())
    if not never:
        return
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, never))})(?:s|es)?\b", re.IGNORECASE)
    for file, place, text in _read_by_children(documents, words):
        for found in pattern.findall(text):
            yield Problem(file, f"{place}: a child would read “{found}” in “{text}”.")


def _read_by_children(documents: Documents, words: Words) -> Iterator[tuple[str, str, str]]:
    """File, place and text of everything a child reads or hears."""
    for key, said in words.indicators.items():
        yield from ((words.places[key], key, text) for text in _texts(said.questions))
    for key, entries in words.scales.items():
        yield from ((words.file("scales"), key, text) for entry in entries for text in entry.answers.values())
    for key, about in words.demographics.items():
        answered_by = documents.demographics[key].answered_by if key in documents.demographics else {}
        adults = {survey for survey, who in answered_by.items() if who is AnsweredBy.ADULT}
        asked = [
            question for question in about.questions if not adults.issuperset(question.surveys or Survey)
        ]
        yield from ((words.file("demographics"), key, text) for text in _texts(asked))
    for key, open_entries in words.open_questions.items():
        yield from ((words.file("open_questions"), key, text) for text in _texts(open_entries))
    for key, titles in words.topics.items():
        yield from ((words.file("topics"), key, entry.title) for entry in titles)


def _texts(entries: Iterable[QuestionWords | OpenQuestionWords]) -> Iterator[str]:
    for entry in entries:
        yield from (entry.text, entry.read_aloud, entry.help)
        if isinstance(entry, QuestionWords):
            yield from (entry.answers or {}).values()


def _indicators(documents: Documents, words: Words) -> Iterator[tuple[str, IndicatorFile, IndicatorWords]]:
    """Key, facts and words of each indicator that has both."""
    for key, entry in documents.indicators.items():
        if key in words.indicators:
            yield key, entry, words.indicators[key]


def _same_keys(
    file: str, wanted: AbstractSet[str], found: Mapping[str, object], place: str = ""
) -> Iterator[Problem]:
    for key in sorted(wanted - found.keys()):
        yield Problem(file, f"{place}{key}: its words are missing.")
    for key in sorted(found.keys() - wanted):
        yield Problem(file, f"{place}{key}: nothing in the catalogue has this key.")


def _one_entry_each(
    file: str, place: str, entries: Sequence[ForSurveys], asking: Iterable[Survey]
) -> Iterator[Problem]:
    """Each survey that asks finds one entry, and no entry names a survey that does not ask."""
    wanted = set(asking)
    named = [survey for entry in entries for survey in entry.surveys or ()]
    for survey in list_repeated(named):
        yield Problem(file, f"{place}: survey {survey} has two entries.")
    if sum(entry.surveys is None for entry in entries) > 1:
        yield Problem(file, f"{place}: two entries are for all surveys.")
    for survey in sorted(set(named) - wanted):
        yield Problem(file, f"{place}: survey {survey} does not ask it.")
    for survey in sorted(wanted):
        if words_for(entries, survey) is None:
            yield Problem(file, f"{place}: survey {survey} has no words.")


WORD_CHECKS: tuple[WordCheck, ...] = (
    every_key_has_words,
    cut_points_have_phrases,
    routed_questions_say_of_whom,
    questions_have_words,
    topics_have_titles,
    scales_have_words_for_each_survey,
    answers_have_words,
    own_answers_are_offered,
    groups_have_words,
    children_read_no_office_words,
)
