"""The council a piece of work is for. On PostgreSQL it is SET LOCAL, and row-level security shows nothing else.

Each function opens a transaction on PostgreSQL, because a setting that outlived it would be the next request's.
SQLite has no such rule: there the council is only remembered, so that tests find work done for none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from heard.base.errors import HeardError

_council: ContextVar[str | None] = ContextVar("council", default=None)
_looking: ContextVar[int | None] = ContextVar("looking_across", default=None)


class NoCouncil(HeardError):
    """Something of a council was asked for outside any council."""


def entered_council() -> str:
    """The council this work is for; NoCouncil outside one."""
    council = _council.get()
    if council is None:
        raise NoCouncil("this belongs to a council, and none was entered")
    return council


@contextmanager
def in_council(council: str) -> Iterator[None]:
    """Work for one council. Inside another council's work it raises HeardError: no work is for two."""
    before = _council.get()
    if before not in (None, council):
        raise HeardError("one piece of work is for one council")
    if _looking.get() is not None:
        raise HeardError("whoever looks across councils enters none")
    token = _council.set(council)
    try:
        with _setting("heard.council", council):
            yield
    finally:
        _council.reset(token)


@contextmanager
def across_councils(user_id: int) -> Iterator[None]:
    """Read where every council's waves stand, as one person of the programme team; nothing can be written.

    On PostgreSQL the rule asks the database whether this person is of the team, so that anybody else's number shows
    nothing (decision 0020). Inside a council's work it raises HeardError, and no council can be entered inside it.
    """
    if _council.get() is not None:
        raise HeardError("whoever looks across councils is in none")
    token = _looking.set(user_id)
    try:
        with _setting("heard.programme", str(user_id)):
            yield
    finally:
        _looking.reset(token)


def looking_across() -> int:
    """Who looks across councils; NoCouncil where nobody does."""
    user_id = _looking.get()
    if user_id is None:
        raise NoCouncil("this is of every council, and nobody of the programme team asked")
    return user_id


@contextmanager
def owning_user(user_id: int) -> Iterator[None]:
    """Reach the memberships of one signed-in person, whatever the council, and nothing else."""
    with _setting("heard.user", str(user_id)):
        yield


@contextmanager
def owning_card(digest: bytes) -> Iterator[None]:
    """Reach the one card with this digest: whoever knows a code may learn which council it is of, and no more."""
    with _setting("heard.card", digest.hex()):
        yield


@contextmanager
def owning_link(digest: str) -> Iterator[None]:
    """Reach the one invitation whose link has this digest: whoever holds a link may learn what it is for."""
    with _setting("heard.link", digest):
        yield


@contextmanager
def _setting(name: str, value: str) -> Iterator[None]:
    """For this block only; what an outer block had set is set again after it."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        before = _set(name, value)
        yield
        _set(name, before)


def _set(name: str, value: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
        before = str(cursor.fetchone()[0])
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
    return before
