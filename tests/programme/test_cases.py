"""What the ledger asks of a release that is to be made: the same answers under no other name, and a whole ledger."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from builders import Row, make_folder, make_response
from heard.base.policy import Level
from heard.disclosure.ledger import DamagedLedger, Ledger, ReleaseRefused
from heard.programme.cases import build_case, look_up, opened_ledger
from heard.programme.counted import count_programme, tables_of
from heard.programme.release import Released, release_tables
from releasing import Stage

DAY = date(2026, 5, 1)
SCALES = ("happiness", "life_satisfaction")


def children(first: int, last: int, wave: str = "2026") -> list[Row]:
    """Children by number, of whom no two answered alike: 0 to 10 to each of two questions."""
    answers = [dict(zip(SCALES, map(str, divmod(number, 11)), strict=True)) for number in range(first, last)]
    return [make_response("11-17", wave=wave, **each) for each in answers]


def programme(folder: Path, rows: Sequence[Row]) -> Path:
    """A programme of these responses, with the ledger of whatever stood there before."""
    made = make_folder(folder.parent / f"{folder.name}-new", responses=rows)
    if (folder / "ledger").exists():
        (folder / "ledger").rename(made / "ledger")
        folder.rename(folder.parent / f"{folder.name}-before")
    return made.rename(folder)


def do(folder: Path, wave: str = "2026") -> Released:
    return release_tables(folder, wave=wave, out=folder.parent / f"out {wave}", today=DAY, workers=1)


def test_the_answers_of_a_wave_are_not_released_as_another_with_one_child_more(
    stage: Stage, tmp_path: Path
) -> None:
    do(programme(tmp_path / "one", children(0, 74)))
    folder = programme(tmp_path / "one", [*children(0, 74), *children(0, 75, "2026b")])
    with pytest.raises(
        ReleaseRefused, match="given as wave 2026b are the answers of wave 2026; 74 responses"
    ):
        do(folder, "2026b")
    assert not (tmp_path / "out 2026b").exists()
    assert len(Ledger.open(folder / "ledger").entries) == 1


def test_nor_is_the_wave_itself_once_the_other_was(stage: Stage, tmp_path: Path) -> None:
    folder = programme(tmp_path / "one", [*children(0, 74), *children(0, 75, "2026b")])
    do(folder, "2026b")
    with pytest.raises(
        ReleaseRefused, match="given as wave 2026 are the answers of wave 2026b; 74 responses"
    ):
        do(folder)


def test_a_true_wave_is_released_beside_the_one_before(stage: Stage, tmp_path: Path) -> None:
    folder = programme(tmp_path / "one", [*children(0, 60), *children(60, 120, "2028")])
    do(folder)
    assert do(folder, "2028").is_new


def test_a_wave_is_not_compared_with_itself_under_another_name(stage: Stage, tmp_path: Path) -> None:
    folder = programme(tmp_path / "one", [*children(0, 74, "2024"), *children(0, 75)])
    counted = count_programme(folder, wave="2026", area="X1", progress=lambda _: None)
    tables = tables_of(counted, wave="2026", area="X1", progress=lambda _: None)
    with opened_ledger(folder / "ledger", dry_run=True) as (ledger, key):
        record = look_up(counted, ledger, key, level=Level.BOARD, wave="2026", areas=["X1"])
        assert build_case(record, tables, "X1").earlier.is_empty()
        with pytest.raises(ReleaseRefused, match="given as wave 2026 are the answers of wave 2024"):
            build_case(record, tables, "X1", with_earlier=True)


@pytest.mark.parametrize(
    ("lost", "named"),
    [
        (("*.json", "head"), "ledger/0001.json is missing, and head too: key shows"),
        (("snapshots/*.parquet",), "ledger/snapshots/"),
        (("head",), "ledger/head is missing"),
        (("key",), "ledger/key is missing"),
    ],
)
def test_a_ledger_that_lost_files_is_not_begun_anew(
    stage: Stage, tmp_path: Path, lost: tuple[str, ...], named: str
) -> None:
    do(programme(tmp_path / "one", children(0, 74)))
    folder = programme(tmp_path / "one", children(0, 75))
    for path in [path for pattern in lost for path in (folder / "ledger").glob(pattern)]:
        path.unlink()
    with pytest.raises(DamagedLedger) as error:
        do(folder)
    assert str(error.value).startswith(named)
    assert "Put the folder ledger back from a back-up" in str(error.value)


def test_a_snapshot_put_in_the_place_of_another_is_found_though_no_answer_changed(
    stage: Stage, tmp_path: Path
) -> None:
    folder = programme(tmp_path / "one", children(0, 74))
    (entry,) = (do(folder), *Ledger.open(folder / "ledger").entries)[1:]
    paths = [folder / "ledger" / "snapshots" / f"{digest}.parquet" for digest in entry.snapshots.values()]
    full = next(path for path in paths if pl.read_parquet(path).height)
    empty = next(path for path in paths if not pl.read_parquet(path).height)
    full.write_bytes(empty.read_bytes())
    with pytest.raises(DamagedLedger, match="snapshots/"):
        do(folder)


def test_one_child_erased_while_many_come_is_refused(stage: Stage, tmp_path: Path) -> None:
    do(programme(tmp_path / "one", children(0, 74)))
    folder = programme(tmp_path / "one", children(1, 99))
    with pytest.raises(ReleaseRefused, match="everybody: 25 responses added, 1 taken out; too few taken out"):
        do(folder)
