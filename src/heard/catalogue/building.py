"""Documents → the catalogue, in one language. Expects documents in which `checks` finds no error."""

from collections.abc import Mapping, Sequence

from heard.base.errors import HeardError
from heard.base.surveys import Survey
from heard.catalogue.catalogue import Catalogue
from heard.catalogue.documents import (
    ConditionEntry,
    DemographicEntry,
    IndicatorFile,
    QuestionnaireFile,
    SurveyGroup,
    TopicEntry,
)
from heard.catalogue.indicators import (
    OTHERWISE,
    AnsweredBy,
    Asked,
    Condition,
    CutPoint,
    Demographic,
    Domain,
    Indicator,
    Language,
    Provenance,
    Reviewer,
    Scale,
    ScoreBand,
)
from heard.catalogue.questionnaires import (
    Answer,
    DemographicQuestion,
    OpenQuestion,
    Pictures,
    Question,
    Questionnaire,
    Topic,
)
from heard.catalogue.reading import Documents, Words
from heard.catalogue.wording import Entry, answers_of, phrases_of, words_for


def build_catalogue(documents: Documents, language: str) -> Catalogue:
    """The catalogue in one of the languages the documents were read in."""
    return _Builder(documents, documents.words[language]).build()


class _Builder:
    """Holds the documents and one language's words while the catalogue is put together."""

    def __init__(self, documents: Documents, words: Words) -> None:
        self._documents = documents
        self._words = words
        self._scales = {
            key: Scale(
                key, entry.codes, entry.no_answer, entry.meaning, entry.multiple, frozenset(entry.exclusive)
            )
            for key, entry in documents.scales.items()
        }

    def build(self) -> Catalogue:
        documents, words = self._documents, self._words
        indicators = {
            key: self._indicator(key, domain.key, documents.indicators[key])
            for domain in documents.domains
            for key in domain.indicators
        }
        return Catalogue(
            indicators=indicators,
            scales=self._scales,
            demographics={
                key: self._demographic(key, entry) for key, entry in documents.demographics.items()
            },
            domains=tuple(
                Domain(domain.key, words.domains[domain.key].title, words.domains[domain.key].intro)
                for domain in documents.domains
            ),
            versions={survey: entry.version for survey, entry in documents.questionnaires.items()},
            questionnaires={
                survey: self._questionnaire(survey, entry, indicators)
                for survey, entry in documents.questionnaires.items()
            },
            pictures=documents.pictures,
            language=Language(
                words.language,
                words.about.name,
                words.about.direction,
                words.about.reviewed,
                tuple(Reviewer(each.role, each.lived_experience) for each in words.about.reviewers),
            ),
            fingerprint=documents.fingerprint,
        )

    def _indicator(self, key: str, domain: str, entry: IndicatorFile) -> Indicator:
        origin = self._documents.provenance[entry.provenance]
        return Indicator(
            key=key,
            title=self._words.indicators[key].title,
            domain=domain,
            outcome=entry.outcome,
            measures=entry.measures,
            kind=entry.kind,
            source=entry.source,
            update_frequency=entry.update_frequency,
            provenance=Provenance(entry.provenance, origin.concept, origin.words, origin.tested_on),
            asked={
                survey: self._asked(key, survey, group, entry.sensitive)
                for survey, group in entry.by_survey().items()
            },
            may_ask=entry.may_ask,
            composite=entry.composite,
            in_low_wellbeing_model=entry.in_low_wellbeing_model,
            derived=entry.derived,
            expected_of_all=entry.expected_of_all,
            sensitive=entry.sensitive,
            added_over_surveys=frozenset(entry.added_over_surveys),
            framework=entry.framework or {},
        )

    def _asked(self, key: str, survey: Survey, group: SurveyGroup, sensitive: bool) -> Asked:
        words = self._words.indicators[key]
        phrases = phrases_of(words, survey)
        return Asked(
            survey=survey.value,
            scale=self._scales[group.scale],
            cut_points=tuple(
                CutPoint(name, frozenset(cut.codes), cut.polarity, phrases[name])
                for name, cut in group.cut_points.items()
            ),
            otherwise=phrases[OTHERWISE],
            condition=_condition(group.asked_if),
            asked_of=words.asked_of if group.asked_if else "",
            sensitive=sensitive,
            bands=tuple(ScoreBand(name, frozenset(codes)) for name, codes in (group.bands or {}).items()),
        )

    def _demographic(self, key: str, entry: DemographicEntry) -> Demographic:
        words = self._words.demographics[key]
        return Demographic(
            key=key,
            title=words.title,
            codes=entry.codes,
            unknown=entry.unknown,
            surveys=tuple(survey for survey in Survey if survey in entry.answered_by),
            answered_by=entry.answered_by,
            labels=words.labels,
            compared=entry.compared,
            open_codes=entry.open_codes,
        )

    def _questionnaire(
        self, survey: Survey, entry: QuestionnaireFile, indicators: Mapping[str, Indicator]
    ) -> Questionnaire:
        return Questionnaire(
            survey=survey,
            version=entry.version,
            screens=entry.screens,
            pictures=entry.pictures,
            topics=tuple(self._topic(survey, entry.pictures, topic, indicators) for topic in entry.topics),
            wellbeing_band=entry.wellbeing_band.as_rule() if entry.wellbeing_band else None,
        )

    def _topic(
        self, survey: Survey, pictures: Pictures, entry: TopicEntry, indicators: Mapping[str, Indicator]
    ) -> Topic:
        return Topic(
            key=entry.key,
            questions=tuple(self._question(survey, pictures, indicators[key]) for key in entry.indicators),
            demographics=tuple(self._demographic_question(survey, key) for key in entry.demographics),
            open_questions=tuple(self._open_question(survey, key) for key in entry.open_questions),
            title=_present(self._words.topics[entry.key], survey).title,
        )

    def _question(self, survey: Survey, pictures: Pictures, indicator: Indicator) -> Question:
        asked = indicator.asked[survey]
        words = _present(self._words.indicators[indicator.key].questions, survey)
        return Question(
            indicator=indicator.key,
            text=words.text,
            read_aloud=words.read_aloud or words.text,
            help=words.help,
            sensitive=asked.sensitive,
            answered_by=AnsweredBy.CHILD,
            condition=asked.condition,
            answers=self._answers(survey, pictures, indicator.key, asked.scale),
            multiple=asked.scale.multiple,
            exclusive=asked.scale.exclusive,
        )

    def _answers(
        self, survey: Survey, pictures: Pictures, indicator: str, scale: Scale
    ) -> tuple[Answer, ...]:
        group = self._documents.indicators[indicator].by_survey()[survey]
        texts = answers_of(self._words, indicator, scale.key, survey)
        drawn = (self._documents.scales[scale.key].pictures or {}) if pictures is not Pictures.NONE else {}
        return tuple(
            Answer(code, texts[code], drawn.get(code, ""), code in scale.no_answer)
            for code in group.offered(self._documents.scales[scale.key])
        )

    def _demographic_question(self, survey: Survey, key: str) -> DemographicQuestion:
        entry = self._documents.demographics[key]
        words = _present(self._words.demographics[key].questions, survey)
        texts = words.answers or {}
        return DemographicQuestion(
            demographic=key,
            text=words.text,
            read_aloud=words.read_aloud or words.text,
            help=words.help,
            answered_by=entry.answered_by[survey],
            answers=tuple(
                Answer(code, texts[code], "", code in entry.unknown) for code in entry.offered(survey)
            ),
        )

    def _open_question(self, survey: Survey, key: str) -> OpenQuestion:
        words = _present(self._words.open_questions[key], survey)
        return OpenQuestion(key, words.text, words.read_aloud or words.text, words.help)


def _condition(entry: ConditionEntry | None) -> Condition | None:
    if entry is None:
        return None
    return Condition(entry.indicator, entry.operator, frozenset(entry.codes))


def _present(entries: Sequence[Entry], survey: Survey) -> Entry:
    found = words_for(entries, survey)
    if found is None:
        raise HeardError(f"words for survey {survey} are missing: the catalogue was built unchecked")
    return found
