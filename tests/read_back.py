"""What stands in a finished file, as plain structures: its texts in order, its tables, what its pictures say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO

import docx
import pikepdf
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from pdf_pages import letters_of, open_pdf, shown_in

Rows = list[list[str]]
INLINE = ("/Span", "/Link", "/NonStruct", "/Figure", "/Lbl")


@dataclass
class ReadBack:
    """`texts` in the order of reading; `tables` by row and cell; `headings` as level and words; `pictures` as the
    sentence of each that says one; `silent` counts pictures without a sentence."""

    texts: list[str] = field(default_factory=list)
    tables: list[Rows] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    silent: int = 0


# --- Word ---------------------------------------------------------------------------------------------


def read_docx(content: bytes) -> ReadBack:
    """A document of Word, without its footers."""
    read = ReadBack()
    document = docx.Document(BytesIO(content))
    for element in _elements(document.element.body):
        if element.tag == qn("w:tbl"):
            _read_table(Table(element, document), read)
        elif element.tag == qn("w:p"):
            _read_paragraph(Paragraph(element, document), read)
    for picture in document.element.body.iter(qn("wp:docPr")):
        sentence = picture.get("descr")
        read.pictures += [sentence] if sentence else []
        read.silent += not sentence
    return read


def _elements(body: "docx.oxml.xmlchemy.BaseOxmlElement") -> Iterator["docx.oxml.xmlchemy.BaseOxmlElement"]:
    """Paragraphs and tables, those inside a frame of content, as some programs put a list of contents, too."""
    for element in body:
        if element.tag == qn("w:sdt"):
            yield from _elements(element.find(qn("w:sdtContent")))
        else:
            yield element


def _read_table(table: Table, read: ReadBack) -> None:
    rows = [[cell.text for cell in _cells(table, row)] for row in table.rows]
    read.tables.append(rows)
    read.texts += [text for row in rows for cell in row for text in cell.split("\n") if text]


def _read_paragraph(paragraph: Paragraph, read: ReadBack) -> None:
    text = paragraph.text.replace("\t", " ").strip()
    if text:
        read.texts.append(text)
    style = paragraph.style.name if paragraph.style else ""
    if style.startswith("Heading "):
        read.headings.append((int(style.removeprefix("Heading ")), text))


def _cells(table: Table, row: "docx.table._Row") -> Iterator["docx.table._Cell"]:
    """The cells of a row, one that reaches over several columns once."""
    for cell in row._tr.tc_lst:
        yield docx.table._Cell(cell, table)


# --- PDF ----------------------------------------------------------------------------------------------


def read_pdf(content: bytes) -> ReadBack:
    """A tagged PDF by its structure, as a screen reader meets it. A head that a table repeats on its next page is read
    once, and the parts of a table are one."""
    pdf = open_pdf(content)
    read = ReadBack()
    texts = {page.obj.objgen: shown_in(page, letters_of(page)) for page in pdf.pages}
    _Structure(texts, read).walk(pdf.Root.StructTreeRoot.K, None)
    return read


@dataclass
class _Structure:
    texts: dict[tuple[int, int], dict[int, str]]
    read: ReadBack
    head: list[str] | None = None

    def walk(self, node: pikepdf.Object, page: pikepdf.Object | None) -> None:
        for each in _list(node):
            if isinstance(each, pikepdf.Dictionary):
                self._element(each, str(each.get("/S", ""))[1:], each.get("/Pg", page))

    def _element(self, each: pikepdf.Object, kind: str, page: pikepdf.Object | None) -> None:
        if kind == "Table":
            self._table(each, page)
        elif kind == "Figure":
            self._picture(each)
        elif kind == "Lbl" or "/K" not in each:  # the dot of a list
            return
        elif _holds_blocks(each):
            self.walk(each.K, page)
        else:
            self._text(kind, self.said(each, page))

    def said(self, node: pikepdf.Object, page: pikepdf.Object | None) -> str:
        """All words below, but those drawn in pictures."""
        return " ".join(" ".join(self._said(node, page)).split())

    def _said(self, node: pikepdf.Object, page: pikepdf.Object | None) -> Iterator[str]:
        for each in _list(node):
            if isinstance(each, int):
                assert page is not None
                yield self.texts[page.objgen].get(each, "")
            elif isinstance(each, pikepdf.Dictionary):
                if str(each.get("/S", "")) == "/Figure":
                    self._picture(each)
                elif str(each.get("/S", "")) != "/Lbl" and "/K" in each:
                    yield from self._said(each.K, each.get("/Pg", page))

    def _text(self, kind: str, text: str) -> None:
        if text:
            self.read.texts.append(text)
        if kind in ("H1", "H2", "H3", "H4", "H5", "H6"):
            self.read.headings.append((int(kind[1:]), text))

    def _picture(self, node: pikepdf.Object) -> None:
        sentence = str(node.get("/Alt", ""))
        self.read.pictures += [sentence] if sentence else []
        self.read.silent += not sentence

    def _table(self, node: pikepdf.Object, page: pikepdf.Object | None) -> None:
        rows = [self._row(row, page) for row in _rows(node)]
        captions = [self.said(each, page) for each in _list(node.K) if str(each.get("/S", "")) == "/Caption"]
        goes_on = not captions and self.head is not None and rows and rows[0] == self.head
        if goes_on:
            self.read.tables[-1] += rows[1:]
            rows = rows[1:]
        else:
            self.head = rows[0] if rows else None
            self.read.tables.append(list(rows))
        self.read.texts += [text for text in (*captions, *(cell for row in rows for cell in row)) if text]

    def _row(self, node: pikepdf.Object, page: pikepdf.Object | None) -> list[str]:
        return [self.said(cell, cell.get("/Pg", page)) for cell in _list(node.K) if "/S" in cell]


def _rows(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for each in _list(node.get("/K", [])):
        if isinstance(each, pikepdf.Dictionary):
            if str(each.get("/S", "")) == "/TR":
                yield each
            else:
                yield from _rows(each)


def _holds_blocks(node: pikepdf.Object) -> bool:
    elements = (
        each for each in _list(node.get("/K", [])) if isinstance(each, pikepdf.Dictionary) and "/S" in each
    )
    return any(str(each.S) not in INLINE or _holds_blocks(each) for each in elements)


def _list(node: object) -> list[pikepdf.Object]:
    return list(node) if isinstance(node, pikepdf.Array) else [node]  # type: ignore[list-item]


# --- HTML ---------------------------------------------------------------------------------------------


def read_html(page: str) -> ReadBack:
    """A page by its elements, without its style."""
    reader = _Page()
    reader.feed(page)
    reader.close()
    return reader.read


class _Page(HTMLParser):
    void = ("meta", "link", "br", "img", "input", "hr")

    def __init__(self) -> None:
        super().__init__()
        self.read = ReadBack()
        self.open: list[str] = []
        self.cells: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in ("svg", "img"):
            sentence = told.get("aria-label") or told.get("alt")
            self.read.pictures += [sentence] if sentence else []
            self.read.silent += not sentence
        if tag == "table":
            self.read.tables.append([])
        if tag == "tr":
            self.read.tables[-1].append([])
        if tag in ("td", "th"):
            self.read.tables[-1][-1].append("")
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.read.headings.append((int(tag[1]), ""))
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and "svg" in self.open and self.open[-1] in ("title", "desc"):
            self.read.pictures.append(text)  # a drawing with a title counts as silent as well
        if not text or {"style", "title", "svg"} & set(self.open):
            return
        self.read.texts.append(text)
        if {"td", "th"} & set(self.open):
            row = self.read.tables[-1][-1]
            row[-1] = f"{row[-1]} {text}".strip()
        if self.open[-1] in ("h1", "h2", "h3", "h4", "h5", "h6"):
            level, before = self.read.headings[-1]
            self.read.headings[-1] = (level, f"{before} {text}".strip())
