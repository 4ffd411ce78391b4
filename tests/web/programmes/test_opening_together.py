"""Waves of many councils opened together: only those that agreed, on their day, each by itself."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client

from heard.web.codes.models import State
from heard.web.jobs.models import Job
from heard.web.jobs.reaper import sweep
from heard.web.policy import LEASE_SECONDS
from heard.web.programmes import actions
from heard.web.tenancy import entered_council, in_council
from heard.web.waves.actions import NotNow, open_wave
from heard.web.waves.models import CouncilWave, KeyCustody
from web.programmes.towns import (
    DAY,
    TEAM,
    THREE,
    WAVE,
    agree,
    ask,
    coordinator_of,
    lay_wave,
    make_site,
    run_jobs,
    said_of,
    set_up,
    state_of,
    team,
)
from web.staff import actions_recorded, page, set_clock, signed_in_as

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def programme(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return make_site(monkeypatch, tmp_path)


def coordinator(code: str) -> Client:
    return signed_in_as(coordinator_of(code))


def prepare_three() -> None:
    """All three agreed; X2 has not rehearsed its key."""
    set_up(*THREE)
    for code in THREE:
        lay_wave(code, rehearsed=code != "X2")
        agree(code)


def test_those_that_are_ready_open_and_the_others_say_what_is_missing() -> None:
    prepare_three()
    assert ask(*THREE) == 3
    run_jobs(DAY)
    assert [state_of(code) for code in THREE] == ["open", "preparing", "open"]
    assert said_of("X2") == "Both key files must be rehearsed before the wave opens. Nothing was changed."
    assert actions_recorded("X1")[-2:] == [
        (TEAM, "asked to open the wave with the others", WAVE),
        (TEAM, "opened the wave", WAVE),
    ]
    assert (TEAM, "opened the wave", WAVE) not in actions_recorded("X2")


def test_the_programme_opens_no_wave_whose_plan_is_not_signed_off() -> None:
    prepare_three()
    with in_council("X1"):
        CouncilWave.objects.filter(council_id="X1").update(signed_off_by="", signed_off_on=None)
    ask("X1", "X3")
    run_jobs(DAY)
    assert [state_of(code) for code in ("X1", "X3")] == ["preparing", "open"]
    assert said_of("X1") == (
        "The wave cannot open yet. Its plan still lacks: the sign-off by somebody who may give it and did "
        "not make the plan. Nothing was changed."
    )


def test_the_page_offers_those_that_agreed_and_whose_day_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    prepare_three()
    agree("X3", on=None)
    assert "Open these waves" not in page(team().get(f"/programme/waves/{WAVE}/"))  # the day has not come
    set_clock(monkeypatch, DAY)
    browser = team()
    said = page(browser.get(f"/programme/waves/{WAVE}/"))
    assert [f'value="{code}"' in said for code in THREE] == [True, False, False]
    assert browser.post(f"/programme/waves/{WAVE}/open/", {"councils": ["X1"]}).status_code == 302
    assert "Waves are being opened: 1 council to go." in page(browser.get(f"/programme/waves/{WAVE}/"))
    run_jobs(DAY)
    assert "being opened:" not in page(browser.get(f"/programme/waves/{WAVE}/"))


UNSIGNED: dict[str, object] = {"signed_off_by": "", "signed_off_on": None}
SIGN_OFF = "the sign-off by somebody who may give it and did not make the plan"
UNASSESSED: dict[str, object] = {"assessed_by": "", "assessed_on": None}


@pytest.mark.parametrize(
    ("changed", "rehearsed", "lacks"),
    [
        (UNSIGNED, True, SIGN_OFF),
        (UNSIGNED | UNASSESSED, True, f"the data-protection assessment, confirmed; {SIGN_OFF}"),
        (
            {"feedback_owner": ""},
            True,
            "a plan for telling children what came of it, with an owner and a day after the panel’s",
        ),
        ({}, False, "its public key"),
        (UNSIGNED, False, f"its public key; {SIGN_OFF}"),
    ],
)
def test_what_lacks_something_is_not_ticked_cannot_be_and_says_what_it_lacks(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, object], rehearsed: bool, lacks: str
) -> None:
    set_up("X1", "X3")
    lay_wave("X1", rehearsed=rehearsed)
    lay_wave("X3", rehearsed=True)
    agree("X1")
    agree("X3")
    with in_council("X1"):
        CouncilWave.objects.filter(council_id="X1").update(**changed)
    set_clock(monkeypatch, DAY)
    browser = team()
    said = page(browser.get(f"/programme/waves/{WAVE}/"))
    assert [f'value="{code}"' in said for code in ("X1", "X3")] == [False, True]
    assert f"<dt>Council X1</dt><dd>Still missing: {lacks}.</dd>" in said
    assert browser.post(f"/programme/waves/{WAVE}/open/", {"councils": ["X1", "X3"]}).status_code == 422
    run_jobs(DAY)
    assert [state_of(code) for code in ("X1", "X3")] == ["preparing"] * 2


def test_a_key_file_that_was_not_tried_is_said_apart_from_a_key_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_up("X1")
    lay_wave("X1", rehearsed=True)
    agree("X1")
    with in_council("X1"):
        KeyCustody.objects.filter(council_id="X1", holder="second").update(rehearsed_on=None)
    set_clock(monkeypatch, DAY)
    assert "Still missing: a try of both key files." in page(team().get(f"/programme/waves/{WAVE}/"))


@pytest.mark.parametrize("councils", [[], ["X3"], ["X9"]])
def test_the_page_refuses_a_council_that_did_not_agree(
    monkeypatch: pytest.MonkeyPatch, councils: list[str]
) -> None:
    prepare_three()
    agree("X3", on=None)
    set_clock(monkeypatch, DAY)
    assert team().post(f"/programme/waves/{WAVE}/open/", {"councils": councils}).status_code == 422
    run_jobs(DAY)
    assert [state_of(code) for code in THREE] == ["preparing"] * 3


def test_whatever_the_page_sends_the_programme_opens_no_wave_of_a_council_that_did_not_agree() -> None:
    set_up("X1")
    lay_wave("X1", rehearsed=True)
    assert ask("X1") == 0
    with in_council("X1"):
        actions.open_with_others(wave=WAVE, at=DAY)
    assert state_of("X1") == "preparing"


def test_a_council_that_takes_its_word_back_in_the_last_moment_is_left_alone() -> None:
    prepare_three()
    ask("X1", "X3")
    agree("X1", on=None)
    run_jobs(DAY)
    assert [state_of(code) for code in ("X1", "X3")] == ["preparing", "open"]
    assert said_of("X1") == "The council took back that the programme may open its wave."


def test_no_wave_opens_before_its_councils_day() -> None:
    prepare_three()
    ask("X1")
    run_jobs(DAY - timedelta(days=1))
    assert (state_of("X1"), said_of("X1")) == (
        "preparing",
        "The council lets its wave be opened from 1 February 2027 on.",
    )


def test_one_councils_fault_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    prepare_three()

    def break_for_one(*, wave: str, by: str, at: object) -> None:
        if entered_council() == "X1":
            raise RuntimeError("a fault of ours")
        open_wave(wave=wave, by=by, at=at)

    monkeypatch.setattr(actions, "open_wave", break_for_one)
    ask("X1", "X3")
    run_jobs(DAY)
    assert [state_of(code) for code in ("X1", "X3")] == ["preparing", "open"]
    set_clock(monkeypatch, DAY)
    assert "The work broke off." in page(team().get(f"/programme/waves/{WAVE}/"))


def test_killed_in_the_middle_it_goes_on_and_nothing_is_done_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    prepare_three()

    def die(*, wave: str, by: str, at: object) -> None:
        open_wave(wave=wave, by=by, at=at)
        raise OperationalError  # the worker is gone: nobody ends the job, and its lease runs out

    ask("X1", "X3")
    with monkeypatch.context() as dying:
        dying.setattr(actions, "open_wave", die)
        run_jobs(DAY)
    assert [state_of(code) for code in ("X1", "X3")] == ["preparing", "preparing"]  # nothing is half done
    later = DAY + timedelta(seconds=LEASE_SECONDS + 1)
    sweep(later)
    run_jobs(later)
    sweep(later + timedelta(hours=1))
    run_jobs(later + timedelta(hours=1))
    assert [state_of(code) for code in ("X1", "X3")] == ["open", "open"]
    for code in ("X1", "X3"):
        assert [each[1] for each in actions_recorded(code)].count("opened the wave") == 1


def test_killed_after_it_was_opened_nothing_is_opened_again(monkeypatch: pytest.MonkeyPatch) -> None:
    prepare_three()
    ask("X1")
    run_jobs(DAY)
    with in_council("X1"):
        actions.open_with_others(wave=WAVE, at=DAY)
    assert [each[1] for each in actions_recorded("X1")].count("opened the wave") == 1


def test_pressed_twice_each_council_is_asked_once() -> None:
    prepare_three()
    assert (ask(*THREE), ask(*THREE)) == (3, 0)
    counts = []
    for code in THREE:
        with in_council(code):
            counts.append(Job.objects.filter(council_id=code).count())
    assert counts == [1, 1, 1]


def test_the_coordinator_agrees_and_takes_it_back_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up("X1")
    lay_wave("X1", rehearsed=True)
    browser, path = coordinator("X1"), f"/work/X1/offers/{WAVE}/"
    assert browser.post(f"{path}together/", {"on": "2027-02-01"}).url == path
    assert f"{coordinator_of('X1')} lets the programme open it from 1 February 2027 on." in page(
        browser.get(path)
    )
    assert browser.post(f"{path}together/", {"take_back": "1"}).url == path
    assert "Let the programme open it" in page(browser.get(path))
    assert [each[1:] for each in actions_recorded("X1")[-2:]] == [
        ("let the programme open the wave", f"{WAVE}, from 2027-02-01"),
        ("took back that the programme may open the wave", WAVE),
    ]


@pytest.mark.parametrize("day", ["2027-01-19", "2027-03-27", "tomorrow", ""])
def test_a_day_that_cannot_be_agreed_is_refused(day: str) -> None:
    set_up("X1")
    lay_wave("X1", rehearsed=True)
    answered = coordinator("X1").post(f"/work/X1/offers/{WAVE}/together/", {"on": day})
    assert answered.status_code == 422


def test_a_wave_that_is_open_needs_nobodys_agreement() -> None:
    set_up("X1")
    lay_wave("X1", rehearsed=True, state=State.OPEN)
    with pytest.raises(NotNow, match="not in preparation"):
        agree("X1")
