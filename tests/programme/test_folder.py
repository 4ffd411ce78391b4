"""A programme folder: opened whole, or refused with everything that is wrong in it."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from builders import make_folder, make_response, make_wave, write_rows
from heard.base.errors import InputProblems, UserError
from heard.base.problems import has_errors
from heard.catalogue import load_catalogue
from heard.programme import analyse
from heard.programme import folder as folder_module
from heard.programme.folder import Programme, check_programme, ensure_stored, open_programme

BENCHMARK = {
    "indicator": "pet",
    "survey": "8-11",
    "cut_point": "positive",
    "population": "children aged 8 to 11",
    "share": 0.5,
    "base": "",
    "age_from": 8,
    "age_to": 11,
    "year": "2023",
    "source": "a published survey",
    "match": "same",
}


def opened(folder: Path) -> Programme:
    return open_programme(folder, load_catalogue())


def said_of(folder: Path) -> list[str]:
    return [problem.sentence() for problem in check_programme(folder, load_catalogue())]


def test_a_folder_with_everything_is_opened(tmp_path: Path) -> None:
    folder = make_folder(
        tmp_path / "programme",
        responses=[make_response(wave="2025"), make_response()],
        cohort=[{"wave": "2026", "area": "X1", "survey": "8-11", "eligible": 10}],
        benchmarks=[BENCHMARK],
        comments=[{"wave": "2026", "area": "X1", "survey": "8-11", "question": "happier", "text": "Pizza"}],
        waves=[make_wave("2026"), make_wave("2025")],
        name="Spring",
    )
    programme = opened(folder)
    assert programme.name == "Spring"
    assert list(programme.waves) == ["2025", "2026"]
    assert list(programme.areas) == ["X1"]
    assert programme.cohort.frame["eligible"].to_list() == [10]
    assert [benchmark.share for benchmark in programme.benchmarks] == [0.5]
    assert programme.comments.frame["text"].to_list() == ["Pizza"]
    assert not programme.made_up
    assert programme.response_files == (folder / "responses" / "responses.csv",)
    assert programme.warnings == ()


def test_cohort_benchmarks_and_comments_may_be_left_out(tmp_path: Path) -> None:
    programme = opened(make_folder(tmp_path / "programme", responses=[make_response()]))
    assert programme.cohort.frame.is_empty()
    assert programme.benchmarks == ()
    assert programme.comments.frame.is_empty()


def test_what_must_be_there_and_is_not_is_named_all_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputProblems) as caught:
        opened(tmp_path)
    assert [problem.file for problem in caught.value.problems] == ["programme.toml", "areas.csv", "responses"]


def test_no_folder_at_all_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is no folder"):
        opened(tmp_path / "nowhere")


def test_files_that_do_not_belong_there_are_a_warning(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "programme", responses=[make_response()])
    for name in ("notes.txt", ".hidden", "responses/read me.txt", "responses/~$open.xlsx"):
        (folder / name).write_text("x")
    assert [problem.file for problem in opened(folder).warnings] == ["notes.txt", "responses/read me.txt"]


def test_a_file_of_responses_that_cannot_be_read_yet_is_never_passed_over(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "programme", responses=[make_response()])
    (folder / "responses" / "x1.dta").write_bytes(b"<stata_dta>")
    assert any(said.startswith("x1.dta: this kind of file cannot be read.") for said in said_of(folder))


def test_no_responses_yet_is_a_warning(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "programme", responses=[make_response()])
    (folder / "responses" / "responses.csv").unlink()
    assert said_of(folder) == ["responses: there are no responses."]
    assert ensure_stored(opened(folder), load_catalogue()).partitions() == ()


def test_the_problems_of_all_files_come_together(tmp_path: Path) -> None:
    folder = make_folder(
        tmp_path / "programme",
        responses=[make_response(pet="dog")],
        cohort=[{"wave": "2026", "area": "X9", "survey": "8-11", "eligible": 10}],
        benchmarks=[BENCHMARK | {"share": 75}],
    )
    said = "\n".join(said_of(folder))
    assert 'cohort.csv, row 2, column area: "X9" is not known' in said
    assert 'benchmarks.csv, row 2, column share: "75" cannot stand here' in said
    assert 'responses.csv, row 2, column pet: "dog" is not an answer' in said


def test_a_broken_list_of_areas_is_not_blamed_on_every_response(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "programme", responses=[make_response()] * 3)
    write_rows(folder / "areas.csv", [{"area": "X1", "title": "Brindle"}])
    problems = check_programme(folder, load_catalogue())
    assert {problem.file for problem in problems if has_errors([problem])} == {"areas.csv"}
    assert [problem.file for problem in problems if not has_errors([problem])] == ["areas.csv", "responses"]


@pytest.mark.parametrize(("eligible", "warned"), [(1, True), (2, False), (3, False)])
def test_more_responses_than_children_are_a_warning(tmp_path: Path, eligible: int, warned: bool) -> None:
    folder = make_folder(
        tmp_path / "programme",
        responses=[make_response(), make_response()],
        cohort=[{"wave": "2026", "area": "X1", "survey": "8-11", "eligible": eligible}],
    )
    problems = check_programme(folder, load_catalogue())
    words = "wave 2026, area X1, survey 8-11: 2 responses, and only 1 could answer; taken as cohort unknown."
    assert (words in [problem.message for problem in problems]) == warned
    assert not has_errors(problems)


def test_a_council_that_answered_and_gave_no_cohort_is_a_warning(tmp_path: Path) -> None:
    folder = make_folder(
        tmp_path / "programme",
        responses=[make_response(), make_response(area="X2")],
        cohort=[{"wave": "2026", "area": "X1", "survey": "8-11", "eligible": 5}],
    )
    words = "wave 2026: children answered whose cohort is not given, taken as unknown: X2 (8-11)."
    assert words in [problem.message for problem in check_programme(folder, load_catalogue())]


def test_checking_writes_nothing(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "programme", responses=[make_response()])
    before = sorted(folder.rglob("*"))
    check_programme(folder, load_catalogue())
    assert sorted(folder.rglob("*")) == before


def test_responses_are_read_again_only_where_something_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_folder(tmp_path / "programme", responses=[make_response()])
    calls: list[Path] = []
    store = folder_module.store_responses

    def counted(*args: object, **kwargs: object) -> object:
        calls.append(folder)
        return store(*args, **kwargs)

    monkeypatch.setattr(folder_module, "store_responses", counted)
    for _ in range(2):
        ensure_stored(opened(folder), load_catalogue())
    assert len(calls) == 1
    write_rows(folder / "responses" / "more.csv", [make_response()])
    dataset = ensure_stored(opened(folder), load_catalogue())
    assert len(calls) == 2
    assert dataset.respondents()["respondents"].to_list() == [2]


def _damage_codebook(dataset: Path) -> None:
    (dataset / "codebook.json").write_text("no longer JSON")


def _turn_areas_round(dataset: Path) -> None:
    codebook = json.loads((dataset / "codebook.json").read_text())
    codebook["areas"].reverse()
    (dataset / "codebook.json").write_text(json.dumps(codebook))


def _cut_short(dataset: Path) -> None:
    part = next(dataset.rglob("*.parquet"))
    part.write_bytes(part.read_bytes()[:-20])


def _change_answers(dataset: Path) -> None:
    part = next(dataset.rglob("*.parquet"))
    pl.read_parquet(part).with_columns(pet=pl.lit(1, dtype=pl.Int8)).write_parquet(part)


def _remove_part(dataset: Path) -> None:
    next(dataset.rglob("*.parquet")).unlink()


def _add_part(dataset: Path) -> None:
    part = next(dataset.rglob("*.parquet"))
    shutil.copy(part, part.with_name("part-0001.parquet"))


@pytest.mark.parametrize(
    "tamper", [_damage_codebook, _turn_areas_round, _cut_short, _change_answers, _remove_part, _add_part]
)
def test_a_dataset_that_was_tampered_with_is_made_anew(
    tmp_path: Path, tamper: Callable[[Path], None]
) -> None:
    rows = [make_response(pet="yes"), make_response(area="X2", pet="no")]
    folder = make_folder(tmp_path / "programme", responses=rows)
    first = ensure_stored(opened(folder), load_catalogue())
    tamper(folder / "dataset")
    again = ensure_stored(opened(folder), load_catalogue())
    assert again.codebook == first.codebook
    assert pl.read_parquet(again.partitions()[0].paths)["pet"].to_list() == [0, 1]


def test_a_folder_nothing_can_be_stored_in_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    folder = make_folder(tmp_path / "programme", responses=[make_response()])
    monkeypatch.setattr(folder_module, "store_responses", refuses)
    with pytest.raises(UserError, match=r"that disk can only be read\. .* Copy the programme folder"):
        ensure_stored(opened(folder), load_catalogue())


def test_what_stands_among_the_responses_and_is_none_is_said(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "programme", responses=[make_response()])
    (folder / "responses" / "north.csv").mkdir()
    (folder / "responses" / "south.xlsm").write_bytes(b"PK")
    (folder / "responses" / "loop.csv").symlink_to(folder / "responses" / "loop.csv")
    (Path(os.fsdecode(os.fsencode(folder) + b"/responses/\xff.csv"))).write_text("wave,area,survey\n")
    said = "\n".join(said_of(folder))
    assert "north.csv: is a folder, and not read." in said
    assert "south.xlsm: this kind of file cannot be read." in said
    assert "loop.csv: cannot be read: it is a link that leads back to itself." in said
    assert "\\udcff.csv: the file's name holds letters that cannot be read." in said


@pytest.mark.parametrize(
    "inside", ["", "responses", "dataset", "dataset/wave=2026", "ledger", "../programme"]
)
def test_results_are_never_written_among_the_programmes_own_files(tmp_path: Path, inside: str) -> None:
    folder = make_folder(tmp_path / "programme", responses=[make_response()])
    before = sorted(folder.rglob("*"))
    with pytest.raises(UserError, match="holds the programme's own files"):
        analyse(folder, wave="2026", out=folder / inside)
    assert sorted(folder.rglob("*")) == before


def test_results_may_be_written_to_a_folder_of_their_own_inside(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "ein Prögramm", responses=[make_response(pet="yes")])
    assert "estimates.csv" in analyse(folder, wave="2026", out=folder / "analysis").files


@pytest.mark.parametrize(("wave", "area"), [("2027", None), ("2026", "X9"), ("2026", "all")])
def test_an_unknown_wave_or_area_stores_nothing(tmp_path: Path, wave: str, area: str | None) -> None:
    folder = make_folder(tmp_path / "programme", responses=[make_response()])
    with pytest.raises(UserError, match=r"There is no (wave|area)"):
        analyse(folder, wave=wave, area=area, out=tmp_path / "out")
    assert not (folder / "dataset").exists()
    assert not (tmp_path / "out").exists()
