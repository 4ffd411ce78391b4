"""The council a piece of work is for. On PostgreSQL it is SET LOCAL, and row-level security shows nothing else.

Each function opens a transaction on PostgreSQL, because a setting that outlived it would be the next request's.
SQLite has no such rule: there the council is only remembered, so that tests find work done for none.
"""

from collections.abc import Callable, Iterator, Mapping
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
    _check_may_enter(council)
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
def presenting_card(digest: bytes, find_council: Callable[[], str | None]) -> Iterator[str | None]:
    """Enter the council of the card with this digest, in one transaction; None where no card has it.

    While `find_council` looks, that one card can be reached. Then this door is shut, and only the card's council is
    open. Raises HeardError where `in_council` would.
    """
    before, is_nested = _council.get(), connection.in_atomic_block
    with owning_card(digest):
        council = find_council()
        if council is None:
            yield None
            return
        _check_may_enter(council)
        token = _council.set(council)
        try:
            _set({"heard.card": "", "heard.council": council})
            yield council
            if is_nested:
                _set({"heard.council": before or ""})
        finally:
            _council.reset(token)


@contextmanager
def owning_link(digest: str) -> Iterator[None]:
    """Reach the one invitation whose link has this digest: whoever holds a link may learn what it is for."""
    with _setting("heard.link", digest):
        yield


def _check_may_enter(council: str) -> None:
    if _council.get() not in (None, council):
        raise HeardError("one piece of work is for one council")
    if _looking.get() is not None:
        raise HeardError("whoever looks across councils enters none")


@contextmanager
def _setting(name: str, value: str) -> Iterator[None]:
    """For this block only; what an outer block had set is set again after it."""
    if connection.vendor != "postgresql":
        yield
        return
    is_outer = connection.in_atomic_block
    with transaction.atomic():
        before = _read(name) if is_outer else ""
        _set({name: value})
        yield
        if is_outer:  # where this opened the transaction, the setting ends with it
            _set({name: before})


def _read(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
        return str(cursor.fetchone()[0])


def _set(values: Mapping[str, str]) -> None:
    """All of them in one statement, until the transaction ends."""
    if connection.vendor != "postgresql":
        return
    calls = ", ".join("set_config(%s, %s, true)" for _ in values)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", [each for pair in values.items() for each in pair])
