"""One attempt of a job has it at a time; what another one still writes is refused."""

import time
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction

from heard.base.errors import HeardError
from heard.web.jobs import actions, leases, running
from heard.web.jobs.leases import LostLease
from heard.web.jobs.models import JobState
from heard.web.jobs.registry import Handler
from heard.web.jobs.running import RunningJob, beating
from heard.web.people.actions import add_council
from heard.web.policy import LEASE_SECONDS
from heard.web.tenancy import in_council
from working import COUNCIL, NOON, read, run

Start = Callable[[Handler], UUID]


def attempt_of(key: UUID, attempt: int = 1) -> RunningJob:
    return RunningJob(key, COUNCIL, "trying", "wave 2026", attempt, lambda: NOON)


def take(key: UUID, attempt: int = 1) -> object:
    with in_council(COUNCIL):
        return leases.take(key=key, attempt=attempt, at=NOON)


def test_of_two_workers_one_gets_the_job(start: Start) -> None:
    key = start(print)
    assert take(key) is not None
    assert take(key) is None
    assert read(key).leased_until == NOON + timedelta(seconds=LEASE_SECONDS)


def test_an_attempt_that_is_not_the_one_to_be_made_gets_nothing(start: Start) -> None:
    key = start(print)
    assert take(key, attempt=2) is None
    assert take(key, attempt=0) is None


def test_another_council_cannot_take_it(start: Start) -> None:
    key = start(print)
    add_council(code="X2", name="Council X2")
    with in_council("X2"):
        assert leases.take(key=key, attempt=1, at=NOON) is None
    assert read(key).state == JobState.WAITING


def test_a_task_delivered_twice_is_done_once(start: Start) -> None:
    runs = []
    key = start(runs.append)
    run(key)
    run(key)
    assert len(runs) == 1
    assert read(key).state == JobState.DONE


def test_saying_something_shows_it_and_renews_the_lease(start: Start) -> None:
    key = start(print)
    take(key)
    later = NOON + timedelta(seconds=20)
    RunningJob(key, COUNCIL, "trying", "", 1, lambda: later).say("Reading the answers.", done=3, total=7)
    job = read(key)
    assert (job.says, job.done, job.total) == ("Reading the answers.", 3, 7)
    assert job.leased_until == later + timedelta(seconds=LEASE_SECONDS)


def test_a_sentence_too_long_is_cut_and_stops_nothing(start: Start) -> None:
    key = start(lambda running: running.say("a" * 2000))
    run(key)
    assert read(key).says == "a" * 999 + "…"


def test_whoever_lost_the_job_can_say_nothing_more_and_ends_nothing(start: Start) -> None:
    key = start(lose_then_say)
    run(key)
    job = read(key)
    assert (job.state, job.attempt, job.says) == (
        JobState.WAITING,
        2,
        "The work broke off and has been taken up again.",
    )


def lose_then_say(running: RunningJob) -> None:
    with in_council(COUNCIL):
        actions.take_up_lost_jobs(at=NOON + timedelta(seconds=LEASE_SECONDS + 1))
    with pytest.raises(LostLease):
        running.say("Late words.")
    with pytest.raises(LostLease), in_council(COUNCIL), transaction.atomic():
        running.hold()


def test_a_job_that_is_over_takes_no_more_words(start: Start) -> None:
    key = start(print)
    run(key)
    with pytest.raises(LostLease):
        attempt_of(key).say("Late words.")


def test_holding_a_job_in_a_transaction_renews_its_lease(start: Start) -> None:
    key = start(print)
    take(key)
    later = NOON + timedelta(seconds=20)
    with in_council(COUNCIL), transaction.atomic():
        RunningJob(key, COUNCIL, "trying", "", 1, lambda: later).hold()
    assert read(key).leased_until == later + timedelta(seconds=LEASE_SECONDS)


@pytest.mark.django_db(transaction=True)
def test_holding_a_job_outside_a_transaction_is_refused(start: Start) -> None:
    key = start(print)
    take(key)
    with pytest.raises(HeardError, match="in a transaction only"):
        attempt_of(key).hold()


@pytest.mark.django_db(transaction=True)
def test_the_handler_runs_outside_any_council_and_any_transaction(start: Start) -> None:
    seen = []

    def look(running: RunningJob) -> None:
        from heard.web.tenancy.councils import _council

        seen.append((connection.in_atomic_block, _council.get()))

    run(start(look))
    assert seen == [(False, None)]


@pytest.mark.django_db(transaction=True)
def test_the_heart_renews_the_lease_of_a_silent_handler(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "HEARTBEAT_SECONDS", 0.05)
    key = start(print)
    take(key)
    moments = iter(NOON + timedelta(seconds=number) for number in range(1, 10_000))
    before = read(key).leased_until
    with beating(RunningJob(key, COUNCIL, "trying", "", 1, lambda: next(moments))):
        wait_until(lambda: read(key).leased_until > before + timedelta(seconds=1))


@pytest.mark.django_db(transaction=True)
def test_the_heart_stops_when_the_job_is_lost(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "HEARTBEAT_SECONDS", 0.05)
    key = start(print)
    take(key)
    asked = []
    with beating(RunningJob(key, COUNCIL, "trying", "", 7, lambda: asked.append(1) or NOON)):
        wait_until(lambda: asked != [])
        time.sleep(0.3)
    assert len(asked) == 1
    assert read(key).leased_until == NOON + timedelta(seconds=LEASE_SECONDS)


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120  # on a machine with much to do
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to be"
        time.sleep(0.02)
