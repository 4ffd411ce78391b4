"""Programme folders with a few councils' answers, and a copy of one brought into another."""

from datetime import date
from pathlib import Path

import pytest

from builders import Row, make_folder, write_rows
from heard.base.errors import InputProblems
from heard.disclosure.ledger import Ledger
from heard.programme.comparison import Comparison, compare
from heard.programme.importing import bring_in
from heard.programme.release import Released, release_tables
from releasing import answers

AREAS = [{"area": code, "name": f"Made-up council {code}"} for code in ("X1", "X2", "X3")]
WAVES = [{"key": "2026", "opens_on": "2026-02-02", "closes_on": "2026-03-27", "surveys": ["8-11"]}]
COHORT = [{"wave": "2026", "area": "X1", "survey": "8-11", "eligible": "40"}]
SECONDS = 120  # on a machine with much to do


def make(path: Path, *codes: str, **given: object) -> Path:
    """A folder with thirty responses of each of these councils, a file each, and every council in its areas."""
    told: dict[str, object] = {"areas": AREAS, "waves": WAVES, "cohort": COHORT, **given}
    make_folder(path, responses=answers(30), **told)  # type: ignore[arg-type]
    (path / "responses/responses.csv").unlink()
    for code in codes:
        add(path, code)
    return path


def add(path: Path, code: str, rows: list[Row] | None = None) -> None:
    """The answers of a council."""
    write_rows(path / f"responses/2026-{code}.csv", rows or thirty(code))


def thirty(code: str) -> list[Row]:
    return [*answers(20, area=code), *answers(10, area=code, feels_safe="never")]


def release(folder: Path, out: str = "out") -> Released:
    today = date(2026, 5, 1)
    return release_tables(folder, wave="2026", out=folder.parent / out, today=today, by="Us", workers=1)


def files(folder: Path) -> dict[str, bytes]:
    """All that stands in it but the stored dataset and what is of the system."""
    found = {str(each.relative_to(folder)): each for each in folder.rglob("*") if each.is_file()}
    return {name: each.read_bytes() for name, each in found.items() if not name.startswith("dataset/")}


def bring(theirs: Path, ours: Path) -> Comparison:
    comparison = compare(theirs, ours)
    bring_in(theirs, ours, comparison)
    return comparison


def refusal(theirs: Path, ours: Path) -> str:
    """What keeps it from being brought in; that nothing was."""
    before = files(ours)
    comparison = compare(theirs, ours)
    assert not comparison.is_usable
    with pytest.raises(InputProblems):
        bring_in(theirs, ours, comparison)
    assert files(ours) == before
    return "\n".join(each.sentence() for each in comparison.problems)


def entries(folder: Path) -> list[str]:
    return [each.hash for each in Ledger.open(folder / "ledger").entries]
