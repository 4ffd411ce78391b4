"""Which answers of a question are counted, and what a stored number counts for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from heard.analysis.layout import ANSWERED, CUT_PREFIX, EVERYBODY, RESPONDENTS
from heard.base.surveys import Survey
from heard.catalogue import NEGATIVE, POSITIVE, Asked, Catalogue
from heard.dataset.codebook import Column, SurveyColumns

MISSING = "missing"  # the level of respondents who gave none


@dataclass(frozen=True, slots=True)
class Question:
    """An indicator as one survey stores and asks it."""

    column: Column
    asked: Asked

    @property
    def answers(self) -> tuple[str, ...]:
        """Codes, no-answer codes; where several codes may be given also `answered` and `cut:<cut point>`."""
        column, cuts = self.column, self.asked.cut_points
        extra = (ANSWERED, *(CUT_PREFIX + cut.key for cut in cuts)) if column.multiple else ()
        return (*column.codes, *column.no_answer, *extra)

    @property
    def masks(self) -> Mapping[str, tuple[int, int]]:
        """Where several codes may be given: for each answer but no-answer codes, the bits of which one must be set
        in the stored number, and those of which none may be. Who meets the positive cut point does not meet the
        negative."""
        codes = self.column.codes
        alone = {code: (1 << bit, 0) for bit, code in enumerate(codes)}
        meets = {cut.key: sum(alone[code][0] for code in cut.codes) for cut in self.asked.cut_points}
        cuts = {
            CUT_PREFIX + key: (bits, meets.get(POSITIVE, 0) if key == NEGATIVE else 0)
            for key, bits in meets.items()
        }
        return {**alone, ANSWERED: ((1 << len(codes)) - 1, 0), **cuts}

    def counts_for(self, stored: int) -> list[bool]:
        """For each of `answers`, whether a stored number counts for it; where several codes may be given."""
        if stored < 0:
            given = self.column.no_answer[-1 - stored : -stored]
            return [answer in given for answer in self.answers]
        masks = self.masks
        return [
            bool(stored & masks[answer][0] and not stored & masks[answer][1]) if answer in masks else False
            for answer in self.answers
        ]


@dataclass(frozen=True, slots=True)
class Counting:
    """All that is counted of one survey: its questions, and the levels of each group, everybody first."""

    survey: Survey
    questions: tuple[Question, ...]
    levels: Mapping[str, tuple[str, ...]]

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """(indicator, answer) of every count, respondents first."""
        return (
            RESPONDENTS,
            *((each.column.key, answer) for each in self.questions for answer in each.answers),
        )


def list_counted(survey: Survey, columns: SurveyColumns, catalogue: Catalogue) -> Counting:
    """What is counted of a survey's stored columns. A group's last level is `missing`."""
    return Counting(
        survey=survey,
        questions=list_questions(survey, columns, catalogue),
        levels={EVERYBODY[0]: EVERYBODY[1:]}
        | {each.key: (*each.codes, MISSING) for each in columns.demographics},
    )


def list_questions(survey: Survey, columns: SurveyColumns, catalogue: Catalogue) -> tuple[Question, ...]:
    """The survey's indicators, in stored order."""
    return tuple(Question(each, catalogue.asked(each.key, survey.value)) for each in columns.indicators)


def place_of(answers: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
    """The place of each (indicator, answer)."""
    return {each: place for place, each in enumerate(answers)}
