"""A wave of the programme: set up, offered, taken up, opened for many councils together."""

import subprocess
import sys
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client

from heard.base.errors import UserError
from heard.web.codes.models import State
from heard.web.instruments.questionnaires import fingerprint, list_versions
from heard.web.programmes import actions
from heard.web.programmes.models import ProgrammeWave
from heard.web.programmes.queries import find_offer, find_programme_wave
from heard.web.tenancy import in_council
from heard.web.waves.actions import NotNow
from heard.web.waves.queries import find_wave
from web.programmes.towns import (
    DAY,
    LAST,
    NOON,
    OPENS,
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
from web.staff import actions_recorded, give_server_keys, page, signed_in_as

pytestmark = pytest.mark.django_db
PANEL = date(2027, 4, 20)
WELL = {
    "key": "2028",
    "opens_on": "2028-02-01",
    "last_answer_day": "2028-03-24",
    "surveys": ["8-11"],
    "whom": "all",
}


@pytest.fixture(autouse=True)
def programme(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return make_site(monkeypatch, tmp_path)


def coordinator(code: str) -> Client:
    return signed_in_as(coordinator_of(code))


def take_up(code: str, **other: object) -> None:
    with in_council(code):
        told = {"last_answer_day": LAST, "panel_on": PANEL, "feedback_words": "In June.", "at": NOON} | other
        actions.take_up(wave=WAVE, by=coordinator_of(code), **told)


# --- Setting up and offering ---------------------------------------------------------------------------


def test_a_wave_is_set_up_with_the_questionnaires_that_are_here_and_offered_to_every_council() -> None:
    assert team().post("/programme/set-up/", WELL).url == "/programme/waves/2028/"
    wave = find_programme_wave("2028")
    assert wave is not None
    assert wave.versions == {"8-11": list_versions()["8-11"]}
    for code in THREE:
        assert actions_recorded(code)[-1] == (TEAM, "offered a wave of the programme", "2028")


def test_it_is_offered_to_the_councils_ticked_and_to_more_of_them_later() -> None:
    browser = team()
    browser.post("/programme/set-up/", WELL | {"whom": "some", "councils": ["X1"]})
    assert "2028" in page(coordinator("X1").get("/work/X1/offers/"))
    assert "Nothing is offered" in page(coordinator("X2").get("/work/X2/offers/"))
    browser.post("/programme/waves/2028/offer/", {"councils": ["X2"]})
    assert "2028" in page(coordinator("X2").get("/work/X2/offers/"))
    assert coordinator("X3").get("/work/X3/offers/2028/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"key": ""}, "Give the wave a name."),
        ({"key": "a b/c"}, "This cannot name a wave."),
        ({"key": "../x"}, "This cannot name a wave."),
        ({"key": "Try-out"}, "try-outs are called this"),
        ({"opens_on": "soon"}, "Write the day as"),
        ({"last_answer_day": "2028-01-31"}, "The last day for answers is before the opening day."),
        ({"surveys": []}, "Choose at least one survey."),
        ({"surveys": ["90-99"]}, "90-99"),
        ({"whom": "some"}, "Tick at least one council"),
        ({"whom": "some", "councils": ["X9"]}, "One of these councils is not there."),
    ],
)
def test_what_is_wrong_with_a_wave_is_said_and_what_was_typed_is_kept(
    wrong: dict[str, object], words: str
) -> None:
    answered = team().post("/programme/set-up/", WELL | wrong)
    assert answered.status_code == 422
    assert words in page(answered)
    assert 'value="2028-02-01"' in page(answered) or "opens_on" in wrong
    assert not ProgrammeWave.objects.exists()


def test_a_key_is_taken_once_however_it_is_written() -> None:
    browser = team()
    browser.post("/programme/set-up/", WELL | {"key": "Spring"})
    answered = browser.post("/programme/set-up/", WELL | {"key": "spring"})
    assert (answered.status_code, "already" in page(answered)) == (422, True)


def test_a_wave_is_offered_to_all_councils_or_to_none() -> None:
    with pytest.raises(UserError, match="There is no council"):
        set_up("X1", "X9")
    assert not ProgrammeWave.objects.exists()
    assert actions_recorded("X1") == []


def test_an_offer_made_twice_is_one_and_keeps_what_was_said_to_it() -> None:
    set_up("X1")
    lay_wave("X1", rehearsed=True)
    agree("X1")
    actions.offer_wave(wave=WAVE, councils=["X1"], by=TEAM, at=NOON)
    with in_council("X1"):
        offer = find_offer(WAVE)
    assert offer is not None
    assert offer.together_on == OPENS


# --- A questionnaire used in a wave is never edited again ----------------------------------------------


def test_what_a_questionnaire_asks_has_one_fingerprint_in_every_process() -> None:
    version = list_versions()["8-11"]
    code = f"from heard.web.instruments.questionnaires import fingerprint; print(fingerprint('8-11', '{version}'))"
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "DJANGO_SETTINGS_MODULE": "none"},
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert told == {fingerprint("8-11", version)}


def test_surveys_that_ask_something_else_have_another() -> None:
    assert len({fingerprint(survey, version) for survey, version in list_versions().items()}) == 4


def test_one_word_of_one_question_makes_another(monkeypatch: pytest.MonkeyPatch) -> None:
    from heard.web.instruments import questionnaires

    version = list_versions()["8-11"]
    before, asked = fingerprint("8-11", version), questionnaires.get_questionnaire("8-11", version)
    first = asked.topics[0]
    reworded = replace(first.questions[0], text=first.questions[0].text + " now")
    edited = replace(
        asked, topics=(replace(first, questions=(reworded, *first.questions[1:])), *asked.topics[1:])
    )
    monkeypatch.setattr(questionnaires, "get_questionnaire", lambda survey, version: edited)
    assert fingerprint("8-11", version) != before


