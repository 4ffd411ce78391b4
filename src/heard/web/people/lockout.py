"""Wrong passwords and codes: how many in a row, and for how long nothing more is taken.

Counted by what was typed, whether or not anybody has that address, so that the answer tells nothing. In the database,
for all processes of the web server; by keyed hash, so that it is no list of addresses.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from heard.web.audit.actions import record
from heard.web.people.models import FailedTries, User
from heard.web.people.queries import list_councils_of
from heard.web.policy import TRIES_AT_AN_ACCOUNT, TRIES_FROM_AN_ADDRESS, WAIT_MINUTES
from heard.web.tenancy import in_council

FROM_HEADER = "X-Sign-In-From"  # the web server in front says it, for the sign-in pages alone
LOOPBACK = ("127.0.0.1", "::1")
WAIT = timedelta(minutes=WAIT_MINUTES)
DAY = timedelta(days=1)


def must_wait(*, email: str, address: str, at: datetime) -> bool:
    """Whether nothing is taken for this account, or from this address, for now."""
    limits = {_account(email): TRIES_AT_AN_ACCOUNT, _address(address): TRIES_FROM_AN_ADDRESS}
    rows = FailedTries.objects.filter(digest__in=limits, last_at__gt=at - WAIT)
    return any(row.count >= limits[row.digest] for row in rows)


def count_failure(*, email: str, address: str, at: datetime) -> None:
    """One more wrong try. When it is one too many, the councils of whoever has this address are told in their log."""
    FailedTries.objects.filter(last_at__lt=at - DAY).delete()
    _add(_address(address), at)
    if _add(_account(email), at) == TRIES_AT_AN_ACCOUNT:
        _record_lock(email, at)


def forget_failures(*, email: str) -> None:
    """The right password and second factor came."""
    FailedTries.objects.filter(digest=_account(email)).delete()


def address_of(request: HttpRequest) -> str:
    """Where on the network the browser is. Only a web server on this machine is believed about others."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    return request.headers.get(FROM_HEADER, peer) if peer in LOOPBACK else peer


def _add(digest: str, at: datetime) -> int:
    """How many there are now; a row whose wait is over begins again."""
    with transaction.atomic():
        row, is_new = FailedTries.objects.select_for_update().get_or_create(
            digest=digest, defaults={"count": 1, "last_at": at}
        )
        if is_new:
            return 1
        count = F("count") + 1 if at - row.last_at <= WAIT else 1
        FailedTries.objects.filter(digest=digest).update(count=count, last_at=at)
        return row.count + 1 if at - row.last_at <= WAIT else 1


def _record_lock(email: str, at: datetime) -> None:
    user = User.objects.filter(email=email.strip().lower()).first()
    for council in list_councils_of(user.pk) if user else []:
        with in_council(council):
            record(
                actor=email.strip().lower(), action="was locked out", subject="too many wrong tries", at=at
            )


def _account(email: str) -> str:
    return _hash(f"account {email.strip().lower()}")


def _address(address: str) -> str:
    return _hash(f"address {address}")


def _hash(words: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), words.encode(), hashlib.sha256).hexdigest()
