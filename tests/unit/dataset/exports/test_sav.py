"""SPSS files: labels, declared missing values, slices; whatever is not one is refused by name."""

import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyreadstat
import pytest

from exported import read_without_a_process, write_map
from heard.base.apart import NoEnd, Why
from heard.base.problems import Problem
from heard.dataset import sav_files
from heard.dataset.reading import read_slices, read_table
from heard.dataset.sav_files import describe_sav
from heard.dataset.storing import StoredDataset

Store = Callable[..., tuple[Problem, ...]]
KEYS = {"wave": ["2026"] * 4, "area": ["X1"] * 4, "survey": ["8-11"] * 4}
FIXED = '[fixed]\nwave = "2026"\narea = "X1"\nsurvey = "8-11"\n'


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    read_without_a_process(monkeypatch)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write_sav(columns: dict[str, list[object]], **how: object) -> Path:
        path = tmp_path / "x1.sav"
        pyreadstat.write_sav(pl.DataFrame(columns, strict=False), path, **how)
        return path

    return write_sav


@pytest.fixture
def pets(store: Store, stored: Callable[[], StoredDataset]) -> Callable[[Path], list[int | None]]:
    """The stored numbers of the question about a pet, in any order."""

    def read(path: Path) -> list[int | None]:
        store(files=[path])
        (part,) = stored().partitions()
        return sorted((row for rows in part.batches() for row in rows["pet"]), key=str)

    return read


def test_numbers_are_whole_where_they_are_and_words_as_they_are(write) -> None:
    path = write({"a": [1.0, 2.5, None], "b": ["x", "", " é "]})
    assert read_table(path).rows() == [("1", "x"), ("2.5", None), (None, "é")]


@pytest.mark.parametrize("how", [{}, {"row_compress": True}, {"compress": True}])
@pytest.mark.parametrize("rows", [9, 10, 11])
def test_slices_hold_every_row_once_in_each_kind_of_file(
    write, monkeypatch: pytest.MonkeyPatch, how: dict[str, bool], rows: int
) -> None:
    path = write({"a": [float(place) for place in range(rows)]}, **how)
    monkeypatch.setattr(sav_files, "ROWS_A_SLICE", 5)
    slices = list(read_slices(path))
    assert all(each.height <= 5 for each in slices)
    assert pl.concat(slices)["a"].to_list() == [str(place) for place in range(rows)]


def test_what_the_file_says_of_a_variable_is_read(write) -> None:
    path = write(
        {"q1": [1.0, -9.0]},
        column_labels={"q1": " Do you have a pet? "},
        variable_value_labels={"q1": {1: "Yes", -9: "Not asked"}},
        missing_ranges={"q1": [{"lo": -9, "hi": -7}]},
    )
    told = describe_sav(path)["q1"]
    assert told.heading == "Do you have a pet?"
    assert told.labels == {"1": "Yes", "-9": "Not asked"}
    assert [told.is_missing(value) for value in ("-10", "-9", "-8.5", "-7", "-6", "x")] == [
        False, True, True, True, False, False,
    ]  # fmt: skip


def test_a_label_that_is_a_code_is_the_answer_and_not_its_number(write, pets) -> None:
    path = write(
        {**KEYS, "pet": [1.0, 2.0, 3.0, None]},
        variable_value_labels={"pet": {1: "No", 2: "yes", 3: "SKIPPED"}},
    )
    assert pets(path) == [-1, 0, 1, None]


def test_a_label_that_is_no_code_is_said_with_its_number_and_what_is_allowed(write, refusal) -> None:
    path = write(
        {**KEYS, "pet": [1.0, 2.0, 1.0, 2.0]}, variable_value_labels={"pet": {1: "yes", 2: "Not any more"}}
    )
    said = refusal(files=[path])
    assert (
        'x1.sav, rows 3, 5, column pet: "2" (labelled "Not any more") is not known. Allowed: yes, no,' in said
    )


def test_a_number_without_a_label_must_be_a_code_itself(write, refusal) -> None:
    assert '"1" is not an answer in survey 8-11. Allowed: yes, no' in refusal(
        files=[write({**KEYS, "pet": [1.0, 1.0, 1.0, 1.0]})]
    )


def test_a_declared_missing_value_that_is_a_code_is_kept_and_any_other_is_not_shown_and_counted(
    write, pets, store: Store
) -> None:
    path = write(
        {**KEYS, "pet": [1.0, -1.0, -2.0, -2.0]},
        variable_value_labels={"pet": {1: "yes", -1: "prefer_not", -2: "System dropped"}},
        missing_ranges={"pet": [{"lo": -2, "hi": -1}]},
    )
    assert pets(path) == [-2, 0, None, None]
    said = [each.sentence() for each in store(files=[path])]
    assert any(
        'column pet: 2 rows hold "-2" (labelled "System dropped"), declared missing' in each for each in said
    )


