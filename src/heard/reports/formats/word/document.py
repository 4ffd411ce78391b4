"""The document as a whole: its head, its sections, its parts as files."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from xml.sax.saxutils import escape

from heard.reports.blocks import Contents
from heard.reports.formats.characters import legal
from heard.reports.formats.packages import write_package
from heard.reports.formats.word.blocks import HEADINGS, write_blocks
from heard.reports.formats.word.manuscript import Manuscript
from heard.reports.formats.word.markup import paragraph, run, written
from heard.reports.report import Mark, Report, Section

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = {
    "styles": "styles.xml",
    "numbering": "numbering.xml",
    "settings": "settings.xml",
    "fontTable": "fontTable.xml",
    "footer": "footer.xml",
}


def render_word(report: Report) -> bytes:
    """The report as a .docx; the same bytes for the same report."""
    manuscript = Manuscript()
    body = "".join(_body(report, manuscript))
    return write_package(_parts(report, body, manuscript.pictures), report.closed_on)


def _body(report: Report, manuscript: Manuscript) -> Iterator[str]:
    yield written("Kind", report.kind)
    yield written("Title", report.title)
    yield written("Subtitle", report.lead)
    yield from (_mark(mark) for mark in report.marks)
    for section in report.sections:
        yield from _section(section, 1, manuscript)


def _mark(mark: Mark) -> str:
    style = "Mark" if mark.strong else "QuietMark"
    return paragraph(style, run(f"{mark.title}.", "Strong"), run(f" {mark.text}"))


def _section(section: Section, depth: int, manuscript: Manuscript) -> Iterator[str]:
    """A section one step lower in each part, as far down as there are headings."""
    yield paragraph(_heading(section, depth), manuscript.mark(section.key), run(section.title), keep=True)
    yield write_blocks(section.blocks, depth + 1, manuscript)
    for part in section.parts:
        yield from _section(part, depth + 1, manuscript)


def _heading(section: Section, depth: int) -> str:
    """The heading of the list of contents does not stand in the list."""
    listing = any(isinstance(block, Contents) for block in section.blocks)
    return "TOCHeading" if listing else HEADINGS[min(depth, len(HEADINGS)) - 1]


def _parts(report: Report, body: str, pictures: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Every file of the document by its name; what says which files there are comes first."""
    facts = {
        "title": report.name,
        "subject": report.kind,
        "language": report.language,
        "day": report.closed_on.isoformat(),
    }
    said = {name: escape(legal(text)) for name, text in facts.items()}
    written_parts = {
        "[Content_Types].xml": _part("content_types"),
        "_rels/.rels": _part("package_relations"),
        "docProps/core.xml": _part("core", **said),
        "docProps/app.xml": _part("app"),
        "word/document.xml": _part("document", body=body),
        "word/_rels/document.xml.rels": _relations(pictures),
        "word/styles.xml": _part("styles", **said),
        "word/numbering.xml": _part("numbering"),
        "word/settings.xml": _part("settings", **said),
        "word/fontTable.xml": _part("fontTable"),
        "word/footer.xml": _part("footer", running=run(report.running)),
    }
    texts = {name: text.encode() for name, text in written_parts.items()}
    return texts | {f"word/media/{name}.png": content for name, content in pictures.items()}


def _relations(pictures: Mapping[str, bytes]) -> str:
    related = [_relation(name, name, target) for name, target in RELATIONS.items()]
    related += [_relation(name, "image", f"media/{name}.png") for name in pictures]
    listed = "".join(related)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def _part(name: str, **filled: str) -> str:
    """A file of the document with what is filled in."""
    return re.sub(r"\{\{(\w+)\}\}", lambda place: filled[place[1]], _read(name))


@cache
def _read(name: str) -> str:
    return (files("heard.reports.formats.word") / f"parts/{name}.xml").read_text(encoding="utf-8")
