"""A program that is not ours, and was not made for what sets our pages, looks through a PDF of every kind.

It tests what PDF/UA-1 asks of a file as far as a machine can (those who made it held it against veraPDF), and what a
conformant file may still get wrong. What it is mistaken about here is left out by name.
"""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from heard.base.policy import Level
from heard.base.surveys import Family, Survey
from heard.reports import OUTPUTS, Format, Kind, Material
from heard.reports.making import Document, build, list_documents, render

outloud = pytest.importorskip("outloud")
pytestmark = pytest.mark.filterwarnings("ignore:builtin type .* has no __module__:DeprecationWarning")

# Rule by rule what it says of our files and why that is no fault of theirs.
LEFT_OUT = {
    "HDG-010": "a heading that greets or thanks: the children’s versions do have parts called Hello and Thank you",
    "ORD-001": "what is painted first: grounds and columns are painted apart; the tags, which are read, are in order",
    "PAG-001": "running lines: it takes the heads of columns for them, which stand again where a table goes on",
    "TBL-010": "more heads than cells: small tables whose rows have heads, and rows that head the rows of a question",
}
OF_ONE_PAGE = {
    "TAG-002": "prose that is no content: the line at the foot, which it knows by its standing on each page"
}
DOCUMENTS = list(
    list_documents([kind for kind in Kind if kind is not Kind.TABLES], tuple(Family), tuple(Survey))
)


def look_through(content: bytes, folder: Path) -> list[str]:
    """What it finds, but for what is left out; every rule has run."""
    path = folder / "looked-at.pdf"
    path.write_bytes(content)
    result = outloud.check(str(path))
    assert result.error is None
    assert [run.rule for run in result.runs if run.status == "crashed"] == []
    with pikepdf.open(path) as pdf:
        left_out = LEFT_OUT | (OF_ONE_PAGE if len(pdf.pages) == 1 else {})
    return [
        f"{each.rule}, page {each.page}: {each.message} ({each.evidence})"
        for each in result.findings
        if each.severity != "info" and each.rule not in left_out
    ]


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(each, id=each.name, marks=pytest.mark.slow if each.kind is Kind.FULL else ())
        for each in DOCUMENTS
    ],
)
def test_a_pdf_of_every_kind_has_nothing_wrong_with_it(
    document: Document, material_of: Callable[..., Material], tmp_path: Path
) -> None:
    level = OUTPUTS[document.kind].level(Level.BOARD)
    report = build(document, material_of(level, document.families))
    assert look_through(render(report, Format.PDF), tmp_path) == []


def test_what_is_wrong_is_found(material_of: Callable[..., Material], tmp_path: Path) -> None:
    """Without its language, the scope of its headings and the tags of its lists the same file is refused, thrice."""
    summary = next(each for each in DOCUMENTS if each.kind is Kind.SUMMARY)
    (tmp_path / "whole.pdf").write_bytes(
        render(build(summary, material_of(Level.BOARD, summary.families)), Format.PDF)
    )
    with pikepdf.open(tmp_path / "whole.pdf") as pdf:
        del pdf.Root.Lang
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/LI":
                each.S = pikepdf.Name("/P")
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TH":
                del each.A
        pdf.save(tmp_path / "broken.pdf")
    found = look_through((tmp_path / "broken.pdf").read_bytes(), tmp_path)
    assert {each.partition(",")[0] for each in found} == {"DOC-013", "TBL-002", "LST-003"}
