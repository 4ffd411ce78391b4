"""The child's side: which councils take requests, and keeping one. It knows nobody who works for a council."""

from dataclasses import dataclass, field

from heard.base.errors import HeardError
from heard.web.callbacks.contents import CALLBACK_SIZE, Asked, sealing_purpose
from heard.web.callbacks.models import OpenInbox, SealedCallback
from heard.web.codes.sealing import seal
from heard.web.tenancy import in_council


class NotOpen(HeardError):
    """The council takes no requests, or none any more."""


@dataclass(frozen=True, slots=True)
class Open:
    """A council that takes requests."""

    council: str
    name: str
    reading_key: bytes = field(repr=False)


def list_open() -> tuple[Open, ...]:
    """Every council that takes requests, by name. That it does is no secret."""
    rows = OpenInbox.objects.order_by("council__name").values_list(
        "council_id", "council__name", "reading_key"
    )
    return tuple(Open(council, name, bytes(key)) for council, name, key in rows)


def find_open(council: str) -> Open | None:
    """The council, where it takes requests."""
    return next((each for each in list_open() if each.council == council), None)


def keep(*, council: str, asked: Asked) -> None:
    """Seal what a child asks for; it is never in the database in words before it is opened. Raises NotOpen."""
    with in_council(council):
        found = find_open(council)
        if found is None:
            raise NotOpen
        sealed = seal(
            asked.to_bytes(), to=found.reading_key, purpose=sealing_purpose(council), size=CALLBACK_SIZE
        )
        SealedCallback.objects.create(council_id=council, sealed=sealed)
