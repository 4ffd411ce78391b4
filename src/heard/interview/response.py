"""One respondent's answers as a row: what goes in when it is finished, what stays in when it is opened.

Nothing here puts an answer into a message: a response shows neither keys nor codes where it is printed, and what
is dropped is named by question and reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from heard.catalogue.questionnaires import DemographicQuestion, Question, Questionnaire
from heard.interview.answers import Refusal, check_answer, check_demographic
from heard.interview.routing import meets
from heard.interview.screens import key_of, list_screens, visible_items

NOT_SHOWN = ""
SKIPPED = "skipped"
OUTSIDE = "outside_the_questionnaire"  # stands for every key that is not asked: such a key may hold anything


@dataclass(frozen=True, slots=True)
class Response:
    """Finished answers by indicator and what was said about the child by demographic, as codes; empty = not shown."""

    answers: Mapping[str, str] = field(repr=False)
    demographics: Mapping[str, str] = field(repr=False)

    def row(self) -> dict[str, str]:
        """Both together, as a row of a responses file has them."""
        return {**self.demographics, **self.answers}


def collect_response(
    questionnaire: Questionnaire, answers: Mapping[str, str], *, reached: int | None
) -> Response:
    """The response of somebody who was shown the screens up to `reached` (None = none of them).

    A question left empty there is `skipped` where its scale has that code; a question about the child has no such
    code and stays empty. Empty too is what routing passed by and what lies beyond. An answer that cannot stand
    counts as none.
    """
    standing, _ = check_response(questionnaire, answers)
    shown = _shown_keys(questionnaire, standing, reached)
    return Response(
        answers={
            question.indicator: _recorded(question, standing) if question.indicator in shown else NOT_SHOWN
            for question in questionnaire.questions()
        },
        demographics={
            question.demographic: standing[question.demographic]
            if question.demographic in shown
            else NOT_SHOWN
            for question in questionnaire.demographics()
        },
    )


def build_response(
    questionnaire: Questionnaire, answers: Mapping[str, str], *, reached: int | None
) -> dict[str, str]:
    """What `collect_response` collects, as a row: every indicator and demographic of the questionnaire."""
    return collect_response(questionnaire, answers, reached=reached).row()


def check_response(
    questionnaire: Questionnaire, row: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, Refusal]]:
    """The row with each key of the questionnaire, and why what was dropped was dropped, by key.

    The route is walked over the answers that stand, so that nothing rests on an answer that was dropped. Keys the
    questionnaire does not have are dropped together, under `OUTSIDE`.
    """
    kept: dict[str, str] = {}
    dropped: dict[str, Refusal] = {}
    items: tuple[Question | DemographicQuestion, ...] = (
        *questionnaire.demographics(),
        *questionnaire.questions(),
    )
    for item in items:
        key, value = key_of(item), row.get(key_of(item), NOT_SHOWN)
        reason = None if value == NOT_SHOWN else _refuse(item, value, kept)
        kept[key] = NOT_SHOWN if reason else value
        if reason:
            dropped[key] = reason
    if row.keys() - kept.keys():
        dropped[OUTSIDE] = Refusal.NOT_ASKED
    return kept, dropped


def _refuse(item: Question | DemographicQuestion, value: str, kept: Mapping[str, str]) -> Refusal | None:
    if isinstance(item, DemographicQuestion):
        return check_demographic(item, value)
    return check_answer(item, value) if meets(item.condition, kept) else Refusal.NOT_ASKED


def _shown_keys(questionnaire: Questionnaire, answers: Mapping[str, str], reached: int | None) -> set[str]:
    """Keys of what stood on the screens up to `reached`, for somebody with these answers."""
    if reached is None:
        return set()
    screens = list_screens(questionnaire)[: reached + 1]
    return {key_of(item) for screen in screens for item in visible_items(screen, questionnaire, answers)}


def _recorded(question: Question, standing: Mapping[str, str]) -> str:
    if standing[question.indicator] != NOT_SHOWN:
        return standing[question.indicator]
    return SKIPPED if any(answer.code == SKIPPED for answer in question.answers) else NOT_SHOWN
