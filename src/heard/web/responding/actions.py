"""Answering findings, and sending an answer back. Each is a transaction that leaves an audit event."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction

from heard.base.errors import HeardError
from heard.web.audit.actions import record
from heard.web.reporting.actions import Written, keep_words
from heard.web.reporting.spots import Spot
from heard.web.responding.kinds import Kind
from heard.web.responding.models import Answer, SentBack
from heard.web.responding.queries import find_answer
from heard.web.results.found import find_finding
from heard.web.tenancy import entered_council


class NoSuchFinding(HeardError):
    """The reports of the wave never told anything of this question."""


class Crossed(HeardError):
    """Somebody else answered meanwhile. Nothing was written: whoever wrote must read theirs first."""


class NothingToSendBack(HeardError):
    """There is no answer, another one stands by now, or it was sent back already."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as somebody wrote it. `answer`, `words`: the numbers of what they had read; 0: there was nothing."""

    kind: Kind
    who: str
    text: str = field(repr=False)
    answer: int
    words: int


def answer_finding(*, wave: str, indicator: str, given: Given, by: str, at: datetime) -> int:
    """The council's answer from now on, in place of any before, which stays in the history: its number.

    An answer that says what stands already is not written again. Raises NoSuchFinding, Crossed.
    """
    if find_finding(wave, indicator) is None:
        raise NoSuchFinding(indicator)
    spot = Spot(indicator=indicator)
    with transaction.atomic():
        now = find_answer(wave, indicator)
        if (now.number, now.read) != (given.answer, given.words):
            raise Crossed
        if (now.kind, now.who, now.words) == (given.kind, given.who, given.text) and not now.is_sent_back:
            return now.number
        if keep_words(wave=wave, written={spot: Written(given.text, given.words)}, by=by, at=at).crossed:
            raise Crossed
        number, words = given.answer + 1, find_answer(wave, indicator).read
        try:
            with transaction.atomic():
                Answer.objects.create(
                    council_id=entered_council(),
                    wave=wave,
                    indicator=indicator,
                    number=number,
                    kind=given.kind.value,
                    who=given.who,
                    words=words,
                    by=by,
                    at=at,
                )
        except IntegrityError:
            raise Crossed from None
        record(actor=by, action="answered a finding", subject=f"{wave}: {indicator}", at=at)
    return number


def send_back(*, wave: str, indicator: str, answer: int, why: str, by: str, at: datetime) -> None:
    """The panel sends the answer back that it read. Raises NothingToSendBack."""
    with transaction.atomic():
        now = find_answer(wave, indicator)
        if not now.is_answered or now.number != answer:
            raise NothingToSendBack
        try:
            with transaction.atomic():
                SentBack.objects.create(
                    council_id=entered_council(),
                    wave=wave,
                    indicator=indicator,
                    answer=answer,
                    why=why,
                    by=by,
                    at=at,
                )
        except IntegrityError:
            raise NothingToSendBack from None
        record(actor=by, action="sent an answer back", subject=f"{wave}: {indicator}", at=at)
