"""What a council has answered to each finding, and what stands behind it. Read from `responding` and `acting`."""

from collections.abc import Iterable
from dataclasses import dataclass

from heard.web.acting.queries import ActionFacts, list_actions
from heard.web.responding.queries import list_answers
from heard.web.telling.checking import AnswerKind, Backing

DONE = "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """An answer. `words`: as the council gave it, for adults. `is_sent_back`: the panel says it does not answer."""

    kind: AnswerKind
    words: str
    who: str
    backing: Backing
    is_sent_back: bool


def list_standing(wave: str) -> dict[str, Standing]:
    """Of every finding that has an answer."""
    answers = list_answers(wave)
    actions = list_actions(wave)
    return {
        indicator: Standing(
            kind=AnswerKind(answer.kind),
            words=answer.words,
            who=answer.who,
            backing=back(each for each in actions if _is_linked(each, wave, indicator)),
            is_sent_back=answer.is_sent_back,
        )
        for indicator, answer in answers.items()
    }


def list_answered(wave: str) -> tuple[str, ...]:
    """The findings of which something may be told: those with an answer."""
    return tuple(list_answers(wave))


def back(actions: Iterable[ActionFacts]) -> Backing:
    """What actions that are linked to a finding stand for."""
    linked = tuple(actions)
    return Backing(
        has_action=bool(linked), is_done=any(each.status == DONE and each.has_evidence for each in linked)
    )


def _is_linked(action: ActionFacts, wave: str, indicator: str) -> bool:
    return (wave, indicator) in action.findings
