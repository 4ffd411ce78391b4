"""Who is asked what, from the answers given so far."""

from collections.abc import Mapping

from heard.catalogue.indicators import Condition
from heard.catalogue.questionnaires import Question, Questionnaire

SEVERAL = ";"  # joins the codes where several answers may be given


def meets(condition: Condition | None, answers: Mapping[str, str]) -> bool:
    """Whether a question with this condition is asked, given recorded answers by indicator.

    None = everybody is asked. Where the routing question has no answer or a no-answer code, nobody is.
    """
    if condition is None:
        return True
    given = answers.get(condition.indicator, "").split(SEVERAL)
    return not condition.codes.isdisjoint(given)


def visible_questions(questionnaire: Questionnaire, answers: Mapping[str, str]) -> tuple[Question, ...]:
    """The questions a respondent with these answers is asked, in order.

    An answer to a question that is itself not asked leads nowhere: the route is walked from the start.
    """
    visible: list[Question] = []
    recorded: dict[str, str] = {}
    for question in questionnaire.questions():
        if meets(question.condition, recorded):
            visible.append(question)
            if question.indicator in answers:
                recorded[question.indicator] = answers[question.indicator]
    return tuple(visible)
