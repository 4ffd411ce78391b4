"""What is kept of a recorded report is taken again only where everything it rests on is what it was."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from builders import write_rows
from heard.base.policy import Level
from heard.disclosure.ledger import Ledger
from heard.programme import kept as kept_module
from heard.programme.counted import count_programme
from heard.programme.folder import KEPT
from heard.programme.kept import FRAMES, Kept, find_kept
from heard.programme.report import hand_out_report
from releasing import Stage, answers, breach

DAY = date(2026, 5, 1)


def look(folder: Path, *, level: Level = Level.BOARD, area: str = "X1") -> Kept | None:
    counted = count_programme(folder)
    return find_kept(counted, Ledger.open(folder / "ledger"), wave="2026", area=area, level=level)


@pytest.fixture
def recorded(stage: Stage, two_councils: Path) -> Path:
    """A board report of X1 was handed out; the attacker had found one question."""
    stage.finds = lambda releases: [breach("pet")] if len(stage.wholes) < 2 else ()
    hand_out_report(
        two_councils, wave="2026", area="X1", level=Level.BOARD, out=two_councils.parent / "out", today=DAY
    )
    return two_councils


def test_what_was_recorded_is_found_again_as_it_was(recorded: Path) -> None:
    found = look(recorded)
    assert found is not None
    assert found.entry == Ledger.open(recorded / "ledger").entries[0]
    assert found.withheld == (("8-11", "pet"),)
    folder = recorded / KEPT / "2026-X1-board"
    for name in FRAMES:
        assert_frame_equal(getattr(found.protected, name), pl.read_parquet(folder / f"{name}.parquet"))


def test_another_level_or_council_is_not_taken_for_it(recorded: Path) -> None:
    assert look(recorded, level=Level.PUBLIC) is None
    assert look(recorded, area="X2") is None


def _add_responses(folder: Path) -> None:
    write_rows(folder / "responses/more.csv", answers(3, area="X2"))


def _add_benchmark(folder: Path) -> None:
    (folder / "benchmarks.csv").write_text(
        "indicator,survey,cut_point,population,share,base,age_from,age_to,year,source,match\n"
        "pet,8-11,positive,Children,0.5,1000,8,11,2024,A published survey,similar\n"
    )


def _rename(folder: Path) -> None:
    settings = folder / "programme.toml"
    settings.write_text(settings.read_text().replace("for tests", "of another name"))


def _spoil(folder: Path) -> None:
    path = folder / KEPT / "2026-X1-board" / "estimates.parquet"
    path.write_bytes(path.read_bytes()[:-9])


def _forge(folder: Path) -> None:
    """Another table, whole, in the place of what was kept."""
    path = folder / KEPT / "2026-X1-board" / "estimates.parquet"
    pl.read_parquet(path).with_columns(share=pl.lit(0.5)).write_parquet(path)


def _forget(folder: Path) -> None:
    """The entry is not the ledger's any longer: a ledger begun anew."""
    for each in sorted((folder / "ledger").rglob("*"), reverse=True):
        each.unlink() if each.is_file() else each.rmdir()


@pytest.mark.parametrize("change", [_add_responses, _add_benchmark, _rename, _spoil, _forge, _forget])
def test_where_anything_it_rests_on_is_otherwise_it_is_not_taken(
    recorded: Path, change: Callable[[Path], None]
) -> None:
    change(recorded)
    assert look(recorded) is None


def test_other_code_works_it_out_again(recorded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_module, "fingerprint_of_code", lambda: "other code")
    assert look(recorded) is None
