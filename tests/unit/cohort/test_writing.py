"""Rows of cohort.csv put in the place of others, and nothing else touched."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from heard.base.errors import InputProblems
from heard.base.files import change_file
from heard.cohort.writing import CohortChanged, Written, fingerprint, read_rows, write_cohort

HEAD = "wave,area,survey,gender,eligible\n"
OURS = "2026,X1,8-11,,12\n2026,X1,8-11,girl,5\n2026,X1,8-11,boy,7\n2026,X1,4-7,,9\n"
THEIRS = "2026,X2,8-11,,40\n2024,X1,8-11,,11\n"
NEW = {"wave": "2026", "area": "X1", "survey": "8-11", "eligible": "13"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "cohort.csv"
    found.write_text(HEAD + OURS + THEIRS)
    return found


def test_rows_of_the_same_survey_go_and_the_others_stay(path: Path) -> None:
    assert write_cohort(path, [NEW]) == Written(rows=1, replaced=3, kept=3)
    assert path.read_text() == HEAD + "2026,X1,4-7,,9\n" + THEIRS + "2026,X1,8-11,,13\n"


def test_places_named_go_though_no_new_row_is_of_them(path: Path) -> None:
    write_cohort(path, [NEW], replacing=[("2026", "X1", "4-7")])
    assert path.read_text() == HEAD + THEIRS + "2026,X1,8-11,,13\n"


def test_rows_are_replaced_only_where_they_are_those_that_were_looked_at(path: Path) -> None:
    places = [("2026", "X1", "8-11"), ("2026", "X1", "4-7")]
    looked_at = fingerprint(read_rows(path, wave="2026", area="X1"))
    write_cohort(path, [NEW], replacing=places, expected=looked_at)
    before = path.read_bytes()
    with pytest.raises(CohortChanged):
        write_cohort(path, [NEW], replacing=places, expected=looked_at)
    assert path.read_bytes() == before


def test_a_fingerprint_is_of_the_rows_and_not_of_their_order(path: Path) -> None:
    rows = read_rows(path, wave="2026", area="X1")
    assert fingerprint(rows) == fingerprint(reversed(rows))
    assert fingerprint(rows) != fingerprint(rows[1:])


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"", b"\xff\xfe\x00", HEAD.encode() + b"2026,X1\n"])
def test_something_else_is_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(InputProblems, match="something else than a cohort"):
        write_cohort(path, [NEW])
    with pytest.raises(InputProblems):
        read_rows(path, wave="2026", area="X1")
    assert path.read_bytes() == content
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_of_many_councils_that_write_at_once_every_one_stays(path: Path) -> None:
    councils = [f"X{number}" for number in range(10, 30)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda area: write_cohort(path, [{**NEW, "area": area}]), councils))
    for area in councils:
        assert read_rows(path, wave="2026", area=area) == ({**NEW, "area": area},)
    assert len(path.read_text().splitlines()) == 1 + 6 + len(councils)


def test_a_change_that_fails_leaves_the_file_and_nothing_beside_it(tmp_path: Path) -> None:
    there = tmp_path / "made" / "file"
    with pytest.raises(ZeroDivisionError):
        change_file(there, lambda _: bytes(1 // 0))
    assert not there.parent.exists()
    change_file(there, lambda before: b"first" if before is None else b"")
    change_file(there, lambda before: (before or b"") + b" second")
    assert there.read_bytes() == b"first second"
