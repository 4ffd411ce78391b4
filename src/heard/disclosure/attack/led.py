"""What may be worked out from who was led to which question (decision 0016).

Who answered a routed question gave one of the answers that lead there. That few or none were led past it is no secret,
nor how many were led there; that somebody gave an answer which few gave is. So a number that only turns out too small
because of who was led where, and a routed question's base that does, are no breach.
"""

from collections.abc import Callable, Collection, Sequence

from heard.base.surveys import parts_of
from heard.catalogue import Catalogue
from heard.disclosure.attack.questions import Question, list_questions
from heard.disclosure.attack.releases import Breach, Kind

WHO_ANSWERED = "who answered"  # as Question.describe has it


def leave_out_allowed(
    breaches: Sequence[Breach],
    catalogue: Catalogue,
    judge_unled: Callable[[Collection[str]], Sequence[Breach]],
) -> list[Breach]:
    """The breaches that are ones. `judge_unled` gives those of some indicators without who was led where."""
    doubtful = [each for each in breaches if _may_be_allowed(each, catalogue)]
    if not doubtful:
        return list(breaches)
    tied = {key for each in doubtful for key in _list_tied(each, catalogue)}
    found = {(each.cell, each.kind) for each in judge_unled(tied)}
    return [each for each in breaches if each not in doubtful or (each.cell, each.kind) in found]


def _may_be_allowed(breach: Breach, catalogue: Catalogue) -> bool:
    questions = _questions(breach, catalogue)
    led = any(each.indicator == breach.indicator and each.led_by for each in questions)
    leads = any(each.led_by and each.led_by[0] == breach.indicator for each in questions)
    if breach.kind is Kind.SMALL:
        return led or leads
    return led and breach.what == WHO_ANSWERED


def _list_tied(breach: Breach, catalogue: Catalogue) -> set[str]:
    """The indicator, what leads to it, and what that or it leads to."""
    questions = _questions(breach, catalogue)
    leading = {each.led_by[0] for each in questions if each.led_by and each.indicator == breach.indicator}
    roots = leading | {breach.indicator}
    return roots | {each.indicator for each in questions if each.led_by and each.led_by[0] in roots}


def _questions(breach: Breach, catalogue: Catalogue) -> list[Question]:
    return [
        question
        for part in parts_of(breach.survey)
        for question in list_questions(catalogue, part.value).values()
    ]
