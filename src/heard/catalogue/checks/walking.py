"""Ways to walk through the documents that several checks share."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from heard.base.surveys import Survey
from heard.catalogue.documents import IndicatorFile, ScaleEntry, SurveyGroup
from heard.catalogue.reading import Documents

Key = TypeVar("Key", bound=Hashable)


def indicator_file(key: str) -> str:
    """The file an indicator's facts stand in."""
    return f"indicators/{key}.yaml"


def questionnaire_file(survey: Survey) -> str:
    """The file a survey's questionnaire stands in."""
    return f"questionnaires/{survey}.yaml"


def list_repeated(keys: Iterable[Key]) -> list[Key]:
    """The keys that come more than once, in order."""
    return [key for key, count in Counter(keys).items() if count > 1]


def each_group(documents: Documents) -> Iterator[tuple[str, IndicatorFile, SurveyGroup, ScaleEntry]]:
    """Each indicator's key and facts with each of its survey groups and that group's scale.

    Groups of an unknown scale are passed over: a check of its own names them.
    """
    for key, entry in documents.indicators.items():
        for group in entry.surveys:
            if group.scale in documents.scales:
                yield key, entry, group, documents.scales[group.scale]


def groups_of(documents: Documents, survey: Survey) -> dict[str, SurveyGroup]:
    """How one survey asks each indicator it asks; what is derived is asked nowhere."""
    return {
        key: entry.by_survey()[survey]
        for key, entry in documents.indicators.items()
        if survey in entry.by_survey() and not entry.derived
    }


def surveys_by_topic(documents: Documents) -> dict[str, list[Survey]]:
    """The surveys that have each topic."""
    found: dict[str, list[Survey]] = {}
    for survey, form in documents.questionnaires.items():
        for key in dict.fromkeys(topic.key for topic in form.topics):
            found.setdefault(key, []).append(survey)
    return found
