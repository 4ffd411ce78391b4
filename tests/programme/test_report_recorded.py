"""A report that leaves the analysts is attacked and recorded as a release is."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from builders import make_folder, write_rows
from heard.base.errors import UserError
from heard.base.policy import Level
from heard.disclosure import ProtectedTables
from heard.disclosure.attack.releases import Breach, Release
from heard.disclosure.facts import SCHEMA
from heard.disclosure.ledger import DamagedLedger, Kind, Ledger, ReleaseRefused
from heard.programme import cases, report
from heard.programme.report import Written, hand_out_report
from releasing import Stage, answers, breach

DAY = date(2026, 5, 1)


@pytest.fixture(autouse=True)
def plain_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The figures alone in the place of a page, which takes half a second."""

    def render(
        _counted: object, protected: ProtectedTables, *_: object, **_more: object
    ) -> tuple[str, tuple[()]]:
        return protected.estimates.write_csv(), ()

    monkeypatch.setattr(report, "_render", render)


def do(
    folder: Path, level: Level = Level.BOARD, *, out: str = "out", by: str = "Somebody", dry_run: bool = False
) -> Written:
    return hand_out_report(
        folder,
        wave="2026",
        area="X1",
        level=level,
        out=folder.parent / out,
        today=DAY,
        by=by,
        dry_run=dry_run,
    )


def ledger(folder: Path) -> Ledger:
    return Ledger.open(folder / "ledger")


def test_a_working_report_is_no_release(stage: Stage, two_councils: Path) -> None:
    done = do(two_councils, Level.WORKING)
    assert done.path.exists()
    assert done.entry is None
    assert not (two_councils / "ledger").exists()


def test_a_board_report_is_recorded_as_one_councils(stage: Stage, two_councils: Path) -> None:
    done = do(two_councils)
    (entry,) = ledger(two_councils).entries
    assert done.entry == entry
    assert (entry.kind, entry.level, entry.areas) == (Kind.REPORT, Level.BOARD, ("X1",))
    assert (entry.by, entry.at) == ("Somebody", DAY)
    assert all(place.startswith("2026/X1/") for place in entry.snapshots)


def test_the_same_report_again_is_the_same_bytes_and_no_second_entry(
    stage: Stage, two_councils: Path
) -> None:
    first = do(two_councils)
    page = first.path.read_bytes()
    first.path.unlink()
    again = do(two_councils)
    assert (again.entry, again.path.read_bytes()) == (first.entry, page)
    assert len(ledger(two_councils).entries) == 1


def test_a_report_for_other_readers_is_another_entry(stage: Stage, two_councils: Path) -> None:
    do(two_councils)
    do(two_councils, Level.PUBLIC)
    assert [entry.level for entry in ledger(two_councils).entries] == [Level.BOARD, Level.PUBLIC]


def test_a_dry_run_writes_and_records_nothing(stage: Stage, two_councils: Path) -> None:
    done = do(two_councils, dry_run=True)
    assert not done.path.exists()
    assert not (two_councils / "ledger").exists()


def test_a_question_the_attacker_breaks_is_withheld_from_the_page(stage: Stage, two_councils: Path) -> None:
    def breaks(releases: Sequence[Release]) -> list[Breach]:
        said = releases[-1].facts.filter(indicator="feels_safe", symbol="")
        return [breach("feels_safe")] if said.height else []

    open_page = do(two_councils, dry_run=False).path.read_text()
    (two_councils / "ledger").rename(two_councils.parent / "set aside")
    stage.finds = breaks
    done = do(two_councils)
    assert done.withheld == (("8-11", "feels_safe"),)
    assert ",feels_safe,positive,20," in open_page
    assert ",feels_safe,positive,," in done.path.read_text()


def test_a_late_answer_after_a_report_is_refused_and_the_report_stays(
    stage: Stage, two_councils: Path
) -> None:
    done = do(two_councils)
    page = done.path.read_bytes()
    write_rows(two_councils / "responses" / "late.csv", answers(1))
    with pytest.raises(ReleaseRefused, match="X1, 8-11, everybody: 1 response added"):
        do(two_councils)
    assert done.path.read_bytes() == page


