"""cohort.csv: counts of children in all and by group, in whatever patterns a council has them."""

from pathlib import Path

import pytest

from builders import write_rows
from heard.base.errors import InputProblems
from heard.base.problems import Problem
from heard.catalogue import load_catalogue
from heard.cohort import Cohort, read_cohort


def cells(eligible: object, survey: str = "11-17", **groups: str) -> dict[str, object]:
    return {"wave": "2026", "area": "X1", "survey": survey, "eligible": eligible, **groups}


def read(folder: Path, *rows: dict[str, object]) -> tuple[Cohort, tuple[Problem, ...]]:
    path = write_rows(folder / "cohort.csv", rows)
    return read_cohort(path, catalogue=load_catalogue(), waves=["2026"], areas=["X1"])


def counts(cohort: Cohort) -> dict[tuple[str, str], int]:
    return {
        (group, level): eligible
        for group, level, eligible in cohort.frame.select("group", "level", "eligible").rows()
    }


def said_of(folder: Path, *rows: dict[str, object]) -> str:
    with pytest.raises(InputProblems) as caught:
        read(folder, *rows)
    return str(caught.value)


def test_a_row_without_groups_is_everybody(tmp_path: Path) -> None:
    cohort, problems = read(tmp_path, cells(230), cells(0, "8-11"))
    assert cohort.frame.rows() == [
        ("2026", "X1", "11-17", "all", "all", 230),
        ("2026", "X1", "8-11", "all", "all", 0),
    ]
    assert problems == ()


def test_crossed_cells_add_up_to_each_group_and_to_everybody(tmp_path: Path) -> None:
    cohort, _ = read(
        tmp_path,
        cells(10, gender="girl", disability="yes"),
        cells(20, gender="girl", disability="no"),
        cells(30, gender="boy", disability="yes"),
        cells(40, gender="boy", disability="no"),
    )
    assert counts(cohort) == {
        ("all", "all"): 100,
        ("gender", "girl"): 30,
        ("gender", "boy"): 70,
        ("disability", "yes"): 40,
        ("disability", "no"): 60,
    }


def test_several_patterns_that_agree_stand_in_one_file(tmp_path: Path) -> None:
    cohort, _ = read(
        tmp_path,
        cells(100),
        cells(30, gender="girl"),
        cells(70, gender="boy"),
        cells(25, gender="girl", disability="no"),
        cells(5, gender="girl", disability="yes"),
        cells(70, gender="boy", disability="no"),
    )
    assert counts(cohort)["gender", "girl"] == 30
    assert counts(cohort)["disability", "no"] == 95
    assert len(cohort.frame) == 5


def test_patterns_with_different_totals_are_an_error(tmp_path: Path) -> None:
    said = said_of(tmp_path, cells(100), cells(30, gender="girl"), cells(69, gender="boy"))
    assert "rows 2, 3, 4, column eligible: wave 2026, area X1, survey 11-17" in said
    assert "the rows differ in how many children there are: 100 in all, 99 by gender." in said
    assert said.startswith("1 error")


def test_patterns_with_the_same_total_and_different_levels_are_an_error(tmp_path: Path) -> None:
    said = said_of(
        tmp_path,
        cells(30, gender="girl"),
        cells(70, gender="boy"),
        cells(31, gender="girl", disability="no"),
        cells(69, gender="boy", disability="no"),
    )
    assert "children with gender girl there are: 30 by gender, 31 by gender and disability." in said
    assert "children with gender boy there are: 70 by gender, 69 by gender and disability." in said


def test_a_level_that_one_pattern_leaves_out_counts_as_nobody(tmp_path: Path) -> None:
    rows = [cells(90, gender="girl"), cells(10, gender="boy"), cells(100, gender="girl", disability="no")]
    assert "how many children with gender boy there are: 10 by gender." in said_of(tmp_path, *rows)
    agreeing = [cells(100, gender="girl"), cells(0, gender="boy"), cells(100, gender="girl", disability="no")]
    assert counts(read(tmp_path, *agreeing)[0])["gender", "boy"] == 0


def test_duplicate_rows_are_an_error_with_every_row(tmp_path: Path) -> None:
    said = said_of(tmp_path, cells(30, gender="girl"), cells(40, gender="boy"), cells(30, gender="girl"))
    assert "rows 2, 4: the same wave, area, survey and groups stands in several rows." in said


@pytest.mark.parametrize("typed", ["-1", "12.5", "some", "1e3", "1_000", "1000001", "9" * 30])
def test_a_count_must_be_a_whole_number_of_children(tmp_path: Path, typed: str) -> None:
    said = said_of(tmp_path, cells(typed))
    assert "row 2, column eligible:" in said
    assert "is not a count of children. Allowed: a whole number from 0 to 1,000,000." in said


def test_an_empty_count_is_an_error(tmp_path: Path) -> None:
    assert "row 2, column eligible: nothing stands here." in said_of(tmp_path, cells(""))


def test_waves_areas_surveys_and_groups_must_be_known(tmp_path: Path) -> None:
    row = {"wave": "2062", "area": "X9", "survey": "9-11", "eligible": 1, "gender": "robot"}
    said = said_of(tmp_path, row)
    assert all(f'"{value}" is not known' in said for value in ("2062", "X9", "9-11", "robot"))


def test_a_column_that_is_no_demographic_is_a_warning(tmp_path: Path) -> None:
    cohort, problems = read(tmp_path, cells(5, postcode="north"))
    assert counts(cohort) == {("all", "all"): 5}
    assert [problem.column for problem in problems] == ["postcode"]


def test_an_unknown_cohort_has_the_columns_and_no_rows() -> None:
    assert Cohort.unknown().frame.columns == ["wave", "area", "survey", "group", "level", "eligible"]
    assert Cohort.unknown().frame.is_empty()
