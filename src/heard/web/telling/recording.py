"""Who was told: each event a transaction that leaves an audit event. Nobody is told of what was not answered."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from heard.base.errors import UserError
from heard.web.audit.actions import record
from heard.web.telling.models import Reminder, TellingEvent
from heard.web.telling.readers import Audience
from heard.web.telling.standing import list_answered
from heard.web.tenancy import entered_council
from heard.web.ui.clock import day_of


class NotAnswered(UserError):
    """Somebody would be told of findings that have no answer. `indicators`: which; none where there is no answer."""

    def __init__(self, indicators: Sequence[str]) -> None:
        self.indicators = tuple(indicators)
        super().__init__(
            "Nobody can have been told what came of a finding that has no answer. Nothing was kept."
        )


class NotYet(UserError):
    """A day that has not come."""

    def __init__(self) -> None:
        super().__init__("This day has not come yet. Nothing was kept; record it once they were told.")


def record_told(
    *,
    wave: str,
    audience: Audience,
    told_by: str,
    how: str,
    how_many: int,
    told_on: date,
    indicators: Sequence[str] | None,
    said_back: str,
    by: str,
    at: datetime,
) -> int:
    """This audience was told of these findings; None = of all that have an answer now. The event's number.

    Raises NotAnswered where one of them has no answer or nothing was answered at all, and NotYet.
    """
    with transaction.atomic():
        answered = list_answered(wave)
        told = tuple(dict.fromkeys(answered if indicators is None else indicators))
        missing = [each for each in told if each not in answered]
        if missing or not told:
            raise NotAnswered(missing)
        if told_on > day_of(at):
            raise NotYet
        row = TellingEvent.objects.create(
            council_id=entered_council(),
            wave=wave,
            audience=audience.value,
            told_by=told_by,
            how=how,
            how_many=how_many,
            told_on=told_on,
            indicators=list(told),
            said_back=said_back,
            recorded_by=by,
            recorded_on=day_of(at),
        )
        record(actor=by, action="recorded who was told", subject=f"{wave}: {audience.value}", at=at)
    return row.pk


def withdraw_told(*, wave: str, event: int, by: str, at: datetime) -> None:
    """It was entered by mistake. It stays, crossed out, and counts no longer."""
    with transaction.atomic():
        rows = TellingEvent.objects.filter(council_id=entered_council(), wave=wave, pk=event, withdrawn_by="")
        if rows.update(withdrawn_by=by):
            record(actor=by, action="withdrew a record of who was told", subject=f"{wave}: {event}", at=at)


def take_reminder(*, wave: str, today: date) -> bool:
    """Whether the editors are to be reminded now: once a wave, whoever asks."""
    try:
        with transaction.atomic():
            Reminder.objects.create(council_id=entered_council(), wave=wave, sent_on=today)
    except IntegrityError:
        return False
    return True
