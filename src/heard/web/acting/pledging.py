"""Keeping sessions of staff and pledges. Each leaves an audit event; a pledge's own words never stand in it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from heard.web.acting.actions import NOTHING, NotTaken
from heard.web.acting.kinds import PledgeKind, Went
from heard.web.acting.models import Pledge, PledgeFollowUp, StaffSession
from heard.web.audit.actions import record
from heard.web.policy import FOLLOW_UP_DAYS
from heard.web.tenancy import entered_council
from heard.web.ui.clock import day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPledge:
    """What is promised. `own`: the address of whoever makes it for themselves; empty where a team's is typed in."""

    kind: PledgeKind
    who: str
    words: str
    indicator: str = ""
    session: int | None = None
    follow_up_on: date | None = None
    own: str = field(default="", repr=False)


def hold_session(*, wave: str, on: date, team: str, count: int, by: str, at: datetime) -> int:
    """Staff came together; the session's id. Raises NotTaken for a day that has not come."""
    if on > day_of(at):
        raise NotTaken(f"That day has not come yet. {NOTHING}")
    with transaction.atomic():
        row = StaffSession.objects.create(
            council_id=entered_council(), wave=wave, on=on, team=team.strip(), count=count, by=by
        )
        record(actor=by, action="recorded a session of staff", subject=wave, at=at)
    return row.pk


def make_pledge(*, wave: str, pledge: NewPledge, by: str, at: datetime) -> int:
    """A pledge is made; its id. Somebody asks how it went after a while, on the day chosen or in three months.

    Raises NotTaken where there is no such session.
    """
    council, today = entered_council(), day_of(at)
    with transaction.atomic():
        sessions = StaffSession.objects.filter(council_id=council, wave=wave, pk=pledge.session or 0)
        if pledge.session is not None and not sessions.exists():
            raise NotTaken(f"There is no such session. {NOTHING}")
        row = Pledge.objects.create(
            council_id=council,
            wave=wave,
            session_id=pledge.session,
            kind=pledge.kind.value,
            who=pledge.who.strip(),
            words=pledge.words.strip(),
            indicator=pledge.indicator,
            follow_up_on=pledge.follow_up_on or today + timedelta(days=FOLLOW_UP_DAYS),
            own=pledge.own,
            on=today,
        )
        record(actor=by, action="made a pledge", subject=wave, at=at)
    return row.pk


def follow_up(*, wave: str, pledge: int, went: Went, words: str, by: str, at: datetime) -> None:
    """How it went. *Not yet* and *partly* are asked about again as long after. Raises NotTaken."""
    council, today = entered_council(), day_of(at)
    with transaction.atomic():
        row = Pledge.objects.select_for_update().filter(council_id=council, wave=wave, pk=pledge).first()
        if row is None:
            raise NotTaken(f"There is no such pledge. {NOTHING}")
        PledgeFollowUp.objects.create(
            council_id=council, pledge=row, went=went.value, words=words.strip(), on=today
        )
        if went in (Went.NOT_YET, Went.PARTLY):
            row.follow_up_on, row.reminded_on = today + timedelta(days=FOLLOW_UP_DAYS), None
            row.save()
        record(actor=by, action="said how a pledge went", subject=wave, at=at)
