"""A Report walked by hand: all that it says, in the order in which it is read, and the numbers in it.

Renderers are held against this. It knows blocks and nothing of formats; what it does not know it takes field by field.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum

from heard.charts import StackedBands
from heard.reports import Report
from heard.reports.blocks import (
    AskList,
    BandChart,
    Block,
    Call,
    Contents,
    Details,
    FindingItem,
    FindingList,
    IndicatorRow,
    IndicatorTable,
    Passage,
    SimpleTable,
)
from heard.reports.picture_blocks import PictureCards
from heard.reports.report import Section

EMPTY = "–"  # what renderers draw in a cell where there is no such figure
NUMBER = re.compile(r"[+−-]?\d[\d,]*(?:\.\d+)?")
NUMBERED = 6  # columns of a table of indicators; flags and picture follow
NOT_SAID = ("key", "target", "language", "level", "skip", "fold_words", "running")


def texts_of(report: Report, *, ways: bool = True) -> list[str]:
    """Every text that is not empty, one for each paragraph or cell or part of one. Without `ways` no links from a
    finding to its figures and no list of contents."""
    head = [report.kind, report.title, report.lead]
    head += [text for mark in report.marks for text in (f"{mark.title}.", mark.text)]
    said = (text for section in report.sections for text in _of_section(section, ways))
    return [text for text in (*head, *said) if text]


def sentences_of(report: Report) -> list[str]:
    """What the pictures say, one for each picture that is not silent."""
    return [text for section in report.sections for text in _sentences(section)]


def words_of(texts: Iterable[str]) -> list[str]:
    """Words and numbers as they stand between spaces."""
    return " ".join(texts).split()


def numbers_of(texts: Iterable[str]) -> Counter[str]:
    """How often each number is said."""
    return Counter(number.rstrip(",") for text in texts for number in NUMBER.findall(text))


def tables_of(report: Report) -> list[list[list[str]]]:
    """Every table of the report: its head, then its rows, as the words of their cells."""
    return [rows for block in _blocks_of(report) if (rows := _rows(block))]


def _rows(block: Block) -> list[list[str]]:
    match block:
        case SimpleTable():
            return [[column.title for column in block.columns], *([*row] for row in block.rows)]
        case IndicatorTable():
            groups = (
                [[" ".join(filter(None, (group.title, group.note)))], *(_cells(row) for row in group.rows)]
                for group in block.groups
            )
            return [[column.title for column in block.columns], *(row for group in groups for row in group)]
    return []


def _cells(row: IndicatorRow) -> list[str]:
    asked = " ".join(filter(None, (row.survey, row.note)))
    flags = " ".join(tag.words for tag in row.tags)
    return [asked, row.share, row.answered, row.others, row.population, row.previous, flags, ""]


def _blocks_of(report: Report) -> Iterator[Block]:
    stack: list[Section | Block] = [*report.sections]
    while stack:
        first = stack.pop(0)
        if isinstance(first, Section):
            stack = [*first.blocks, *first.parts, *stack]
            continue
        yield first
        if isinstance(first, Details):
            stack = [*first.blocks, *stack]


def _of_section(section: Section, ways: bool) -> Iterator[str]:
    yield section.title
    for block in section.blocks:
        yield from _of_block(block, ways)
    for part in section.parts:
        yield from _of_section(part, ways)


def _of_block(block: Block, ways: bool) -> Iterator[str]:  # noqa: PLR0912  # a case for each order that is not the fields'
    match block:
        case Passage():
            yield from (block.source, *block.paragraphs)
        case Call():
            yield from (block.title, block.intro, *block.items)
        case FindingList():
            for item in block.items:
                yield from _of_finding(item, compact=block.compact, ways=ways)
        case AskList():
            for ask in block.items:
                yield from (ask.link, *ask.lines)
        case SimpleTable() | IndicatorTable():
            yield block.caption
            shown = NUMBERED if isinstance(block, IndicatorTable) else len(block.columns)
            for row in _rows(block):
                yield from (text or (EMPTY if place < shown else "") for place, text in enumerate(row))
        case BandChart():
            yield from (block.title, *(words for _, words in block.keys))
        case Contents():
            yield from (title for _, title in block.entries if ways)
        case PictureCards():
            yield from (text for card in block.cards for text in (card.text, card.note))
        case Details():
            yield block.summary
            for inner in block.blocks:
                yield from _of_block(inner, ways)
        case _:
            yield from _of_fields(block)


def _of_finding(item: FindingItem, *, compact: bool, ways: bool) -> Iterator[str]:
    flags = item.tags if compact else (item.first.tag,)
    yield from (tag.words for tag in flags)
    yield item.link if ways else ""
    yield item.first.text
    if not compact:
        for reading in item.also:
            yield from (reading.tag.words, reading.text)
        yield item.caption if item.picture else ""


def _of_fields(value: object) -> Iterator[str]:
    """Every text of a value but what is no text for readers, and what pictures say."""
    if isinstance(value, str):
        if not isinstance(value, StrEnum):
            yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _of_fields(each)
    elif is_dataclass(value) and not hasattr(value, "sentence"):
        for each in fields(value):
            if each.name not in NOT_SAID:
                yield from _of_fields(getattr(value, each.name))


def _sentences(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for each in value:
            yield from _sentences(each)
    elif isinstance(value, FindingList) and value.compact:
        return
    elif is_dataclass(value) and not isinstance(value, StackedBands):
        sentence = getattr(value, "sentence", "")
        if sentence:
            yield sentence
        for each in fields(value):
            yield from _sentences(getattr(value, each.name))
