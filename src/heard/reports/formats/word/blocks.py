"""Each kind of block as paragraphs and tables of Word."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from heard.charts import draw, draw_band_key, draw_sample
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
    Tile,
    Tiles,
)
from heard.reports.formats.pictures import take_off
from heard.reports.formats.word.findings import write_asks, write_findings, write_flag
from heard.reports.formats.word.manuscript import Manuscript, height_of, place_of
from heard.reports.formats.word.markup import TAB, link, paragraph, run, written
from heard.reports.formats.word.pictured import (
    write_bars,
    write_cards,
    write_cover,
    write_lines,
    write_notes,
)
from heard.reports.formats.word.tables import write_indicators, write_table
from heard.reports.picture_blocks import Cover, PictureCards
from heard.reports.slide_blocks import BarChart, Lines, Notes

HEADINGS = ("Heading1", "Heading2", "Heading3", "Heading4")
# Pixels of the page, of which there are 96 to the inch: as wide as paper allows, or as the words beside leave room.
WIDE, BAR = 660, 40
METER_WIDE, METER_HIGH = 220, 21
SAMPLE, KEY, FUNNEL = 40, 14, 480


def write_blocks(blocks: Iterable[Block], depth: int, manuscript: Manuscript) -> str:
    """The blocks under a heading; headings of their own are of `depth`."""
    return "".join(write_block(block, depth, manuscript) for block in blocks)


def write_block(block: Block, depth: int, manuscript: Manuscript) -> str:  # noqa: PLR0911, PLR0912
    """One block, whole: what is one tap away on a screen stands open."""
    match block:
        case Paragraph():
            return written("Quiet" if block.quiet else "BodyText", block.text)
        case Passage():
            return written("CouncilName", block.source) + _each("CouncilWords", block.paragraphs)
        case Quotes():
            return "".join(written("Quote", each.words) + written("QuoteOf", each.of) for each in block.items)
        case Link():
            return paragraph("BodyText", link(place_of(block.target), run(block.words, "Hyperlink")))
        case Points():
            return _each("ListBullet", block.items)
        case Tiles():
            return "".join(_tile(tile, manuscript) for tile in block.tiles)
        case Call():
            said = (block.intro, *block.items) if block.intro else block.items
            return _called(block.title, depth) + _each("Call", said)
        case FindingList():
            return write_findings(block, manuscript)
        case AskList():
            return write_asks(block)
        case IndicatorTable():
            return write_indicators(block, manuscript)
        case BandChart():
            return "".join(_bands(block, depth, manuscript))
        case FunnelChart():
            return "".join(_funnel(block, depth, manuscript))
        case SimpleTable():
            return write_table(block)
        case Key():
            return "".join(_key_entry(sample.value, words, manuscript) for sample, words in block.entries)
        case FlagKey():
            return "".join(
                paragraph("Term", write_flag(tag, manuscript), keep=True) + written("Meaning", words)
                for tag, words in block.entries
            )
        case Terms():
            return "".join(
                written("Term", term, keep=True) + written("Meaning", meaning)
                for term, meaning in block.entries
            )
        case Contents():
            return _contents(block)
        case Details():
            return _heading(block.summary, depth) + write_blocks(block.blocks, depth + 1, manuscript)
        case PictureCards():
            return write_cards(block, manuscript)
        case Cover():
            return write_cover(block, manuscript)
        case Lines():
            return write_lines(block)
        case BarChart():
            return write_bars(block, _heading(block.plot.title, depth), manuscript)
        case Notes():
            return write_notes(block, _heading(block.title, depth))
        case _:
            assert_never(block)


def _each(style: str, texts: Iterable[str]) -> str:
    return "".join(written(style, text) for text in texts)


def _heading(text: str, depth: int, *content: str) -> str:
    return paragraph(HEADINGS[min(depth, len(HEADINGS)) - 1], *content, run(text), keep=True)


def _called(title: str, depth: int) -> str:
    """A heading beside the bar that sets the paragraphs below it apart."""
    bar = '<w:pBdr><w:left w:val="single" w:sz="48" w:space="10" w:color="FFC53D"/></w:pBdr>'
    style = HEADINGS[min(depth, len(HEADINGS)) - 1]
    return paragraph(style, run(title), keep=True, ahead=bar, after='<w:ind w:left="284" w:right="850"/>')


def _tile(tile: Tile, manuscript: Manuscript) -> str:
    said = [run(tile.label, "Strong"), run(tile.number, "Number"), run(tile.note)]
    if tile.meter:
        said.append(manuscript.show(take_off(draw(tile.meter)), METER_WIDE, METER_HIGH))
    return paragraph("Tile", TAB.join(said))


def _bands(block: BandChart, depth: int, manuscript: Manuscript) -> Iterator[str]:
    yield _heading(block.title, depth)
    yield paragraph("Chart", manuscript.show(take_off(draw(block.bands)), WIDE, BAR), keep=True)
    for tone, words in block.keys:
        square = manuscript.show(take_off(draw_band_key(tone)), KEY, KEY)
        yield paragraph("KeyEntry", square, TAB, run(words))


def _funnel(block: FunnelChart, depth: int, manuscript: Manuscript) -> Iterator[str]:
    picture = take_off(draw(block.plot))
    yield _heading(block.title, depth, manuscript.mark(block.key))
    yield written("Quiet", block.note, keep=True)
    yield written("BodyText", block.text, keep=True)
    yield paragraph("Chart", manuscript.show(picture, FUNNEL, height_of(picture, FUNNEL)))


def _key_entry(sample: str, words: str, manuscript: Manuscript) -> str:
    picture = take_off(draw_sample(sample))
    return paragraph(
        "KeyEntry", manuscript.show(picture, SAMPLE, height_of(picture, SAMPLE)), TAB, run(words)
    )


def _contents(block: Contents) -> str:
    """A field that Word fills with pages when it is asked to; its entries stand there, without pages, before."""
    entries = [link(place_of(key), run(title)) for key, title in block.entries]
    if not entries:
        return ""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    asked = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\h \\z \\u </w:instrText></w:r>'
    split, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end"))
    entries[0] = begin + asked + split + entries[0]
    entries[-1] += end
    return "".join(paragraph("TOC1", entry) for entry in entries)
