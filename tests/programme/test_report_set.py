"""A council's set of reports: which files, at whose level, recorded once, and rendered again without a new attack."""

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from builders import make_folder
from disks import fill, tiny_disk, why_no_disk
from heard.base.errors import UserError
from heard.base.policy import Level
from heard.base.surveys import Family, Survey
from heard.disclosure.ledger import Ledger, hold_ledger
from heard.programme import report_files
from heard.programme.counted import count_programme
from heard.programme.folder import LEDGER
from heard.programme.report_set import NO_PDF, ReportSet, write_set
from heard.reports import Format, Kind, Material
from heard.reports.data_files import list_files
from heard.reports.making import Document
from releasing import Stage, answers, breach

DAY = date(2026, 5, 1)


@pytest.fixture(autouse=True)
def plain_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line in the place of each file, which takes seconds to set."""

    def build(document: Document, material: Material) -> str:
        return f"{document.name} {material.facts.level} {'+'.join(material.families)}"

    monkeypatch.setattr(report_files, "build", build)
    monkeypatch.setattr(report_files, "render", lambda report, format: f"{report} {format}".encode())
    monkeypatch.setattr("heard.reports.formats.pdf.can_render", lambda: True)
    monkeypatch.setattr(
        "heard.reports.data_files.write_tables",
        lambda *given: {each.name: b"figures" for each in list_files(*given[2:])},
    )


@pytest.fixture
def families(stage: Stage, tmp_path: Path) -> Path:
    """Of X1 children and care leavers answered."""
    leavers = [{**row, "survey": "16-25"} for row in answers(30)]
    rows = [{key: value for key, value in row.items() if key != "school"} for row in leavers]
    return make_folder(tmp_path / "programme", responses=[*answers(30), *rows])


def do(
    folder: Path,
    kinds: Collection[Kind] = (Kind.FULL,),
    formats: Collection[Format] = (Format.HTML,),
    *,
    level: Level = Level.BOARD,
    out: str = "out",
    **more: Any,
) -> ReportSet:
    counted = count_programme(folder)
    return write_set(
        counted,
        wave="2026",
        area="X1",
        level=level,
        out=folder.parent / out,
        today=DAY,
        kinds=kinds,
        formats=formats,
        **more,
    )


def names(done: ReportSet) -> list[str]:
    return [file.path.name.removeprefix("X1-2026-") for file in done.files]


def test_each_family_has_its_own_and_the_committee_one_for_both(families: Path) -> None:
    done = do(families, (Kind.SUMMARY, Kind.BOARD, Kind.CHILDREN))
    assert names(done) == [
        *(f"care-children-{ages}-public.html" for ages in ("4-7", "8-11", "11-17")),
        "leavers-children-16-25-public.html",
        "board-public.html",
        "care-summary-board.html",
        "leavers-summary-board.html",
    ]
    assert all(file.path.read_bytes() for file in done.files)
    assert {file.survey for file in done.files if file.kind is Kind.CHILDREN} == set(Survey)


def test_together_they_stand_in_one(families: Path) -> None:
    done = do(families, (Kind.FULL,), together=True)
    assert names(done) == ["full-board.html"]
    assert done.files[0].family is None
    assert done.files[0].path.read_text() == "full board care+leavers html"


def test_of_one_family_only_its_own_are_made(families: Path) -> None:
    done = do(families, (Kind.FULL, Kind.CHILDREN), families=(Family.LEAVERS,))
    assert names(done) == ["leavers-children-16-25-public.html", "leavers-full-board.html"]


def test_what_anybody_reads_is_made_of_public_figures_whatever_is_asked_for(families: Path) -> None:
    done = do(families, tuple(Kind), tuple(Format))
    levels = {(file.kind, file.format): file.level for file in done.files}
    board = {Kind.FULL, Kind.SUMMARY, Kind.SLIDES, Kind.TABLES}
    public = {at for (kind, format), at in levels.items() if kind not in board or format is Format.EES}
    assert public == {Level.PUBLIC}
    assert {at for (kind, format), at in levels.items() if kind in board and format is not Format.EES} == {
        Level.BOARD
    }
    assert {kind for kind, _ in levels} == set(Kind)
    assert len({file.path for file in done.files}) == len(done.files)


def test_a_format_that_a_kind_does_not_have_is_passed_over(families: Path) -> None:
    done = do(families, (Kind.POSTER, Kind.SLIDES), (Format.PPTX, Format.DOCX))
    assert names(done) == ["care-slides-board.pptx", "leavers-slides-board.pptx", "slides-board.pptx"]


def test_a_level_is_recorded_once_however_many_files_say_it(families: Path) -> None:
    done = do(families, tuple(Kind), tuple(Format))
    entries = Ledger.open(families / "ledger").entries
    assert [entry.level for entry in entries] == [Level.PUBLIC, Level.BOARD]
    assert done.entries == {Level.PUBLIC: entries[0], Level.BOARD: entries[1]}


def test_made_again_with_other_words_nothing_is_attacked_or_recorded_anew(
    families: Path, stage: Stage
) -> None:
    do(families)
    asked = len(stage.asked)
    again = do(families, (Kind.FULL, Kind.SUMMARY), out="elsewhere")
    assert len(stage.asked) == asked
    assert len(Ledger.open(families / "ledger").entries) == 1
    assert again.entries[Level.BOARD] == Ledger.open(families / "ledger").entries[0]


def test_what_was_broken_is_said_again_when_it_is_made_again(families: Path, stage: Stage) -> None:
    stage.finds = lambda releases: [breach("pet")] if len(stage.wholes) < 2 else ()
    first = do(families)
    assert first.withheld == {Level.BOARD: (("8-11", "pet"),)}
    assert do(families).withheld == first.withheld


def test_a_dry_run_leaves_nothing(families: Path) -> None:
    done = do(families, (Kind.FULL,), dry_run=True)
    assert names(done) == ["care-full-board.html", "leavers-full-board.html"]
    assert not (families.parent / "out").exists()
    assert not (families / "ledger").exists()
    assert not (families / "protected").exists()


def test_at_level_working_nothing_is_recorded(families: Path) -> None:
    done = do(families, level=Level.WORKING)
    assert done.entries == {Level.WORKING: None}
    assert not (families / "ledger").exists()


def test_without_what_sets_pdf_the_rest_is_written_and_that_is_said(
    families: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("heard.reports.formats.pdf.can_render", lambda: False)
    done = do(families, (Kind.FULL,), (Format.HTML, Format.PDF))
    assert {file.format for file in done.files} == {Format.HTML}
    assert done.left_out == (NO_PDF,)
    assert do(families, (Kind.FULL,), (Format.HTML,)).left_out == ()


def test_of_whom_nobody_answered_there_is_nothing_to_write(families: Path) -> None:
    counted = count_programme(families)
    with pytest.raises(UserError, match="There is no area"):
        write_set(counted, wave="2026", area="X9", level=Level.BOARD, out=families.parent / "out", today=DAY)


def test_reports_never_stand_in_the_programme_folder(families: Path) -> None:
    with pytest.raises(UserError, match="programme"):
        do(families, out="programme/reports")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    if why := why_no_disk():
        pytest.skip(why)
    with tiny_disk(tmp_path / "small", size="64k") as disk:
        yield disk


def test_a_full_disk_says_what_was_kept_and_the_next_run_goes_on(families: Path, small_disk: Path) -> None:
    filling = fill(small_disk)
    counted = count_programme(families)
    asked = {"wave": "2026", "area": "X1", "level": Level.BOARD, "today": DAY, "kinds": (Kind.FULL,)}
    with pytest.raises(UserError, match="disk is full"):
        write_set(counted, out=small_disk / "out", formats=(Format.HTML,), **asked)  # type: ignore[arg-type]
    filling.unlink()
    done = write_set(counted, out=small_disk / "out", formats=(Format.HTML,), **asked)  # type: ignore[arg-type]
    assert all(file.path.exists() for file in done.files)
    assert len(Ledger.open(families / "ledger").entries) == 1


def test_while_figures_are_attacked_the_ledger_is_free_and_what_came_meanwhile_is_reckoned_with(
    stage: Stage, families: Path
) -> None:
    """The same council is recorded while the first is at its attack: neither waits, and one entry stays."""
    others: list[ReportSet] = []

    def attacked(_releases: object) -> tuple[()]:
        if not others:
            others.append(ReportSet(files=(), findings={}, withheld={}, entries={}))
            with hold_ledger(families / LEDGER, say_waiting=lambda: pytest.fail("the ledger was held")):
                pass
            others.append(do(families, out="other"))
        return ()

    stage.finds = attacked
    done = do(families)
    assert len(others) == 2
    assert done.entries == others[1].entries
    assert len(Ledger.open(families / LEDGER).entries) == 1


def test_a_councils_own_figures_are_attacked_once(stage: Stage, families: Path) -> None:
    """Beside what others said, which may have come meanwhile, they are held twice: before, and with the ledger held."""
    do(families)
    assert len(stage.wholes) == 1 + 2
