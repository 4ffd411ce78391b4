"""Blocks: what a report is made of, in words and figures already; one kind for each way of showing."""

from dataclasses import dataclass
from enum import StrEnum

from heard.charts import (
    BandInterval,
    BandTone,
    Certainty,
    ChangeArrow,
    Direction,
    DotInterval,
    FunnelPlot,
    Meter,
    StackedBands,
)
from heard.reports.picture_blocks import Cover, PictureCards
from heard.reports.slide_blocks import BarChart, Lines, Notes

Interval = DotInterval | BandInterval


class Sample(StrEnum):
    """A part of the row picture that a key explains."""

    DOT = "dot"
    POSSIBLE = "possible"
    CANNOT_TELL = "cannot_tell"
    LINE = "line"
    OTHERS = "others"
    POPULATION = "population"
    BAND = "band"


@dataclass(frozen=True, slots=True)
class Tag:
    """A flag in words; its shape follows from certainty and direction. `certainty` None = not compared."""

    words: str
    certainty: Certainty | None
    direction: Direction


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `quiet` = second text."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """The council's own words, told apart from what is worked out. `source`: whose they are."""

    paragraphs: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote, made safe. `of`: the ages it is of."""

    words: str
    of: str


@dataclass(frozen=True, slots=True)
class Quotes:
    """What children wrote, chosen by hand."""

    items: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """The way to another place of the report: `target` is its key."""

    words: str
    target: str


@dataclass(frozen=True, slots=True)
class Points:
    """A list of short statements."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """One number to see from afar, and what it is of."""

    label: str
    number: str
    note: str
    meter: Meter | None = None


@dataclass(frozen=True, slots=True)
class Tiles:
    """Tiles side by side."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """Something to notice, apart from the running text."""

    title: str
    items: tuple[str, ...]
    intro: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One flag of a figure, and what it says."""

    tag: Tag
    text: str


@dataclass(frozen=True, slots=True)
class FindingItem:
    """What one figure shows: the first flag's whole sentence, then what others add to it (`also`).

    `target` is the key of its figures; empty where they are not in this report: then `link` only names the question.
    `caption` says what the dot of the picture is the share of.
    """

    first: Reading
    also: tuple[Reading, ...]
    picture: Interval | None
    caption: str
    link: str
    target: str

    @property
    def tags(self) -> tuple[Tag, ...]:
        """The flags of the figure, each once: beside the others and beside the neighbours it may be the same."""
        return tuple(dict.fromkeys(reading.tag for reading in (self.first, *self.also)))


@dataclass(frozen=True, slots=True)
class FindingList:
    """Findings in order of importance. What follows the first `open_count` is folded under `fold_words`.

    `compact`: without pictures and cards; of what other flags add, the flags alone.
    """

    items: tuple[FindingItem, ...]
    open_count: int
    fold_words: str
    compact: bool = False


@dataclass(frozen=True, slots=True)
class AskItem:
    """Something worth asking: what they said (`link`, whose figures stand at `target`, empty where they are not in
    this report), and of whom and why."""

    link: str
    target: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskList:
    """What follows the first `open_count` is folded under `fold_words`."""

    items: tuple[AskItem, ...]
    open_count: int
    fold_words: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `number` columns stand to the right.

    A `titled` column's title stands beside its cells where there is no room for columns; the others say it
    themselves.
    """

    title: str
    number: bool = False
    titled: bool = True


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One survey's answer to an indicator. `note` says who was asked, or how this survey puts it."""

    key: str
    survey: str
    together: bool
    note: str
    share: str
    answered: str
    others: str
    population: str
    previous: str
    change: ChangeArrow | None
    tags: tuple[Tag, ...]
    picture: Interval | None


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    """An indicator with its rows, youngest first, surveys taken together last."""

    key: str
    title: str
    note: str
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """The dot-and-interval table of a domain; its last column is the picture, headed by the scale."""

    caption: str
    columns: tuple[Column, ...]
    groups: tuple[IndicatorGroup, ...]


@dataclass(frozen=True, slots=True)
class BandChart:
    """A whole in parts: the bar, and its key with the numbers in words."""

    title: str
    bands: StackedBands
    keys: tuple[tuple[BandTone, str], ...]


@dataclass(frozen=True, slots=True)
class FunnelChart:
    """Every council by its answers and its share. `key` may become an anchor."""

    key: str
    title: str
    note: str
    text: str
    plot: FunnelPlot


@dataclass(frozen=True, slots=True)
class SimpleTable:
    """A table of words; the first cell of each row is its heading. `worded`: it holds sentences to be read."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    worded: bool = False

    @property
    def naming(self) -> int:
        """How many of its first columns say what a row is of: those before the numbers, one where there are none."""
        return next((place for place, column in enumerate(self.columns) if column.number), 1) or 1


@dataclass(frozen=True, slots=True)
class Key:
    """How to read the row picture: each part beside its words."""

    entries: tuple[tuple[Sample, str], ...]


@dataclass(frozen=True, slots=True)
class FlagKey:
    """How to read the flags: each flag beside its words."""

    entries: tuple[tuple[Tag, str], ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """Words and what they mean."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of sections, one tap from each."""

    title: str
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Details:
    """What is one tap away on a screen and open on paper."""

    summary: str
    blocks: "tuple[Block, ...]"


Block = (
    Paragraph
    | Passage
    | Quotes
    | Link
    | Points
    | Tiles
    | Call
    | FindingList
    | AskList
    | IndicatorTable
    | BandChart
    | FunnelChart
    | SimpleTable
    | Key
    | FlagKey
    | Terms
    | Contents
    | Details
    | BarChart
    | Lines
    | Notes
    | PictureCards
    | Cover
)
