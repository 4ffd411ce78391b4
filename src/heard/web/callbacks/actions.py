"""What staff do: keep a duty inbox, deal with requests."""

from datetime import datetime
from secrets import randbelow
from uuid import UUID

from django.db import transaction

from heard.base.errors import UserError
from heard.web.audit.actions import record
from heard.web.callbacks.mails import send_test
from heard.web.callbacks.models import Callback, DutyAddress, OpenInbox
from heard.web.people.queries import get_council
from heard.web.policy import MOST_DUTY_ADDRESSES
from heard.web.tenancy import entered_council
from heard.web.ui.clock import day_of
from heard.web.waves.server_keys import reading_public_key


class NotThisNumber(UserError):
    """The number typed is not the one that was sent to the address."""


class TooManyAddresses(UserError):
    """The duty inbox has as many addresses as it may have."""


def add_address(*, email: str, by: str, at: datetime) -> None:
    """Send a number to an address; until somebody types it nothing else is sent there.

    Once more for the same address: a new number, in place of the old one. Raises TooManyAddresses, NotSent and
    KeyMissing: nothing is kept then. The message goes before the transaction, which must not wait for a server.
    """
    council, email = entered_council(), email.strip().lower()
    reading_public_key(council)
    others = DutyAddress.objects.filter(council_id=council).exclude(email=email)
    if others.count() >= MOST_DUTY_ADDRESSES:
        raise TooManyAddresses(
            f"The duty inbox has {MOST_DUTY_ADDRESSES} addresses already. Take one off first."
        )
    number = f"{randbelow(1_000_000):06}"
    send_test(to=email, council=get_council().name, by=by, number=number)
    with transaction.atomic():
        row, _ = DutyAddress.objects.get_or_create(council_id=council, email=email)
        row.number = number
        row.save(update_fields=["number"])
        record(actor=by, action="wrote a test message to the duty inbox", subject=email, at=at)


def confirm_address(*, address: int, number: str, by: str, at: datetime) -> None:
    """The test message arrived: from now on children are offered it. Raises NotThisNumber and KeyMissing."""
    council = entered_council()
    with transaction.atomic():
        row = DutyAddress.objects.select_for_update().filter(council_id=council, pk=address).first()
        if row is None or row.number != "".join(number.split()):
            raise NotThisNumber(
                "That is not the number in the last message to this address. Nothing was changed; look again, or "
                "send a new number."
            )
        row.is_confirmed = True
        row.save(update_fields=["is_confirmed"])
        _open()
        record(actor=by, action="confirmed an address of the duty inbox", subject=row.email, at=at)


def open_again(*, by: str, at: datetime) -> None:
    """The site had closed it for want of the right key; somebody says that the key is back. Raises KeyMissing."""
    with transaction.atomic():
        if DutyAddress.objects.filter(council_id=entered_council(), is_confirmed=True).exists():
            _open()
            record(actor=by, action="opened the duty inbox again", subject="", at=at)


def remove_address(*, address: int, by: str, at: datetime) -> None:
    """Nothing is sent there any more. With the last address that was confirmed children are offered it no more."""
    council = entered_council()
    with transaction.atomic():
        for row in DutyAddress.objects.select_for_update().filter(council_id=council, pk=address):
            row.delete()
            record(actor=by, action="took an address off the duty inbox", subject=row.email, at=at)
        if not DutyAddress.objects.filter(council_id=council, is_confirmed=True).exists():
            OpenInbox.objects.filter(council_id=council).delete()


def mark_done(*, callback: UUID, note: str, by: str, at: datetime) -> None:
    """Somebody dealt with it. Pressed twice, the first note stays."""
    with transaction.atomic():
        rows = Callback.objects.select_for_update().filter(
            council_id=entered_council(), pk=callback, done_on__isnull=True
        )
        for row in rows:
            row.done_on, row.done_by, row.note = day_of(at), by, note
            row.save(update_fields=["done_on", "done_by", "note"])
            record(actor=by, action="dealt with a request to be contacted", subject="requests", at=at)


def record_look(*, by: str, at: datetime) -> None:
    """Somebody looked at who asked to be contacted."""
    record(actor=by, action="looked at who asked to be contacted", subject="requests", at=at)


def _open() -> None:
    council = entered_council()
    key = {"reading_key": reading_public_key(council)}
    OpenInbox.objects.update_or_create(council_id=council, defaults=key)
