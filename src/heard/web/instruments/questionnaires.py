"""The questionnaires that this installation can show, from the catalogue, which is read once a process."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict

from django.conf import settings

from heard.base.errors import HeardError
from heard.base.surveys import Survey
from heard.catalogue import Catalogue, Questionnaire, load_catalogue
from heard.web.instruments.words import ENGLISH

# Asked at the end of how the survey was answered, not of who answered it.
NEVER_COUNTED = frozenset({"helped"})


class RetiredVersion(HeardError):
    """A wave uses a questionnaire that this installation does not have, or has no longer."""

    def __init__(self, survey: str, version: str) -> None:
        super().__init__(
            f"This installation does not have version {version} of the questionnaire for {survey}. "
            "Nothing was changed; install the version of Heard that the wave was planned with."
        )


def get_questionnaire(survey: str, version: str, language: str = ENGLISH) -> Questionnaire:
    """The questionnaire a wave uses, in one language: the words differ and nothing else. Raises RetiredVersion."""
    catalogue = read_catalogue_in(language)
    questionnaire = catalogue.questionnaires.get(Survey(survey)) if survey in set(Survey) else None
    if questionnaire is None or questionnaire.version != version:
        raise RetiredVersion(survey, version)
    return questionnaire


def read_catalogue_in(language: str) -> Catalogue:
    """The catalogue in a language that comes with Heard or that this installation brought; read once a process.

    Raises InputProblems, which is everything wrong with it.
    """
    return load_catalogue() if language == ENGLISH else load_catalogue(language, settings.HEARD.words)


def list_versions() -> Mapping[str, str]:
    """The version of each survey's questionnaire that is here, by survey."""
    return {survey.value: version for survey, version in load_catalogue().versions.items()}


def fingerprint(survey: str, version: str) -> str:
    """A hash of all that this version asks: every question, its words, its answers, their order and who is asked.

    The same in every process and on every machine; raises RetiredVersion.
    """
    questionnaire = asdict(get_questionnaire(survey, version))
    told = json.dumps(questionnaire, sort_keys=True, ensure_ascii=False, default=sorted)
    return hashlib.sha256(told.encode()).hexdigest()


def counted_groups(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The demographics of a questionnaire by which finished surveys are counted, one at a time."""
    asked = {question.demographic for question in questionnaire.demographics()}
    shared = load_catalogue().demographics_of(questionnaire.survey)
    return tuple(each.key for each in shared if each.key in asked - NEVER_COUNTED)
