"""Noting who was written to, so that nobody is written to twice."""

from datetime import date

from django.db import transaction

from heard.web.acting.models import PlanReminder, Pledge
from heard.web.tenancy import entered_council


def note_told(*, monday: date, to: str) -> bool:
    """It is noted before the message is handed over; False where it was noted before."""
    with transaction.atomic():
        row, _ = PlanReminder.objects.select_for_update().get_or_create(
            council_id=entered_council(), monday=monday
        )
        if to in row.told:
            return False
        row.told = [*row.told, to]
        row.save()
    return True


def take_back_told(*, monday: date, to: str) -> None:
    """The message did not go, and this is known."""
    with transaction.atomic():
        row = PlanReminder.objects.select_for_update().get(council_id=entered_council(), monday=monday)
        row.told = [each for each in row.told if each != to]
        row.save()


def list_told(*, monday: date) -> frozenset[str]:
    """Who has this week's message, or may have it."""
    row = PlanReminder.objects.filter(council_id=entered_council(), monday=monday).first()
    return frozenset(row.told) if row else frozenset()


def take_asked(*, today: date) -> dict[str, list[str]]:
    """Address → the waves of whose own pledges somebody has to be asked how they went; noted as asked."""
    found: dict[str, list[str]] = {}
    with transaction.atomic():
        rows = Pledge.objects.select_for_update().filter(
            council_id=entered_council(), follow_up_on__lte=today, reminded_on=None
        )
        for row in rows.exclude(own="").order_by("pk"):
            found.setdefault(row.own, []).append(row.wave)
            row.reminded_on = today
            row.save()
    return found


def give_back_asked(*, own: str, today: date) -> None:
    """The question did not go: it is asked tomorrow."""
    rows = Pledge.objects.filter(council_id=entered_council(), own=own, reminded_on=today)
    rows.update(reminded_on=None)


def is_anybody_to_ask(*, today: date) -> bool:
    """Whether the day of somebody's own pledge has come."""
    rows = Pledge.objects.filter(council_id=entered_council(), follow_up_on__lte=today, reminded_on=None)
    return rows.exclude(own="").exists()
