"""Choosing what matters most, by cards that open it once; and ideas from the same cards.

A code exists on its card and in what `make_choice_cards` returns, and nowhere else. What a card chose is in no row:
counts go up, the card is spent, and both happen in one transaction or not at all. The database decides who is first.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from heard.base.errors import HeardError
from heard.base.policy import Level
from heard.web.audit.actions import record
from heard.web.codes.cards import keyed_hash, new_code, read_code
from heard.web.interpreting.actions.remarks import Origin, Said, add_remark, find_places
from heard.web.interpreting.actions.sessions import IS_ENDED, hold_session
from heard.web.interpreting.models import ChoiceCard, VoteCount
from heard.web.interpreting.queries import SessionFacts, find_session
from heard.web.interpreting.terms import Standing, Vote, Way
from heard.web.policy import MOST_CHOICE_CARDS, MOST_CHOSEN, MOST_IDEAS
from heard.web.results.found import list_findings
from heard.web.tenancy import entered_council, presenting_card
from heard.web.waves.actions import NotNow

DOMAIN = b"heard choosing 1\0"  # no card of a survey has such a digest, whatever its code
NOTHING_TO_CHOOSE = (
    "No finding can be shown to everybody, so there is nothing to choose. Nothing was changed."
)
WAS_OPEN = "Choosing was opened in this session before. Nothing was changed."
NOT_OPEN = "Choosing is not open in this session. Nothing was changed."
TOO_MANY = f"A session has at most {MOST_CHOICE_CARDS} cards. None was made."


class Outcome(StrEnum):
    """What became of what somebody chose or wrote."""

    TAKEN = "taken"
    SPENT = "spent"  # the card has chosen before
    CLOSED = "closed"  # nothing is chosen or said in this session now
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A card that somebody holds, and the session it opens. `digest` is kept from what is printed."""

    digest: bytes = field(repr=False)
    council: str
    session: SessionFacts
    is_spent: bool = field(repr=False)


def digest_of(typed: str) -> bytes:
    """What is known of a code; raises MistypedCode."""
    return keyed_hash(read_code(typed), domain=DOMAIN, key=settings.HEARD.code_key)


@contextmanager
def presenting_ticket(digest: bytes) -> Iterator[Ticket | None]:
    """Enter the council of the card with this digest, with that card and its session; None where there is none."""
    held: list[ChoiceCard] = []

    def find_council() -> str | None:
        held.extend(ChoiceCard.objects.filter(digest=digest.hex())[:1])
        return held[0].council_id if held else None

    with presenting_card(digest, find_council) as council:
        yield _ticket(digest, council, held[0]) if council else None


def make_choice_cards(*, wave: str, session: UUID, number: int, by: str, at: datetime) -> tuple[str, ...]:
    """So many cards more: their codes, canonical. Raises NotNow once the session has ended."""
    with transaction.atomic():
        row = hold_session(wave, session)
        if row.is_ended:
            raise NotNow(IS_ENDED)
        if (
            ChoiceCard.objects.filter(council_id=row.council_id, session=row).count() + number
            > MOST_CHOICE_CARDS
        ):
            raise NotNow(TOO_MANY)
        codes = tuple(new_code() for _ in range(number))
        ChoiceCard.objects.bulk_create(
            ChoiceCard(council_id=row.council_id, session=row, digest=digest_of(code).hex()) for code in codes
        )
        record(actor=by, action=f"made {number} cards of a session", subject=f"{wave}: {row.who}", at=at)
    return codes


def open_vote(*, wave: str, session: UUID, by: str, at: datetime) -> None:
    """From now on every card chooses once, among the findings that everybody may read now."""
    with transaction.atomic():
        row = hold_session(wave, session)
        if row.is_ended:
            raise NotNow(IS_ENDED)
        if row.vote != Vote.NONE:
            raise NotNow(WAS_OPEN)
        ballot = [each.indicator for each in list_findings(wave) if each.at(Level.PUBLIC)]
        if not ballot:
            raise NotNow(NOTHING_TO_CHOOSE)
        VoteCount.objects.bulk_create(
            VoteCount(council_id=row.council_id, session=row, indicator=each) for each in sorted(ballot)
        )
        row.vote = Vote.OPEN.value
        row.save(update_fields=["vote"])
        record(actor=by, action="opened choosing in a session", subject=f"{wave}: {row.who}", at=at)


def close_vote(*, wave: str, session: UUID, by: str, at: datetime) -> None:
    """Nothing more is counted, and the counts may be read."""
    with transaction.atomic():
        row = hold_session(wave, session)
        if row.vote != Vote.OPEN:
            raise NotNow(NOT_OPEN)
        row.vote = Vote.CLOSED.value
        row.save(update_fields=["vote"])
        record(actor=by, action="closed choosing in a session", subject=f"{wave}: {row.who}", at=at)


def choose(*, ticket: Ticket, indicators: Sequence[str]) -> Outcome:
    """Count what a card chose, once. In the ticket's council; leaves no event, no time, and nothing of who.

    Raises HeardError for none, for more than may be chosen, and for what cannot be chosen here.
    """
    wanted = sorted(set(indicators))
    if not 1 <= len(wanted) <= MOST_CHOSEN:
        raise HeardError(f"one to {MOST_CHOSEN} findings are chosen")
    with transaction.atomic():
        row = hold_session(ticket.session.wave, ticket.session.key)
        if row.vote != Vote.OPEN:
            return Outcome.CLOSED
        cards = ChoiceCard.objects.filter(council_id=row.council_id, session=row, digest=ticket.digest.hex())
        if not cards.filter(is_spent=False).update(is_spent=True):
            return Outcome.SPENT
        counts = VoteCount.objects.filter(council_id=row.council_id, session=row, indicator__in=wanted)
        if counts.update(votes=F("votes") + 1) != len(wanted):
            raise HeardError("this cannot be chosen here")
    return Outcome.TAKEN


def send_idea(*, ticket: Ticket, said: Said) -> Outcome:
    """Words from a telephone wait for the host; no time of them is kept, and nothing of the card they came with."""
    places = find_places(said.text)
    with transaction.atomic():
        row = hold_session(ticket.session.wave, ticket.session.key)
        if row.is_ended:
            return Outcome.CLOSED
        cards = ChoiceCard.objects.filter(council_id=row.council_id, session=row, digest=ticket.digest.hex())
        if not cards.filter(ideas__lt=MOST_IDEAS).update(ideas=F("ideas") + 1):
            return Outcome.TOO_MANY
        origin = Origin(Way.PHONE, session=row.pk)
        add_remark(row.wave, said, origin, places=places, standing=Standing.WAITING, by="", at=None)
    return Outcome.TAKEN


def _ticket(digest: bytes, council: str, card: ChoiceCard) -> Ticket | None:
    row = (
        ChoiceCard.objects.filter(digest=digest.hex(), council_id=entered_council())
        .values_list("session_id", "session__wave")
        .first()
    )
    facts = find_session(row[1], row[0]) if row else None
    return Ticket(digest, council, facts, card.is_spent) if facts else None
