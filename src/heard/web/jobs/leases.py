"""Taking, keeping and ending an attempt of a job. Every write names the attempt: another one's is refused.

All inside the job's council. Each is one conditional UPDATE, so that of two workers one is told no.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from heard.base.errors import HeardError
from heard.web.jobs.models import LONGEST_SENTENCE, Job, JobState
from heard.web.policy import LEASE_SECONDS
from heard.web.tenancy import entered_council


class LostLease(HeardError):
    """Another attempt has taken this job over, or it is over: nothing more of this one counts."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What the worker must know of the job it took."""

    kind: str
    subject: str


def take(*, key: UUID, attempt: int, at: datetime) -> Taken | None:
    """Begin this attempt; None where it was begun before, or is no longer the one to be made."""
    waiting = Job.objects.filter(
        pk=key, council_id=entered_council(), attempt=attempt, state=JobState.WAITING
    )
    if not waiting.update(state=JobState.WORKING, leased_until=lease_end(at)):
        return None
    return Taken(*Job.objects.filter(pk=key).values_list("kind", "subject").get())


def renew(*, key: UUID, attempt: int, at: datetime) -> None:
    """Keep the lease."""
    _write(key, attempt, leased_until=lease_end(at))


def say(*, key: UUID, attempt: int, sentence: str, done: int, total: int, at: datetime) -> None:
    """Keep the lease, and tell people what is being done."""
    _write(key, attempt, leased_until=lease_end(at), says=fit(sentence), done=done, total=total)


def end(*, key: UUID, attempt: int, state: JobState, sentence: str, at: datetime) -> None:
    """The attempt is over: done, failed or in need of somebody. An empty sentence leaves what was said last."""
    said = {"says": fit(sentence)} if sentence else {}
    over = None if state == JobState.NEEDS_INPUT else at
    _write(key, attempt, state=state, leased_until=None, ended_at=over, **said)


def list_expired(at: datetime) -> QuerySet[Job]:
    """Jobs whose worker has been silent for too long."""
    return Job.objects.filter(council_id=entered_council(), state=JobState.WORKING, leased_until__lt=at)


def lease_end(at: datetime) -> datetime:
    """Until when a lease lasts that is renewed now."""
    return at + timedelta(seconds=LEASE_SECONDS)


def fit(sentence: str) -> str:
    """The sentence as long as may be."""
    return sentence if len(sentence) <= LONGEST_SENTENCE else sentence[: LONGEST_SENTENCE - 1] + "…"


def _write(key: UUID, attempt: int, **fields: object) -> None:
    mine = Job.objects.filter(pk=key, council_id=entered_council(), attempt=attempt, state=JobState.WORKING)
    if not mine.update(**fields):
        raise LostLease("another attempt has taken this work over")
