"""Making cards. A code exists in what these return, on the card, and nowhere else."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction

from heard.base.errors import UserError
from heard.base.messages import wrong_with_line
from heard.web.codes.cards import digest, new_code, read_code
from heard.web.codes.holding import check_state, hold_collection
from heard.web.codes.models import Batch, BatchKind, Code, Collection, Seat, State
from heard.web.codes.queries import UnknownCode
from heard.web.policy import LARGEST_BATCH, LONGEST_LABEL, SMALLEST_BATCH
from heard.web.tenancy import entered_council


class BatchRefused(UserError):
    """A batch that cannot be made; the message says why and what to do."""


class CardIsVoid(UserError):
    """A card that was made void gets no successor: its seat would open again."""

    def __init__(self) -> None:
        super().__init__(
            "This card was made void, so no new one takes its place. No card was made and nothing was changed."
        )


@dataclass(frozen=True, slots=True)
class IssuedBatch:
    """A batch and its codes, canonical."""

    batch_id: int
    label: str
    survey: str
    codes: tuple[str, ...] = field(repr=False)


def issue_batch(
    *, collection_id: int, survey: str, label: str, size: int, kind: BatchKind = BatchKind.TEAM
) -> IssuedBatch:
    """Make cards for a survey. Raises BatchRefused, and WrongState once the wave has closed."""
    label = " ".join(label.split())
    with transaction.atomic():
        collection = hold_collection(collection_id)
        check_state(collection, State.PREPARING, State.OPEN)
        _check_batch(collection, survey, label, size)
        batch = Batch.objects.create(
            council_id=entered_council(),
            collection=collection,
            survey=survey,
            label=label,
            size=size,
            kind=kind,
        )
        codes = tuple(new_code() for _ in range(size))
        _make_seats(batch, codes)
    return IssuedBatch(batch.pk, label, survey, codes)


def replace_card(*, collection_id: int, code: str) -> str:
    """A new code for the seat of a card that was lost; the codes it had before no longer open it.

    A card of another collection is none of this one: a try-out's card must not be handed out as a wave's.

    The same whether or not the seat was used. Raises MistypedCode, UnknownCode, CardIsVoid, and WrongState once the
    wave has closed.
    """
    council = entered_council()
    known_by = digest(read_code(code), settings.HEARD.code_key).hex()
    with transaction.atomic():
        check_state(hold_collection(collection_id), State.PREPARING, State.OPEN)
        found = Code.objects.filter(
            digest=known_by, council_id=council, seat__batch__collection_id=collection_id
        )
        row = found.values_list("seat_id", "seat__is_void").first()
        if row is None:
            raise UnknownCode
        seat, is_void = row
        if is_void:
            raise CardIsVoid
        Code.objects.filter(seat_id=seat, council_id=council).update(is_replaced=True)
        new = new_code()
        Code.objects.create(council_id=council, seat_id=seat, digest=_digest(new))
    return new


def _make_seats(batch: Batch, codes: tuple[str, ...]) -> None:
    seats = Seat.objects.bulk_create(Seat(council_id=batch.council_id, batch=batch) for _ in codes)
    Code.objects.bulk_create(
        Code(council_id=batch.council_id, seat=seat, digest=_digest(code))
        for seat, code in zip(seats, codes, strict=True)
    )


def _digest(code: str) -> str:
    return digest(code, settings.HEARD.code_key).hex()


def _check_batch(collection: Collection, survey: str, label: str, size: int) -> None:
    if survey not in collection.versions:
        raise BatchRefused(
            "This wave does not ask that survey. No cards were made; choose one of its surveys."
        )
    if not SMALLEST_BATCH <= size <= LARGEST_BATCH:
        raise BatchRefused(
            f"A batch has {SMALLEST_BATCH} to {LARGEST_BATCH} cards: counts of fewer would tell who answered. "
            "No cards were made; put small groups together, or make several batches."
        )
    if not label or len(label) > LONGEST_LABEL or wrong_with_line(label):
        raise BatchRefused(
            f"The name of a batch is one line of 1 to {LONGEST_LABEL} letters that does not begin with = + - or @. "
            "No cards were made; give it a name such as the team's."
        )
    if collection.batches.filter(survey=survey, label=label).exists():
        raise BatchRefused(
            "There is a batch of this survey with this name already. No cards were made; if you want more, give the "
            "new batch another name."
        )
