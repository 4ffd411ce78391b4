"""Reading answers, and what the panel sent back. All for the council entered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from heard.web.reporting.queries import WordsFacts, find_version, list_words
from heard.web.reporting.spots import Spot
from heard.web.responding.kinds import Kind
from heard.web.responding.models import Answer, SentBack
from heard.web.tenancy import entered_council

__all__ = ["AnswerFacts", "SentBackFacts", "find_answer", "list_answers", "list_sent_back", "list_versions"]


@dataclass(frozen=True, slots=True)
class SentBackFacts:
    """A version of an answer that the panel sent back, whatever came since. `answer`: its number."""

    indicator: str
    answer: int
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What stands as the answer to a finding. `number` 0 and no kind: words were written and nobody said yet which kind
    of answer they are. `read`: the number of the words' version. `sent_back`: the panel's words, empty where it did
    not send this version back."""

    kind: Kind | None = None
    words: str = field(default="", repr=False)
    who: str = ""
    by: str = ""
    at: datetime | None = None
    number: int = 0
    read: int = 0
    sent_back: str = field(default="", repr=False)

    @property
    def is_sent_back(self) -> bool:
        """Whether the panel sent it back, and nothing came since."""
        return bool(self.sent_back)

    @property
    def is_answered(self) -> bool:
        """Whether it answers: it has words, is of a kind, and was not sent back."""
        return bool(self.words and self.kind and not self.sent_back)


NOTHING = AnswerFacts()


def list_answers(wave: str) -> dict[str, AnswerFacts]:
    """By indicator, what stands now; nothing of a finding for which nothing was ever written."""
    council = entered_council()
    words = {spot.indicator: facts for spot, facts in list_words(wave).items() if spot.indicator}
    rows = Answer.objects.filter(council_id=council, wave=wave).order_by("number")
    answers = {row.indicator: row for row in rows}
    back = _list_sent_back(wave)
    return {
        indicator: _facts(answers.get(indicator), words.get(indicator, WordsFacts()), back)
        for indicator in {*words, *answers}
    }


def find_answer(wave: str, indicator: str) -> AnswerFacts:
    """What stands now; `NOTHING` where nothing was ever written."""
    return list_answers(wave).get(indicator, NOTHING)


def list_versions(wave: str, indicator: str) -> tuple[AnswerFacts, ...]:
    """Every answer there was, the newest first, each with its words as they were and what the panel said to it."""
    rows = Answer.objects.filter(council_id=entered_council(), wave=wave, indicator=indicator)
    back = _list_sent_back(wave)
    spot = Spot(indicator=indicator)
    return tuple(_facts(row, find_version(wave, spot, row.words), back) for row in rows.order_by("-number"))


def list_sent_back(wave: str) -> tuple[SentBackFacts, ...]:
    """Every version of an answer that was ever sent back."""
    rows = SentBack.objects.filter(council_id=entered_council(), wave=wave).order_by("pk")
    return tuple(SentBackFacts(row.indicator, row.answer, row.at) for row in rows)


def _list_sent_back(wave: str) -> Mapping[tuple[str, int], str]:
    rows = SentBack.objects.filter(council_id=entered_council(), wave=wave)
    return {(row.indicator, row.answer): row.why for row in rows}


def _facts(row: Answer | None, words: WordsFacts, back: Mapping[tuple[str, int], str]) -> AnswerFacts:
    if row is None:
        return AnswerFacts(words=words.text, by=words.by, at=words.at, read=words.number)
    return AnswerFacts(
        kind=Kind(row.kind),
        words=words.text,
        who=row.who,
        by=row.by,
        at=row.at,
        number=row.number,
        read=words.number,
        sent_back=back.get((row.indicator, row.number), ""),
    )
