"""What a council has answered to each finding, and what stands behind it. Read from `responding` and `acting`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from heard.web.telling.checking import AnswerKind, Backing

if TYPE_CHECKING:
    from heard.web.acting.queries import ActionFacts

DONE, STOPPED = "done", "stopped"


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
    from heard.web.acting.queries import list_actions
    from heard.web.responding.queries import list_answers

    answers, actions = list_answers(wave), list_actions(wave)
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
    from heard.web.responding.queries import list_answers

    return tuple(list_answers(wave))


def back(actions: Iterable["ActionFacts"]) -> Backing:
    """What actions that are linked to a finding stand for; one that was stopped keeps no promise."""
    linked = tuple(each for each in actions if each.status != STOPPED)
    return Backing(
        has_action=bool(linked), is_done=any(each.status == DONE and each.has_evidence for each in linked)
    )


def _is_linked(action: "ActionFacts", wave: str, indicator: str) -> bool:
    return (wave, indicator) in action.findings
