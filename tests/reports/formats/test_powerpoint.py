"""Slides as a file, read back: every number is the report's, every chart its own, and people can work on it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import openpyxl
import pptx
import pytest

from heard.base.policy import Level
from heard.base.surveys import Family
from heard.charts import Bar, BarPlot
from heard.reports import Additions, Material, Place, Quotation, Report
from heard.reports.blocks import Paragraph, Quote, Quotes
from heard.reports.formats.powerpoint import (
    BESIDE,
    HEAD,
    MARKS,
    TEXT,
    TITLE,
    render_powerpoint,
)
from heard.reports.formats.powerpoint.fitting import Box, height_of, pages
from heard.reports.formats.powerpoint.texts import Text
from heard.reports.kinds.slides import build_slides
from heard.reports.report import Section
from heard.reports.slide_blocks import BarChart, Notes

Made = Callable[..., Material]
LONG = "i want to stay where i am " * 400  # about 10,000 letters
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture(scope="module")
def slides(material_of: Made) -> Report:
    return build_slides(material_of())


@pytest.fixture(scope="module")
def packed(slides: Report) -> bytes:
    return render_powerpoint(slides)


@pytest.fixture(scope="module")
def deck(packed: bytes) -> Any:
    return pptx.Presentation(BytesIO(packed))


def texts_in(described: object) -> Iterator[str]:
    """Every text and number of a report, however deep."""
    if isinstance(described, str | int):
        yield str(described)
    elif isinstance(described, tuple):
        for each in described:
            yield from texts_in(each)
    elif is_dataclass(described):
        for field in fields(described):
            yield from texts_in(getattr(described, field.name))


def numbers_in(words: str) -> set[str]:
    return set(re.findall(r"\d[\d,]*", words))


def words_of(shape: Any) -> str:
    return shape.text_frame.text if shape.has_text_frame else ""


def plots(report: Report) -> list[BarPlot]:
    return [block.plot for each in report.sections for block in each.blocks if isinstance(block, BarChart)]


def members(packed: bytes, pattern: str) -> list[bytes]:
    with ZipFile(BytesIO(packed)) as package:
        return [package.read(name) for name in sorted(package.namelist()) if re.search(pattern, name)]


def charts_of(deck: Any) -> list[Any]:
    return [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def test_every_number_in_words_and_notes_is_one_of_the_report(slides: Report, deck: Any) -> None:
    known = numbers_in(" ".join(texts_in(slides)))
    for place, slide in enumerate(deck.slides, start=1):
        said = [words_of(shape) for shape in slide.placeholders if "Slide number" not in shape.name]
        notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
        assert numbers_in(" ".join((*said, notes))) <= known | {str(place)}
    assert len(deck.slides) == len(slides.sections) + 1


def test_every_chart_holds_its_own_numbers_and_no_others(slides: Report, deck: Any) -> None:
    found = charts_of(deck)
    assert len(found) == len(plots(slides)) > 5
    for shape, plot in zip(found, plots(slides), strict=True):
        own, *others = shape.chart.plots[0].series
        assert list(own.values) == [bar.share for bar in plot.bars]
        assert list(shape.chart.plots[0].categories) == [bar.label for bar in plot.bars]
        assert [list(each.values) for each in others] == (
            [[bar.other for bar in plot.bars]] if plot.others else []
        )


def test_the_line_of_a_bar_ends_where_the_whole_group_could_be(slides: Report, deck: Any) -> None:
    for shape, plot in zip(charts_of(deck), plots(slides), strict=True):
        root = shape.chart._chartSpace
        ends = {
            name: [int(each.text) for each in root.iterfind(f".//{CHART}{name}//{CHART}v")]
            for name in ("plus", "minus")
        }
        ranged = [bar for bar in plot.bars if bar.low is not None and bar.high is not None]
        assert [bar.share + up for bar, up in zip(ranged, ends["plus"], strict=True)] == [
            bar.high for bar in ranged
        ]
        assert [bar.share - down for bar, down in zip(ranged, ends["minus"], strict=True)] == [
            bar.low for bar in ranged
        ]


def test_a_workbook_holds_only_what_its_chart_shows(slides: Report, packed: bytes, deck: Any) -> None:
    books = [shape.chart.part.chart_workbook.xlsx_part.blob for shape in charts_of(deck)]
    assert len(members(packed, r"\.xlsx$")) == len(books)
    for book, plot in zip(books, plots(slides), strict=True):
        workbook = openpyxl.load_workbook(BytesIO(book))
        (sheet,) = workbook.worksheets
        titles = [None, plot.own, *([plot.others] if plot.others else [])]
        rows = [[bar.label, bar.share, *([bar.other] if plot.others else [])] for bar in plot.bars]
        assert [list(row) for row in sheet.iter_rows(values_only=True)] == [titles, *rows]
        assert workbook.defined_names == {}


def test_every_picture_says_its_numbers_to_who_cannot_see_it(slides: Report, deck: Any) -> None:
    for shape, plot in zip(charts_of(deck), plots(slides), strict=True):
        described = shape._element.nvGraphicFramePr.cNvPr
        assert described.get("title") == plot.title
        for bar in plot.bars:
            assert bar.label in described.get("descr")
            assert f"{bar.share}\u00a0%" in described.get("descr")
    assert all(shape.shape_type.name != "PICTURE" for slide in deck.slides for shape in slide.shapes)


def test_titles_stand_in_titles_and_text_in_text(slides: Report, deck: Any) -> None:
    """So that the outline shows all of it, and the order of reading is title, chart, text, footer, number."""
    opening, *others = deck.slides
    assert opening.shapes.title.text_frame.text == slides.title
    for slide, each in zip(others, slides.sections, strict=True):
        assert slide.shapes.title.text_frame.text == each.title
        assert all(shape.is_placeholder for shape in slide.shapes)
        kinds = [shape.placeholder_format.type.name for shape in slide.shapes]
        assert kinds[0] == "TITLE"
        assert kinds[-2:] == ["FOOTER", "SLIDE_NUMBER"]
        assert len({shape.shape_id for shape in slide.shapes}) == len(kinds)


def test_every_slide_has_the_running_line_a_number_and_its_notes(slides: Report, deck: Any) -> None:
    for slide in deck.slides:
        assert slide.placeholders[11].text_frame.text == slides.running
        assert slide.placeholders[12]._element.xpath(".//a:fld[@type='slidenum']")
    for slide, each in zip(list(deck.slides)[1:], slides.sections, strict=True):
        notes = next(block for block in each.blocks if isinstance(block, Notes))
        assert slide.notes_slide.notes_text_frame.text.split("\n") == list(notes.paragraphs)


def test_every_word_has_a_language_and_the_file_a_title(slides: Report, packed: bytes, deck: Any) -> None:
    for content in members(packed, r"slides/slide\d+\.xml$|notesSlides/notesSlide\d+\.xml$"):
        assert re.findall(rb"<a:r>(?!<a:rPr [^>]*lang=)", content) == []
    assert deck.core_properties.title == slides.title
    assert deck.core_properties.language == "en-GB"
    assert deck.core_properties.author == "Heard"


def test_the_colours_and_letters_are_those_of_the_theme(packed: bytes) -> None:
    (theme,) = members(packed, r"ppt/theme/theme1\.xml$")
    assert b'name="Heard"' in theme
    assert b"Atkinson Hyperlegible Next" in theme
    for content in members(packed, r"slides/slide\d+\.xml$|charts/chart\d+\.xml$"):
        assert b"srgbClr" not in content


def test_the_same_report_makes_the_same_bytes(slides: Report, packed: bytes) -> None:
    assert render_powerpoint(slides) == packed
    for book in (packed, *members(packed, r"\.xlsx$")):
        with ZipFile(BytesIO(book)) as package:
            assert {info.date_time[0] for info in package.infolist()} == {1980}
            assert b"dcterms:created" not in package.read("docProps/core.xml")


def test_every_part_is_whole_xml(packed: bytes) -> None:
    for content in members(packed, r"\.(xml|rels)$"):
        fromstring(content)


def estimated(shape: Any, box: Box) -> float:
    """How high a placeholder's text stands at the size it has, as the renderer measures."""
    paragraphs = shape.text_frame.paragraphs
    sizes = {run.font.size.pt for each in paragraphs for run in each.runs if run.font.size}
    texts = [Text(each.text.replace("\v", "\n")) for each in paragraphs]
    return height_of(texts, box, int(sizes.pop()) if sizes else box.usual)


