"""What Heard's own columns may hold, as a column map is held against it."""

from collections.abc import Mapping
from dataclasses import dataclass

from heard.base.surveys import Survey
from heard.dataset.codebook import Codebook

WAVE, AREA, SURVEY = "wave", "area", "survey"
KEYS = (WAVE, AREA, SURVEY)


@dataclass(frozen=True, slots=True)
class Ours:
    """`allowed`: by column, what may stand there in any survey; `asked`: by survey, its columns and their codes.

    `several`: columns in which one child may give several answers.
    """

    allowed: Mapping[str, tuple[str, ...]]
    asked: Mapping[str, Mapping[str, tuple[str, ...]]]
    several: frozenset[str]

    def codes_of(self, key: str, survey: str = "") -> tuple[str, ...]:
        """What may stand in a column in this survey, in any where it is empty or unknown; nothing where it is not
        asked."""
        if key in KEYS or survey not in self.asked:
            return self.allowed.get(key, ())
        return self.asked[survey].get(key, ())


def ours_of(codebook: Codebook) -> Ours:
    """The columns that are read from files, for these waves and areas."""
    columns = {survey: codebook.surveys[survey].read for survey in Survey}
    asked = {survey.value: {column.key: column.allowed for column in own} for survey, own in columns.items()}
    allowed: dict[str, tuple[str, ...]] = {
        WAVE: tuple(codebook.waves),
        AREA: codebook.areas,
        SURVEY: tuple(each.value for each in Survey),
    }
    for own in asked.values():
        for key, codes in own.items():
            allowed[key] = tuple(dict.fromkeys((*allowed.get(key, ()), *codes)))
    several = frozenset(column.key for own in columns.values() for column in own if column.multiple)
    return Ours(allowed, asked, several)
