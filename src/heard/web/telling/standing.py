"""What a council has answered to each finding, and what stands behind it. Read from `responding` and `acting`."""

from collections.abc import Iterable
from dataclasses import dataclass

from heard.web.acting.kinds import Status
from heard.web.acting.queries import ActionFacts, list_actions
from heard.web.responding.kinds import Kind
from heard.web.responding.queries import SentBackFacts, list_answers, list_sent_back
from heard.web.telling.checking import Backing


@dataclass(frozen=True, slots=True)
class Standing:
    """An answer. `words`: as the council gave it, for adults. `is_sent_back`: the panel says it does not answer.
    `number`: which of the answers to this finding it is."""

    kind: Kind
    words: str
    who: str
    backing: Backing
    is_sent_back: bool
    number: int = 0


def list_standing(wave: str) -> dict[str, Standing]:
    """Of every finding that has an answer of a kind, in words; also of one that was sent back."""
    actions = list_actions(wave)
    return {
        indicator: Standing(
            kind=answer.kind,
            words=answer.words,
            who=answer.who,
            backing=back(each for each in actions if (wave, indicator) in each.findings),
            is_sent_back=answer.is_sent_back,
            number=answer.number,
        )
        for indicator, answer in list_answers(wave).items()
        if answer.kind is not None and answer.words
    }


def list_taken_back(wave: str) -> tuple[SentBackFacts, ...]:
    """Every answer that the panel ever sent back: what was published of it is told no longer."""
    return list_sent_back(wave)


def list_answered(wave: str) -> tuple[str, ...]:
    """The findings of which anything may be told: those with an answer that was not sent back."""
    return tuple(indicator for indicator, answer in list_answers(wave).items() if answer.is_answered)


def back(actions: Iterable[ActionFacts]) -> Backing:
    """What actions that are linked to a finding stand for; one that was stopped keeps no promise."""
    linked = tuple(each for each in actions if each.status is not Status.STOPPED)
    return Backing(
        has_action=bool(linked),
        is_done=any(each.status is Status.DONE and each.has_evidence for each in linked),
    )
