"""Which reports there are and in which formats each is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

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
    """How a kind is written. `for_anybody`: who reads it cannot be told beforehand, so it is made of public figures
    whatever level is asked for."""

    formats: tuple[Format, ...]
    for_anybody: bool = False

    def level(self, asked: Level) -> Level:
        """The level it is made at where `asked` is asked for."""
        return Level.PUBLIC if self.for_anybody else asked


_PAGES = (Format.HTML, Format.PDF, Format.DOCX)

OUTPUTS: Mapping[Kind, Output] = {
    Kind.FULL: Output(_PAGES),
    Kind.SUMMARY: Output(_PAGES),
    Kind.CHILDREN: Output(_PAGES, for_anybody=True),
    Kind.BOARD: Output(_PAGES, for_anybody=True),
    Kind.SLIDES: Output((Format.PPTX, Format.HTML, Format.PDF)),
    Kind.TABLES: Output((Format.XLSX, Format.EES, Format.SAV, Format.DTA, Format.PARQUET)),
    Kind.POSTER: Output((Format.HTML, Format.PDF), for_anybody=True),
    Kind.POSTCARD: Output((Format.HTML, Format.PDF), for_anybody=True),
    Kind.EASY_READ: Output(_PAGES, for_anybody=True),
}
