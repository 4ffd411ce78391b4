"""Regular work is started once for each time it is due, through restarts and summer time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from heard.web.jobs import clock, registry
from heard.web.jobs.models import Job, JobState
from heard.web.jobs.registry import Regular
from heard.web.people.actions import add_council
from heard.web.people.models import Council
from heard.web.tenancy import entered_council, in_council
from working import COUNCIL, run_queue

LONDON = ZoneInfo("Europe/London")
Days = list[tuple[str, date]]


def at(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def last_due(moment: str, *, hours: tuple[int, ...] = (6,), on_working_days: bool = False) -> str:
    return Regular("counting", hours, on_working_days, lambda _council, _day: None).last_due(
        at(moment), LONDON
    )


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        ("2026-11-23 05:59", "2026-11-22 06"),
        ("2026-11-23 06:00", "2026-11-23 06"),
        ("2026-11-23 06:01", "2026-11-23 06"),
        ("2026-07-01 04:59", "2026-06-30 06"),  # in summer six o'clock is five in UTC
        ("2026-07-01 05:00", "2026-07-01 06"),
    ],
)
def test_daily_work_is_due_at_its_hour_of_local_time(moment: str, due: str) -> None:
    assert last_due(moment) == due


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        ("2026-11-20 08:59", "2026-11-19 14"),  # a Friday
        ("2026-11-20 09:00", "2026-11-20 09"),
        ("2026-11-20 13:59", "2026-11-20 09"),
        ("2026-11-20 14:00", "2026-11-20 14"),
        ("2026-11-21 12:00", "2026-11-20 14"),
        ("2026-11-22 23:59", "2026-11-20 14"),
        ("2026-11-23 08:59", "2026-11-20 14"),
        ("2026-11-23 09:00", "2026-11-23 09"),
    ],
)
def test_work_of_working_days_rests_on_saturday_and_sunday(moment: str, due: str) -> None:
    assert last_due(moment, hours=(9, 14), on_working_days=True) == due


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        # 29 March 2026: one o'clock does not exist in London; it would be 1:00 UTC, which the clock calls two.
        ("2026-03-29 00:59", "2026-03-28 01"),
        ("2026-03-29 01:00", "2026-03-29 01"),
        ("2026-03-29 23:00", "2026-03-29 01"),
        # 25 October 2026: one o'clock comes twice, at 0:00 and at 1:00 UTC. The first counts.
        ("2026-10-24 23:59", "2026-10-24 01"),
        ("2026-10-25 00:00", "2026-10-25 01"),
        ("2026-10-25 01:30", "2026-10-25 01"),
        ("2026-10-26 00:59", "2026-10-25 01"),
        ("2026-10-26 01:00", "2026-10-26 01"),
    ],
)
def test_the_hour_that_is_skipped_and_the_hour_that_comes_twice_are_due_once(moment: str, due: str) -> None:
    assert last_due(moment, hours=(1,)) == due


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Days:
    """The councils and days for which daily work was done in this test; no other work is regular."""
    done: Days = []

    def work(council: str, today: date) -> None:
        assert entered_council() == council
        done.append((council, today))

    monkeypatch.setattr(registry, "_regular", {})
    registry.daily("counting")(work)
    return done


def jobs_of(council: str = COUNCIL) -> list[str]:
    with in_council(council):
        return list(
            Job.objects.filter(council_id=council).order_by("created_at").values_list("subject", flat=True)
        )


def test_regular_work_is_done_once_a_day_for_each_council(days: Days) -> None:
    add_council(code="X2", name="Council X2")
    for moment in ("2026-11-23 06:00", "2026-11-23 06:00:05", "2026-11-23 17:00", "2026-11-24 06:00"):
        clock.tick(at(moment))
    assert jobs_of() == jobs_of("X2") == ["counting 2026-11-23 06", "counting 2026-11-24 06"]
    run_queue()
    assert [council for council, _ in days] == ["X1", "X2", "X1", "X2"]


def test_a_clock_that_stood_still_makes_up_for_the_last_time_only(days: Days) -> None:
    clock.tick(at("2026-11-20 07:00"))
    clock.tick(at("2026-11-23 15:00"))
    assert jobs_of() == ["counting 2026-11-20 06", "counting 2026-11-23 06"]


def test_two_clocks_at_once_start_the_work_once(days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.tick(at("2026-11-23 06:00"))
    monkeypatch.setattr(
        "heard.web.jobs.queries.read_rounds", dict
    )  # as the second read them before the first wrote
    clock.tick(at("2026-11-23 06:00"))
    assert jobs_of() == ["counting 2026-11-23 06"]


def test_a_clock_set_back_starts_nothing_twice(days: Days) -> None:
    clock.tick(at("2026-11-24 06:00"))
    clock.tick(at("2026-11-23 06:00"))
    assert jobs_of() == ["counting 2026-11-24 06"]


def test_regular_work_is_told_the_day_on_which_it_is_done(days: Days) -> None:
    from django.utils import timezone

    clock.tick(at("2026-11-23 06:00"))
    run_queue()
    assert days == [(COUNCIL, timezone.localdate())]


def test_regular_work_that_breaks_leaves_nothing_half_done_and_is_made_again_next_time(
    days: Days, monkeypatch: pytest.MonkeyPatch, log: list[str]
) -> None:
    def work(_council: str, _today: date) -> None:
        Council.objects.filter(pk=COUNCIL).update(name="Half done")
        raise ValueError("a child's words")

    monkeypatch.setattr(registry, "_regular", {})
    registry.daily("counting")(work)
    clock.tick(at("2026-11-23 06:00"))
    run_queue()
    with in_council(COUNCIL):
        assert Job.objects.get().state == JobState.FAILED
    assert Council.objects.get(pk=COUNCIL).name == "Council X1"
    assert "a child's words" not in str(log)
    clock.tick(at("2026-11-24 06:00"))
    assert len(jobs_of()) == 2


def test_old_work_is_cleared_away_once_a_day(days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    cleared = []
    monkeypatch.setattr(clock, "clear", cleared.append)
    for moment in ("2026-11-23 06:00", "2026-11-23 06:00:05", "2026-11-24 06:00"):
        clock.tick(at(moment))
    assert cleared == [at("2026-11-23 06:00"), at("2026-11-24 06:00")]


def test_clearing_deletes_regular_work_of_last_week_in_every_council(days: Days) -> None:
    clock.tick(at("2026-11-23 06:00"))
    run_queue()
    with in_council(COUNCIL):
        Job.objects.update(ended_at=at("2026-11-23 06:01"))
    clock.clear(at("2026-12-01 06:00"))
    assert jobs_of() == []


def test_two_functions_cannot_have_one_name(days: Days) -> None:
    from heard.base.errors import HeardError

    with pytest.raises(HeardError, match="two functions"):
        registry.daily("counting")(lambda _council, _day: None)
    with pytest.raises(HeardError, match="two handlers"):
        registry.job_kind("regular")(print)
