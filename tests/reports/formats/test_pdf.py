"""The PDF says what the report says, to eyes and to screen readers alike."""

import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from heard.base.errors import UserError
from heard.base.policy import Level
from heard.base.surveys import Family
from heard.reports import Additions, Material, Report, build_full
from heard.reports.blocks import Contents
from heard.reports.formats.pdf import render_pdf, to_paper
from heard.reports.formats.pictures import FONT_FILE
from heard.reports.formats.sheets import WEIGHTS
from heard.reports.kinds.postcard import build_postcard
from heard.reports.kinds.slides import build_slides
from heard.reports.report import Layout, Section
from pdf_pages import fonts_of, open_pdf
from read_back import ReadBack, read_pdf
from reports.formats.conftest import ENDLESS
from walked import EMPTY, numbers_of, sentences_of, tables_of, texts_of, words_of

READ_AND_WRITE = (
    "import pickle, sys\n"
    "from heard.reports.formats.pdf import render_pdf\n"
    "sys.stdout.buffer.write(render_pdf(pickle.load(sys.stdin.buffer)))\n"
)


@pytest.fixture(scope="session")
def written(short: Report) -> bytes:
    return render_pdf(short)


@pytest.fixture(scope="session")
def read(written: bytes) -> ReadBack:
    return read_pdf(written)


def without_contents(report: Report, read: ReadBack) -> list[str]:
    """The texts, lines that were broken after a hyphen whole again, without the list of contents and its pages."""
    lists = (block for section in report.sections for block in section.blocks if isinstance(block, Contents))
    listed = {title for block in lists for _, title in block.entries}
    texts = [re.sub(r"\s\d+$", "", text) if text[-1:].isdigit() else text for text in read.texts]
    return [
        text.replace("- ", "-")
        for text, bare in zip(read.texts, texts, strict=True)
        if not (bare in listed and bare != text)
    ]


# --- It says what the report says ---------------------------------------------------------------------


def assert_says(report: Report, read: ReadBack) -> None:
    said, meant = (
        without_contents(report, read),
        [text.replace("- ", "-") for text in texts_of(report, ways=False)],
    )
    assert words_of(said) == words_of(meant)
    assert numbers_of(said) == numbers_of(meant)
    assert _plain(read.tables) == _plain(tables_of(report))
    assert read.pictures == sentences_of(report)
    assert read.silent == 0


def test_its_words_numbers_tables_and_pictures_are_the_report_s(short: Report, read: ReadBack) -> None:
    assert_says(short, read)


@pytest.mark.slow
@pytest.mark.parametrize("level", list(Level))
def test_so_are_those_of_the_whole_report(material_of: Callable[..., Material], level: Level) -> None:
    report = build_full(material_of(level))
    assert_says(report, read_pdf(render_pdf(report)))


def _plain(tables: list[list[list[str]]]) -> list[list[list[str]]]:
    return [
        [[" ".join(cell.split()).replace("- ", "-") or EMPTY for cell in row] for row in table]
        for table in tables
    ]


# --- Tagged -------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def opened(written: bytes) -> pikepdf.Pdf:
    return open_pdf(written)


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    found = (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each)
    return [each for each in found if str(each.S) == f"/{kind}" and "/P" in each]


def test_it_says_that_it_is_tagged_what_it_is_called_and_in_which_language(
    short: Report, written: bytes
) -> None:
    pdf = open_pdf(written)
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.Root.Lang) == "en-GB"
    with pdf.open_metadata() as told:
        assert told["dc:title"] == short.title
        assert told["pdfuaid:part"] == "1"
    assert str(pdf.docinfo["/Author"]) == "Heard"
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260327")


def test_every_picture_has_a_description(opened: pikepdf.Pdf) -> None:
    figures = elements(opened, "Figure")
    assert figures
    assert all(str(figure.get("/Alt", "")) for figure in figures)


