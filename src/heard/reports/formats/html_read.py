"""A report's page read back: what it says, section by section, without its pictures.

It reads pages that `render_html` wrote, so that two reports can be laid side by side as they were published: nothing is
counted anew. The standard library is enough for it: pages of the site load it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from heard.base.errors import HeardError

BREAKS = re.compile(r"[ \t\r\n]+")
BEGINS, ENDS = b'<header class="head">', b"</main>"
LINES = ("p", "li", "dt", "dd", "h3", "h4", "h5", "h6")  # what is said in one go
LISTS = ("findings", "asks")  # lists whose items have flags, or a question, before what is said
PASSED_OVER = ("svg", "nav", "summary", "style", "script")
NAMES = "names"  # the class of a column's head that belongs to the names of the rows
LEFT_OUT = ("picture",)  # columns that hold nothing but a picture


class UnreadableReport(HeardError):
    """This is no page of a report of ours."""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of a table. `names`: what it is of; `cells`: the words of every other column that has some, by title.
    `key`: alike in two reports for what is asked alike; `place`: the anchor of its question, empty where it has none.
    """

    key: tuple[str, ...]
    names: tuple[str, ...]
    note: str
    cells: Mapping[str, str]
    place: str = ""


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table. `columns`: the titles of all that are not the names of its rows."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[ReadRow, ...]


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section of a report: its running words, each said in one go, and its tables; `parts` below it. `own`: the
    council's own words in it."""

    key: str
    title: str
    lines: tuple[str, ...]
    own: tuple[str, ...]
    tables: tuple[ReadTable, ...]
    parts: "tuple[ReadSection, ...]"

    def walk(self) -> "Iterator[ReadSection]":
        """The section and everything below it, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A whole report."""

    kind: str
    title: str
    lead: str
    sections: tuple[ReadSection, ...]
    text: str = field(repr=False)  # all of it, in one line; then what its arrows say

    def says(self, sentence: str) -> bool:
        """Whether the sentence stands in it as it is."""
        return one_line(sentence) in self.text


def read_html(page: bytes) -> ReadReport:
    """What the page says. Raises UnreadableReport where it was not written by `render_html`."""
    begins, ends = page.find(BEGINS), page.rfind(ENDS)
    if begins < 0 or ends < begins:
        raise UnreadableReport
    try:
        body = ElementTree.fromstring(b"<body>" + page[begins : ends + len(ENDS)] + b"</body>")
    except ElementTree.ParseError:
        raise UnreadableReport from None
    head = body.find("header")
    main = body.find("main")
    if head is None or main is None:
        raise UnreadableReport
    kind, lead = (head.find(f"p[@class='{name}']") for name in ("kind", "lead"))
    return ReadReport(
        kind=_words(kind),
        title=_words(head.find("h1")),
        lead=_words(lead),
        sections=tuple(map(_section, main.findall("section"))),
        text=" ".join((_words(body), *(one_line(each.get("aria-label", "")) for each in _arrows(body)))),
    )


def one_line(text: str) -> str:
    """Words with one space between them; a space that does not break stays as it is."""
    return " ".join(filter(None, BREAKS.split(text)))


def _section(element: Element) -> ReadSection:
    title = next((child for child in element if child.tag in ("h2", *LINES)), None)
    own = [child for child in _within(element) if child.get("class") == "passage"]
    return ReadSection(
        key=element.get("id", ""),
        title=_words(title),
        lines=tuple(_lines(element, passing=title)),
        own=tuple(_words(words) for passage in own for words in passage.findall("p")[1:]),
        tables=tuple(_table(child) for child in _within(element) if child.tag == "table"),
        parts=tuple(_section(part) for part in element.findall("div[@class='parts']/section")),
    )


def _within(element: Element) -> Iterator[Element]:
    """Everything in a section but its parts and what is passed over; of a table only itself."""
    for child in element:
        if child.tag in PASSED_OVER or child.get("class") == "parts":
            continue
        yield child
        if child.tag != "table":
            yield from _within(child)


