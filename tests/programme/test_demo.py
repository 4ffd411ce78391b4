"""The demo's programme: made once, found again, made anew where anything is missing; and a wave under way beside it."""

import csv
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from heard.base.errors import UserError
from heard.catalogue import load_catalogue
from heard.interview import check_response
from heard.programme import demo as demo_module
from heard.programme.check import check_programme
from heard.programme.demo import (
    COUNCIL,
    OF_THE_SITE,
    STAMP,
    Demo,
    Size,
    find_demo,
    hold_demo,
    make_demo,
    plan_under_way,
    stamp_demo,
)
from heard.programme.demo_answers import make_up_answers

SMALL = Size(councils=3, responses=200)
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Demo]:
    """A finished demo, made once; the site's part of it stands there by name only."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    made = make_demo(folder, size=SMALL, today=TODAY)
    for name in OF_THE_SITE:
        (folder / name).touch()
    return folder, made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(demo_module, "_fingerprint_of_code", lambda: "this code")
    return tmp_path / "demo"


@pytest.fixture
def made(whole: tuple[Path, Demo], folder: Path) -> Demo:
    shutil.copytree(whole[0], folder)
    demo = replace(whole[1], made_with="this code")
    stamp_demo(folder, demo)
    return demo


def test_a_finished_demo_is_found_again_and_nothing_is_said(folder: Path, made: Demo) -> None:
    said: list[str] = []
    assert find_demo(folder, size=SMALL, progress=said.append) == made
    assert said == []


def test_where_anything_is_not_as_it_was_made_the_demo_is_made_anew_and_it_says_why(
    folder: Path, made: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def find(size: Size = SMALL) -> Demo | None:
        return find_demo(folder, size=size, progress=said.append)

    assert find(Size(councils=4, responses=200)) is None
    (folder / made.reports["board"]).rename(folder / "elsewhere")
    assert find() is None
    (folder / "elsewhere").rename(folder / made.reports["board"])
    assert find() == made
    monkeypatch.setattr(demo_module, "_fingerprint_of_code", lambda: "other code")
    assert find() is None
    (folder / STAMP).write_text("{", encoding="utf-8")
    assert find() is None
    assert [words.rpartition("/")[2] for words in said] == [
        "Another size is asked for: the demo is made anew, and the answers given in it are gone",
        "X0000001-2026-full-board.html is missing: the demo is made anew, and the answers given in it are gone",
        "Heard has changed since this demo was made: the demo is made anew, and the answers given in it are gone",
        "demo was never finished: it is made anew",
    ]


@pytest.mark.usefixtures("made")
def test_a_demo_that_was_cut_off_while_it_was_made_anew_is_not_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(demo_module, "make_programme", cut_off)
    with pytest.raises(KeyboardInterrupt):
        make_demo(folder, size=SMALL, today=TODAY)
    assert find_demo(folder, size=SMALL) is None


def test_what_the_site_adds_to_the_programme_is_no_reason_to_make_it_anew_and_is_not_shown(
    folder: Path, made: Demo
) -> None:
    added = folder / f"programme/responses/{made.under_way}-{COUNCIL}.csv"
    added.write_text("wave,area,survey\n", encoding="utf-8")
    found = find_demo(folder, size=SMALL)
    assert found is not None
    assert not [file for file in found.files if made.under_way in file.path]


def test_only_what_people_may_open_is_listed(made: Demo) -> None:
    listed = {file.path for file in made.files}
    assert {
        "programme/areas.csv",
        "analysis/estimates.csv",
        "reports/X0000001-2026-full-public.html",
    } <= listed
    assert {path.partition("/")[0] for path in listed} == {"programme", "analysis", "reports"}
    assert not [path for path in listed if "dataset" in path]


def test_a_folder_of_something_else_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    with pytest.raises(UserError, match="holds something else than a demo"), hold_demo(folder):
        pass
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize(
    ("today", "key"),
    [
        (date(2026, 11, 22), "2026-27"),
        (date(2027, 3, 31), "2026-27"),
        (date(2027, 4, 1), "2027-28"),
        (date(2099, 5, 1), "2099-00"),
    ],
)
def test_a_wave_under_way_is_named_by_its_year_and_is_open_today(today: date, key: str) -> None:
    wave = plan_under_way(today)
    assert wave.key == key
    assert wave.opens_on < today < wave.closes_on


def test_the_wave_under_way_has_a_cohort_of_one_council_and_no_responses(folder: Path, made: Demo) -> None:
    with (folder / "programme/cohort.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["wave"] == made.under_way]
    assert {row["area"] for row in rows} == {COUNCIL}
    assert {row["survey"] for row in rows} == {"4-7", "8-11", "11-17", "16-25"}
    assert check_programme(folder / "programme") == ()


def test_made_up_children_answer_as_the_interview_would_have_it() -> None:
    surveys = make_up_answers(plan_under_way(TODAY), size=SMALL).surveys
    rows = [(survey, row) for survey, made_up in surveys.items() for row in made_up.answers]
    assert len(rows) > 20
    for survey, row in rows:
        assert_stands(survey, row)
    for made_up in surveys.values():
        assert 0.2 < len(made_up.answers) / made_up.eligible < 0.4


def assert_stands(survey: str, row: Mapping[str, str]) -> None:
    questionnaire = next(each for key, each in load_catalogue().questionnaires.items() if key.value == survey)
    kept, dropped = check_response(questionnaire, row)
    assert (kept, dropped) == (row, {})
    assert sum(value != "" for value in row.values()) > 5


def test_the_same_children_answer_whenever_they_are_asked() -> None:
    wave = plan_under_way(TODAY)
    assert make_up_answers(wave, size=SMALL) == make_up_answers(wave, size=SMALL)
