"""How an attempt ends, and what is said, logged and stored of it."""

import errno
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import OperationalError
from django_tasks_db.models import DBTaskResult

from heard.base.errors import HeardError, UserError
from heard.web.jobs import actions, registry
from heard.web.jobs.models import JobState
from heard.web.jobs.reaper import sweep
from heard.web.jobs.registry import Handler
from heard.web.jobs.running import NeedsInput, RunningJob
from heard.web.policy import LEASE_SECONDS
from heard.web.tenancy import in_council
from working import COUNCIL, NOON, change, in_queue, read, run, run_queue

Start = Callable[[Handler], UUID]
SECRET = "mum said not to tell"


def failing_with(error: BaseException) -> Handler:
    def handler(running: RunningJob) -> None:
        running.say("Reading the answers.")
        raise error

    return handler


def test_the_last_sentence_of_a_job_that_is_done_stays(start: Start) -> None:
    key = start(lambda running: running.say("The report is written.", done=3, total=3))
    run(key)
    job = read(key)
    assert (job.state, job.says, job.done, job.ended_at) == (JobState.DONE, "The report is written.", 3, NOON)
    assert job.leased_until is None


def test_a_job_that_needs_somebody_waits_and_goes_on_when_they_did_what_it_asks(start: Start) -> None:
    def handler(running: RunningJob) -> None:
        if running.attempt == 1:
            raise NeedsInput("Hand the key in again.")

    key = start(handler)
    run_queue()
    job = read(key)
    assert (job.state, job.says, job.ended_at) == (JobState.NEEDS_INPUT, "Hand the key in again.", None)
    sweep(NOON + timedelta(days=30))
    assert run_queue() == 0
    with in_council(COUNCIL):
        assert actions.resume_job(key=key, at=NOON)
        assert not actions.resume_job(key=key, at=NOON)
    run_queue()
    assert read(key).state == JobState.DONE


def test_a_failed_job_can_be_started_again_and_has_all_its_attempts(start: Start) -> None:
    key = start(print)
    change(key, state=JobState.FAILED, lost=5, ended_at=NOON)
    with in_council(COUNCIL):
        assert actions.resume_job(key=key, at=NOON)
    job = read(key)
    assert (job.state, job.attempt, job.lost, job.ended_at) == (JobState.WAITING, 2, 0, None)


@pytest.mark.parametrize("state", [JobState.WAITING, JobState.WORKING, JobState.DONE])
def test_a_job_that_waits_works_or_is_done_is_not_resumed(start: Start, state: JobState) -> None:
    key = start(print)
    change(key, state=state)
    with in_council(COUNCIL):
        assert not actions.resume_job(key=key, at=NOON)
    assert read(key).attempt == 1


@pytest.mark.parametrize("kind", [UserError, HeardError])
def test_words_written_for_people_are_shown(start: Start, kind: type[HeardError]) -> None:
    key = start(failing_with(kind("The dataset is held by another program. Nothing was changed.")))
    run(key)
    assert read(key).says == "The dataset is held by another program. Nothing was changed."
    assert read(key).state == JobState.FAILED


def test_a_full_disk_is_said_in_words(start: Start) -> None:
    key = start(failing_with(OSError(errno.ENOSPC, SECRET, "/some/file")))
    run(key)
    assert "the disk is full" in read(key).says
    assert SECRET not in read(key).says


@pytest.mark.parametrize(
    "error", [ValueError(SECRET), KeyError(SECRET), OSError(SECRET), OSError(9999, SECRET), Exception(SECRET)]
)
def test_of_a_fault_only_kind_and_place_are_kept(start: Start, error: Exception, log: list[str]) -> None:
    key = start(failing_with(error))
    run_queue()
    assert read(key).says.startswith("This is a fault of Heard")
    assert len(log) == 1
    assert f"a job of the kind trying: {type(error).__name__} at test_carrying_out.py:" in log[0]
    stored = " ".join(str(value) for row in DBTaskResult.objects.values() for value in row.values())
    assert SECRET not in f"{log} {stored} {read(key).says}"


def test_work_whose_program_is_gone_fails_in_words(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    key = start(print)
    monkeypatch.delitem(registry._handlers, "trying")
    run(key)
    assert read(key).says == "Nothing here does work of the kind trying."


def test_an_unknown_kind_is_never_started() -> None:
    with in_council(COUNCIL), pytest.raises(HeardError, match="no jobs of the kind"):
        actions.start_job(kind="dancing", subject="", at=NOON)


def test_while_the_database_is_away_the_job_is_left_to_its_lease(start: Start) -> None:
    key = start(failing_with(OperationalError(SECRET)))
    run(key)
    assert read(key).state == JobState.WORKING
    sweep(NOON + timedelta(seconds=LEASE_SECONDS + 1))
    assert (read(key).state, read(key).attempt) == (JobState.WAITING, 2)


@pytest.mark.django_db(transaction=True)
def test_a_worker_told_to_stop_gives_its_job_back_and_loses_no_attempt(start: Start) -> None:
    key = start(failing_with(SystemExit(0)))
    with pytest.raises(SystemExit):
        run_queue()
    job = read(key)
    assert (job.state, job.attempt, job.lost) == (JobState.WAITING, 2, 0)
    assert job.says == "The site was restarted. The work goes on in a moment."
    assert in_queue(key) == [("SUCCESSFUL", 1), ("READY", 2)]


def test_an_error_of_the_queue_itself_is_logged_by_kind_only(
    start: Start, log: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(**_arguments: object) -> None:
        raise ValueError(SECRET)

    key = start(print)
    monkeypatch.setattr("heard.web.jobs.worker.carry_out", break_down)
    run_queue()
    assert in_queue(key) == [("SUCCESSFUL", 1)]
    assert [SECRET in line for line in log] == [False]


def test_a_row_of_the_queue_names_council_job_and_attempt_and_nothing_else(start: Start) -> None:
    key = start(print)
    assert DBTaskResult.objects.get().args_kwargs == {
        "args": [],
        "kwargs": {"council": COUNCIL, "key": str(key), "attempt": 1},
    }
