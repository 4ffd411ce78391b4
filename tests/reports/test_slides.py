"""Slides for a board: as many as a board sits through, titles that say the point, bars of open figures alone."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import polars as pl
import pytest

from heard.base.policy import Level
from heard.base.shares import Shown, percent
from heard.base.surveys import Family, Survey
from heard.catalogue import Catalogue
from heard.charts import Bar, draw
from heard.disclosure import ProtectedTables
from heard.reports import Additions, Material, Place, Quotation, Report, render_html
from heard.reports.blocks import Block, Paragraph, Passage, Points, Quotes
from heard.reports.kinds.slides import MOST_SLIDES, build_slides
from heard.reports.making import list_documents
from heard.reports.outputs import Kind
from heard.reports.sections.slides_bars import BETWEEN
from heard.reports.slide_blocks import BarChart, Lines, Notes
from reports.conftest import made_up_tables
from reports.parts import section, with_symbol

Made = Callable[..., Material]
LONG = "i want to stay where i am " * 400  # about 10,000 letters
PLACES = ("survey", "indicator", "cut_point", "group", "level")


def with_participation(tables: ProtectedTables, **changed: object) -> ProtectedTables:
    """The tables with these values in every row of who took part."""
    columns = {name: pl.lit(value) for name, value in changed.items()}
    return replace(tables, participation=tables.participation.with_columns(**columns))


@pytest.fixture(scope="module")
def few(catalogue: Catalogue) -> ProtectedTables:
    """Six answered: nothing may be told, not even how many."""
    tables = made_up_tables(catalogue, Level.BOARD)
    emptied = with_symbol(tables, "c", pl.lit(value=True))
    hidden = with_participation(emptied, symbol="c", respondents=None)
    return replace(hidden, comparisons=hidden.comparisons.with_columns(symbol=pl.lit("c")))


@pytest.fixture(scope="module")
def banded(catalogue: Catalogue) -> ProtectedTables:
    """Every figure is a band."""
    tables = made_up_tables(catalogue, Level.BOARD)
    all_banded = with_symbol(tables, "b", pl.lit(value=True), low=pl.lit(0.8), high=pl.lit(1.0))
    return replace(all_banded, comparisons=all_banded.comparisons.with_columns(symbol=pl.lit("c")))


def bars(report: Report) -> Iterator[Bar]:
    for each in report.sections:
        for block in each.blocks:
            if isinstance(block, BarChart):
                yield from block.plot.bars


def statements(block: Block) -> int:
    """How many statements of a slide a block makes."""
    match block:
        case Lines() | Points() | Quotes():
            return len(block.items)
        case Passage():
            return len(block.paragraphs)
        case Paragraph():
            return 1
    return 0


def every_case(material_of: Made, few: ProtectedTables, banded: ProtectedTables) -> Iterator[Material]:
    """A council with much to say, with nothing, with bands alone; each family; a first wave; a lone council."""
    for families in (tuple(Family), (Family.CARE,), (Family.LEAVERS,)):
        for level in (Level.BOARD, Level.PUBLIC, Level.WORKING):
            yield material_of(level, families)
    for tables in (few, banded):
        yield material_of(tables=tables, additions=Additions())
    whole = material_of()
    yield replace(whole, facts=replace(whole.facts, previous=None, councils=1))
    yield replace(whole, findings=())


def test_every_deck_is_as_long_as_a_board_sits_through(
    material_of: Made, few: ProtectedTables, banded: ProtectedTables
) -> None:
    for material in every_case(material_of, few, banded):
        slides = len(build_slides(material).sections) + 1
        assert slides <= MOST_SLIDES
        assert slides >= 10 or not material.surveys


def test_every_title_is_short_and_every_slide_has_few_statements_and_notes(
    material_of: Made, few: ProtectedTables, banded: ProtectedTables
) -> None:
    for material in every_case(material_of, few, banded):
        report = build_slides(material)
        for each in report.sections:
            assert 0 < len(each.title) < 90, each.title
            assert sum(map(statements, each.blocks)) <= 7, each.key
            assert [type(block) for block in each.blocks].count(Notes) == 1
        assert len({each.key for each in report.sections}) == len(report.sections)


def test_every_bar_is_the_estimate_it_is_of(material_of: Made, catalogue: Catalogue) -> None:
    tables = made_up_tables(catalogue, Level.BOARD)
    estimates = {row[:5]: row[5] for row in tables.estimates.select(*PLACES, "share").iter_rows()}
    answered = {
        row[0]: row[1]
        for row in tables.participation.filter(group="all").select("survey", "response_rate").iter_rows()
    }
    found = list(bars(build_slides(material_of(tables=tables))))
    assert len(found) > 20
    for bar in found:
        first, *rest = bar.key.split(BETWEEN)
        share = answered[rest[0]] if first == "answered" else estimates[first, *rest]
        assert bar.share == percent(share), bar.key


def test_a_bar_stands_beside_what_its_table_compares_it_with(material_of: Made, catalogue: Catalogue) -> None:
    tables = made_up_tables(catalogue, Level.BOARD)
    shares = {
        row[:6]: percent(row[6])
        for row in tables.comparisons.select(*PLACES, "against", "reference_share").iter_rows()
    }
    report = build_slides(material_of(tables=tables))
    beside = [bar for bar in bars(report) if bar.other is not None]
    assert len(beside) > 20
    for bar in beside:
        place = tuple(bar.key.split(BETWEEN))
        assert bar.other in (shares.get((*place, "others")), shares.get((*place, "population")))


def test_no_label_is_longer_than_there_is_room_for(material_of: Made) -> None:
    for level in Level:
        assert all(len(bar.label) <= 164 for bar in bars(build_slides(material_of(level))))


def test_bands_and_what_is_hidden_are_never_bars(
    material_of: Made, few: ProtectedTables, banded: ProtectedTables
) -> None:
    assert list(bars(build_slides(material_of(tables=few)))) == []
    report = build_slides(material_of(tables=banded))
    assert {bar.key.split(BETWEEN)[0] for bar in bars(report)} == {"answered"}
    said = [line.text for each in report.sections for line in lines_of(each.blocks)]
    assert any("all or nearly all: over 80" in text for text in said)


def lines_of(blocks: tuple[Block, ...]) -> list:  # type: ignore[type-arg]
    return [line for block in blocks if isinstance(block, Lines) for line in block.items]


def test_one_hidden_answer_changes_nothing_but_its_own_bar(material_of: Made, catalogue: Catalogue) -> None:
    """Whatever a hidden row once held, the slides are the same."""
    tables = made_up_tables(catalogue, Level.BOARD)
    where = (pl.col("indicator") == "has_fun") & (pl.col("survey") == "11-17") & (pl.col("group") == "all")
    held = [
        with_symbol(tables, "c", where, count=pl.lit(count), share=pl.lit(share), base=pl.lit(74))
        for count, share in ((70, 70 / 74), (3, 3 / 74))
    ]
    told = [replace(each, comparisons=each.comparisons.filter(~where)) for each in held]
    first, second = (build_slides(material_of(tables=each)) for each in told)
    assert first == second
    assert not any("has_fun" in bar.key and bar.key.startswith("11-17") for bar in bars(first))


def test_the_most_important_stand_first_and_what_is_left_out_is_said(material_of: Made) -> None:
    material = material_of(families=(Family.CARE,))
    report = build_slides(material)
    development = section(report, "slide-development")
    first = next(finding for finding in material.findings if finding.kind == "development")
    notes = next(block for block in development.blocks if isinstance(block, Notes))
    assert first.sentence in notes.paragraphs
    figures = {
        (each.survey, each.indicator, each.cut_point)
        for each in material.findings
        if each.kind == "development"
    }
    assert any(
        isinstance(block, Paragraph) and f"And {len(figures) - 5} more in the full report." == block.text
        for block in development.blocks
    )


def told_of(report: Report, key: str) -> str:
    """What a slide says, without its notes."""
    blocks = section(report, key).blocks
    lines = [line for block in blocks if isinstance(block, Lines) for line in block.items]
    return " ".join(f"{line.lead} {line.text}" for line in lines)


def test_in_a_deck_of_both_families_neither_crowds_the_other_out(material_of: Made) -> None:
    """A slide of areas for development each; where children's words leave no room for two, each its part of one."""
    apart = build_slides(material_of(additions=Additions()))
    care, leavers = (told_of(apart, f"slide-development-{family}") for family in Family)
    assert "Ages 16 to 25" in leavers
    assert "Ages 16 to 25" not in care
    assert section(apart, "slide-development-leavers").title.startswith("Care leavers: ")
    one = told_of(build_slides(material_of()), "slide-development")
    before, _, after = one.partition("Care leavers: ")
    assert before.startswith("Children in care: ")
    assert "Ages 16 to 25" not in before
    assert after.count("Ages 16 to 25") == 2
    alone = build_slides(material_of(families=(Family.LEAVERS,)))
    assert "Care leavers:" not in section(alone, "slide-development").title


