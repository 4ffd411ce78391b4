"""The pages for children of made-up material, and what stands on them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import polars as pl

from heard.base.surveys import Survey
from heard.disclosure import ProtectedTables
from heard.reports import Material, Report
from heard.reports.blocks import Block, Passage, Quotes
from heard.reports.kinds.children import build_children
from heard.reports.kinds.easy_read import build_easy_read
from heard.reports.kinds.postcard import build_postcard
from heard.reports.kinds.poster import build_poster
from heard.reports.picture_blocks import PictureCard, PictureCards
from heard.reports.report import Section

EMPTIED = ("count", "base", "share", "low", "high", "level_flag")


def every_page(material: Material) -> Mapping[str, Report]:
    """All that is made for children, for anybody and for walls."""
    return {
        **{f"children {survey}": build_children(material, survey) for survey in Survey},
        "easy read": build_easy_read(material),
        "poster": build_poster(material),
        "postcard": build_postcard(material),
    }


def with_nothing_told(tables: ProtectedTables) -> ProtectedTables:
    """The tables of a council of which nothing may be told."""
    everything = pl.lit(value=True)
    return replace(
        with_hidden(tables, everything),
        comparisons=tables.comparisons.clear(),
        participation=tables.participation.with_columns(
            symbol=pl.lit("c"),
            respondents=pl.lit(None, dtype=tables.participation.schema["respondents"]),
        ),
    )


def with_hidden(tables: ProtectedTables, where: pl.Expr) -> ProtectedTables:
    """The tables with the estimates hidden and emptied that `where` names."""
    emptied = {name: pl.when(where).then(None).otherwise(name) for name in EMPTIED}
    symbol = pl.when(where).then(pl.lit("c")).otherwise("symbol")
    return replace(tables, estimates=tables.estimates.with_columns(**emptied, symbol=symbol))


def blocks_of(report: Report) -> Iterator[Block]:
    """Every block of a report, in order."""
    for section in report.sections:
        yield from _inside(section)


def _inside(section: Section) -> Iterator[Block]:
    yield from section.blocks
    for part in section.parts:
        yield from _inside(part)


def cards_of(report: Report) -> tuple[PictureCard, ...]:
    """Every card of a report."""
    return tuple(
        card for block in blocks_of(report) if isinstance(block, PictureCards) for card in block.cards
    )


def our_words(report: Report) -> list[str]:
    """What we say on a page: not the council's words, and not what children wrote."""
    texts = [report.kind, report.title, report.lead, *(mark.text for mark in report.marks)]
    texts += [title for section in report.sections for title in _titles(section)]
    for block in blocks_of(report):
        if isinstance(block, PictureCards):
            texts += [text for card in block.cards for text in (card.text, card.note)]
        elif isinstance(block, Passage):
            texts.append(block.source)
        elif not isinstance(block, Quotes):
            texts += [block.text] if hasattr(block, "text") else list(getattr(block, "items", ()))
    return list(dict.fromkeys(text for text in texts if text))


def _titles(section: Section) -> Iterator[str]:
    yield section.title
    for part in section.parts:
        yield from _titles(part)
