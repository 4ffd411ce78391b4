"""One page a week for the working group."""

from uuid import UUID

import pytest
from django.core import mail

from heard.web.jobs.models import Job, JobState
from heard.web.jobs.worker import carry_out
from heard.web.people.roles import Role
from heard.web.tenancy import in_council
from heard.web.watching import mails
from heard.web.watching.models import WeekPicture
from heard.web.watching.pace import Pace
from heard.web.watching.presenters.week import list_to_do
from heard.web.watching.weeks import WeekSurvey
from web.staff import (
    COUNCIL,
    NOON,
    address,
    close,
    make_cards,
    open_for_answers,
    page,
    path_of,
    plan,
    signed_in,
)
from web.watching.watched import answer_all, day_after, morning

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]


def mondays() -> list[str]:
    with in_council(COUNCIL):
        return [str(each) for each in WeekPicture.objects.order_by("monday").values_list("monday", flat=True)]


def see(monday: str = "2026-03-02", role: Role = Role.COORDINATOR) -> str:
    answered = signed_in(role).get(path_of(f"watching/weeks/{monday}/"))
    assert answered.status_code == 200
    return page(answered)


def tell() -> None:
    with in_council(COUNCIL):
        jobs = list(
            Job.objects.filter(kind="tell_of_the_week", state=JobState.WAITING).values_list("key", "attempt")
        )
    for key, attempt in jobs:
        carry_out(council=COUNCIL, key=UUID(str(key)), attempt=attempt, now=lambda: NOON)


def test_a_picture_is_made_each_monday_while_the_wave_is_open() -> None:
    open_for_answers()
    for day in range(16):
        morning(day)
    assert mondays() == ["2026-03-02", "2026-03-09", "2026-03-16"]
    close()
    morning(21)
    assert len(mondays()) == 3


def test_where_the_clock_stood_still_on_monday_it_is_made_on_the_next_day_it_runs() -> None:
    open_for_answers()
    morning(2)
    assert mondays() == ["2026-03-02"]
    assert "As it stood on 4 March 2026: 24 days left to answer, until 27 March 2026." in see()


def test_a_wave_in_preparation_has_no_picture() -> None:
    plan()
    morning()
    assert mondays() == []


def test_the_picture_keeps_what_was_shown_that_morning_whatever_comes_later() -> None:
    open_for_answers()
    cards = make_cards(40)
    answer_all(cards[:7])
    morning()
    before = see()
    answer_all(cards[7:20])
    morning(3)
    assert see() == before
    assert "7 have answered, of 60 who could: 12 %." in before


def test_a_missed_group_stands_in_it_by_name_and_without_figures() -> None:
    open_for_answers()
    cards = make_cards(40)
    morning()
    answer_all(cards[:26], gender="girl")
    morning(14)
    found = see("2026-03-16")
    assert "Being missed: boys and young men." in found
    assert "think of who could reach boys and young men" in found
    with in_council(COUNCIL):
        kept = WeekPicture.objects.get(monday=day_after(14)).figures
    assert kept["surveys"][0]["missed"] == [["gender", "boy"]]
    assert "26" not in str({**kept["surveys"][0], "answered": None, "pace": None})


def test_pictures_of_two_weeks_do_not_tell_in_which_a_batch_came_to_five() -> None:
    open_for_answers()
    make_cards(20, label="North team")
    south = make_cards(20, label="South team")
    morning()
    answer_all(south[:12])
    morning(7)
    assert len(mondays()) == 2
    for monday in mondays():
        assert "team" not in see(monday).replace("every team", "")
    with in_council(COUNCIL):
        assert "team" not in str(list(WeekPicture.objects.values_list("figures", flat=True)))


def test_a_picture_that_was_kept_with_the_names_of_batches_is_shown_without_them() -> None:
    open_for_answers()
    morning()
    with in_council(COUNCIL):
        row = WeekPicture.objects.get()
        row.figures["surveys"][0]["quiet"] = ["North team"]
        row.save()
    assert "North" not in see()


def test_adults_counts_under_five_are_not_in_it_whoever_looks() -> None:
    open_for_answers()
    reasons = page(signed_in(Role.COORDINATOR).get(path_of("watching/reach/8-11/")))
    names = [part.partition('"')[0] for part in reasons.split('<input type="number" name="')[1:]]
    signed_in(Role.COORDINATOR).post(
        path_of("watching/reach/8-11/"), {name: "4" if name == "away" else "0" for name in names}
    )
    morning()
    assert "Not reached: fewer than five. Heard another way: fewer than five." in see()
    with in_council(COUNCIL):
        assert WeekPicture.objects.get().figures["surveys"][0]["not_reached"] is None


def test_the_coordinators_are_told_with_a_link_and_no_figure_and_once() -> None:
    open_for_answers()
    answer_all(make_cards(20)[:17])
    morning()
    tell()
    morning(1)
    tell()
    assert [each.to for each in mail.outbox] == [[address(Role.COORDINATOR)]]
    body = mail.outbox[0].body
    assert path_of("watching/weeks/2026-03-02/") in body
    assert "17" not in body
    assert "boys" not in body


def test_where_the_server_for_email_is_away_they_are_told_the_next_morning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_for_answers()
    with monkeypatch.context() as away:
        away.setattr(
            mails.EmailMessage, "send", lambda *_, **__: (_ for _ in ()).throw(ConnectionRefusedError())
        )
        morning()
        tell()
    assert mondays() == ["2026-03-02"]
    assert mail.outbox == []
    morning(1)
    tell()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("monday", ["2026-03-03", "2026-02-23", "monday", "2026-13-01", "20260302x"])
def test_a_week_that_has_no_picture_is_not_there(monday: str) -> None:
    open_for_answers()
    morning()
    assert signed_in(Role.COORDINATOR).get(path_of(f"watching/weeks/{monday}/")).status_code == 404


def survey(ages: str, *, a_week: int | None, so_far: int | None, needed: int = 20) -> WeekSurvey:
    return WeekSurvey(
        survey=ages,
        answered=None,
        declined=None,
        eligible=100,
        pace=Pace(30, needed, 20, a_week, so_far),
        is_counted=False,
        missed=(),
        not_reached=0,
        another_way=0,
    )


def test_what_to_do_begins_with_the_survey_that_is_furthest_behind() -> None:
    said = list_to_do(
        [survey("4-7", a_week=6, so_far=5), survey("8-11", a_week=9, so_far=2)],
        days=20,
    )
    assert [each.partition(":")[0] for each in said] == ["Ages 8 to 11", "Ages 4 to 7"]
    assert said[0].endswith("the wave’s page shows which have fewer than five so far.")


def test_where_enough_come_there_is_nothing_to_do() -> None:
    assert (
        list_to_do([survey("4-7", a_week=6, so_far=6), survey("8-11", a_week=1, so_far=0, needed=0)], days=20)
        == []
    )


def test_in_the_last_week_those_with_cards_are_written_to() -> None:
    assert list_to_do([survey("4-7", a_week=None, so_far=2)], days=5)[-1].startswith(
        "These are the last days"
    )
