"""A page of a report read back says what the report says."""

import re
from collections.abc import Callable, Iterator

import pytest

from heard.reports import Material, Report, render_html
from heard.reports.blocks import Details, FindingList, IndicatorTable, SimpleTable
from heard.reports.formats.html_read import ReadReport, ReadSection, UnreadableReport, read_html
from heard.reports.kinds.committee import build_committee
from heard.reports.kinds.full import build_full
from heard.reports.kinds.summary import build_summary
from heard.reports.report import Section

FULL = build_full
BUILDERS = (build_full, build_summary, build_committee)


@pytest.fixture(params=BUILDERS, ids=lambda build: build.__name__)
def both(request: pytest.FixtureRequest, material_of: Callable[..., Material]) -> tuple[Report, ReadReport]:
    """A report, and what is read out of its page."""
    built = request.param(material_of())
    return built, read_html(render_html(built).encode())


def sections(found: tuple[Section, ...]) -> Iterator[Section]:
    for each in found:
        yield each
        yield from sections(each.parts)


def tables(section: Section) -> Iterator[IndicatorTable | SimpleTable]:
    for block in section.blocks:
        for each in block.blocks if isinstance(block, Details) else (block,):
            if isinstance(each, IndicatorTable | SimpleTable):
                yield each


def read_sections(report: ReadReport) -> dict[str, ReadSection]:
    return {each.key: each for top in report.sections for each in top.walk()}


def test_every_section_is_read_with_its_title(both: tuple[Report, ReadReport]) -> None:
    report, read = both
    assert (read.title, read.kind, read.lead) == (report.title, report.kind, report.lead)
    assert {key: each.title for key, each in read_sections(read).items()} == {
        each.key: each.title for each in sections(report.sections)
    }


def test_every_row_is_read_with_its_figures(both: tuple[Report, ReadReport]) -> None:
    report, read = both
    by_key = read_sections(read)
    seen = 0
    for section in sections(report.sections):
        for table, found in zip(tables(section), by_key[section.key].tables, strict=True):
            assert found.caption == table.caption
            if isinstance(table, SimpleTable):
                printed = [tuple(filter(None, row)) for row in table.rows]
                assert [(*filter(None, row.names), *row.cells.values()) for row in found.rows] == printed
            else:
                own = [(group, row) for group in table.groups for row in group.rows]
                for (group, row), got in zip(own, found.rows, strict=True):
                    assert (got.place, got.names) == (group.key, (group.title, row.survey))
                    assert got.note == ". ".join(filter(None, (group.note, row.note)))
                    flags = "; ".join(tag.words for tag in row.tags)
                    assert got.cells.get("What it shows", "") == flags
                    assert got.cells.get("Share", "") == row.share
                    change = "; ".join(
                        filter(None, (row.previous, row.change.sentence if row.change else ""))
                    )
                    assert got.cells.get("Last time", "") == change
            seen += len(found.rows)
    assert seen > (0 if report.kind == "Summary" else 40)


def test_the_rows_of_a_table_are_told_apart(both: tuple[Report, ReadReport]) -> None:
    for section in read_sections(both[1]).values():
        for table in section.tables:
            keys = [row.key for row in table.rows]
            assert len(keys) == len(set(keys))


def test_a_row_of_ages_is_known_by_its_ages_not_by_its_place(material_of: Callable[..., Material]) -> None:
    read = read_html(render_html(build_committee(material_of())).encode())
    rows = [row for section in read_sections(read).values() for table in section.tables for row in table.rows]
    of_ages = [row for row in rows if len(row.names) == 2]
    assert len(of_ages) > 40
    assert {row.key[-1] for row in of_ages} == {"1"}


def test_every_finding_stands_with_its_flags(both: tuple[Report, ReadReport]) -> None:
    report, read = both
    by_key = read_sections(read)
    for section in sections(report.sections):
        lists = [block for block in section.blocks if isinstance(block, FindingList)]
        for item in (each for found in lists for each in found.items):
            assert read.says(item.first.text)
            (line,) = [said for said in by_key[section.key].lines if item.first.text in said]
            assert line.startswith(item.first.tag.words)


def test_no_figure_of_the_words_is_lost(both: tuple[Report, ReadReport]) -> None:
    """What is read section by section holds every number of the page but those of its head and its contents."""
    _, read = both
    said = " ".join(
        word
        for section in read_sections(read).values()
        for word in (
            section.title, *section.lines, *section.own,
            *(table.caption for table in section.tables),
            *(column for table in section.tables for column in table.columns),
            *(one for table in section.tables for row in table.rows
              for one in (*row.names, row.note, *row.cells.values())),
        )
    )  # fmt: skip
    body = read.text.partition("Skip")[0]
    assert set(re.findall(r"\d[\d.,]*", body)) - set(re.findall(r"\d[\d.,]*", said)) <= set(
        re.findall(r"\d[\d.,]*", " ".join((read.lead, read.title, *_marks(both[0]))))
    ) | set(re.findall(r"\d[\d.,]*", _summaries(both[0])))


def _marks(report: Report) -> tuple[str, ...]:
    return tuple(mark.text for mark in report.marks)


def _summaries(report: Report) -> str:
    return " ".join(re.findall(r"<summary>(.*?)</summary>", render_html(report)))


@pytest.mark.parametrize(
    "page", [b"", b"<html></html>", b'<header class="head"><p></header></main>', b"\xff</main>"]
)
def test_what_is_no_report_is_refused(page: bytes) -> None:
    with pytest.raises(UnreadableReport):
        read_html(page)
