"""Opening what children asked for, at fixed hours of each working day; telling the duty inbox; wiping in time.

Messages are sent by a job of their own, outside any transaction: a server that is silent must not keep children's
answers waiting. Where it takes nothing, the next opening tries again, and the page shows what is there all the same.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from django.db import transaction
from django.urls import reverse

from heard.web.callbacks import opening
from heard.web.callbacks.mails import send_closed, send_late, send_there
from heard.web.callbacks.queries import list_told
from heard.web.jobs.actions import start_job
from heard.web.jobs.registry import at_hours, daily, job_kind
from heard.web.jobs.running import RunningJob
from heard.web.people.queries import get_council
from heard.web.policy import CALLBACK_HOURS, CALLBACK_REMINDER_HOURS
from heard.web.tenancy import in_council
from heard.web.ui.clock import now
from heard.web.voices.queries import has_late
from heard.web.waves.server_keys import KeyMissing, reading_key

TELL, TELL_LATE, TELL_CLOSED = "tell_duty_inbox", "tell_duty_inbox_late", "tell_duty_inbox_closed"


@at_hours("open_callbacks", CALLBACK_HOURS)
def open_callbacks(council: str, today: date) -> None:
    """Where the key is missing or another one, children are offered it no more, and the duty inbox is told."""
    key = None
    with suppress(KeyMissing):
        key = reading_key(council)
    if not opening.is_readable(key):
        opening.close_inbox()
        start_job(kind=TELL_CLOSED, subject="", at=now())
    if key is not None and opening.open_sealed_callbacks(key=key, today=today).kept:
        transaction.on_commit(opening.give_space_back)
    if opening.has_untold():
        start_job(kind=TELL, subject="", at=now())


@at_hours("remind_duty_inbox", CALLBACK_REMINDER_HOURS)
def remind_duty_inbox(_council: str, today: date) -> None:
    """While anything waits: a request, or children's words that were not read on the day they came in."""
    if opening.has_waiting():
        start_job(kind=TELL, subject="", at=now())
    if has_late(today):
        start_job(kind=TELL_LATE, subject="", at=now())


@daily("wipe_callbacks")
def wipe_callbacks(_council: str, today: date) -> None:
    """What was dealt with long enough ago."""
    if opening.wipe_done(today=today):
        transaction.on_commit(opening.give_space_back)


@job_kind(TELL)
def tell_duty_inbox(running: RunningJob) -> None:
    """That something is there; not how much."""
    if _send(running, send_there, reverse("callbacks:read", args=[running.council])):
        with in_council(running.council):
            opening.mark_told()


@job_kind(TELL_LATE)
def tell_duty_inbox_late(running: RunningJob) -> None:
    """That children's words wait to be read."""
    _send(running, send_late, reverse("voices:read", args=[running.council]))


@job_kind(TELL_CLOSED)
def tell_duty_inbox_closed(running: RunningJob) -> None:
    """That children are not offered it."""
    _send(running, send_closed, reverse("callbacks:inbox", args=[running.council]))


def _send(running: RunningJob, send: Callable[..., None], path: str) -> bool:
    """To each address; whether any of them was written to."""
    with in_council(running.council):
        everybody, council = list_told(), get_council().name
    is_told = False
    for to in everybody:
        running.say("The duty inbox is being told.")
        with suppress(OSError, ValueError):  # an address that is refused does not keep the others waiting
            send(to=to, council=council, path=path)
            is_told = True
    return is_told
