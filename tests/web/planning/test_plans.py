"""A wave is planned in the site: begun, written step by step, set up, signed off; and what goes wrong on the way."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from heard.base.errors import UserError
from heard.web.codes.queries import get_ballot
from heard.web.people.roles import Role
from heard.web.planning import actions
from heard.web.planning.days import Taken, Worry
from heard.web.planning.queries import find_plan, list_taken
from heard.web.planning.steps import BY_KEY, LEFT_OUT, STEPS, fields_of
from heard.web.planning.words import load_words
from heard.web.tenancy import in_council
from heard.web.waves.actions import NotNow
from heard.web.waves.queries import Gap, State, find_wave
from web.planning.planners import (
    BOARD,
    LAST,
    OPENS,
    PANEL,
    TOLD,
    begin,
    content,
    keep,
    keep_all,
    later,
    plan_of,
    sent,
    set_up,
    sign,
)
from web.staff import (
    BY,
    COUNCIL,
    NOON,
    OTHER,
    WAVE,
    actions_recorded,
    give_server_keys,
    keys,
    lay_programme,
    make_people,
    open_for_answers,
    page,
    path_of,
    plan,
    set_clock,
    signed_in,
    wave_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    make_people()
    set_clock(monkeypatch, NOON)
    give_server_keys(monkeypatch)
    lay_programme(tmp_path, monkeypatch)


def coordinator() -> Client:
    return signed_in(Role.COORDINATOR)


def see(place: str = "plan/", role: Role = Role.COORDINATOR) -> str:
    answered = signed_in(role).get(path_of(place))
    assert answered.status_code == 200
    return page(answered)


def send(step: str, **otherwise: object) -> tuple[int, str]:
    answered = coordinator().post(path_of(f"plan/{step}/"), sent(step, **otherwise))  # type: ignore[arg-type]
    return answered.status_code, page(answered)


def test_from_no_wave_yet_a_plan_is_begun_and_says_what_is_next() -> None:
    found = page(coordinator().get(f"/work/{COUNCIL}/"))
    assert "No wave yet" in found
    assert "Plan a wave" in found
    assert coordinator().post(f"/work/{COUNCIL}/plan/", {"wave": WAVE}).url == path_of("plan/")
    assert "0 of 12 steps are done" in see()
    assert "Next: Senior sponsor" in see()
    listed = page(coordinator().get(f"/work/{COUNCIL}/"))
    assert "Plan of 2026" in listed
    assert "0 of 12 steps done" in listed


@pytest.mark.parametrize("name", ["", "X/1", "all", "try-out", "Try-Out", "X" * 41, "<b>", "a\0b"])
def test_a_name_that_no_wave_can_have_is_refused_in_words(name: str) -> None:
    answered = coordinator().post(f"/work/{COUNCIL}/plan/", {"wave": name})
    assert answered.status_code == 422
    assert "Look at this again" in page(answered)
    assert "Plan of" not in page(coordinator().get(f"/work/{COUNCIL}/"))


def test_a_name_is_given_once_to_a_plan_or_a_wave() -> None:
    begin()
    again = coordinator().post(f"/work/{COUNCIL}/plan/", {"wave": WAVE})
    assert "a wave or a plan of this name already" in page(again)


def test_every_step_says_what_it_is_for_and_what_good_looks_like() -> None:
    begin()
    words = load_words()
    for step in STEPS:
        found = see(f"plan/{step.key}/")
        assert words.steps[step.key].why in found
        assert words.steps[step.key].good in found
    for group in LEFT_OUT:
        assert words.groups[group] in see("plan/inclusion/")


def test_a_step_may_be_left_half_written_and_says_what_it_lacks() -> None:
    begin()
    assert send("sponsor", part="")[0] == 302
    found = see()
    assert "Still to write: What the sponsor has agreed to do." in found
    assert "Written by coordinator@x0000001.example on 2 March 2026." in found
    assert 'value="a post"' in see("plan/sponsor/")
    assert send("sponsor")[0] == 302
    assert "1 of 12 steps are done" in see()


def test_each_group_is_written_or_is_said_not_to_be_here() -> None:
    begin()
    told = {"far_away_count": "about 12", "far_away_adapted": "by video", "far_away_by": "virtual school"}
    assert send("inclusion", far_away_none="", **told)[0] == 302
    assert plan_of().is_done("inclusion")
    assert send("inclusion", far_away_none="", **{**told, "far_away_by": ""})[0] == 302
    assert not plan_of().is_done("inclusion")
    assert "Still to write: Placed far away." in see()
    assert "<li>How many: about 12</li><li>What is done differently: by video</li>" in see()


@pytest.mark.parametrize(
    ("step", "wrong", "words"),
    [
        ("dates", {"opens_on": "2026-13-01"}, "This is no day."),
        ("dates", {"grace_days": "a week"}, "Write the number of days in digits."),
        ("dates", {"grace_days": "-1"}, "Write 0 or more days."),
        ("dates", {"grace_days": "61"}, "Write 60 days or fewer."),
        ("dates", {"opens_on": "2026-03-01"}, "The first day has passed."),
        ("dates", {"last_answer_day": "2026-04-19"}, "The last day for answers is before the first."),
        ("dates", {"panel_on": later(7)}, "The panel would meet before the answers can be opened"),
        ("sponsor", {"role": "x" * 201}, "This is longer than 200 letters."),
        ("surveys", {"surveys": ["8-11", "90-99"]}, "There is no such survey."),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_the_form_comes_back_filled(
    step: str, wrong: dict[str, object], words: str
) -> None:
    begin()
    status, found = send(step, **wrong)
    assert status == 422
    assert words in found
    assert plan_of().content(step) == {}
    (value,) = wrong.values()
    if isinstance(value, str):
        assert value in found


def test_children_are_not_told_before_the_panel_has_read() -> None:
    begin()
    keep("dates")
    status, found = send("feedback", feedback_on=PANEL.isoformat())
    assert status == 422
    assert "Tell them after the panel's day." in found
    keep("feedback")
    status, found = send("dates", panel_on=TOLD.isoformat())
    assert (status, "Tell them after the panel's day." in found) == (422, True)


def test_advice_is_given_with_its_reason_and_refuses_nothing() -> None:
    begin()
    keep("dates", last_answer_day="2026-07-01", panel_on="2026-07-20")
    assert "The council's school terms are not in its calendar" in see()
    lines = "holiday; Half-term; 2026-05-25; 2026-05-29\nexams, GCSE, 2026-05-07, 2026-06-24"
    assert coordinator().post(f"/work/{COUNCIL}/calendar/", {"lines": lines}).status_code == 302
    found = see()
    assert "The window is 11 weeks long." in found  # 20 April to 1 July are 73 days: ten weeks and three days
    assert "Half-term takes 5 days of the window." in found
    assert "GCSE takes 49 days of the window." in found
    assert "are not in its calendar" not in found


def test_a_calendar_with_a_line_that_cannot_be_read_is_kept_as_it_was_and_comes_back_filled() -> None:
    with in_council(COUNCIL):
        actions.keep_calendar(taken=(), by=BY, at=NOON)
    lines = "holiday; Half-term; 2026-05-25; 2026-05-29\nholiday; Summer; sometime; 2026-09-01"
    answered = coordinator().post(f"/work/{COUNCIL}/calendar/", {"lines": lines})
    assert answered.status_code == 422
    assert "Line 2: One of its days cannot be read." in page(answered)
    assert "sometime" in page(answered)
    with in_council(COUNCIL):
        assert list_taken() == ()


def test_the_programme_is_asked_whether_it_knows_the_wave() -> None:
    begin()
    assert "does not list a wave" not in see()
    with in_council(COUNCIL):
        actions.begin_plan(wave="1999", by=BY, at=NOON)
    found = page(coordinator().get(f"/work/{COUNCIL}/waves/1999/plan/"))
    assert "The programme does not list a wave 1999 yet." in found


def test_a_plan_with_surveys_and_days_becomes_a_wave_in_preparation() -> None:
    begin()
    keep("dates")
    with pytest.raises(NotNow, match="surveys and all of its days"):
        set_up()
    keep("surveys")
    keep("feedback")
    assert coordinator().post(path_of("set-up/")).url == path_of()
    wave = wave_of()
    assert (wave.state, wave.surveys) == (State.PREPARING, ("8-11", "11-17"))
    assert (wave.opens_on, wave.last_answer_day, wave.panel_on) == (OPENS, LAST, PANEL)
    assert (wave.feedback_owner, wave.feedback_on) == ("head of participation", TOLD)
    with in_council(COUNCIL):
        ballot = get_ballot(wave.collection_id)
    assert ballot.feedback_words == "In July, at the picnic."
    assert (ballot.counting_key, ballot.reading_key) == (keys().counting.public, keys().reading.public)


def test_without_the_server_s_keys_it_is_said_what_to_do_and_nothing_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begin()
    keep("dates")
    keep("surveys")
    monkeypatch.delenv("HEARD_COUNTING_KEY")
    answered = coordinator().post(path_of("set-up/"))
    assert answered.status_code == 409
    assert "given the public half alone, as HEARD_COUNTING_PUBLIC" in page(answered)
    with in_council(COUNCIL):
        assert find_wave(WAVE) is None
    assert plan_of().is_done("dates")
    monkeypatch.setenv("HEARD_COUNTING_PUBLIC", keys().counting.public.hex())
    set_up()
    assert wave_of().state is State.PREPARING


def test_a_wave_that_is_set_up_keeps_its_days_and_follows_the_plan() -> None:
    begin()
    keep_all()
    set_up()
    status, found = send("dates", last_answer_day="")
    assert (status, "The wave needs its surveys and all of its days." in found) == (422, True)
    assert wave_of().last_answer_day == LAST
    assert send("dates", last_answer_day="2026-05-28")[0] == 302
    assert wave_of().last_answer_day == date(2026, 5, 28)


def test_the_assessment_counts_once_it_is_whole_and_confirmed() -> None:
    begin()
    keep_all(but="assessment")
    set_up()
    keep("assessment", confirmed=False)
    assert Gap.ASSESSMENT in wave_of().gaps
    keep("assessment")
    assert Gap.ASSESSMENT not in wave_of().gaps
    keep("assessment", advice="")
    assert Gap.ASSESSMENT in wave_of().gaps


def test_a_whole_plan_is_signed_off_by_somebody_who_had_no_hand_in_it() -> None:
    begin()
    keep_all()
    set_up()
    found = see("sign-off/", Role.BOARD)
    assert "I have read it and sign it off" in found
    seen = found.partition('name="seen" value="')[2].partition('"')[0]
    assert signed_in(Role.BOARD).post(path_of("sign-off/"), {"seen": seen}).status_code == 302
    assert wave_of().gaps == ()
    assert f"Signed off by {BOARD} on 2 March 2026" in see()


@pytest.mark.parametrize("step", BY_KEY)
def test_with_one_step_missing_it_is_not_signed_off(step: str) -> None:
    begin()
    keep_all(but=step)
    if step in ("dates", "surveys"):
        with pytest.raises(NotNow):
            set_up()
    else:
        set_up()
    with pytest.raises(NotNow, match="steps are still to do"):
        sign()


def test_whoever_wrote_one_step_does_not_sign_off() -> None:
    begin()
    keep_all(but="resources")
    keep("resources", by=BOARD)
    set_up()
    with pytest.raises(NotNow, match="You made part of this plan"):
        sign()
    with pytest.raises(NotNow, match="You made part of this plan"):
        sign(by=BY)


def test_a_plan_that_changed_while_it_was_read_is_not_signed_off() -> None:
    begin()
    keep_all()
    set_up()
    seen = plan_of().digest
    keep("purpose", learn="something else")
    with pytest.raises(NotNow, match="changed while you were reading"):
        sign(seen=seen)
    sign()


@pytest.mark.parametrize("step", [step for step in BY_KEY if step != "assessment"])
def test_any_step_that_changes_makes_the_sign_off_void(step: str) -> None:
    begin()
    keep_all()
    set_up()
    sign()
    keep(step)  # the same again changes nothing
    assert wave_of().gaps == ()
    change: dict[str, object] = {
        "surveys": {"surveys": ["8-11"]},
        "dates": {"grace_days": 6},
        "inclusion": {"custody_none": "the youth justice team knows of none"},
        "feedback": {"how": "by letter"},
    }.get(step, {fields_of(BY_KEY[step])[0].key: "another post"})
    keep(step, **change)  # type: ignore[arg-type]
    assert Gap.SIGN_OFF in wave_of().gaps


def test_once_the_wave_is_open_the_plan_is_read_only() -> None:
    open_for_answers()
    assert "The wave has opened" in see("plan/purpose/")
    assert "Keep this step" not in see("plan/purpose/")
    status, found = send("purpose")
    assert (status, "its plan stands" in found) == (422, True)
    with in_council(COUNCIL):
        assert find_plan(WAVE) is not None
    assert plan_of().content("purpose") == {}


def test_the_page_of_an_open_wave_s_plan_speaks_of_nothing_that_could_still_be_done() -> None:
    open_for_answers()
    found = see()
    assert "Signed off by" in found
    for past in ("Worth a second thought", "A change makes the sign-off void", "left half written"):
        assert past not in found


def test_a_wave_planned_on_the_command_line_is_finished_in_the_site() -> None:
    plan()
    found = see()
    assert "Written by coordinator@x0000001.example outside these pages." in found
    assert "In June, at the summer party." in found
    keep_all(but="dates")
    assert not plan_of().to_do
    sign()
    assert wave_of().gaps == ()


def test_of_a_wave_without_a_first_day_every_other_step_can_be_written() -> None:
    begin()
    keep("surveys")
    keep("dates")
    set_up()
    keep("dates", opens_on="")
    assert (wave_of().opens_on, wave_of().last_answer_day) == (None, LAST)
    keep_all(but="dates")
    assert plan_of().to_do == ("dates",)
    assert wave_of().feedback_on == TOLD
    with pytest.raises(NotNow, match="steps are still to do"):
        sign()
    keep("dates")
    sign()


def test_who_did_what_is_in_the_log() -> None:
    begin()
    keep("sponsor")
    with in_council(COUNCIL):
        actions.keep_calendar(taken=(), by=BY, at=NOON)
    assert actions_recorded() == [
        (BY, "began a plan", WAVE),
        (BY, "wrote the step sponsor", WAVE),
        (BY, "kept 0 times that are taken", "calendar"),
    ]


def test_another_council_s_plan_and_calendar_are_not_there() -> None:
    make_people(OTHER)
    begin(OTHER)
    keep("sponsor", OTHER)
    with in_council(OTHER):
        actions.keep_calendar(taken=(Taken(Worry.OTHER, "Theirs", OPENS, LAST),), by=BY, at=NOON)
    assert coordinator().get(path_of("plan/")).status_code == 404
    assert "Theirs" not in page(coordinator().get(f"/work/{COUNCIL}/calendar/"))
    with in_council(COUNCIL), pytest.raises(UserError, match="There is no such plan"):
        actions.keep_step(wave=WAVE, step="sponsor", content=content("sponsor"), by=BY, at=NOON)


def test_a_step_that_is_none_is_not_there() -> None:
    begin()
    assert coordinator().get(path_of("plan/no-such-step/")).status_code == 404


def test_what_somebody_writes_is_shown_as_words_and_never_as_a_page() -> None:
    begin()
    keep("sponsor", role="<script>alert(1)</script>")
    raw = coordinator().get(path_of("plan/")).content.decode()
    assert "<script>alert" not in raw
    assert "&lt;script&gt;alert" in raw


def test_the_assessment_is_filled_in_from_the_configuration_and_the_plan() -> None:
    begin()
    keep_all()
    found = see("assessment/", Role.BOARD)
    for said in (
        "Asked are children in care.",
        "It is open from 20 April 2026 to 29 May 2026.",
        "Ages 8 to 11",
        "can be opened from 6 June 2026",  # 29 May, the day after, and seven days
        "cards come in batches of 10 or more",
        "of fewer than 5 people or of a group of fewer than 10; at public level the figures are 10 and 20",
        "Until the wave is opened.",
        "3 years.",
        "7 years.",
        "Key holder",
        "May read what children wrote; read who asked to be contacted, and say what was done.",
    ):
        assert said in found, said
    assert "Not written yet." not in found
    assert "Ages 4 to 7" not in found