@pytest.mark.parametrize("families", [tuple(Family), (Family.CARE,), (Family.LEAVERS,)])
def test_text_fits_its_box(material_of: Made, families: tuple[Family, ...]) -> None:
    for level in (Level.BOARD, Level.PUBLIC):
        words = Additions(
            words={Place.NEXT: f"{'We listen. ' * 40}\n{LONG}"},
            ideas=(Quotation("11-17", "", "😀" * 200), Quotation("16-25", "", "لا " * 100)),
        )
        report = build_slides(material_of(level, families, words))
        made = pptx.Presentation(BytesIO(render_powerpoint(report)))
        assert len(made.slides) == len(report.sections) + 1
        title, _, marks, *_ = made.slides[0].placeholders
        assert estimated(title, HEAD) <= HEAD.height
        assert estimated(marks, MARKS) <= MARKS.height
        for slide in list(made.slides)[1:]:
            charted = any(shape.has_chart for shape in slide.shapes)
            box = BESIDE if charted else TEXT
            assert estimated(slide.shapes.title, TITLE) <= TITLE.height
            for shape in slide.placeholders:
                if shape.placeholder_format.type.name in ("BODY", "OBJECT"):
                    assert estimated(shape, box) <= box.height


def told(slides: Report, *blocks: Any) -> Any:
    """A deck of one slide with these blocks."""
    one = replace(slides, sections=(Section("one", "One", blocks),))
    return pptx.Presentation(BytesIO(render_powerpoint(one)))


