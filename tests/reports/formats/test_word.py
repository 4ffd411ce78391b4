"""The document of Word says what the report says, and is made as Word and screen readers want it."""

import re
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from heard.base.policy import Level
from heard.base.surveys import Family
from heard.reports import Material, Report, build_full
from heard.reports.formats.word import render_word
from heard.reports.formats.word.manuscript import place_of
from offices import needs_an_office, save_anew
from read_back import read_docx
from reports.formats.conftest import ENDLESS
from walked import EMPTY, numbers_of, sentences_of, tables_of, texts_of, words_of

MOST_BYTES = 3_000_000
A_PAGE = (11906, 16838)  # A4 in twips
ORDER = (
    "pStyle",
    "keepNext",
    "keepLines",
    "widowControl",
    "numPr",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "bidi",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
)


@pytest.fixture(scope="session")
def written(report: Report) -> bytes:
    return render_word(report)


@pytest.fixture(scope="session")
def opened(written: bytes) -> Document:
    return docx.Document(BytesIO(written))


# --- It says what the report says ---------------------------------------------------------------------


def test_every_word_of_the_report_stands_in_it_in_order_and_no_other(report: Report, written: bytes) -> None:
    assert words_of(read_docx(written).texts) == words_of(texts_of(report))


def test_every_number_is_said_as_often_as_in_the_report(report: Report, written: bytes) -> None:
    assert numbers_of(read_docx(written).texts) == numbers_of(texts_of(report))


def test_every_table_is_the_report_s_cell_by_cell(report: Report, written: bytes) -> None:
    assert _plain(read_docx(written).tables) == _plain(tables_of(report))


def test_every_picture_says_its_sentence(report: Report, written: bytes) -> None:
    assert read_docx(written).pictures == sentences_of(report)


@pytest.mark.parametrize("level", [Level.BOARD, Level.PUBLIC])
@pytest.mark.parametrize("family", list(Family))
def test_the_same_holds_for_each_family_at_each_level(
    material_of: Callable[..., Material], level: Level, family: Family
) -> None:
    report = build_full(material_of(level, (family,)))
    read = read_docx(render_word(report))
    assert words_of(read.texts) == words_of(texts_of(report))
    assert _plain(read.tables) == _plain(tables_of(report))


def _plain(tables: list[list[list[str]]]) -> list[list[list[str]]]:
    """Spaces alike; an empty cell as the dash that is drawn in it."""
    return [[[" ".join(cell.split()) or EMPTY for cell in row] for row in table] for table in tables]


# --- Made to be read by everybody ---------------------------------------------------------------------


def test_it_has_a_title_a_language_and_no_clock(report: Report, opened: Document) -> None:
    facts = opened.core_properties
    assert (facts.title, facts.language, facts.author) == (report.title, "en-GB", "Heard")
    assert facts.created is not None
    assert facts.created.date() == facts.modified.date() == report.closed_on
    assert [each.get(qn("w:val")) for each in opened.styles.element.iter(qn("w:lang"))] == ["en-GB"]


def test_headings_go_down_one_step_at_a_time(written: bytes) -> None:
    levels = [level for level, _ in read_docx(written).headings]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_style_in_use_is_one_of_its_own(opened: Document) -> None:
    known = {style.style_id for style in opened.styles}
    names = ("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next")
    used = {each.get(qn("w:val")) for root in (opened.element, opened.styles.element)
            for name in names for each in root.iter(qn(name))}  # fmt: skip
    assert used <= known
    for real in (
        "Title",
        "Subtitle",
        "Heading 1",
        "Heading 4",
        "List Bullet",
        "Quote",
        "Caption",
        "TOC Heading",
    ):
        assert real in [style.name for style in opened.styles]


def test_every_picture_says_something_or_is_marked_as_decoration(opened: Document) -> None:
    for picture in opened.element.iter(qn("wp:docPr")):
        assert bool(picture.get("descr")) != (
            "decorative" in ElementTree.tostring(picture, encoding="unicode")
        )


def test_every_table_has_a_head_that_stands_again_rows_that_stay_whole_and_a_caption(
    opened: Document,
) -> None:
    for table in opened.tables:
        rows = list(table._tbl.iter(qn("w:tr")))
        assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"