def _lines(element: Element, *, passing: Element | None) -> Iterator[str]:
    for child in element:
        if (
            child is passing
            or child.tag in (*PASSED_OVER, "table")
            or child.get("class") in ("parts", "passage")
        ):
            continue
        if element.get("class", "").startswith(LISTS):
            yield _item(child)
        elif child.tag in LINES and not any(
            inner.tag in LINES for inner in child.iter() if inner is not child
        ):
            if (words := _words(child)) and child.get("class") != "on":
                yield words
        else:
            yield from _lines(child, passing=None)


def _item(item: Element) -> str:
    """A finding with its flags before it, or what is worth asking with its question before it."""
    flags = [_words(each) for each in item.iter("span") if each.get("class", "").startswith("tag ")]
    asked = [_words(each) for each in item if each.tag in ("a", "b")]
    said = [_words(each) for each in item.iter("p") if each.get("class") != "note"]
    return ": ".join(("; ".join((*dict.fromkeys(flags), *asked)), " ".join(said)))


def _table(element: Element) -> ReadTable:
    heads = element.findall("thead/tr/th")
    titles = [_words(head) for head in heads]
    is_name = [place == 0 or head.get("class") == NAMES for place, head in enumerate(heads)]
    seen: Counter[tuple[str, ...]] = Counter()
    rows = []
    for body in element.findall("tbody"):
        question, note, place = "", "", body.get("id", "")
        for row in body.findall("tr"):
            if row.get("class") == "indicator":
                question, note = _named(row[0])
                continue
            read = _row(row, titles, is_name, question=question, note=note, place=place)
            seen[read.key] += 1
            rows.append(ReadRow((*read.key, str(seen[read.key])), read.names, read.note, read.cells, place))
    columns = (
        title
        for title, named, cell in zip(titles, is_name, _first_row(element), strict=False)
        if not named and cell.get("class") not in LEFT_OUT
    )
    return ReadTable(_words(element.find("caption")), tuple(columns), tuple(rows))


def _first_row(table: Element) -> list[Element]:
    rows = (row for row in table.findall("tbody/tr") if row.get("class") != "indicator")
    return list(next(rows, ()))


def _row(
    row: Element, titles: list[str], is_name: list[bool], *, question: str, note: str, place: str
) -> ReadRow:
    """An indicator's question is known by its place, however it is put; every other row by its words."""
    own, said = _named(row[0])
    cells = list(zip(titles, is_name, row, strict=False))[1:]
    names = (own, *(_words(cell) for _, named, cell in cells if named))
    told = {
        title: words
        for title, named, cell in cells
        if not named and cell.get("class") not in LEFT_OUT and (words := _cell(cell))
    }
    key = (place, *names) if place else names
    return ReadRow(
        key, (question, *names) if question else names, ". ".join(filter(None, (note, said))), told
    )


def _named(cell: Element) -> tuple[str, str]:
    """A heading's words, and those of the note in it."""
    note = cell.find("span[@class='note']")
    words = _words(cell)
    said = _words(note)
    return words.removesuffix(said).strip() if said else words, said


def _cell(cell: Element) -> str:
    """The words of a cell; flags apart, and a change in the words of its arrow."""
    flags = [_words(flag) for flag in cell.findall("span") if (flag.get("class") or "").startswith("tag ")]
    if flags:
        return "; ".join(flags)
    arrows = [arrow.get("aria-label", "") for arrow in _arrows(cell)]
    return "; ".join(filter(None, (_words(cell), *arrows)))


def _arrows(element: Element) -> Iterator[Element]:
    return (each for each in element.iter("svg") if each.get("class") == "arrow")


def _words(element: Element | None) -> str:
    """Everything written in it, pictures left out."""
    return one_line("".join(_text(element))) if element is not None else ""


def _text(element: Element) -> Iterator[str]:
    if element.tag not in ("svg", "style", "script"):
        yield element.text or ""
        for child in element:
            yield from _text(child)
            yield (
                " " if child.tag in ("p", "li", "td", "th", "div", "section", "h2", "h3", "dt", "dd") else ""
            )
            yield child.tail or ""
