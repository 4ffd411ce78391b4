"""The XML form of the SSDA903 return → the same tables as its CSV files; a row's number is its line in the file.

Whatever element holds a HEADER or an EPISODE is a child, so it does not matter how deep they stand. No entity that a
file declares is unfolded: such a file is refused.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from heard.base.errors import InputProblems
from heard.base.problems import Problem
from heard.cohort.returns.given import GivenFile
from heard.cohort.returns.grids import UTF_16
from heard.cohort.returns.layouts import Kind
from heard.cohort.returns.tables import Row, Table
from heard.dataset.headers import empty_file
from heard.dataset.tally import Tally

HEADER, EPISODE, ADOPTION = "HEADER", "EPISODE", "AD_PLACED"
OF_EPISODE = {
    "DECOM": "began",
    "DEC": "ended",
    "LS": "legal",
    "PL": "placement",
    "PLACE": "placement",
    "RNE": "why_began",
    "REC": "why_ended",
}
OF_ADOPTION = {"DATE_PLACED": "placed", "DATE_PLACED_CEASED": "placed_ended"}
OF_CHILD = {
    "CHILDID": "child",
    "CHILD": "child",
    "DOB": "born",
    "SEX": "gender",
    "ETHNIC": "ethnicity",
    "UASC": "uasc",
    "DUC": "duc",
    "IN_TOUCH": "in_touch",
}
NAMES = {"child": "CHILDID", "born": "DOB", "gender": "SEX", "ethnicity": "ETHNIC", "in_touch": "IN_TOUCH"}
NAMES_OF_EPISODE = {"child": "CHILDID", "placement": "PL"} | {
    field: tag for tag, field in OF_EPISODE.items() if field != "placement"
}
NAMES_OF_ADOPTION = {"child": "CHILDID"} | {field: tag for tag, field in OF_ADOPTION.items()}
OTHER_ENCODING = re.compile(rb"""encoding=["'](?!utf-8)""", re.IGNORECASE)
NO = frozenset({"", "0", "N", "NO", "FALSE"})


@dataclass(slots=True, repr=False)
class _Group:
    """An element with fields of its own: an episode, or a placement for adoption."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, repr=False)
class _Child:
    line: int
    cells: dict[str, str] = field(default_factory=dict)
    episodes: list[_Group] = field(default_factory=list)
    adoptions: list[_Group] = field(default_factory=list)


def read_xml(file: GivenFile, tally: Tally) -> tuple[Table, ...]:
    """Header, episodes and what else of the return is needed. InputProblems where the file is no such return."""
    raw = file.content
    if not raw.strip():
        raise empty_file(file.name)
    encoding = None if _says_its_encoding(raw) else "windows-1252"
    if encoding:
        tally.warn(
            file.name, "is not saved as UTF-8 and was read as Windows-1252. Look at letters with accents."
        )
    children = _Reading(file.name, encoding).read(raw)
    if not children:
        message = "holds no HEADER and no EPISODE: it is not an SSDA903 return."
        raise InputProblems([Problem(file.name, message)])
    return _tables(file.name, children)


class _Reading:
    """One pass over the file: open elements on a stack, and the child each of them belongs to."""

    def __init__(self, file: str, encoding: str | None) -> None:
        self._file = file
        self._parser = expat.ParserCreate(encoding)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = self._entity
        self._parser.buffer_text = True
        self._tags: list[str] = []
        self._texts: list[str] = []
        self._lines: list[int] = []
        self._children: dict[int, _Child] = {}
        self._serials: list[int] = []
        self._serial = 0
        self._leaf = False

    def read(self, raw: bytes) -> Sequence[_Child]:
        try:
            self._parser.Parse(raw, True)
        except expat.ExpatError as error:
            message = "the XML is broken from this line on. Export the return again."
            raise InputProblems([Problem(self._file, message, rows=(error.lineno,))]) from None
        return list(self._children.values())

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        del attributes
        name = tag.rpartition(":")[2].upper()
        self._serial += 1
        line = self._parser.CurrentLineNumber
        if self._tags and name in (HEADER, EPISODE):
            self._children.setdefault(self._serials[-1], _Child(self._lines[-1]))
        child = self._child()
        if child and name == EPISODE:
            child.episodes.append(_Group(line))
        if child and name == ADOPTION:
            child.adoptions.append(_Group(line))
        self._tags.append(name)
        self._serials.append(self._serial)
        self._lines.append(line)
        self._texts.append("")
        self._leaf = True

    def _text(self, text: str) -> None:
        if self._texts:
            self._texts[-1] += text

    def _end(self, tag: str) -> None:
        del tag
        name, text = self._tags.pop(), self._texts.pop().strip()
        self._serials.pop()
        self._lines.pop()
        child = self._child()
        if child and self._leaf and text:
            self._keep(child, name, text)
        self._leaf = False

    def _keep(self, child: _Child, name: str, text: str) -> None:
        if EPISODE in self._tags and child.episodes:
            if name in OF_EPISODE:
                child.episodes[-1].cells[OF_EPISODE[name]] = text
        elif ADOPTION in self._tags and child.adoptions:
            if name in OF_ADOPTION:
                child.adoptions[-1].cells[OF_ADOPTION[name]] = text
        elif name in OF_CHILD:
            child.cells.setdefault(OF_CHILD[name], text)

    def _child(self) -> _Child | None:
        return next(
            (self._children[each] for each in reversed(self._serials) if each in self._children), None
        )

    def _entity(self, *_: object) -> None:
        message = "the XML declares entities, which no return does. Export the return again."
        raise InputProblems([Problem(self._file, message)])


def _tables(file: str, children: Sequence[_Child]) -> tuple[Table, ...]:
    episodes = [_with_id(child, group) for child in children for group in child.episodes]
    adoptions = [_with_id(child, group) for child in children for group in child.adoptions]
    tables = [
        Table(Kind.HEADER, file, NAMES, tuple(Row(one.line, one.cells) for one in children)),
        Table(Kind.EPISODES, file, NAMES_OF_EPISODE, tuple(episodes)),
        Table(Kind.ADOPTION, file, NAMES_OF_ADOPTION, tuple(adoptions)),
    ]
    if any("uasc" in one.cells or "duc" in one.cells for one in children):
        alone = [one for one in children if one.cells.get("uasc", "").upper() not in NO or "duc" in one.cells]
        rows = tuple(Row(one.line, one.cells) for one in alone)
        tables.append(Table(Kind.UNACCOMPANIED, file, NAMES, rows))
    leavers = tuple(Row(one.line, one.cells) for one in children if "in_touch" in one.cells)
    if leavers:
        tables.append(Table(Kind.LEAVERS, file, NAMES, leavers))
    return tuple(tables)


def _with_id(child: _Child, group: _Group) -> Row:
    return Row(group.line, {"child": child.cells.get("child", ""), **group.cells})


def _says_its_encoding(raw: bytes) -> bool:
    """Whether it is in UTF-8, in UTF-16 with its mark, or declares that it is in neither."""
    if raw.startswith(UTF_16) or OTHER_ENCODING.search(raw[:200]):
        return True
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
