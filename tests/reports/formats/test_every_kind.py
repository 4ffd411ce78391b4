"""Every kind of report in every format it has: the numbers in the file are the report's, and those are the tables'."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from io import BytesIO

import polars as pl
import pptx
import pytest

from heard.base.policy import Level
from heard.base.surveys import Family, Survey
from heard.disclosure import ProtectedTables
from heard.reports import OUTPUTS, Format, Kind, Material, Report
from heard.reports.making import Document, build, list_documents, render
from read_back import read_docx, read_html, read_pdf
from reports.conftest import AREA
from reports.parts import rows
from walked import numbers_of, texts_of

Made = Callable[..., Material]
Written = Callable[[Document, Format], tuple[Report, Counter[str]]]

DOCUMENTS = list(
    list_documents([kind for kind in Kind if kind is not Kind.TABLES], tuple(Family), tuple(Survey))
)
PAGES = [
    pytest.param(document, format, id=f"{document.name}-{format}")
    for document in DOCUMENTS
    for format in OUTPUTS[document.kind].formats
    # whole full reports are read back by the tests of their formats
    if document.kind is not Kind.FULL or format is Format.HTML
]


def built(document: Document, material_of: Made) -> Report:
    level = OUTPUTS[document.kind].level(Level.BOARD)
    return build(document, material_of(level, document.families))


def every_text(value: object) -> Iterator[str]:
    """Each string anywhere in a report: what pictures, bars and notes say too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from every_text(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from every_text(getattr(value, each.name))


def numbers_in(content: bytes, format: Format) -> Counter[str]:
    match format:
        case Format.HTML:
            read = read_html(content.decode())
        case Format.PDF:
            read = read_pdf(content)
        case Format.DOCX:
            read = read_docx(content)
        case _:
            deck = pptx.Presentation(BytesIO(content))
            shapes = [shape for slide in deck.slides for shape in (*slide.shapes, *slide.notes_slide.shapes)]
            return numbers_of(shape.text_frame.text for shape in shapes if shape.has_text_frame)
    return numbers_of((*read.texts, *read.pictures))


@pytest.fixture(scope="module")
def written(material_of: Made) -> Written:
    """A report and the numbers in its file; each file is made and read once."""

    @cache
    def made(document: Document, format: Format) -> tuple[Report, Counter[str]]:
        report = built(document, material_of)
        return report, numbers_in(render(report, format), format)

    return made


@pytest.mark.parametrize(("document", "format"), PAGES)
def test_no_file_says_a_number_that_its_report_does_not(
    document: Document, format: Format, written: Written
) -> None:
    report, said = written(document, format)
    slides = (
        {str(number) for number in range(1, 100)} if format is Format.PPTX else set()
    )  # their own numbers
    assert said.keys() - numbers_of(every_text(report)).keys() - slides == set()


@pytest.mark.parametrize(("document", "format"), [page for page in PAGES if Format.PPTX not in page.values])
def test_no_number_of_a_report_is_missing_from_its_file(
    document: Document, format: Format, written: Written
) -> None:
    report, said = written(document, format)
    told = numbers_of(texts_of(report, ways=False))
    assert {number for number in told if number not in said} == set()


def whole_per_cent(share: float) -> str:
    return f"{Decimal(share * 100).quantize(Decimal(1), ROUND_HALF_UP)}\u00a0%"


@pytest.mark.parametrize("families", [(Family.CARE,), (Family.LEAVERS,), tuple(Family)])
def test_every_row_of_the_full_report_is_its_estimate(
    families: tuple[Family, ...], material_of: Made, protected: ProtectedTables
) -> None:
    """Looked up by its key in the tables, and rounded here anew."""
    report = built(Document(Kind.FULL, families), material_of)
    everybody = protected.estimates.filter(pl.col("group") == "all", pl.col("area") == AREA)
    table = {
        (row["survey"], row["indicator"], row["cut_point"]): row for row in everybody.iter_rows(named=True)
    }
    checked = 0
    for key, row in rows(report).items():
        found = re.fullmatch(r"row-(\w+?)-([\d-]+)", key)
        assert found is not None
        if found[2] not in tuple(Survey):
            continue  # taken together
        cut = "low" if found[1] == "wellbeing_band" else "positive"
        estimate = table[found[2], found[1], cut]
        assert row.share in (whole_per_cent(estimate["share"]), whole_per_cent(1 - estimate["share"])), key
        assert row.answered == f"{estimate['base']:,}", key
        checked += 1
    assert checked > 20
