"""Every copy says who it is for and what it leaves out, and never whether what it leaves out is there."""

from collections.abc import Callable
from dataclasses import replace

import polars as pl
import pytest

from heard.base.policy import Level
from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables
from heard.findings import find
from heard.reports import Report, ReportFacts, build_full_report, render_html
from reports.conftest import AREA

NBSP = "\u00a0"
PROTECTED = [Level.BOARD, Level.PUBLIC]
ENTRY = "3f9a0c217b42"
Build = Callable[..., Report]


@pytest.fixture
def build(protected: ProtectedTables, catalogue: Catalogue, facts: ReportFacts) -> Build:
    """A report at a level, of the tables with some replaced."""

    def built(level: Level, *, recorded: str | None = ENTRY, **frames: pl.DataFrame) -> Report:
        tables = replace(protected, level=level, **frames)
        found = find(tables, catalogue, area=AREA)
        return build_full_report(tables, found, catalogue, replace(facts, level=level, recorded=recorded))

    return built


# --- Who it is for, and whether it was checked -------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "name", "whom", "readers"),
    [
        (Level.WORKING, "Working copy", "named analysts and coordinator only", "for named people only"),
        (Level.BOARD, "Board copy", "For the council’s board", "for the board, not to be passed on"),
        (Level.PUBLIC, "Public copy", "For anybody to read", "for anybody to read"),
    ],
)
def test_every_report_says_who_it_is_for(
    build: Build, level: Level, name: str, whom: str, readers: str
) -> None:
    report = build(level)
    assert (report.marks[0].title, report.marks[0].strong) == (name, True)
    assert whom in report.marks[0].text
    assert report.running == f"Alderbrook · wave 2026 · {name}, {readers}"


@pytest.mark.parametrize(("level", "most"), [(Level.BOARD, 4), (Level.PUBLIC, 9)])
def test_a_copy_that_leaves_something_out_says_what_and_why(build: Build, level: Level, most: int) -> None:
    text = build(level).marks[0].text
    assert f"A number of 1 to {most} stands as a band or not at all" in text
    assert "and so does what would let it be worked out" in text


@pytest.mark.parametrize("level", PROTECTED)
def test_a_recorded_copy_names_its_entry_of_the_ledger(build: Build, level: Level) -> None:
    assert f"recorded as {ENTRY}" in build(level).marks[0].text


@pytest.mark.parametrize("level", PROTECTED)
def test_a_copy_claims_no_more_than_was_tried(build: Build, level: Level) -> None:
    text = build(level).marks[0].text
    assert "attacked its figures together with everything said before, and no small number" in text
    assert "what can still be learnt is in the manual" in text
    assert "nobody can tell" not in text


@pytest.mark.parametrize("level", PROTECTED)
def test_a_copy_that_nobody_checked_is_not_to_be_handed_on(build: Build, level: Level) -> None:
    report = build(level, recorded=None)
    assert "once it has been checked" in report.marks[0].text
    assert "not to be passed on, and not to be published" in report.marks[0].text
    assert report.running.endswith("copy, not checked, not to be published")


def test_a_working_copy_says_nothing_of_the_ledger(build: Build) -> None:
    assert "recorded" not in build(Level.WORKING, recorded=None).marks[0].text


@pytest.mark.parametrize("recorded", [None, ENTRY])
@pytest.mark.parametrize("level", PROTECTED)
def test_the_fingerprint_of_the_answers_stays_in_the_working_copy(
    build: Build, facts: ReportFacts, level: Level, recorded: str | None
) -> None:
    """It changes with every answer, so beside the copy of another day it tells that something hidden changed."""
    assert facts.fingerprint in render_html(build(Level.WORKING))
    assert facts.fingerprint not in render_html(build(level, recorded=recorded))


@pytest.mark.parametrize("level", list(Level))
def test_every_report_lists_which_output_is_for_whom(build: Build, level: Level) -> None:
    page = render_html(build(level))
    assert "the full report, the summary, slides" in page
    assert "open data" in page


# --- All councils together ---------------------------------------------------------------------------


@pytest.mark.parametrize("level", PROTECTED)
def test_a_protected_copy_is_held_against_all_councils_together(build: Build, level: Level) -> None:
    page = render_html(build(level))
    assert "All councils" in page
    assert f"{NBSP}% in all councils together: " in page
    assert "ther councils:" not in page
    assert "in the other councils" not in page
    assert "The upright mark is all councils together." in page


def test_the_working_copy_is_held_against_the_other_councils(build: Build) -> None:
    page = render_html(build(Level.WORKING))
    assert "in the other councils: " in page
    assert "all councils together:" not in page


# --- What is not there is not told from what is hidden -----------------------------------------------


def without(frame: pl.DataFrame, where: pl.Expr) -> pl.DataFrame:
    return frame.filter(~where)


def hidden(frame: pl.DataFrame, where: pl.Expr) -> pl.DataFrame:
    return frame.with_columns(symbol=pl.when(where).then(pl.lit("c")).otherwise("symbol"))


Change = Callable[[pl.DataFrame, pl.Expr], pl.DataFrame]


def page_with(build: Build, protected: ProtectedTables, change: Change, where: pl.Expr, level: Level) -> str:
    names = ("estimates", "comparisons", "participation")
    return render_html(build(level, **{name: change(getattr(protected, name), where) for name in names}))


YOUNGEST = pl.col("survey") == "4-7"
ONE_LEVEL = (pl.col("group") == "placement") & (pl.col("level") == "kinship") & (pl.col("survey") == "11-17")


@pytest.mark.parametrize("level", PROTECTED)
@pytest.mark.parametrize("where", [YOUNGEST, ONE_LEVEL], ids=["a survey", "a level of a group"])
def test_that_nobody_answered_reads_like_what_is_hidden(
    build: Build, protected: ProtectedTables, where: pl.Expr, level: Level
) -> None:
    """Where the cohort is not known, rows are there only for those who answered."""
    participation = protected.participation.with_columns(
        pl.lit(None).alias(name) for name in ("eligible", "response_rate", "share_of_eligible")
    )
    tables = replace(protected, participation=participation)
    assert tables.participation.filter(where).height > 0
    assert page_with(build, tables, without, where, level) == page_with(build, tables, hidden, where, level)


def test_the_working_copy_does_not_speak_of_what_was_not_asked(
    build: Build, protected: ProtectedTables
) -> None:
    page = page_with(build, protected, without, YOUNGEST, Level.WORKING)
    assert "Ages 4 to 7" not in page


@pytest.mark.parametrize("level", PROTECTED)
def test_a_sum_over_surveys_of_which_one_is_hidden_is_not_told(
    build: Build, protected: ProtectedTables, level: Level
) -> None:
    page = page_with(build, protected, hidden, YOUNGEST, level)
    assert "How many children and young people in care answered in all is not shown here." in page
