"""What a dead worker left behind is put right: jobs, queue, and the count of attempts."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from heard.web.jobs import leases, queue
from heard.web.jobs.models import Job, JobState
from heard.web.jobs.reaper import sweep
from heard.web.jobs.registry import Handler
from heard.web.policy import AUDIT_YEARS, DAYS_RESULTS_ARE_KEPT, LEASE_SECONDS, MOST_ATTEMPTS
from heard.web.tenancy import in_council
from working import COUNCIL, NOON, change, in_queue, read, run_queue

Start = Callable[[Handler], UUID]
A_LEASE = timedelta(seconds=LEASE_SECONDS)


@pytest.fixture
def lost(start: Start) -> UUID:
    """A job whose worker was killed just after it took it, at noon."""
    key = start(print)
    die_with(key)
    return key


def die_with(key: UUID) -> None:
    """A worker claims the row of the queue, takes the attempt, and is never heard of again."""
    row = DBTaskResult.objects.ready().get()
    row.claim("a worker that dies")
    DBTaskResult.objects.filter(pk=row.pk).update(started_at=NOON)
    with in_council(COUNCIL):
        assert leases.take(key=key, attempt=row.args_kwargs["kwargs"]["attempt"], at=NOON)


@pytest.mark.parametrize(
    ("seconds", "attempt"), [(LEASE_SECONDS - 1, 1), (LEASE_SECONDS, 1), (LEASE_SECONDS + 1, 2)]
)
def test_a_job_is_taken_up_once_its_lease_ran_out(lost: UUID, seconds: int, attempt: int) -> None:
    sweep(NOON + timedelta(seconds=seconds))
    assert read(lost).attempt == attempt


def test_what_was_lost_is_said_and_done_again(lost: UUID) -> None:
    sweep(NOON + 2 * A_LEASE)
    assert read(lost).says == "The work broke off and has been taken up again."
    assert in_queue(lost) == [("FAILED", 1), ("READY", 2)]
    run_queue()
    assert read(lost).state == JobState.DONE


def test_a_second_sweep_does_nothing_more(lost: UUID) -> None:
    sweep(NOON + 2 * A_LEASE)
    sweep(NOON + 2 * A_LEASE)
    assert read(lost).attempt == 2
    assert in_queue(lost) == [("FAILED", 1), ("READY", 2)]


def test_after_too_many_attempts_that_got_nowhere_it_is_given_up_in_plain_words(lost: UUID) -> None:
    for _ in range(MOST_ATTEMPTS - 1):
        sweep(NOON + 2 * A_LEASE)
        assert read(lost).state == JobState.WAITING
        die_with(lost)
    sweep(NOON + 2 * A_LEASE)
    job = read(lost)
    assert job.state == JobState.FAILED
    assert job.ended_at == NOON + 2 * A_LEASE
    assert job.says.startswith("The work broke off 5 times without getting any further, so it was stopped.")
    assert run_queue() == 0


def test_an_attempt_that_got_further_starts_the_count_anew(lost: UUID) -> None:
    for step in range(1, 3 * MOST_ATTEMPTS):
        change(lost, done=step, total=100)
        sweep(NOON + 2 * A_LEASE)
        assert read(lost).state == JobState.WAITING
        die_with(lost)


def test_the_same_steps_again_are_no_getting_further(lost: UUID) -> None:
    for step in (3, 1, 2, 3):
        change(lost, done=step, total=100)
        sweep(NOON + 2 * A_LEASE)
        die_with(lost)
    change(lost, done=3, total=100)
    sweep(NOON + 2 * A_LEASE)
    assert read(lost).state == JobState.FAILED


def test_a_job_in_no_queue_is_handed_to_the_worker_once(start: Start) -> None:
    key = start(print)
    DBTaskResult.objects.all().delete()
    sweep(NOON)
    sweep(NOON)
    assert in_queue(key) == [("READY", 1)]
    run_queue()
    assert read(key).state == JobState.DONE


@pytest.mark.parametrize(
    ("seconds", "rows"),
    [
        (LEASE_SECONDS, [("RUNNING", 1)]),
        (LEASE_SECONDS + 1, [("FAILED", 1), ("READY", 1)]),
    ],
)
def test_a_worker_that_died_between_the_queue_and_the_job_holds_nobody_up(
    start: Start, seconds: int, rows: list[tuple[str, int]]
) -> None:
    key = start(print)
    row = DBTaskResult.objects.ready().get()
    row.claim("a worker that dies")
    DBTaskResult.objects.filter(pk=row.pk).update(started_at=NOON)
    sweep(NOON + timedelta(seconds=seconds))
    assert in_queue(key) == rows


def test_the_row_of_a_long_job_that_is_alive_stays(lost: UUID) -> None:
    change(lost, leased_until=NOON + 20 * A_LEASE)
    sweep(NOON + 19 * A_LEASE)
    assert in_queue(lost) == [("RUNNING", 1)]
    assert read(lost).state == JobState.WORKING


def test_a_job_started_in_a_transaction_that_fails_leaves_nothing(start: Start) -> None:
    with suppress(ZeroDivisionError), transaction.atomic():
        start(print)
        raise ZeroDivisionError
    assert DBTaskResult.objects.count() == 0
    with in_council(COUNCIL):
        assert Job.objects.count() == 0


@pytest.mark.parametrize(("days", "left"), [(DAYS_RESULTS_ARE_KEPT, 1), (DAYS_RESULTS_ARE_KEPT + 1, 0)])
def test_rows_of_the_queue_are_forgotten_some_days_after_they_ended(
    start: Start, days: int, left: int
) -> None:
    start(print)
    run_queue()
    DBTaskResult.objects.update(finished_at=NOON)
    queue.forget_old(NOON + timedelta(days=days))
    assert DBTaskResult.objects.count() == left


def test_rows_not_ended_are_never_forgotten(start: Start) -> None:
    start(print)
    queue.forget_old(NOON + timedelta(days=3650))
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "age", "left"),
    [
        ("regular", timedelta(days=DAYS_RESULTS_ARE_KEPT), 1),
        ("regular", timedelta(days=DAYS_RESULTS_ARE_KEPT, seconds=1), 0),
        ("trying", timedelta(days=AUDIT_YEARS * 366), 1),
        ("trying", timedelta(days=AUDIT_YEARS * 366, seconds=1), 0),
    ],
)
def test_jobs_are_forgotten_when_their_time_is_over(
    start: Start, kind: str, age: timedelta, left: int
) -> None:
    from heard.web.jobs.actions import forget_old_jobs

    key = start(print)
    change(key, kind=kind, state=JobState.DONE, ended_at=NOON)
    with in_council(COUNCIL):
        forget_old_jobs(at=NOON + age)
        assert Job.objects.count() == left
