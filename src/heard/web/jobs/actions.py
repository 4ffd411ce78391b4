"""Starting jobs, going on with them, and keeping the house. All inside the council they are for."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from heard.base.errors import HeardError
from heard.web.jobs import leases, queue, registry, words
from heard.web.jobs.models import Job, JobState, Round
from heard.web.policy import AUDIT_YEARS, DAYS_RESULTS_ARE_KEPT, MOST_ATTEMPTS
from heard.web.tenancy import entered_council

REGULAR = "regular"  # the kind of job that does regular work; its subject: which work, and when it was due


def start_job(*, kind: str, subject: str, at: datetime) -> UUID:
    """Let the worker do this as soon as the caller's transaction is committed."""
    if not registry.is_kind(kind):
        raise HeardError(f"there are no jobs of the kind {kind}")
    with transaction.atomic():
        job = Job.objects.create(
            council_id=entered_council(), kind=kind, subject=subject, says=words.WAITING, created_at=at
        )
        _enqueue(job)
    return job.key


def resume_job(*, key: UUID, at: datetime) -> bool:
    """Go on with a job that asked for somebody's help or failed; False where it does neither wait nor rest."""
    with transaction.atomic():
        resting = Job.objects.select_for_update().filter(
            pk=key, council_id=entered_council(), state__in=(JobState.NEEDS_INPUT, JobState.FAILED)
        )
        job = resting.first()
        if job is None:
            return False
        job.lost = 0
        _make_wait(job, words.WAITING)
    return True


def give_back(*, key: UUID, attempt: int) -> None:
    """The worker is told to stop in the middle: let the next one begin at once. It does not count as lost."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(
            pk=key, council_id=entered_council(), attempt=attempt, state=JobState.WORKING
        )
        for mine in job:
            _make_wait(mine, words.RESTARTED)


def take_up_lost_jobs(*, at: datetime) -> None:
    """Begin anew what a silent worker has lost; after too many times without getting further, give it up."""
    if not leases.list_expired(at).exists():
        return
    with transaction.atomic():
        for job in leases.list_expired(at).select_for_update(skip_locked=True):
            got_further = job.done > job.furthest
            job.lost = 1 if got_further else job.lost + 1
            job.furthest = max(job.furthest, job.done)
            if job.lost >= MOST_ATTEMPTS:
                _give_up(job, at)
            else:
                _make_wait(job, words.TAKEN_UP_AGAIN)


def enqueue_forgotten_jobs(*, at: datetime) -> None:
    """Hand to the worker what waits and is in no queue: its worker died between the queue and the job, or the queue
    was emptied."""
    for job in Job.objects.filter(council_id=entered_council(), state=JobState.WAITING):
        if not queue.is_under_way(key=job.key, attempt=job.attempt, at=at):
            _enqueue(job)


def take_round(*, name: str, due: str) -> bool:
    """Take what is due now; False where it was taken before."""
    with transaction.atomic():
        if Round.objects.filter(name=name, last__lt=due).update(last=due):
            return True
        return Round.objects.get_or_create(name=name, defaults={"last": due})[1]


def start_round(*, work: str, due: str, at: datetime) -> None:
    """Start regular work for the council entered, once for each time it is due."""
    with transaction.atomic():
        if take_round(name=f"{work} {entered_council()}", due=due):
            start_job(kind=REGULAR, subject=f"{work} {due}", at=at)


def forget_old_jobs(*, at: datetime) -> None:
    """Delete jobs that have been over for long: regular work after days, what people started after years."""
    over = Job.objects.filter(council_id=entered_council(), ended_at__isnull=False)
    over.filter(kind=REGULAR, ended_at__lt=at - timedelta(days=DAYS_RESULTS_ARE_KEPT)).delete()
    over.filter(ended_at__lt=at - timedelta(days=AUDIT_YEARS * 366)).delete()


def _make_wait(job: Job, sentence: str) -> None:
    job.state, job.leased_until, job.ended_at = JobState.WAITING, None, None
    job.attempt += 1
    job.says = sentence
    job.save()
    _enqueue(job)


def _give_up(job: Job, at: datetime) -> None:
    job.state, job.leased_until, job.ended_at = JobState.FAILED, None, at
    job.says = words.GIVEN_UP
    job.save()


def _enqueue(job: Job) -> None:
    queue.enqueue(council=job.council_id, key=job.key, attempt=job.attempt)