def test_every_way_leads_somewhere(opened: Document) -> None:
    places = Counter(each.get(qn("w:name")) for each in opened.element.iter(qn("w:bookmarkStart")))
    ways = {each.get(qn("w:anchor")) for each in opened.element.iter(qn("w:hyperlink"))}
    assert ways <= set(places)
    assert set(places.values()) == {1}
    assert all(len(place) <= 40 for place in places)


def test_places_of_long_keys_that_begin_alike_differ() -> None:
    first, second = place_of("figures-" + "a" * 50 + "1"), place_of("figures-" + "a" * 50 + "2")
    assert first != second
    assert re.fullmatch(r"p_\w{1,38}", first)


def test_the_list_of_contents_has_its_entries_and_can_be_brought_up_to_date(
    report: Report, opened: Document
) -> None:
    instructions = [each.text for each in opened.element.iter(qn("w:instrText"))]
    assert [text.split()[0] for text in instructions] == ["TOC"]
    entries = [each.text for each in opened.paragraphs if each.style.name == "toc 1"]
    titles = [section.title for section in report.sections]
    assert entries == titles[titles.index("In this report") + 1 :]


def test_the_running_line_and_the_page_stand_at_the_foot_of_a4(report: Report, opened: Document) -> None:
    section = opened.sections[0]
    assert report.running in section.footer.paragraphs[0].text
    fields = [each.get(qn("w:instr")).strip() for each in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert (section.page_width.twips, section.page_height.twips) == A_PAGE


def test_properties_of_paragraphs_stand_in_the_order_of_the_schema(opened: Document) -> None:
    for root in (opened.element, opened.styles.element):
        for properties in root.iter(qn("w:pPr")):
            names = [child.tag.split("}")[1] for child in properties]
            assert names == sorted(names, key=ORDER.index)


# --- The file -----------------------------------------------------------------------------------------


def test_the_same_report_gives_the_same_bytes(report: Report, written: bytes) -> None:
    assert render_word(report) == written


def test_it_is_small_and_each_picture_stands_in_it_once(written: bytes) -> None:
    assert len(written) < MOST_BYTES
    with ZipFile(BytesIO(written)) as package:
        pictures = [package.read(name) for name in package.namelist() if name.endswith(".png")]
        assert len(pictures) == len(set(pictures)) > 0
        assert {member.date_time for member in package.infolist()} == {(2026, 3, 27, 0, 0, 0)}
        for name in package.namelist():
            if not name.endswith(".png"):
                ElementTree.fromstring(package.read(name))


# --- What nobody should write -------------------------------------------------------------------------


def test_hostile_words_are_words(hostile: Report) -> None:
    written = render_word(hostile)
    texts = read_docx(written).texts
    assert ENDLESS in texts
    assert "=1+1" in texts
    assert "<script>alert(1)</script> <b>x</b> & \"q\" 'r'" in texts
    assert "{{body}} {0} \\1" in texts
    assert "a[31mb c d\ne" in texts  # without what no file may hold


def test_a_script_that_runs_from_the_right_is_marked_as_such(hostile: Report) -> None:
    document = docx.Document(BytesIO(render_word(hostile)))
    quote = next(each for each in document.paragraphs if each.text.startswith("مرحبا"))
    assert quote._p.pPr.find(qn("w:bidi")) is not None
    marked = [run.text for run in quote.runs if run._r.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None]
    assert marked == ["مرحبا", "بخير", "اليوم"]


def test_a_report_that_says_nothing_is_a_document(silent: Report) -> None:
    assert read_docx(render_word(silent)).texts == []


# --- Opened by another program ------------------------------------------------------------------------


@pytest.mark.slow
@needs_an_office
def test_another_program_reads_every_word_and_writes_it_back(short: Report) -> None:
    before, after = (read_docx(each) for each in (render_word(short), save_anew(render_word(short), "docx")))
    assert words_of(after.texts) == words_of(before.texts)
    assert _plain(after.tables) == _plain(before.tables)
    assert [text for _, text in after.headings] == [text for _, text in before.headings]
    assert after.pictures == before.pictures


@pytest.mark.slow
@needs_an_office
def test_another_program_opens_what_is_hostile(hostile: Report) -> None:
    assert ENDLESS in read_docx(save_anew(render_word(hostile), "docx")).texts
