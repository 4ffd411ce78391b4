"""Reports to be written: the whole one, one with a part of each kind for what is slow, and one that is hostile."""

from dataclasses import replace

import pytest

from heard.reports import Report
from heard.reports.blocks import (
    AskItem,
    AskList,
    Block,
    Call,
    Column,
    Contents,
    Details,
    Paragraph,
    Passage,
    Points,
    Quote,
    Quotes,
    SimpleTable,
    Terms,
    Tile,
    Tiles,
)
from heard.reports.report import Section

FEW_SECTIONS = ("glance", "contents", "answered", "wellbeing", "changes", "wrote", "answer", "method")
ENDLESS = "x" * 10_000
ILLEGAL = "a\x00\x01\x08\x0b\x1b[31mb \ufffe\ud800c\td\ne"
HOSTILE = (
    ENDLESS,
    "😀👩‍👩‍👧🏽🏳️‍🌈",
    "ሰላም እንዴት ነህ",
    "مرحبا I am بخير 12 اليوم",
    "<script>alert(1)</script> <b>x</b> & \"q\" 'r'",
    "=1+1",
    ILLEGAL,
    "",
    "{{body}} {0} \\1",
    "a\u202etxet",
)


@pytest.fixture(scope="session")
def short(report: Report) -> Report:
    """A few sections of the report, which have nearly every kind of block; the list of contents is of them."""
    chosen = [section for section in report.sections if section.key in FEW_SECTIONS]
    listed = tuple((section.key, section.title) for section in chosen[2:])
    contents = replace(chosen[1], blocks=(Contents(chosen[1].title, listed),))
    return replace(report, sections=(chosen[0], contents, *chosen[2:]))


@pytest.fixture(scope="session")
def hostile(report: Report) -> Report:
    """A report in which every text is one that nobody would write who meant well."""
    blocks: tuple[Block, ...] = (
        Quotes(tuple(Quote(words, "Ages 11 to 17") for words in HOSTILE)),
        Passage(HOSTILE, ILLEGAL),
        Points(HOSTILE),
        Call(ILLEGAL, HOSTILE),
        Terms(tuple((words, words) for words in HOSTILE[1:])),
        Tiles(tuple(Tile(words, words, words) for words in HOSTILE[1:])),
        AskList(tuple(AskItem(words, "nowhere", (words,)) for words in HOSTILE[1:]), 1, "more"),
        SimpleTable(ENDLESS, tuple(map(Column, HOSTILE[:4])), (HOSTILE[:4], HOSTILE[4:8])),
        Details(ILLEGAL, tuple(map(Paragraph, HOSTILE[1:]))),
    )
    section = Section('"><b id="x', ILLEGAL, blocks)
    return replace(
        report,
        title=ILLEGAL,
        lead=HOSTILE[3],
        running=f"{ILLEGAL}{HOSTILE[3]}",
        marks=(),
        sections=(section,),
    )


@pytest.fixture(scope="session")
def silent(report: Report) -> Report:
    """A report that says nothing."""
    return replace(report, title="", kind="", lead="", running="", marks=(), sections=())
