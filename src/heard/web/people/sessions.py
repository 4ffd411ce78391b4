"""Browsers people are signed in with: beginning, keeping, listing, ending."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.contrib.sessions.backends.base import SessionBase

from heard.web.people.models import StaffSession
from heard.web.people.roles import GRAVE, Role
from heard.web.policy import (
    GRAVE_HOURS,
    GRAVE_IDLE_MINUTES,
    LONGEST_SESSION_HOURS,
    SESSION_HOURS,
    SESSION_IDLE_MINUTES,
)

KEY = "staff_session"
NOBODY = str(UUID(int=0))  # no row has it
SECONDS_BETWEEN_NOTES = 60  # a page that looks for news every second need not write every second
BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "a Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One browser of somebody; `is_this`: the one that asks."""

    key: UUID
    browser: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


def begin_session(*, session: SessionBase, user_id: int, agent: str, at: datetime) -> None:
    """This browser is signed in from now on."""
    key = uuid4()
    StaffSession.objects.filter(began_at__lt=at - timedelta(hours=LONGEST_SESSION_HOURS)).delete()
    StaffSession.objects.create(key=key, user_id=user_id, browser=say_browser(agent), began_at=at, seen_at=at)
    session[KEY] = str(key)


def keep_session(*, session: SessionBase, user_id: int, roles: frozenset[Role], at: datetime) -> bool:
    """Whether this browser is still signed in; noted that it was seen. Ended where its time is up."""
    found = StaffSession.objects.filter(key=session.get(KEY, NOBODY), user_id=user_id).first()
    if found is None:
        return False
    idle, longest = limits_for(roles)
    if at - found.seen_at > idle or at - found.began_at > longest:
        found.delete()
        return False
    if (at - found.seen_at).total_seconds() > SECONDS_BETWEEN_NOTES:
        StaffSession.objects.filter(key=found.key).update(seen_at=at)
    return True


def limits_for(roles: frozenset[Role]) -> tuple[timedelta, timedelta]:
    """How long nothing may be done, and how long it may last in all: the strictest of the roles."""
    if roles & GRAVE:
        return timedelta(minutes=GRAVE_IDLE_MINUTES), timedelta(hours=GRAVE_HOURS)
    return timedelta(minutes=SESSION_IDLE_MINUTES), timedelta(hours=SESSION_HOURS)


def list_sessions(*, user_id: int, session: SessionBase) -> list[SignedIn]:
    """Every browser of somebody, the one seen last first."""
    this = session.get(KEY)
    return [
        SignedIn(each.key, each.browser, each.began_at, each.seen_at, str(each.key) == this)
        for each in StaffSession.objects.filter(user_id=user_id).order_by("-seen_at")
    ]


def end_session(*, user_id: int, key: UUID) -> bool:
    """One browser of this person is signed out; False where they have none such."""
    return bool(StaffSession.objects.filter(user_id=user_id, key=key).delete()[0])


def end_sessions(*, user_id: int, but: SessionBase | None = None) -> int:
    """Every browser of this person is signed out, or every other one; how many."""
    rows = StaffSession.objects.filter(user_id=user_id)
    if but is not None:
        rows = rows.exclude(key=but.get(KEY, NOBODY))
    return rows.delete()[0]


def say_browser(agent: str) -> str:
    """`Firefox on Windows`: enough to know it again, too little to tell two machines apart."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "A browser")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return f"{browser} on {system}" if system else browser