def test_a_damaged_ledger_stops_a_report(stage: Stage, two_councils: Path) -> None:
    done = do(two_councils)
    done.path.unlink()
    entry = two_councils / "ledger" / "0001.json"
    entry.write_bytes(entry.read_bytes().replace(b"Somebody", b"Nobody"))
    with pytest.raises(DamagedLedger):
        do(two_councils)
    assert not done.path.exists()


@pytest.mark.parametrize("level", [Level.WORKING, Level.BOARD])
@pytest.mark.parametrize("out", ["file/below", "programme/reports"])
def test_where_a_report_cannot_stand_is_found_before_anything_is_counted(
    stage: Stage, two_councils: Path, level: Level, out: str
) -> None:
    (two_councils.parent / "file").touch()
    before = sorted(two_councils.rglob("*"))
    with pytest.raises(UserError, match="Nothing was written"):
        do(two_councils, level, out=out)
    assert sorted(two_councils.rglob("*")) == before


def test_a_report_that_is_recorded_and_cannot_be_put_under_its_name_says_so(
    stage: Stage, two_councils: Path
) -> None:
    in_the_way = two_councils.parent / "out" / "X1-2026-full-board.html"
    in_the_way.mkdir(parents=True)
    with pytest.raises(UserError, match=r"^Recorded as entry 1, but not written: run it again\."):
        do(two_councils)
    in_the_way.rmdir()
    assert do(two_councils).path.is_file()
    assert len(ledger(two_councils).entries) == 1


def test_a_report_is_recorded_in_one_plain_name(stage: Stage, two_councils: Path) -> None:
    with pytest.raises(UserError, match=r"Team\\nnobody.* holds a line break"):
        do(two_councils, by="Team\nnobody")
    assert not (two_councils / "ledger").exists()


# --- Other waves, other councils ----------------------------------------------------------------------


@pytest.fixture
def two_waves(tmp_path: Path) -> Path:
    """A council in two waves."""
    before = [*answers(20, wave="2024"), *answers(10, wave="2024", feels_safe="never")]
    rows = [*before, *answers(15), *answers(15, feels_safe="never")]
    return make_folder(tmp_path / "programme", responses=rows)


def earlier_facts(found: pl.DataFrame) -> list[tuple[str, int]]:
    said = found.filter(wave="2024", indicator="feels_safe", cut_point="positive")
    return said.select("group", "count").rows()


def test_what_it_prints_of_an_earlier_wave_is_recorded_with_it(stage: Stage, two_waves: Path) -> None:
    do(two_waves)
    (link,) = ledger(two_waves).links
    assert earlier_facts(link.facts) == [("all", 20)]
    assert set(link.facts.filter(wave="2024")["group"]) == {"all"}
    assert "2024/X1/8-11" in link.entry.snapshots
    waves = [asked["wave"] for asked in stage.asked]
    assert waves == ["2024", "2026"]  # what may be said of the earlier wave was found first


def test_what_was_said_of_an_earlier_wave_is_taken_from_the_ledger(stage: Stage, two_waves: Path) -> None:
    do(two_waves)
    stage.asked.clear()
    do(two_waves)
    assert [asked["wave"] for asked in stage.asked] == ["2026"]
    assert len(ledger(two_waves).entries) == 1


def test_an_earlier_wave_that_was_corrected_since_is_not_compared_with(stage: Stage, two_waves: Path) -> None:
    do(two_waves)
    write_rows(two_waves / "responses" / "late.csv", answers(1, wave="2024"))
    stage.asked.clear()
    do(two_waves)
    (asked,) = stage.asked
    assert isinstance(asked["earlier"], pl.DataFrame)
    assert asked["earlier"].is_empty()


def national(share: float) -> pl.DataFrame:
    row = {"wave": "2026", "area": "all", "survey": "8-11", "group": "all", "level": "all"}
    item = {"indicator": "feels_safe", "cut_point": "positive", "symbol": "", "base": 400, "share": share}
    return pl.DataFrame([{**row, **item}], schema=SCHEMA)


def test_a_national_figure_that_changed_since_it_was_said_is_not_said_again(
    stage: Stage, two_councils: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases, "national_facts", lambda *_: national(0.80))
    do(two_councils)
    assert ledger(two_councils).links[0].facts.filter(area="all")["share"].to_list() == [0.80]
    monkeypatch.setattr(cases, "national_facts", lambda *_: national(0.81))
    do(two_councils, Level.PUBLIC)
    assert ledger(two_councils).links[1].facts.filter(area="all").is_empty()
