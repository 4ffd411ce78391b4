"""What the safeguarding reader sees, and whoever keeps the duty inbox."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django import forms

from heard.web.callbacks.contents import Which
from heard.web.callbacks.forms import DoneForm, NumberForm
from heard.web.callbacks.queries import AddressFacts, CallbackFacts, InboxFacts
from heard.web.policy import CALLBACK_DAYS, CALLBACK_HOURS
from heard.web.ui.days import say_day

ASKS = {
    Which.TALK: "Asks that somebody gets in touch",
    Which.CARE: "Asks to be told more about why they are in care",
}
Refused = tuple[UUID, forms.Form]  # a form that came back, with what was typed in it
RefusedNumber = tuple[int, forms.Form]


@dataclass(frozen=True, slots=True)
class Shown:
    """One request and the form for what was done."""

    key: UUID
    asks: str
    over: str
    name: str = field(repr=False)
    how: str = field(repr=False)
    words: str = field(repr=False)
    note: str = field(repr=False)
    done_by: str
    form: forms.Form


@dataclass(frozen=True, slots=True)
class AddressLine:
    """An address; `form` takes the number while it is not confirmed."""

    id: int
    email: str
    is_confirmed: bool
    form: forms.Form


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Where the duty inbox stands, in a sentence, and its addresses."""

    stands: str
    is_open: bool
    may_open: bool
    addresses: tuple[AddressLine, ...]


def present_callbacks(found: Sequence[CallbackFacts], refused: Refused | None = None) -> tuple[Shown, ...]:
    """The requests for the page."""
    return tuple(_show(each, refused) for each in found)


def present_inbox(inbox: InboxFacts, refused: RefusedNumber | None = None) -> InboxPage:
    """The duty inbox for the page."""
    may_open = not inbox.is_open and any(each.is_confirmed for each in inbox.addresses)
    lines = tuple(_line(each, refused) for each in inbox.addresses)
    return InboxPage(_stands(inbox, may_open), inbox.is_open, may_open, lines)


def say_hours() -> str:
    """`9:00, 11:00, 13:00 and 15:00`."""
    *first, last = (f"{hour}:00" for hour in CALLBACK_HOURS)
    return f"{', '.join(first)} and {last}"


def say_days() -> int:
    """How many days a request is kept once it is dealt with."""
    return CALLBACK_DAYS


def done_form(key: UUID, data: object = None) -> forms.Form:
    """The form under a request."""
    return DoneForm(data, auto_id=f"id_%s_{key.hex}")  # type: ignore[arg-type]


def number_form(address: int, data: object = None) -> forms.Form:
    """The form beside an address."""
    return NumberForm(data, auto_id=f"id_%s_{address}")  # type: ignore[arg-type]


def _stands(inbox: InboxFacts, may_open: bool) -> str:
    if inbox.is_open:
        return "It is open: children and young people are offered on the page of help to ask for somebody."
    if may_open:
        waits = " What was sent before waits, and is not lost." if inbox.is_waiting else ""
        return (
            "The site closed it, because the council's reading key was not there to open what is sent. Children are "
            f"not offered it now.{waits} Ask whoever runs the site to put the key back, then open it again."
        )
    if inbox.addresses:
        return (
            "It is not open yet: the number that was sent has to be typed here. Children are not offered it."
        )
    return "There is no duty inbox, so children and young people are not offered to ask for somebody."


def _show(found: CallbackFacts, refused: Refused | None) -> Shown:
    over = f"opened on {say_day(found.arrived_on)}"
    if found.done_on:
        over += f" · dealt with on {say_day(found.done_on)}"
    form = refused[1] if refused and refused[0] == found.key else done_form(found.key)
    return Shown(
        found.key,
        ASKS[found.which],
        over,
        found.name,
        found.how,
        found.words,
        found.note,
        found.done_by,
        form,
    )


def _line(each: AddressFacts, refused: RefusedNumber | None) -> AddressLine:
    form = refused[1] if refused and refused[0] == each.id else number_form(each.id)
    return AddressLine(each.id, each.email, each.is_confirmed, form)
