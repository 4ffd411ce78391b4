"""Which reports there are and in which formats each is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from heard.base.outputs import LEVEL_OF
from heard.base.outputs import Output as Reading
from heard.base.policy import Level


class Kind(StrEnum):
    """A report for a kind of reader. `board` is the committee paper, `tables` the figures for analysts."""

    FULL = "full"
    SUMMARY = "summary"
    CHILDREN = "children"
    BOARD = "board"
    SLIDES = "slides"
    TABLES = "tables"
    POSTER = "poster"
    POSTCARD = "postcard"
    EASY_READ = "easy_read"


class Format(StrEnum):
    """A file format, named as users name it. `ees`: the tidy CSV and its metadata of Explore Education Statistics."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    PPTX = "pptx"
    XLSX = "xlsx"
    EES = "ees"
    SAV = "sav"
    DTA = "dta"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Output:
    """How a kind is written. `reading`: which of the outputs it is, and so whose."""

    reading: Reading
    formats: tuple[Format, ...]

    def level(self, asked: Level) -> Level:
        """The level it is made at where `asked` is asked for: what anybody may read is made of public figures."""
        return Level.PUBLIC if LEVEL_OF[self.reading] is Level.PUBLIC else asked


_PAGES = (Format.HTML, Format.PDF, Format.DOCX)
_SHEETS = (Format.HTML, Format.PDF)
_DATA = (Format.XLSX, Format.EES, Format.SAV, Format.DTA, Format.PARQUET)

OUTPUTS: Mapping[Kind, Output] = {
    Kind.FULL: Output(Reading.FULL_REPORT, _PAGES),
    Kind.SUMMARY: Output(Reading.SUMMARY, _PAGES),
    Kind.CHILDREN: Output(Reading.CHILDREN, _PAGES),
    Kind.BOARD: Output(Reading.COMMITTEE_PAPER, _PAGES),
    Kind.SLIDES: Output(Reading.SLIDES, (Format.PPTX, *_SHEETS)),
    Kind.TABLES: Output(Reading.TABLES, _DATA),
    Kind.POSTER: Output(Reading.CHILDREN, _SHEETS),
    Kind.POSTCARD: Output(Reading.CHILDREN, _SHEETS),
    Kind.EASY_READ: Output(Reading.CHILDREN, _PAGES),
}
