"""Two waves of a council, each with a report on the disk as the worker leaves it. For tests of one council."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from heard.base.policy import Level
from heard.base.surveys import Family
from heard.charts.figures import Certainty, ChangeArrow, Direction, Move
from heard.findings import Finding
from heard.reports import Report, render_html
from heard.reports.blocks import (
    Block,
    Column,
    FindingItem,
    FindingList,
    IndicatorGroup,
    IndicatorRow,
    IndicatorTable,
    Paragraph,
    Passage,
    Reading,
    Tag,
)
from heard.reports.outputs import Format, Kind
from heard.reports.report import Section
from heard.web.codes.models import Collection
from heard.web.reporting.actions import MadeSet, record_set
from heard.web.reporting.queries import FileFacts, folder_of, sets_folder
from heard.web.results.found import Told
from heard.web.tenancy import in_council
from heard.web.waves.models import CouncilWave
from web.found import finding
from web.staff import BY, COUNCIL, NOON, WAVE, wave_of

BEFORE = "2024"
LONG = 80  # rows that no short report has
COLUMNS = ("They…", "Share", "Answered", "Last time", "What it shows", "Picture")


@dataclass(frozen=True)
class Row:
    """One question in the table: its anchor, how it is put, its figures."""

    key: str
    title: str
    share: str
    answered: str
    previous: str = ""
    change: str = ""


def add_last_wave() -> None:
    """The council took part in 2024 as well; its panel has met."""
    with in_council(COUNCIL):
        box = Collection.objects.create(
            council_id=COUNCIL, wave=BEFORE, state="opened", versions={"8-11": "2026.1"},
            last_answer_day=wave_of().last_answer_day.replace(year=2024),
        )  # fmt: skip
        CouncilWave.objects.create(
            council_id=COUNCIL, collection=box, panel_on=NOON.date(), grace_days=0, panel_held_on=NOON.date()
        )


def tell(wave: str, indicator: str, kind: str, sentence: str) -> Finding:
    """A finding of a wave."""
    found = finding(indicator, kind, sentence)
    return replace(found, key=found.key.replace(WAVE, wave, 1), wave=wave)


def write_report(
    wave: str,
    *told: Finding,
    rows: Sequence[Row] = (),
    words: str = "",
    more: Sequence[Section] = (),
    kind: Kind = Kind.FULL,
    level: Level = Level.BOARD,
) -> None:
    """The set of a wave: one report for children in care, at one level."""
    report = build(wave, *told, rows=rows, words=words, more=more, level=level)
    with in_council(COUNCIL):
        job = uuid.uuid4()
        folder = folder_of(wave, job)
        folder.mkdir(parents=True)
        content = render_html(report).encode()
        path = folder / f"{COUNCIL}-{wave}-{kind}.html"
        path.write_bytes(content)
        file = FileFacts(
            0, kind, Format.HTML, level, Family.CARE, None, path.relative_to(sets_folder()).as_posix(),
            hashlib.sha256(content).hexdigest(), len(content),
        )  # fmt: skip
        made = MadeSet(NOON.date(), BY, job, {level: Told.of_all(told, level)}, {}, "", [file])
        record_set(wave=wave, made=made, hold=lambda: None)


def build(
    wave: str, *told: Finding, rows: Sequence[Row], words: str, more: Sequence[Section], level: Level
) -> Report:
    """The report itself."""
    tag = Tag("Area for development", Certainty.CLEAR, Direction.WORSE)
    found = tuple(FindingItem(Reading(tag, each.sentence), (), None, "", each.indicator, "") for each in told)
    blocks: tuple[Block, ...] = (Paragraph("What children said of home."), *((_table(rows),) if rows else ()))
    passage = (Passage(tuple(words.splitlines()), "In the words of the council"),) if words else ()
    return Report(
        language="en-GB",
        level=level,
        title="What children told us",
        kind="Full report",
        lead=f"Made-up programme, wave {wave}.",
        running="",
        skip="Skip to the report",
        closed_on=NOON.date(),
        sections=(
            Section("development", "Areas for development", (FindingList(found, len(found), ""),)),
            Section("home", "Home", blocks),
            Section("foreword", "From the council", passage),
            *more,
        ),
    )


def _table(rows: Sequence[Row]) -> IndicatorTable:
    columns = tuple(Column(title, number=place > 0) for place, title in enumerate(COLUMNS))
    return IndicatorTable(
        "Home", (*columns[:3], Column("All"), Column("In general"), *columns[3:]), tuple(map(_group, rows))
    )


def _group(row: Row) -> IndicatorGroup:
    arrow = ChangeArrow(row.change, Move.DOWN, Certainty.CANNOT_TELL, Direction.WORSE) if row.change else None
    figures = IndicatorRow(
        key=f"row-{row.key}", survey="Ages 8 to 11", together=False, note="", share=row.share,
        answered=row.answered, others="", population="", previous=row.previous, change=arrow, tags=(), picture=None,
    )  # fmt: skip
    return IndicatorGroup(f"figures-{row.key}", row.title, "", (figures,))
