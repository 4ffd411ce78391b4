"""Reading what children of the council entered asked for, and whom the council tells."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from heard.web.callbacks.contents import Which
from heard.web.callbacks.models import Callback, DutyAddress, OpenInbox, SealedCallback
from heard.web.tenancy import entered_council


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackFacts:
    """One request. `done_on` is empty while nobody has said what they did."""

    key: UUID
    which: Which
    name: str = field(repr=False)
    how: str = field(repr=False)
    words: str = field(repr=False)
    arrived_on: date
    done_on: date | None
    done_by: str
    note: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AddressFacts:
    """An address of the duty inbox, and whether its number was typed."""

    id: int
    email: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class InboxFacts:
    """The duty inbox. `is_open`: children are offered it. `is_waiting`: something is sealed and nobody reads it."""

    addresses: tuple[AddressFacts, ...]
    is_open: bool
    is_waiting: bool


def list_waiting() -> tuple[CallbackFacts, ...]:
    """What nobody has dealt with yet, day by day, in an order within the day that says nothing."""
    return _facts(done_on__isnull=True)


def list_done() -> tuple[CallbackFacts, ...]:
    """What was dealt with and is not wiped yet."""
    return _facts(done_on__isnull=False)


def find_callback(key: UUID) -> CallbackFacts | None:
    """A request of this council; None where there is none, or another council's."""
    return next(iter(_facts(pk=key)), None)


def get_inbox() -> InboxFacts:
    """The duty inbox of the council entered, set or not."""
    council = entered_council()
    rows = DutyAddress.objects.filter(council_id=council).order_by("email")
    is_open = OpenInbox.objects.filter(council_id=council).exists()
    is_sealed = SealedCallback.objects.filter(council_id=council).exists()
    addresses = tuple(AddressFacts(row.pk, row.email, row.is_confirmed) for row in rows)
    return InboxFacts(addresses, is_open, is_waiting=is_sealed and not is_open)


def list_told() -> list[str]:
    """The addresses that are told: those whose number was typed."""
    rows = DutyAddress.objects.filter(council_id=entered_council(), is_confirmed=True)
    return list(rows.order_by("email").values_list("email", flat=True))


def _facts(**which: object) -> tuple[CallbackFacts, ...]:
    rows = Callback.objects.filter(council_id=entered_council(), **which).order_by("arrived_on", "key")
    return tuple(
        CallbackFacts(
            key=row.pk,
            which=Which(row.which),
            name=row.name,
            how=row.how,
            words=row.words,
            arrived_on=row.arrived_on,
            done_on=row.done_on,
            done_by=row.done_by,
            note=row.note,
        )
        for row in rows
    )
