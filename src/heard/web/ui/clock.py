"""What time it is, asked in one place: tests put their own clock here."""

from datetime import UTC, date, datetime

from django.utils import timezone


def now() -> datetime:
    """The moment, with its time zone."""
    return datetime.now(UTC)


def day_of(at: datetime) -> date:
    """The day of a moment where the children live."""
    return timezone.localdate(at)


def today() -> date:
    """The day where the children live."""
    return day_of(now())
