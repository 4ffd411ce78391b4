"""The catalogue itself: everything that may be asked, and how it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from heard.base.errors import HeardError
from heard.base.surveys import TAKEN_TOGETHER, Survey, parts_of
from heard.catalogue.indicators import (
    Asked,
    Demographic,
    Domain,
    Indicator,
    Language,
    Scale,
)
from heard.catalogue.questionnaires import (
    Questionnaire,
)

ENGLISH = Language("en", "English", "ltr", True)


@dataclass(frozen=True)
class Catalogue:
    """Everything that may be asked, and how it is read, in one language.

    `versions` names each survey's questionnaire. `pictures` says what is drawn, by picture key.
    `fingerprint` changes with any byte of the files.
    """

    indicators: Mapping[str, Indicator]
    scales: Mapping[str, Scale]
    demographics: Mapping[str, Demographic]
    domains: tuple[Domain, ...]
    versions: Mapping[Survey, str]
    questionnaires: Mapping[Survey, Questionnaire] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    language: Language = ENGLISH
    fingerprint: str = ""

    def asked_in(self, survey: Survey) -> tuple[Indicator, ...]:
        """The indicators a survey asks, derived ones included, in catalogue order."""
        return tuple(item for item in self.indicators.values() if survey in item.asked)

    def scales_of_band(self, survey: Survey) -> tuple[Indicator, ...]:
        """The scales of a survey that the well-being band is made from, in catalogue order."""
        return tuple(item for item in self.asked_in(survey) if item.composite and not item.derived)

    def demographics_of(self, survey: Survey) -> tuple[Demographic, ...]:
        """What a survey asks about the child, in catalogue order."""
        return tuple(item for item in self.demographics.values() if survey in item.surveys)

    def asked(self, indicator: str, survey: str) -> Asked:
        """How a survey, or several taken together (`4-7;8-11`), asks it; HeardError where it does not."""
        try:
            return self._asked[indicator, survey]
        except KeyError:
            raise HeardError(f"{indicator} is not asked in survey {survey}") from None

    def is_asked(self, indicator: str, survey: str) -> bool:
        """Whether a survey, or each of several taken together with a shared cut point, asks the indicator."""
        return (indicator, survey) in self._asked

    @cached_property
    def _asked(self) -> Mapping[tuple[str, str], Asked]:
        found: dict[tuple[str, str], Asked] = {}
        for item in self.indicators.values():
            for survey, asked in item.asked.items():
                found[item.key, survey.value] = asked
            for key in TAKEN_TOGETHER:
                merged = _taken_together(item, key)
                if merged:
                    found[item.key, key] = merged
        return found


def _taken_together(item: Indicator, key: str) -> Asked | None:
    """The cut points that the surveys of `key` share, in the words of the oldest; None if there are none."""
    surveys = parts_of(key)
    if not all(survey in item.asked for survey in surveys):
        return None
    each = [item.asked[survey] for survey in surveys]
    shared = item.added_over_surveys & frozenset.intersection(
        *(frozenset(cut.key for cut in asked.cut_points) for asked in each)
    )
    oldest = each[-1]
    cuts = tuple(cut for cut in oldest.cut_points if cut.key in shared)
    if not cuts:
        return None
    return Asked(
        survey=key,
        scale=oldest.scale,
        cut_points=cuts,
        otherwise=oldest.otherwise,
        condition=oldest.condition,
        asked_of=oldest.asked_of,
        sensitive=oldest.sensitive,
    )
