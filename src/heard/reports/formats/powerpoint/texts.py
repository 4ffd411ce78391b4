"""Any block as text for a slide: a few words set off, then the rest. Nothing is left out, ordered or rounded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import assert_never

from heard.charts import Direction
from heard.reports.blocks import (
    AskList,
    BandChart,
    Block,
    Call,
    Contents,
    Details,
    FindingList,
    FlagKey,
    FunnelChart,
    IndicatorTable,
    Key,
    Link,
    Paragraph,
    Passage,
    Points,
    Quotes,
    SimpleTable,
    Terms,
    Tiles,
)
from heard.reports.picture_blocks import Cover, PictureCards
from heard.reports.saying import NOTHING
from heard.reports.slide_blocks import BarChart, Lines, Notes

POINTED = 1  # the level of a list's points, which have a mark before them


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of a slide: `lead` stands above it in bold, in the colour of its direction, `tail` quietly below."""

    words: str
    lead: str = ""
    tail: str = ""
    level: int = 0
    quiet: bool = False
    direction: Direction = Direction.NONE

    @property
    def whole(self) -> str:
        """All that is read."""
        return "\n".join(filter(None, (self.lead, self.words, self.tail)))


def texts_of(block: Block) -> Iterator[Text]:
    """What a block says; nothing of notes, which stand beside the slide, and of ways to other places."""
    match block:
        case Notes() | Link():
            return iter(())
        case Paragraph() | Passage() | Quotes() | Call() | Lines() | Points() | Details():
            return _written(block)
        case Tiles() | FindingList() | AskList() | Key() | FlagKey() | Terms() | Contents():
            return _listed(block)
        case IndicatorTable() | SimpleTable() | BandChart() | FunnelChart() | BarChart():
            return _drawn(block)
        case PictureCards():
            return (Text(card.text, tail=card.note) for card in block.cards)
        case Cover():
            return iter((Text(NOTHING, lead=block.text),))
        case _:
            assert_never(block)


def _written(block: Paragraph | Passage | Quotes | Call | Lines | Points | Details) -> Iterator[Text]:
    match block:
        case Paragraph():
            yield Text(block.text, quiet=block.quiet)
        case Passage():
            yield Text(NOTHING, lead=block.source)
            yield from map(Text, block.paragraphs)
        case Quotes():
            yield from (Text(quote.words, tail=quote.of) for quote in block.items)
        case Lines():
            yield from (Text(line.text, line.lead, direction=line.direction) for line in block.items)
        case Points():
            yield from _points(block.items)
        case Call():
            yield Text(block.intro, lead=block.title)
            yield from _points(block.items)
        case Details():
            yield Text(NOTHING, lead=block.summary)
            yield from chain.from_iterable(map(texts_of, block.blocks))
        case _:
            assert_never(block)


def _points(items: Iterable[str]) -> Iterator[Text]:
    return (Text(item, level=POINTED) for item in items)


def _listed(
    block: Tiles | FindingList | AskList | Key | FlagKey | Terms | Contents,
) -> Iterator[Text]:
    match block:
        case Contents():
            yield from _points(title for _, title in block.entries)
        case Tiles():
            yield from (Text(f"{tile.number} {tile.note}", lead=tile.label) for tile in block.tiles)
        case FindingList():
            for item in block.items:
                for reading in (item.first, *item.also):
                    yield Text(reading.text, lead=reading.tag.words, direction=reading.tag.direction)
        case AskList():
            yield from (Text(" ".join(item.lines), lead=item.link) for item in block.items)
        case Key():
            yield from _points(words for _, words in block.entries)
        case FlagKey():
            yield from (Text(words, lead=tag.words, direction=tag.direction) for tag, words in block.entries)
        case Terms():
            yield from (Text(meaning, lead=term) for term, meaning in block.entries)
        case _:
            assert_never(block)


def _drawn(block: IndicatorTable | SimpleTable | BandChart | FunnelChart | BarChart) -> Iterator[Text]:
    match block:
        case SimpleTable():
            yield Text(NOTHING, lead=block.caption)
            titles = [column.title for column in block.columns[1:]]
            yield from (Text(_cells(titles, row[1:]), lead=row[0]) for row in block.rows)
        case IndicatorTable():
            yield from _indicators(block)
        case BandChart():
            yield Text(NOTHING, lead=block.title)
            yield from _points(words for _, words in block.keys)
        case FunnelChart():
            yield Text(block.text, lead=block.title)
        case BarChart():
            yield Text(block.plot.description, lead=block.plot.title)
        case _:
            assert_never(block)


def _indicators(table: IndicatorTable) -> Iterator[Text]:
    titles = [column.title for column in table.columns[1:6]]
    for group in table.groups:
        yield Text(group.note, lead=group.title)
        for row in group.rows:
            cells = (row.share, row.answered, row.others, row.population, row.previous)
            flags = ", ".join(tag.words for tag in row.tags)
            said = "; ".join(filter(None, (row.note, _cells(titles, cells), flags)))
            yield Text(f"{row.survey}. {said}", level=POINTED)


def _cells(titles: Iterable[str], cells: Iterable[str]) -> str:
    """Each cell after its column's title; those in which nothing stands are left out, as in the table."""
    return "; ".join(f"{title}: {cell}" for title, cell in zip(titles, cells, strict=True) if cell)