def test_a_map_knows_values_by_number_or_by_label_and_refuses_where_they_disagree(
    write, pets, refusal
) -> None:
    path = write({"q1": [1.0, 2.0, 1.0, 2.0]}, variable_value_labels={"q1": {1: "Yes", 2: "No"}})
    for values in ('{ 1 = "yes", 2 = "no" }', '{ YES = "yes", "no" = "no" }', '{ 1 = "yes", No = "no" }'):
        write_map(path, FIXED + f'[columns.pet]\nfrom = "q1"\nvalues = {values}\n')
        assert pets(path) == [0, 0, 1, 1]
    write_map(path, FIXED + '[columns.pet]\nfrom = "q1"\nvalues = { 1 = "yes", Yes = "no", 2 = "no" }\n')
    assert 'rows 2, 4, column q1 (pet): "1" (labelled "Yes") is not known.' in refusal(files=[path])


def test_dates_of_a_sav_are_left_alone_however_far_off(write, pets) -> None:
    path = write({"when": [1e15, 2e15], "q1": ["yes", "no"]}, variable_format={"when": "DATETIME20"})
    write_map(path, FIXED + '[columns]\npet = "q1"\n[leave_out]\ncolumns = ["when"]\n')
    assert pets(path) == [0, 1]


def test_a_process_of_its_own_reads_the_same(write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(
        {"q1": [1.0, None, 2.5], "b": ["x", "", "é"]},
        variable_value_labels={"q1": {1: "Jà"}},
        missing_ranges={"q1": [{"lo": 2, "hi": 3}]},
    )
    here = describe_sav(path), read_table(path).rows()
    monkeypatch.undo()
    assert (describe_sav(path), read_table(path).rows()) == here


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (Why.ENDED, "damaged or cut short"),
        (Why.TIME, "longer than 300 seconds"),
        (Why.MEMORY, "needs more memory"),
    ],
)
def test_a_process_that_came_to_no_end_is_said(
    write, refusal, monkeypatch: pytest.MonkeyPatch, why: Why, words: str
) -> None:
    def fail(*_args: object, **_limits: object) -> bytes:
        raise NoEnd(why)

    path = write({"q1": [1.0]})
    monkeypatch.setattr(sav_files, "ask_apart", fail)
    assert words in refusal(files=[path])


def test_a_file_that_crashes_its_reader_is_damaged_and_nobody_else_is_harmed(
    write, refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(sav_files, "COMMAND", (sys.executable, "-c", "import os; os.kill(os.getpid(), 11)"))
    assert "x1.sav: the file is damaged or cut short." in refusal(files=[write({"q1": [1.0]})])


@pytest.mark.parametrize("left", [3, 50, 176, 300, -200, -20, -1])
@pytest.mark.parametrize("how", [{}, {"row_compress": True}, {"compress": True}])
def test_a_file_that_was_cut_short_is_said_to_be_and_nothing_of_it_is_stored(
    write, refusal, tmp_path: Path, left: int, how: dict[str, bool]
) -> None:
    many = {key: values * 100 for key, values in KEYS.items()}
    path = write({**many, "pet": ["yes", "no"] * 200}, **how)
    path.write_bytes(path.read_bytes()[:left])
    said = refusal(files=[path])
    assert "x1.sav: " in said
    assert "damaged or cut short" in said or "not a file of SPSS" in said
    assert not (tmp_path / "dataset").exists()


def test_ticks_that_are_declared_missing_are_a_question_that_was_not_shown(
    write, store: Store, stored: Callable[[], StoredDataset]
) -> None:
    given = {"t1": [1.0, 0.0, -9.0, 0.0], "t2": [1.0, 0.0, -9.0, -9.0], "q1": ["own", "own", "own", "own"]}
    path = write(given, missing_ranges={name: [{"lo": -9, "hi": -9}] for name in ("t1", "t2")})
    write_map(
        path,
        FIXED.replace("8-11", "16-25") + '[columns.in_eet]\nfrom_each = { t1 = "education", t2 = "caring" }\n'
        'none_chosen = "skipped"\n[columns.home_type]\nfrom = "q1"\nvalues = { own = "own_tenancy" }\n',
    )
    store(files=[path])
    (part,) = stored().partitions()
    (rows,) = part.batches()
    assert sorted(rows["in_eet"], key=str) == [-1, -1, 129, None]