def test_there_is_a_deck_of_each_family_and_one_of_both() -> None:
    both = [each.name for each in list_documents([Kind.SLIDES], tuple(Family), tuple(Survey))]
    assert both == ["care-slides", "leavers-slides", "slides"]
    assert [each.name for each in list_documents([Kind.SLIDES], [Family.CARE], tuple(Survey))] == [
        "care-slides"
    ]
    together = list_documents([Kind.SLIDES], tuple(Family), tuple(Survey), together=True)
    assert [each.name for each in together] == ["slides"]


def test_a_quotation_is_never_cut_and_a_long_one_is_left_to_the_full_report(material_of: Made) -> None:
    many = [Quotation("11-17", "", LONG), *(Quotation("11-17", "", f"{place} 😀 لا") for place in range(9))]
    report = build_slides(material_of(additions=Additions(ideas=tuple(many))))
    wrote = section(report, "slide-wrote")
    quotes = next(block for block in wrote.blocks if isinstance(block, Quotes))
    assert [quote.words for quote in quotes.items] == [f"{place} 😀 لا" for place in range(5)]
    assert Paragraph("And 5 more in the full report.", quiet=True) in wrote.blocks
    alone = build_slides(material_of(additions=Additions(ideas=(Quotation("11-17", "", LONG),))))
    assert LONG not in str(section(alone, "slide-wrote"))


