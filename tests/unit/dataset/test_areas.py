"""areas.csv."""

from pathlib import Path

import pytest

from builders import write_rows
from heard.base.errors import InputProblems
from heard.base.places import Area
from heard.dataset import areas
from heard.dataset.areas import read_areas


def said_of(path: Path) -> str:
    with pytest.raises(InputProblems) as caught:
        read_areas(path)
    return str(caught.value)


def test_areas_come_by_code_in_the_order_of_the_file(tmp_path: Path) -> None:
    rows = [
        {"area": "X2", "name": "Ashmere", "kind": "council", "parent": "R1", "neighbours": "X1; X3"},
        {"area": "X1", "name": "Brindle"},
        {"area": "X3", "name": "Cold Fen"},
    ]
    found, problems = read_areas(write_rows(tmp_path / "areas.csv", rows))
    assert list(found) == ["X2", "X1", "X3"]
    assert found["X2"] == Area("X2", "Ashmere", "council", "R1", ("X1", "X3"))
    assert found["X1"] == Area("X1", "Brindle")
    assert problems == ()


def test_neighbours_outside_the_programme_and_the_area_itself_are_left_out_with_a_warning(
    tmp_path: Path,
) -> None:
    rows = [{"area": "X1", "name": "Brindle", "neighbours": "X1;X9;X2"}, {"area": "X2", "name": "Ashmere"}]
    found, problems = read_areas(write_rows(tmp_path / "areas.csv", rows))
    assert found["X1"].neighbours == ("X2",)
    assert [problem.message for problem in problems] == [
        "an area is not its own neighbour; left out.",
        '"X9" is no area of this file; left out.',
    ]


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    rows = [
        {"area": "X1", "name": "Brindle"},
        {"area": "X1", "name": "Brindle again"},
        {"area": "all", "name": "Everywhere"},
        {"area": "X2", "name": ""},
        {"area": "X3;X4", "name": "Two at once"},
    ]
    said = said_of(write_rows(tmp_path / "areas.csv", rows))
    assert "rows 2, 3: the same area stands in several rows." in said
    assert 'row 4, column area: "all" stands for all areas together.' in said
    assert "row 5, column name: nothing stands here." in said
    assert 'row 6, column area: "X3;X4" cannot be an area\'s code.' in said
    assert said.startswith("4 errors, 0 warnings")


@pytest.mark.parametrize("code", ["../x", "a/b", "a=b", "<b>", "=cmd()", "ALL", "x" * 41])
def test_a_code_that_could_not_name_a_file_is_refused(tmp_path: Path, code: str) -> None:
    said = said_of(write_rows(tmp_path / "areas.csv", [{"area": code, "name": "Brindle"}]))
    assert said.startswith("1 error, 0 warnings.\nERROR  areas.csv, row 2, column area:")


def test_codes_that_differ_in_capital_letters_only_would_share_a_file(tmp_path: Path) -> None:
    rows = [{"area": "x1", "name": "Brindle"}, {"area": "X1", "name": "Ashmere"}]
    assert "rows 2, 3: a code that differs from another in capital letters only" in said_of(
        write_rows(tmp_path / "areas.csv", rows)
    )


def test_a_name_that_would_be_a_formula_is_refused(tmp_path: Path) -> None:
    said = said_of(write_rows(tmp_path / "areas.csv", [{"area": "X1", "name": "=1+1"}]))
    assert 'column name: "=1+1" would be a formula' in said


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    said = said_of(write_rows(tmp_path / "areas.csv", [{"area": "X1", "title": "Brindle"}]))
    assert "column name: the column is missing." in said
    assert "column title: is not a column Heard knows" in said


def test_more_areas_than_can_be_numbered_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(areas, "MOST_AREAS", 2)
    rows = [{"area": f"X{number}", "name": "Somewhere"} for number in range(3)]
    assert "3 areas; no more than 2" in said_of(write_rows(tmp_path / "areas.csv", rows))
