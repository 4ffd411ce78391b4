"""How many could answer, as the tiles say it: read from cohort.csv without a data frame."""

from pathlib import Path

import pytest

from heard.web.codes.queries import SurveyCount
from heard.web.waves.cohort import read_eligible, read_eligible_groups
from heard.web.waves.presenters.counts import _of, round_half_up

HEAD = "wave,area,survey,gender,placement,eligible\n"


def read(folder: Path, rows: str, head: str = HEAD) -> dict[str, int]:
    (folder / "cohort.csv").write_text(head + rows, encoding="utf-8-sig")
    return dict(read_eligible(folder, wave="2026", area="X1"))


def test_the_row_that_names_no_group_is_everybody(tmp_path: Path) -> None:
    rows = "2026,X1,4-7,,,75\n2026,X1,8-11,,,56\n2026,X2,4-7,,,9\n2024,X1,4-7,,,8\n"
    assert read(tmp_path, rows) == {"4-7": 75, "8-11": 56}


def test_rows_that_fill_the_same_columns_add_up_to_everybody(tmp_path: Path) -> None:
    assert read(tmp_path, "2026,X1,4-7,girl,,30\n2026,X1,4-7,boy,,45\n") == {"4-7": 75}
    assert read(tmp_path, "2026,X1,4-7,,,75\n2026,X1,4-7,girl,,30\n2026,X1,4-7,boy,,45\n") == {"4-7": 75}


@pytest.mark.parametrize(
    "rows",
    [
        "2026,X1,4-7,,,75\n2026,X1,4-7,girl,,30\n2026,X1,4-7,boy,,44\n",  # the sums differ
        "2026,X1,4-7,,,seventy\n",
        "2026,X1,4-7,,,\n",
        "",
    ],
)
def test_a_cohort_that_is_not_sure_is_unknown(tmp_path: Path, rows: str) -> None:
    assert read(tmp_path, rows) == {}


def test_a_file_that_is_not_there_or_has_other_columns_is_a_cohort_unknown(tmp_path: Path) -> None:
    assert dict(read_eligible(tmp_path, wave="2026", area="X1")) == {}
    assert read(tmp_path, "x\n", head="something\n") == {}
    (tmp_path / "cohort.csv").write_bytes(b"\xff\xfe\x00")
    assert dict(read_eligible(tmp_path, wave="2026", area="X1")) == {}


@pytest.mark.parametrize(("part", "whole", "per_cent"), [(26, 75, 35), (1, 200, 1), (1, 201, 0), (5, 5, 100)])
def test_per_cents_are_whole_half_up(part: int, whole: int, per_cent: int) -> None:
    assert round_half_up(part, whole) == per_cent


@pytest.mark.parametrize(
    ("finished", "eligible", "words"),
    [
        (26, 75, "of 75 · 35 %"),
        (75, 75, "of 75 · 100 %"),
        (76, 75, "80 cards"),  # more than could: taken as unknown
        (26, None, "80 cards"),
        (None, 75, "of 75"),
        (None, 0, "80 cards"),
    ],
)
def test_a_tile_says_of_how_many(finished: int | None, eligible: int | None, words: str) -> None:
    assert _of(SurveyCount("4-7", 80, finished, None), eligible)[0] == words


def read_groups(folder: Path, rows: str) -> dict[tuple[str, str], dict[str, int]]:
    (folder / "cohort.csv").write_text(HEAD + rows, encoding="utf-8-sig")
    return {key: dict(levels) for key, levels in read_eligible_groups(folder, wave="2026", area="X1").items()}


def test_groups_are_read_one_demographic_at_a_time_where_they_add_up_to_everybody(tmp_path: Path) -> None:
    rows = (
        "2026,X1,4-7,,,75\n2026,X1,4-7,girl,,30\n2026,X1,4-7,boy,,45\n"
        "2026,X1,4-7,,foster,70\n2026,X1,4-7,,kinship,5\n2026,X2,4-7,girl,,9\n2024,X1,4-7,girl,,8\n"
    )
    assert read_groups(tmp_path, rows) == {
        ("4-7", "gender"): {"girl": 30, "boy": 45},
        ("4-7", "placement"): {"foster": 70, "kinship": 5},
    }


@pytest.mark.parametrize(
    "rows",
    [
        "2026,X1,4-7,,,75\n2026,X1,4-7,girl,,30\n2026,X1,4-7,boy,,44\n",  # one is missing
        "2026,X1,4-7,,,75\n2026,X1,4-7,girl,foster,30\n2026,X1,4-7,boy,foster,45\n",  # two at a time
        "2026,X1,4-7,,,75\n",
        "2026,X1,4-7,girl,,thirty\n",
        "",
    ],
)
def test_groups_that_do_not_add_up_or_stand_alone_nowhere_are_unknown(tmp_path: Path, rows: str) -> None:
    assert read_groups(tmp_path, rows) == {}


def test_without_a_file_no_group_is_known(tmp_path: Path) -> None:
    assert read_eligible_groups(tmp_path, wave="2026", area="X1") == {}