def test_the_council_s_words_stand_whole_in_the_notes(material_of: Made) -> None:
    said = Additions(words={Place.NEXT: f"We answer in June.\n{LONG}"})
    after = section(build_slides(material_of(additions=said)), "slide-next")
    passage = next(block for block in after.blocks if isinstance(block, Passage))
    notes = next(block for block in after.blocks if isinstance(block, Notes))
    assert passage.paragraphs == ("We answer in June.",)
    assert notes.paragraphs[:2] == ("We answer in June.", LONG.strip())


def test_without_words_and_quotations_there_are_no_empty_slides(material_of: Made) -> None:
    keys = [each.key for each in build_slides(material_of(additions=Additions())).sections]
    assert "slide-wrote" not in keys
    assert "slide-next" not in keys
    assert {"slide-changes", "slide-gaps"} <= set(keys)


def test_a_first_wave_says_that_no_change_can_be_told(material_of: Made) -> None:
    material = material_of(additions=Additions())
    first = replace(material, facts=replace(material.facts, previous=None))
    assert section(build_slides(first), "slide-changes").title.startswith("This is the first wave")


def test_a_council_with_nothing_to_tell_says_so_kindly_and_shortly(
    material_of: Made, few: ProtectedTables
) -> None:
    report = build_slides(material_of(tables=few, additions=Additions()))
    assert section(report, "slide-answered").title == "How many answered in all is not shown here"
    assert "slide-home" not in [each.key for each in report.sections]
    digits = re.findall(r"\d+", " ".join(each.title for each in report.sections))
    assert digits in ([], ["2024"])


def test_low_wellbeing_is_told_of_every_age_by_what_that_age_was_asked(material_of: Made) -> None:
    lines = lines_of(section(build_slides(material_of()), "slide-wellbeing").blocks)
    low = [line for line in lines if line.lead.startswith(("Low well-being", "How they felt"))]
    assert [line.lead for line in low] == [
        "How they felt yesterday, ages 4 to 7",
        "How they felt yesterday, ages 8 to 11",
        "Low well-being, ages 11 to 17",
        "Low well-being, ages 16 to 25",
    ]
    assert ["yesterday" in line.text for line in low] == [True, True, False, False]


def test_slides_can_be_read_as_a_page(material_of: Made) -> None:
    report = build_slides(material_of())
    page = render_html(report)
    for each in report.sections:
        for block in each.blocks:
            if isinstance(block, BarChart):
                picture = draw(block.plot)
                assert picture in page
                assert "<title>" in picture
                assert "<desc>" in picture
    assert page.count('class="notes"') == len(report.sections)


def test_only_open_figures_are_counted_as_drawn(material_of: Made) -> None:
    material = material_of()
    for bar in bars(build_slides(material)):
        if not bar.key.startswith("answered"):
            survey, indicator, cut, group, level = bar.key.split(BETWEEN)
            estimate = material.figures.estimate((survey, indicator, cut, group, level))
            assert estimate is not None
            assert isinstance(estimate.cell, Shown)
            assert (bar.low, bar.high) == (percent(estimate.cell.low), percent(estimate.cell.high))
