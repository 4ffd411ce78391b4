"""A programme folder: opened whole, or refused with everything that is wrong in it."""

from pathlib import Path

import polars as pl
import pytest

from builders import make_folder, make_response, make_wave, write_rows
from heard.base.errors import InputProblems, UserError
from heard.base.problems import has_errors
from heard.catalogue import load_catalogue
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
    (folder / "responses" / "x1.sav").write_bytes(b"$FL2")
    assert any(said.startswith("x1.sav: this kind of file cannot be read.") for said in said_of(folder))


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


def test_a_damaged_dataset_is_made_anew(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "programme", responses=[make_response(pet="yes")])
    first = ensure_stored(opened(folder), load_catalogue())
    (folder / "dataset" / "codebook.json").write_text("no longer JSON")
    again = ensure_stored(opened(folder), load_catalogue())
    assert again.codebook == first.codebook
    assert pl.read_parquet(again.partitions()[0].paths[0])["pet"].to_list() == [0]
