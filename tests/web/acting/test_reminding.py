"""Those who keep the plan are told of what is late; whoever made a pledge is asked how it went. Days are passed in."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from heard.web.acting import mails, pledging
from heard.web.acting.dates import day, each
from heard.web.acting.kinds import PledgeKind, Rhythm, Status, Went
from heard.web.acting.pledging import NewPledge
from heard.web.acting.queries import find_pledge
from heard.web.acting.tasks import look_at_the_plan
from heard.web.jobs.models import Job, JobState
from heard.web.jobs.registry import list_regular
from heard.web.people.roles import Role
from heard.web.policy import DRIFTING_DAYS, FOLLOW_UP_DAYS
from heard.web.tenancy import in_council
from heard.web.watching.mails import AddressRefused, MayHaveGone, ServerAway
from web.acting.made import add
from web.programmes.towns import run_jobs
from web.staff import COUNCIL, NOON, WAVE, address, make_people, plan, set_clock

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 9)
EDITOR, COORDINATOR = address(Role.EDITOR), address(Role.COORDINATOR)


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch) -> None:
    make_people()
    plan()
    set_clock(monkeypatch, NOON)


def morning(today: date) -> None:
    """What the clock starts that day, and all that comes of it."""
    with in_council(COUNCIL):
        look_at_the_plan(COUNCIL, today)
    run_jobs(datetime(today.year, today.month, today.day, 8, tzinfo=UTC))


def told() -> list[str]:
    return sorted(to for each in mail.outbox for to in each.to)


def test_it_is_the_clocks_daily_work() -> None:
    assert "look_at_the_plan" in {each.name for each in list_regular()}


def test_nobody_is_written_to_while_nothing_is_late() -> None:
    add(due=day(MONDAY), status=Status.UNDER_WAY)
    morning(MONDAY)
    assert told() == []


def test_editor_and_coordinator_are_told_once_a_week_with_counts_titles_and_the_way_there() -> None:
    add("Tell children early.", due=day(MONDAY - timedelta(days=1)))
    add("Look at it monthly.", due=each(Rhythm.MONTHLY), status=Status.UNDER_WAY)
    late = MONDAY + timedelta(days=28)
    for days in range(7):
        morning(late + timedelta(days=days))
    assert told() == [COORDINATOR, EDITOR]
    message = mail.outbox[0]
    assert message.subject == (
        "The action plan of Alderbrook: 1 action is overdue, and nothing was written of 1 for a long time"
    )
    for words in (
        "1. Tell children early. (8 March 2026)",
        "2. Look at it monthly. (monthly)",
        "/action-plan/",
    ):
        assert words in message.body
    morning(late + timedelta(days=7))
    assert len(mail.outbox) == 4


def test_of_what_is_overdue_and_drifts_too_it_is_told_once() -> None:
    add("Ask.", due=day(NOON.date()), status=Status.UNDER_WAY)
    morning(NOON.date() + timedelta(days=DRIFTING_DAYS + 1))
    assert "1 action is overdue" in mail.outbox[0].subject
    assert mail.outbox[0].body.count("Ask.") == 1


def test_a_long_list_names_the_first_and_says_how_many_more() -> None:
    for number in range(mails.LISTED + 2):
        add(f"Action {number}.", due=day(NOON.date()))
    morning(MONDAY)
    assert "- and 2 more" in mail.outbox[0].body


def test_where_the_server_for_mail_is_away_it_is_tried_again_the_next_day_and_nobody_is_told_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add(due=day(NOON.date()))
    real, sent = mails.send_letter, []

    def send(*, to: str, **more: object) -> None:
        if to == EDITOR and len(sent) < 1:
            sent.append(to)
            raise ServerAway("away")
        real(to=to, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(mails, "send_letter", send)
    morning(MONDAY)
    assert told() == [COORDINATOR]
    with in_council(COUNCIL):
        assert Job.objects.filter(kind="remind_of_the_plan", state=JobState.FAILED).count() == 1
    morning(MONDAY + timedelta(days=1))
    assert told() == [COORDINATOR, EDITOR]


@pytest.mark.parametrize("error", [AddressRefused, MayHaveGone])
def test_whoever_may_have_it_or_takes_none_is_not_written_to_again_that_week(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    add(due=day(NOON.date()))
    tried = []

    def send(*, to: str, **_: object) -> None:
        tried.append(to)
        raise error("no")

    monkeypatch.setattr(mails, "send_letter", send)
    for days in range(7):
        morning(MONDAY + timedelta(days=days))
    assert sorted(tried) == [COORDINATOR, EDITOR]


def make(own: str = EDITOR, **more: object) -> int:
    with in_council(COUNCIL):
        new = NewPledge(
            kind=PledgeKind.INDIVIDUAL,
            who="Social worker",
            words="I will ask how they are.",
            own=own,
            **more,  # type: ignore[arg-type]
        )
        return pledging.make_pledge(wave=WAVE, pledge=new, by=EDITOR, at=NOON)


def test_whoever_made_a_pledge_is_asked_once_on_its_day_and_again_where_it_is_not_yet() -> None:
    pledge = make()
    asked_on = NOON.date() + timedelta(days=FOLLOW_UP_DAYS)
    morning(asked_on - timedelta(days=1))
    assert told() == []
    morning(asked_on)
    morning(asked_on + timedelta(days=1))
    assert told() == [EDITOR]
    assert mail.outbox[0].subject == "How did it go with your pledge?"
    assert "I will ask" not in mail.outbox[0].body
    with in_council(COUNCIL):
        then = datetime(asked_on.year, asked_on.month, asked_on.day, 12, tzinfo=UTC)
        pledging.follow_up(wave=WAVE, pledge=pledge, went=Went.NOT_YET, words="", by=EDITOR, at=then)
    morning(asked_on + timedelta(days=FOLLOW_UP_DAYS))
    assert told() == [EDITOR, EDITOR]
    with in_council(COUNCIL):
        pledging.follow_up(wave=WAVE, pledge=pledge, went=Went.KEPT, words="", by=EDITOR, at=then)
        found = find_pledge(WAVE, pledge)
        assert found
        assert found.went is Went.KEPT
    morning(asked_on + timedelta(days=4 * FOLLOW_UP_DAYS))
    assert told() == [EDITOR, EDITOR]


def test_of_several_pledges_one_message_asks_and_a_teams_is_asked_of_nobody() -> None:
    make()
    make()
    make(own="")
    morning(NOON.date() + timedelta(days=FOLLOW_UP_DAYS))
    assert told() == [EDITOR]
    assert "2 pledges" in mail.outbox[0].body


def test_where_the_server_is_away_a_pledge_is_asked_about_tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    make()
    on = NOON.date() + timedelta(days=FOLLOW_UP_DAYS)

    def away(**_: object) -> None:
        raise ServerAway("away")

    with monkeypatch.context() as patch:
        patch.setattr(mails, "send_letter", away)
        morning(on)
    assert told() == []
    morning(on + timedelta(days=1))
    assert told() == [EDITOR]
