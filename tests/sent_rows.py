"""What a child sent, as it must stand in a sealed row and in the responses file."""

from collections.abc import Mapping

from heard.catalogue import Questionnaire
from heard.interview import SKIPPED, key_of
from heard.web.instruments.questionnaires import get_questionnaire, list_versions
from killing import KillableSite
from surveying import Child

Row = tuple[str, frozenset[tuple[str, str]], frozenset[str]]  # survey, answered, left out


def row_of(site: KillableSite, child: Child) -> Row:
    """What this child sent, as it must stand in a sealed row."""
    survey = site.survey_of(child)
    left_out = child.left_out() & can_be_left_out(questionnaire(survey))
    return row_from(survey, child.answers() | dict.fromkeys(left_out, SKIPPED))


def row_from(survey: str, answers: Mapping[str, str]) -> Row:
    """A row that was opened; what was never shown is empty in it."""
    given = {(name, code) for name, code in answers.items() if code not in ("", SKIPPED)}
    return survey, frozenset(given), frozenset(name for name in answers if answers[name] == SKIPPED)


def questionnaire(survey: str) -> Questionnaire:
    return get_questionnaire(survey, list_versions()[survey])


def can_be_left_out(asked: Questionnaire) -> frozenset[str]:
    """Questions that say so in the row."""
    return frozenset(
        key_of(each) for each in asked.questions() if any(answer.code == SKIPPED for answer in each.answers)
    )
