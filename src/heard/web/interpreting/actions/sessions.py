"""Sessions: beginning, going through findings, ending."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from heard.base.errors import UserError
from heard.base.policy import Level
from heard.web.audit.actions import record
from heard.web.interpreting.models import GoneThrough, Session, SessionDay
from heard.web.interpreting.terms import Vote, Who
from heard.web.results.found import find_finding, list_findings
from heard.web.tenancy import entered_council
from heard.web.ui.clock import day_of
from heard.web.waves.actions import NotNow, hold_wave

NO_FINDINGS = (
    "There are no findings to go through yet: the reports of this wave are not made. Nothing was changed."
)
PANEL_FIRST = (
    "The young people’s panel goes through the findings first, and has not met yet. Nothing was begun; begin this "
    "session once the panel has met."
)
STILL_TO_COME = (
    "This day is still to come. Nothing was begun; begin the session on its day, or record it afterwards."
)
STILL_TO_COME_INSTEAD = "This day is still to come. Nothing was changed; type the day on which people met."
IS_ENDED = "This session has ended. Nothing was changed."


class NoSuchSession(UserError):
    """No session of this wave has this key."""

    def __init__(self) -> None:
        super().__init__("There is no such session. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Begun:
    """What is said of a session as it begins. `host`: a role."""

    who: Who
    who_words: str
    host: str
    held_on: date


def begin_session(*, wave: str, begun: Begun, by: str, at: datetime) -> UUID:
    """People come together: the session's key. Raises NotNow where there is nothing to go through, where the panel has
    not met and these are others, and for a day to come."""
    with transaction.atomic():
        facts = hold_wave(wave)
        if not any(each.at(Level.BOARD) or each.at(Level.PUBLIC) for each in list_findings(wave)):
            raise NotNow(NO_FINDINGS)
        if begun.who is not Who.PANEL and facts.is_held(day_of(at)):
            raise NotNow(PANEL_FIRST)
        if begun.held_on > day_of(at):
            raise NotNow(STILL_TO_COME)
        row = Session.objects.create(
            council_id=entered_council(),
            wave=wave,
            who=begun.who.value,
            who_words=begun.who_words,
            host=begun.host,
            held_on=begun.held_on,
            begun_by=by,
        )
        _note_day(row, by=by, at=at)
        record(actor=by, action="began a session on findings", subject=f"{wave}: {begun.who}", at=at)
    return row.pk


def correct_day(*, wave: str, session: UUID, read: int, held_on: date, by: str, at: datetime) -> bool:
    """The session was on another day; the days before stay readable. False, and nothing is written, where somebody
    changed it since version `read`. Raises NoSuchSession, and NotNow for a day to come."""
    with transaction.atomic():
        row = hold_session(wave, session)
        if held_on > day_of(at):
            raise NotNow(STILL_TO_COME_INSTEAD)
        if row.number != read:
            return False
        if held_on == row.held_on:
            return True
        if not SessionDay.objects.filter(council_id=row.council_id, session=row).exists():
            _note_day(row, by=row.begun_by, at=None)
        before, row.held_on, row.number = row.held_on, held_on, read + 1
        row.save(update_fields=["held_on", "number"])
        _note_day(row, by=by, at=at)
        subject = f"{wave}: {row.who}, {before} to {held_on}"
        record(actor=by, action="corrected the day of a session", subject=subject, at=at)
    return True


def _note_day(row: Session, *, by: str, at: datetime | None) -> None:
    SessionDay.objects.create(
        council_id=row.council_id, session=row, number=row.number, held_on=row.held_on, by=by, at=at
    )


def say_took_part(*, wave: str, session: UUID, took_part: int, by: str, at: datetime) -> None:
    """How many took part; said again, the last one stands and the log has both."""
    with transaction.atomic():
        row = hold_session(wave, session)
        row.took_part = took_part
        row.save(update_fields=["took_part"])
        record(actor=by, action=f"said that {took_part} took part in a session", subject=wave, at=at)


def end_session(*, wave: str, session: UUID, by: str, at: datetime) -> None:
    """Nothing more comes from telephones; a vote that is open closes. The same twice is done once."""
    with transaction.atomic():
        row = hold_session(wave, session)
        if row.is_ended:
            return
        row.is_ended = True
        if row.vote == Vote.OPEN:
            row.vote = Vote.CLOSED.value
        row.save(update_fields=["is_ended", "vote"])
        record(actor=by, action="ended a session on findings", subject=f"{wave}: {row.who}", at=at)


def go_through(*, wave: str, session: UUID, indicator: str, by: str, at: datetime) -> None:
    """A finding was before the people of a session; noted once."""
    with transaction.atomic():
        row = hold_session(wave, session)
        if find_finding(wave, indicator) is None:
            raise UserError("There is no such finding. Nothing was changed.")
        _, is_new = GoneThrough.objects.get_or_create(
            council_id=row.council_id, session=row, indicator=indicator
        )
        if is_new:
            record(
                actor=by, action="went through a finding in a session", subject=f"{wave}: {indicator}", at=at
            )


def hold_session(wave: str, session: UUID) -> Session:
    """The session, for the caller's transaction, with nobody else changing it until its end."""
    rows = Session.objects.select_for_update().filter(council_id=entered_council(), wave=wave, pk=session)
    row = rows.first()
    if row is None:
        raise NoSuchSession
    return row