def test_headings_go_down_one_step_at_a_time_and_are_its_bookmarks(
    short: Report, read: ReadBack, written: bytes
) -> None:
    levels = [level for level, _ in read.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    with open_pdf(written).open_outline() as outline:
        assert [item.title for item in outline.root] == [short.title]
        assert [item.title for item in outline.root[0].children] == [
            section.title for section in short.sections
        ]


def test_every_heading_cell_says_of_what_it_is_the_heading(opened: pikepdf.Pdf) -> None:
    scopes = {str(each.A.Scope) for each in elements(opened, "TH")}
    assert scopes == {"/Column", "/Row"}
    assert all(each.A.get("/Headers") for each in elements(opened, "TD"))


def test_its_letters_are_in_it(written: bytes) -> None:
    fonts = fonts_of(open_pdf(written))
    assert fonts
    assert all(fonts.values())
    assert any("Atkinson" in name for name in fonts)


def test_the_running_line_is_no_part_of_what_is_read(short: Report, read: ReadBack) -> None:
    assert short.running not in " ".join(read.texts)


def test_nothing_is_tagged_that_says_nothing_or_is_tagged_twice(written: bytes) -> None:
    """What sets the page tags a box that it makes up itself like the one around it, and a ground as a span."""
    pdf = open_pdf(written)
    kinds: dict[tuple[str, str], bool] = {}
    for pair, is_empty in walk(pdf.Root.StructTreeRoot.K):
        kinds[pair] = kinds.get(pair, False) or is_empty
    assert {("L", "LI"), ("LI", "LBody")} <= kinds.keys()
    assert {above for above, kind in kinds if kind == "LI"} == {"L"}
    assert {above for above, kind in kinds if kind == "LBody"} == {"LI"}
    assert {kind for above, kind in kinds if above == "L"} <= {"LI", "L"}
    assert not any(above.startswith("H") and kind.startswith("H") for above, kind in kinds)
    assert not any(empty and kind in ("Span", "Div", "P") for (_, kind), empty in kinds.items())


def test_what_stands_at_the_foot_of_a_page_is_furniture(short: Report, written: bytes) -> None:
    """No piece of marked content is left that the structure does not lead to, and none of it is the running line."""
    pdf = open_pdf(written)
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    for place, page in enumerate(pdf.pages):
        begun = [
            (str(operands[0]), operands[1] if len(operands) > 1 else {})
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC"
        ]
        furniture = [told for tag, told in begun if tag == "/Artifact"]
        assert furniture
        assert {str(told.Type) for told in furniture} == {"/Pagination"}
        tagged = {int(told["/MCID"]) for _, told in begun if "/MCID" in told}
        known = {number for number, element in enumerate(numbers[2 * place + 1]) if element is not None}
        assert tagged == known


def test_what_can_be_pressed_is_printed(written: bytes) -> None:
    pdf = open_pdf(written)
    links = [each for page in pdf.pages for each in page.get("/Annots", [])]
    assert links
    assert {int(each.F) for each in links} == {4}


def walk(element: pikepdf.Object, above: str = "") -> Iterator[tuple[tuple[str, str], bool]]:
    """Each kind of element below each kind, and whether any such is empty."""
    if isinstance(element, pikepdf.Array):
        for each in element:
            yield from walk(each, above)
    elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
        kind = str(element.S)[1:]
        within = element.get("/K", pikepdf.Array())
        yield (above, kind), len(within) == 0 if isinstance(within, pikepdf.Array) else False
        yield from walk(within, kind)


def test_on_a_postcard_headings_begin_with_the_first(material_of: Callable[..., Material]) -> None:
    report = build_postcard(material_of(Level.PUBLIC, families=(Family.CARE,)))
    levels = [level for level, _ in read_pdf(render_pdf(report)).headings]
    assert set(levels) == {1}


# --- The page that is set -----------------------------------------------------------------------------


def test_no_drawing_is_left_and_no_colour_that_only_a_page_knows(short: Report) -> None:
    page = to_paper(short)
    assert "<svg" not in page
    assert page.count("<img") == len(sentences_of(short))


@pytest.mark.parametrize("family", list(Family))
def test_each_slide_is_a_page(material_of: Callable[..., Material], family: Family) -> None:
    report = build_slides(material_of(Level.BOARD, families=(family,), additions=Additions()))
    pdf = open_pdf(render_pdf(report))
    assert len(pdf.pages) == 1 + len(report.sections)
    assert all(page.mediabox[2] > page.mediabox[3] for page in pdf.pages)


def test_what_was_set_before_in_the_process_changes_no_byte(short: Report, silent: Report) -> None:
    few = replace(short, sections=short.sections[:2], layout=Layout.EASY_READ, running="Another line")
    alone = subprocess.run(
        [sys.executable, "-c", READ_AND_WRITE], input=pickle.dumps(silent), capture_output=True, check=True
    )
    render_pdf(few)
    assert render_pdf(silent) == alone.stdout


def test_letters_of_paper_are_those_of_the_page() -> None:
    """Each weight is cut from the page's one font: the same letters, as wide, in the same outlines."""
    for weight in WEIGHTS:
        cut = _saved(
            instantiateVariableFont(TTFont(BytesIO(_font(FONT_FILE))), {"wght": weight}, static=True)
        )
        kept = TTFont(BytesIO(_font(FONT_FILE.replace(".woff2", f"-{weight}.ttf"))))
        assert kept.getBestCmap() == cut.getBestCmap()
        assert kept["hmtx"].metrics == cut["hmtx"].metrics
        assert all(kept["glyf"][name] == cut["glyf"][name] for name in kept.getGlyphOrder())


def _saved(font: TTFont) -> TTFont:
    written = BytesIO()
    font.flavor = None
    font.save(written)
    return TTFont(written)


def _font(name: str) -> bytes:
    return (files("heard.reports") / name).read_bytes()


def test_the_same_report_gives_the_same_bytes_whatever_the_clock(short: Report) -> None:
    few = replace(short, sections=short.sections[:3])
    assert render_pdf(few) == render_pdf(few)
    assert "SOURCE_DATE_EPOCH" not in os.environ


# --- What nobody should write -------------------------------------------------------------------------


def test_hostile_words_are_words(hostile: Report) -> None:
    texts = read_pdf(render_pdf(hostile)).texts
    joined = "".join("".join(texts).split()).replace("\u200b", "")
    assert ENDLESS in joined
    assert "=1+1" in joined
    assert "<script>alert(1)</script>" in joined
    assert "a[31mbcde" in joined


def test_a_report_that_says_nothing_is_a_page(silent: Report) -> None:
    assert len(open_pdf(render_pdf(silent)).pages) == 1


def test_without_a_font_on_the_machine_its_own_is_used(tmp_path: Path) -> None:
    """In a process of its own, since fonts are looked for once."""
    (tmp_path / "fonts.conf").write_text("<fontconfig/>")
    code = (
        "from datetime import date\n"
        "from heard.base.policy import Level\n"
        "from heard.reports.report import Report\n"
        "from heard.reports.formats.pdf import render_pdf\n"
        "report = Report('en-GB', Level.PUBLIC, 'A title', 'Kind', 'Lead', 'Running', 'Skip', date(2026, 3, 27))\n"
        "import sys; sys.stdout.buffer.write(render_pdf(report))\n"
    )
    environment = {**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True, timeout=120
    )
    assert read_pdf(done.stdout).texts == ["Kind", "A title", "Lead"]
    assert any("Atkinson" in name for name in fonts_of(open_pdf(done.stdout)))


def test_without_pango_it_says_what_is_missing_and_what_works(
    silent: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "weasyprint").mkdir()
    (tmp_path / "weasyprint/__init__.py").write_text("raise OSError('cannot load library')\n")
    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(UserError, match=r"Pango, which sets type, is not installed .* Word file"):
        render_pdf(silent)


def test_a_section_without_anything_under_it_is_its_heading(silent: Report) -> None:
    alone = replace(silent, sections=(Section("alone", "Alone"),))
    assert read_pdf(render_pdf(alone)).texts == ["Alone"]