def test_a_text_of_ten_thousand_letters_goes_on_over_further_slides(slides: Report) -> None:
    made = told(slides, Quotes((Quote(LONG, "Ages 11 to 17"),)))
    said = [slide.placeholders[1].text_frame.text for slide in list(made.slides)[1:]]
    assert len(said) > 3
    assert " ".join(" ".join(said).split()) == f"{LONG.strip()} Ages 11 to 17"
    assert [slide.shapes.title.text_frame.text for slide in made.slides][1:3] == ["One", "One (2)"]


def test_pages_lose_no_word_and_none_overflows() -> None:
    texts = [Text(f"{place} " + "word " * (place * 7), lead="Who") for place in range(40)]
    found = pages(texts, TEXT)
    assert len(found) > 5
    assert (
        " ".join(text.words for page in found for text in page).split()
        == " ".join(text.words for text in texts).split()
    )
    assert all(height_of(page, TEXT, TEXT.sizes[-1]) <= TEXT.height for page in found)


def test_hard_text_is_kept_as_text(slides: Report) -> None:
    hard = "<b>&amp; =1+1 \x00\x07😀 \ufffe"
    made = told(slides, Paragraph(hard), Quotes((Quote("لا أريد أن أنتقل", "Ages 11 to 17"),)))
    body = made.slides[1].placeholders[1].text_frame
    assert body.paragraphs[0].text == "<b>&amp; =1+1 😀 "
    assert body.paragraphs[1]._p.pPr.get("rtl") == "1"


def test_no_label_becomes_a_formula(slides: Report) -> None:
    plot = BarPlot("One", "One", "Here", "", (Bar("one", "=1+1", 40),))
    made = told(slides, BarChart(plot))
    (shape,) = charts_of(made)
    workbook = openpyxl.load_workbook(BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
    assert workbook.active["A2"].data_type == "s"


def test_any_report_can_be_made_into_slides(report: Report) -> None:
    """The full report has every kind of block but those of slides: all of it as text, nothing lost but the way."""
    made = pptx.Presentation(BytesIO(render_powerpoint(report)))
    said = {slide.shapes.title.text_frame.text for slide in made.slides}
    assert {each.title for each in report.sections if each.blocks} <= said
    everything = " ".join(words_of(shape) for slide in made.slides for shape in slide.placeholders)
    assert numbers_in(everything) - {str(place) for place in range(999)} <= numbers_in(
        " ".join(texts_in(report))
    )


def test_a_report_with_nothing_to_say_is_a_file_all_the_same(slides: Report) -> None:
    made = pptx.Presentation(BytesIO(render_powerpoint(replace(slides, sections=(), marks=()))))
    assert len(made.slides) == 1
