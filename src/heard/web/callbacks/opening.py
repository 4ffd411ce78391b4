"""The worker's side: requests are opened, shuffled, told of without a word of them, and wiped in time."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction

from heard.web.callbacks.contents import CALLBACK_SIZE, Asked, sealing_purpose
from heard.web.callbacks.models import Callback, OpenInbox, SealedCallback
from heard.web.codes.sealing import CannotOpen, PrivateKey, check_sealed, open_sealed
from heard.web.policy import CALLBACK_DAYS
from heard.web.tenancy import entered_council
from heard.web.tenancy.owner import owning_tables


@dataclass(frozen=True, slots=True)
class Opened:
    """What one opening brought in: requests kept, and rows this key does not open, which stay as they are."""

    kept: int
    left: int


def is_readable(key: PrivateKey | None) -> bool:
    """Whether what children seal now can be opened with this key; no inbox is nothing to be read."""
    found = OpenInbox.objects.filter(council_id=entered_council()).first()
    return found is None or (key is not None and bytes(found.reading_key) == key.public)


def close_inbox() -> None:
    """Nobody could read what children seal: offer it no more. What is sealed stays, for a key that is found again."""
    OpenInbox.objects.filter(council_id=entered_council()).delete()


def open_sealed_callbacks(*, key: PrivateKey, today: date) -> Opened:
    """Open what came since the last opening, shuffled; keep the day, no more.

    One transaction: a request is sealed or readable, never both and never neither. The server itself seals, so what
    does not open was sealed to another key, which may be found again.
    """
    council = entered_council()
    with transaction.atomic():
        rows = SealedCallback.objects.select_for_update().filter(council_id=council)
        found = {row.pk: _open(bytes(row.sealed), key, sealing_purpose(council)) for row in rows}
        asked = [each for each in found.values() if each]
        random.SystemRandom().shuffle(asked)
        Callback.objects.bulk_create(_row(each, today) for each in asked)
        opened = [pk for pk, each in found.items() if each]
        SealedCallback.objects.filter(council_id=council, pk__in=opened).delete()
    return Opened(kept=len(asked), left=len(found) - len(asked))


def has_untold() -> bool:
    """Whether the duty inbox does not know yet that something is there."""
    return Callback.objects.filter(council_id=entered_council(), is_told=False, done_on__isnull=True).exists()


def has_waiting() -> bool:
    """Whether anything is there that nobody has dealt with."""
    return Callback.objects.filter(council_id=entered_council(), done_on__isnull=True).exists()


def mark_told() -> None:
    """The duty inbox was told of all that is there."""
    Callback.objects.filter(council_id=entered_council()).update(is_told=True)


def wipe_done(*, today: date) -> int:
    """What was dealt with so many days ago goes, with the note; how many."""
    last = today - timedelta(days=CALLBACK_DAYS)
    return Callback.objects.filter(council_id=entered_council(), done_on__lte=last).delete()[0]


def give_space_back() -> None:
    """Rewrite both tables without what was deleted from them. Outside any transaction.

    On PostgreSQL a deleted row keeps the number of the transaction that made it, which stands between those of two
    children's surveys. On SQLite the journal is emptied where codes' earlier rows are given up, once a day.
    """
    if connection.vendor == "postgresql":
        with owning_tables(), connection.cursor() as cursor:
            for model in (SealedCallback, Callback):
                cursor.execute(f"VACUUM FULL {connection.ops.quote_name(model._meta.db_table)}")


def _row(asked: Asked, today: date) -> Callback:
    return Callback(
        council_id=entered_council(),
        which=asked.which.value,
        name=asked.name,
        how=asked.how,
        words=asked.words,
        arrived_on=today,
    )


def _open(sealed: bytes, key: PrivateKey, purpose: str) -> Asked | None:
    """None for what cannot be read."""
    try:
        check_sealed(sealed, CALLBACK_SIZE)
        return Asked.from_bytes(open_sealed(sealed, key=key, purpose=purpose))
    except CannotOpen:
        return None
