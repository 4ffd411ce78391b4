"""What was asked, and what is counted of the answers: a statement of a survey a row."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from heard.base.editions import Change
from heard.base.places import Wave
from heard.base.surveys import Survey
from heard.catalogue import Asked, Catalogue, CutPoint, Question
from heard.catalogue.editions import is_described, list_unlike
from heard.reports.data_files.order import list_indicators

BETWEEN = " · "  # between answers


@dataclass(frozen=True, slots=True)
class Statement:
    """One cut point of an indicator in a survey. `question` is empty where it is worked out from other answers.

    `answers`: those that count, in words; `not_counted`: those that never do; `counted`: those of the cut point.
    """

    indicator: str
    survey: Survey
    asked: Asked
    cut_point: CutPoint
    question: str
    help: str
    answers: str
    not_counted: str
    counted: str

    @property
    def is_headline(self) -> bool:
        """Whether comparisons rest on it."""
        return self.cut_point == self.asked.headline


def list_statements(catalogue: Catalogue, surveys: Iterable[Survey]) -> Iterator[Statement]:
    """Every statement of these surveys, indicator by indicator, the headline of each first."""
    wanted = tuple(surveys)
    asked_as = {
        (question.indicator, survey): question
        for survey in wanted
        if survey in catalogue.questionnaires
        for question in catalogue.questionnaires[survey].questions()
    }
    for key in list_indicators(catalogue):
        for survey in wanted:
            if survey in catalogue.indicators[key].asked:
                yield from _of_survey(catalogue, key, survey, asked_as.get((key, survey)))


def _of_survey(
    catalogue: Catalogue, key: str, survey: Survey, question: Question | None
) -> Iterator[Statement]:
    asked = catalogue.indicators[key].asked[survey]
    words = {answer.code: answer.text for answer in question.answers} if question else {}
    never = set(asked.scale.no_answer)
    for cut in asked.cut_points:
        yield Statement(
            indicator=key,
            survey=survey,
            asked=asked,
            cut_point=cut,
            question=question.text if question else "",
            help=question.help if question else "",
            answers=_said([code for code in asked.scale.codes if code not in never], words),
            not_counted=_said([code for code in words if code in never], words),
            counted=_said([code for code in asked.scale.codes if code in cut.codes], words),
        )


def _said(codes: Iterable[str], words: dict[str, str]) -> str:
    """The answers of these codes in the words they were chosen by; where a code has none, the code."""
    return BETWEEN.join(words.get(code, code.replace("_", " ")) for code in codes)


def asked_otherwise(wave: Wave, statement: Statement, catalogue: Catalogue) -> str:
    """What a wave asked otherwise than these words say: a code of `changed`, empty where it asked them."""
    if not is_described(wave, statement.survey, catalogue):
        return Change.QUESTIONNAIRE.value
    change = list_unlike(wave, statement.survey, catalogue).get(statement.indicator)
    return change.value if change else ""
