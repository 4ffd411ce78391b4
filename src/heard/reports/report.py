"""A Report: a full description of what is to be shown.

Everything a renderer needs is here, in order, rounded and protected. A renderer walks it; it orders, rounds and
hides nothing. Keys are unique in a report and may become anchors.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from heard.base.policy import Level
from heard.reports.blocks import Block


class Layout(StrEnum):
    """How a report is laid out: pages to read through, slides, or one of those for children and for walls."""

    PAGE = "page"
    SLIDES = "slides"
    YOUNGEST = "youngest"
    CHILDREN = "children"
    YOUNG_PEOPLE = "young_people"
    EASY_READ = "easy_read"
    POSTER = "poster"
    POSTER_FULL = "poster_full"  # with so much to say that it is set smaller
    POSTCARD = "postcard"


@dataclass(frozen=True, slots=True)
class Mark:
    """What must be known about the whole report before it is read. `strong` = it limits who may read on."""

    title: str
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what stands under it, and parts with headings of their own one step lower."""

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    parts: "tuple[Section, ...]" = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. `running` stands on every printed page. `closed_on`, the wave's last day, dates its files.
    `tab` is what a browser and a file call it, where its title is that of several."""

    language: str
    level: Level
    title: str
    kind: str
    lead: str
    running: str
    skip: str
    closed_on: date
    marks: tuple[Mark, ...] = ()
    sections: tuple[Section, ...] = ()
    layout: Layout = Layout.PAGE
    tab: str = ""

    @property
    def name(self) -> str:
        """What it is told apart by among others that are open."""
        return self.tab or self.title
