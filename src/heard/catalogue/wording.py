"""Which words stand for what in which survey: the same rule for building and for checking."""

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from heard.base.surveys import Survey
from heard.catalogue.documents import IndicatorWords
from heard.catalogue.reading import Words


class ForSurveys(Protocol):
    """Words that name their surveys, None = all."""

    @property
    def surveys(self) -> tuple[Survey, ...] | None: ...


Entry = TypeVar("Entry", bound=ForSurveys)


def words_for(entries: Sequence[Entry], survey: Survey) -> Entry | None:
    """The entry that names the survey, else the one for all surveys, else None."""
    named = (entry for entry in entries if entry.surveys is not None and survey in entry.surveys)
    general = (entry for entry in entries if entry.surveys is None)
    return next(named, None) or next(general, None)


def phrases_of(words: IndicatorWords, survey: Survey) -> Mapping[str, str]:
    """The phrases by cut point, and `otherwise`, a survey's own before those for all."""
    return {**words.phrases, **(words.phrases_for or {}).get(survey, {})}


def answers_of(words: Words, indicator: str, scale: str, survey: Survey) -> Mapping[str, str]:
    """The words of a question's answers by code, the question's own before the scale's."""
    general = words_for(words.scales.get(scale, ()), survey)
    about = words.indicators.get(indicator)
    own = words_for(about.questions, survey) if about else None
    return {**(general.answers if general else {}), **((own.answers or {}) if own else {})}