def test_no_council_plans_or_opens_a_wave_whose_questionnaire_was_edited(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_up("X1", "X2")
    take_up("X1")
    lay_wave("X2", rehearsed=True)
    agree("X2")
    ask("X2")
    give_server_keys(monkeypatch, "X1")
    monkeypatch.setattr(actions, "fingerprint", lambda survey, version: "another")
    run_jobs(DAY)
    assert (state_of("X1"), state_of("X2")) == ("", "preparing")
    for code in ("X1", "X2"):
        assert "asks something else here than when the wave was set up" in said_of(code)


def test_nothing_changes_a_wave_of_the_programme_once_it_is_set_up() -> None:
    source = Path(actions.__file__).read_text(encoding="utf-8")
    assert source.count("ProgrammeWave.objects.create(") == 1
    assert "ProgrammeWave.objects.filter(key__iexact=key).exists()" in source
    assert source.count("ProgrammeWave.") == 2  # no other reaches it


# --- Taking an offer up --------------------------------------------------------------------------------


def test_a_council_takes_the_offer_up_and_has_a_wave_in_preparation(
    monkeypatch: pytest.MonkeyPatch, programme: Path
) -> None:
    set_up("X1")
    give_server_keys(monkeypatch, "X1")
    browser = coordinator("X1")
    told = {"last_answer_day": "2027-03-19", "panel_on": "2027-04-20", "feedback_words": "In June."}
    assert browser.post(f"/work/X1/offers/{WAVE}/take-up/", told).url == f"/work/X1/offers/{WAVE}/"
    assert "Take part in this wave" not in page(browser.get(f"/work/X1/offers/{WAVE}/"))  # being done
    run_jobs()
    with in_council("X1"):
        wave = find_wave(WAVE)
    assert wave is not None
    assert (wave.state, wave.last_answer_day, wave.panel_on) == (State.PREPARING, date(2027, 3, 19), PANEL)
    assert wave.surveys == ("8-11", "11-17")
    waves = tomllib.loads((programme / "programme.toml").read_text())["waves"]
    assert [each["key"] for each in waves] == ["2026", WAVE]
    assert waves[1] == {
        "key": WAVE,
        "opens_on": OPENS,
        "closes_on": LAST,
        "surveys": ["8-11", "11-17"],
        "versions": find_programme_wave(WAVE).versions,
    }
    assert (programme / "programme.toml").read_text().startswith('name = "Ours"  # kept\n')


def test_heard_check_reads_the_wave_that_was_added(monkeypatch: pytest.MonkeyPatch, programme: Path) -> None:
    from heard.catalogue import load_catalogue
    from heard.programme.settings import read_settings

    set_up("X1")
    give_server_keys(monkeypatch, "X1")
    take_up("X1")
    run_jobs()
    read, problems = read_settings(programme / "programme.toml", load_catalogue())
    assert (list(read.waves), problems) == (["2026", WAVE], ())


def test_the_second_council_leaves_the_programmes_file_as_it_is(
    monkeypatch: pytest.MonkeyPatch, programme: Path
) -> None:
    set_up("X1", "X2")
    texts = []
    for code in ("X1", "X2"):
        give_server_keys(monkeypatch, code)
        take_up(code)
        run_jobs()
        texts.append((programme / "programme.toml").read_text())
    assert texts[0] == texts[1]


def test_without_the_councils_reading_key_nothing_is_planned_and_the_council_reads_why() -> None:
    set_up("X1")
    take_up("X1")
    run_jobs()
    assert state_of("X1") == ""
    assert "HEARD_COUNTING_KEY" in page(coordinator("X1").get(f"/work/X1/offers/{WAVE}/"))
    assert "Take part in this wave" in page(coordinator("X1").get(f"/work/X1/offers/{WAVE}/"))  # again


def test_a_programme_file_that_cannot_be_understood_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, programme: Path
) -> None:
    set_up("X1")
    give_server_keys(monkeypatch, "X1")
    (programme / "programme.toml").write_text("name = ")
    take_up("X1")
    run_jobs()
    assert (programme / "programme.toml").read_text() == "name = "
    assert state_of("X1") == ""
    assert "`heard check` names what is wrong" in page(coordinator("X1").get(f"/work/X1/offers/{WAVE}/"))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"last_answer_day": OPENS - timedelta(days=1)}, "cannot be before 1 February 2027"),
        ({"panel_on": LAST + timedelta(days=6)}, "choose a later day for the young people's panel"),
    ],
)
def test_days_that_cannot_be_are_refused(wrong: dict[str, object], words: str) -> None:
    set_up("X1")
    with pytest.raises(NotNow, match=words):
        take_up("X1", **wrong)


def test_an_offer_is_taken_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up("X1")
    take_up("X1")
    with pytest.raises(NotNow, match="being done already"):
        take_up("X1")
    give_server_keys(monkeypatch, "X1")
    run_jobs()
    with pytest.raises(NotNow, match="takes part in this wave already"):
        take_up("X1")


def test_a_form_with_nothing_in_it_comes_back() -> None:
    set_up("X1")
    answered = coordinator("X1").post(f"/work/X1/offers/{WAVE}/take-up/", {"feedback_words": "In June."})
    assert (answered.status_code, "Choose a day." in page(answered)) == (422, True)
    assert 'value="In June."' in page(answered)
