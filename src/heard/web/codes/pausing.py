"""Putting a survey away under three pictures, and taking it out again."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from secrets import token_bytes

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from heard.web.codes.drafts import SALT_BYTES, Pictures, draft_lookup, open_draft, seal_draft
from heard.web.codes.holding import hold_collection
from heard.web.codes.models import PausedDraft, Seat, State
from heard.web.codes.queries import Card
from heard.web.codes.sealing import CannotOpen
from heard.web.policy import TRIES_AT_A_DRAFT
from heard.web.tenancy import entered_council

WAIT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Resumed:
    """What was put away."""

    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class WrongPictures:
    """Not the three pictures; `left`: how many more tries there are today."""

    left: int


@dataclass(frozen=True, slots=True)
class Waits:
    """Too many wrong tries; it may be tried again on this day."""

    until: date


@dataclass(frozen=True, slots=True)
class NoDraft:
    """Nothing was put away with this code, or it is gone."""


class Paused(StrEnum):
    """What became of a survey to be put away."""

    KEPT = "kept"
    ALREADY_SENT = "already_sent"
    TOO_LATE = "too_late"
    VOID = "void"  # the card was made void meanwhile


def pause(*, card: Card, code: str, pictures: Pictures, content: bytes) -> Paused:
    """Put the survey away, in place of what the same code put away before. Only `KEPT` keeps anything.

    A survey that was sent meanwhile from another device is not put away: nothing of it is to be left here. Raises
    TooLongToSeal.
    """
    salt = token_bytes(SALT_BYTES)
    sealed = seal_draft(content, code=code, pictures=pictures, salt=salt, key=settings.HEARD.draft_key)
    with transaction.atomic():
        collection = hold_collection(card.collection_id)
        if collection.state not in (State.OPEN, State.CLOSED):
            return Paused.TOO_LATE
        seat = Seat.objects.filter(key=card.seat, council_id=card.council)
        if seat.filter(
            is_void=True
        ).exists():  # first: then a void card says the same whether or not it was used
            return Paused.VOID
        if not seat.filter(is_finished=False).exists():
            return Paused.ALREADY_SENT
        PausedDraft.objects.update_or_create(
            lookup=_lookup(code),
            council_id=entered_council(),
            defaults={
                "collection": collection,
                "salt": salt,
                "sealed": sealed,
                "wrong_tries": 0,
                "waits_until": None,
            },
        )
    return Paused.KEPT


def resume(*, code: str, pictures: Pictures, today: date) -> Resumed | WrongPictures | Waits | NoDraft:
    """Open what was put away. It stays where it is until the survey is sent, thrown away or put away again.

    A try is counted before it is made: many at once are not more than one after the other.
    """
    draft = _count_try(_lookup(code), today)
    if not isinstance(draft, PausedDraft):
        return draft
    try:
        content = open_draft(
            bytes(draft.sealed),
            code=code,
            pictures=pictures,
            salt=bytes(draft.salt),
            key=settings.HEARD.draft_key,
        )
    except CannotOpen:
        return (
            Waits(draft.waits_until)
            if draft.waits_until
            else WrongPictures(TRIES_AT_A_DRAFT - draft.wrong_tries)
        )
    _drafts(draft.lookup).update(wrong_tries=0, waits_until=None)
    return Resumed(content)


def throw_away(*, card: Card) -> None:
    """Delete what was put away with this card's code, if anything was."""
    _drafts(card.draft_lookup).delete()


def _count_try(lookup: str, today: date) -> PausedDraft | Waits | NoDraft:
    with transaction.atomic():
        draft = _drafts(lookup).select_for_update(of=("self",)).first()
        if draft is None:
            return NoDraft()
        if draft.waits_until:
            if (
                today < draft.waits_until <= today + WAIT
            ):  # later: the server's clock was wrong when it was written
                return Waits(draft.waits_until)
            draft.wrong_tries, draft.waits_until = 0, None
        draft.wrong_tries += 1
        if draft.wrong_tries >= TRIES_AT_A_DRAFT:
            draft.waits_until = today + WAIT
        draft.save(update_fields=["wrong_tries", "waits_until"])
    return draft


def _drafts(lookup: str) -> QuerySet[PausedDraft]:
    return PausedDraft.objects.filter(council_id=entered_council(), lookup=lookup)


def _lookup(code: str) -> str:
    return draft_lookup(code, key=settings.HEARD.draft_key).hex()
