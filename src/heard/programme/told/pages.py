"""A page that was told, read as anybody reads it: every text, with the mark that says what it is.

Everything is read: titles, what a screen reader says in place of a picture, comments in the source, what is hidden. A
mark only says what a text claims to be; whether it is that is checked (`marks`, `bearing`). What shows something that
no reader of text can see, such as a picture, is named in `unread`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from html.parser import HTMLParser

ENGLISH = "en"
MARKED = "…"  # what stands for a marked text in the text around it
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q",
    "s", "small", "span", "strong", "sub", "sup", "time", "u",
))  # fmt: skip
UNREADABLE = frozenset((
    "applet", "audio", "canvas", "embed", "frame", "iframe", "image", "img", "math", "object", "picture", "portal",
    "video",
))  # fmt: skip
SAID_ALOUD = ("alt", "title", "aria-label", "aria-description", "aria-valuetext", "aria-roledescription",
              "aria-placeholder", "placeholder", "label", "summary", "value", "srcdoc")  # fmt: skip
NOT_SAID = (
    "viewport",
    "robots",
    "color-scheme",
    "theme-color",
    "generator",
)  # kinds of `meta` that say nothing
WRITES = re.compile(r"content\s*:|url\s*\(", re.IGNORECASE)  # a style that puts words or pictures on a page


class MarkKind(StrEnum):
    """What a text claims to be, by the attribute that claims it."""

    FINDING = "data-finding"  # the sentence of a finding, by its key
    WAVE = "data-wave"  # the key of a wave
    AGES = "data-ages"  # whom a survey asked
    VERDICT = "data-verdict"  # what children say to an answer, in tenths
    ADDRESS = "data-address"  # where a page can be read
    DAY = "datetime"  # a day, of `time`
    PHONE = "href"  # a number to ring, of `a`


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark and its value."""

    kind: MarkKind
    value: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with what it claims to be, or of no mark: then one block of the page, with MARKED for what is marked."""

    text: str
    language: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """`told`: of which council and wave it says it tells, "area/wave", as often as it says so."""

    name: str
    passages: tuple[Passage, ...]
    told: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def read_page(name: str, text: str) -> Page:
    """An HTML page."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.end()
    return Page(name, tuple(reader.passages), tuple(reader.told), tuple(dict.fromkeys(reader.unread)))


def read_text(name: str, text: str) -> Page:
    """A text without marks, paragraph by paragraph."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return Page(name, tuple(Passage(part, ENGLISH) for part in parts if part))


@dataclass
class _Element:
    """An open element: `pieces` are its own texts, where it has a mark or begins a block."""

    tag: str
    language: str
    mark: Mark | None
    is_block: bool
    pieces: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Walks the page once; what is left open at its end is closed there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[Passage] = []
        self.told: list[str] = []
        self.unread: list[str] = []
        self._open = [_Element("", ENGLISH, None, is_block=True)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in what the element says of itself, and open it."""
        given = {name: value or "" for name, value in attrs}
        above = self._open[-1]
        language = given.get("lang") or above.language
        is_block = tag not in INLINE
        if "data-told" in given:
            self.told.append(given["data-told"])
        self.unread += _list_unread(tag, given)
        self.passages += [Passage(text, language) for text in _said_aloud(tag, given)]
        if tag == "br" or (is_block and tag in VOID):
            self._say(" ")
        if tag not in VOID:
            self._open.append(_Element(tag, language, _find_mark(tag, given), is_block))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Of a drawing; in HTML the stroke at the end of any other closes nothing."""
        self.handle_starttag(tag, attrs)
        if tag in ("use", "path", "circle", "rect", "ellipse", "line", "polygon", "polyline", "stop", "g"):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest of that name with all inside it; one that was never opened ends nothing."""
        if any(each.tag == tag for each in self._open[1:]):
            while self._close().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Text; of a script or a style, what cannot be read."""
        tag = self._open[-1].tag
        if tag == "script" and data.strip():
            self.unread.append("a script that stands in the page: it may write anything")
        elif tag == "style" and WRITES.search(data):
            self.unread.append("a style that puts words or pictures on the page")
        elif tag not in ("script", "style"):
            self._say(data)

    def handle_comment(self, data: str) -> None:
        """Whoever reads the source reads it."""
        self._passage(data, self._open[-1].language, None)

    def unknown_decl(self, data: str) -> None:
        """As a comment."""
        self.handle_comment(data)

    def handle_pi(self, data: str) -> None:
        """As a comment."""
        self.handle_comment(data)

    def end(self) -> None:
        """Close what is open."""
        while self._open:
            self._close()

    def _say(self, text: str) -> None:
        """To the nearest that is marked, or else to the nearest block."""
        self._owner().pieces.append(text)

    def _owner(self) -> _Element:
        marked = next((each for each in self._open if each.mark), None)
        return marked or next(each for each in reversed(self._open) if each.is_block)

    def _close(self) -> _Element:
        closed = self._open.pop()
        if closed.mark and not any(each.mark for each in self._open):
            self._passage("".join(closed.pieces), closed.language, closed.mark)
            if self._open:
                self._say(f"{MARKED}" if not closed.is_block else f" {MARKED} ")
        elif closed.is_block and not closed.mark:
            self._passage("".join(closed.pieces), closed.language, None)
            if self._open and self._owner().mark:
                self._say(" ")
        return closed

    def _passage(self, text: str, language: str, mark: Mark | None) -> None:
        flat = " ".join(text.split())
        if flat or mark:
            self.passages.append(Passage(flat, language, mark))


def _find_mark(tag: str, given: dict[str, str]) -> Mark | None:
    for kind in MarkKind:
        if kind.value not in given or (kind is MarkKind.DAY and tag != "time"):
            continue
        value = given[kind.value]
        if kind is MarkKind.PHONE and not (tag == "a" and value.startswith("tel:")):
            continue
        return Mark(kind, value)
    return None


def _list_unread(tag: str, given: dict[str, str]) -> Iterator[str]:
    if tag in UNREADABLE:
        yield f"a picture or another page in it ({tag})"
    if WRITES.search(given.get("style", "")):
        yield "a style that puts words or pictures on the page"
    if any(name.startswith("on") for name in given):
        yield "a script that stands in the page: it may write anything"


def _said_aloud(tag: str, given: dict[str, str]) -> Iterator[str]:
    """What the element's attributes say to somebody."""
    names = [name for name in SAID_ALOUD if given.get(name)]
    if tag == "meta" and given.get("name", "") not in NOT_SAID:
        names += ["content"] if given.get("content") and "http-equiv" not in given else []
    yield from (" ".join(given[name].split()) for name in names)
