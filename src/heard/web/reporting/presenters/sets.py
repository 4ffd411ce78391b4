"""The page of a wave's reports: one for every reader, in the formats each is written in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from heard.base.policy import Level
from heard.base.surveys import Family, Survey
from heard.reports.outputs import Format, Kind
from heard.web.jobs.presenters import ProgressView, present_job
from heard.web.jobs.queries import JobFacts
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.reporting.queries import FileFacts, SetFacts
from heard.web.results.presenters import READING, readable_levels
from heard.web.results.queries import OpeningFacts, Step
from heard.web.ui.days import say_day
from heard.web.waves.presenters import say_hold
from heard.web.waves.queries import WaveFacts

KILOBYTE = 1000
READERS: Mapping[Kind, tuple[str, str]] = {
    Kind.FULL: ("Full report", "Whoever works with the findings"),
    Kind.SUMMARY: ("Summary", "Whoever has ten minutes"),
    Kind.BOARD: ("Committee paper", "The committee, and the public"),
    Kind.SLIDES: ("Slides", "A meeting of the board"),
    Kind.CHILDREN: ("For children and young people", "Everybody who was asked"),
    Kind.EASY_READ: ("Easy read", "Anybody who likes short words and pictures"),
    Kind.POSTER: ("Poster", "A wall that children pass"),
    Kind.POSTCARD: ("Postcard", "Every child, by post or from hand to hand"),
    Kind.TABLES: ("Figures for analysts", "Whoever counts further"),
}
FORMATS: Mapping[Format, str] = {
    Format.HTML: "Web page",
    Format.PDF: "PDF",
    Format.DOCX: "Word",
    Format.PPTX: "PowerPoint",
    Format.XLSX: "Excel",
    Format.EES: "Tidy CSV",
    Format.SAV: "SPSS",
    Format.DTA: "Stata",
    Format.PARQUET: "Parquet",
}
PAGES = (Format.HTML, Format.PDF, Format.DOCX, Format.PPTX)
FAMILIES: Mapping[Family | None, str] = {
    None: "Children in care and care leavers",
    Family.CARE: "Children in care",
    Family.LEAVERS: "Care leavers",
}
LEVELS: Mapping[Level, str] = {
    Level.PUBLIC: "Anybody",
    Level.BOARD: "The board and its staff",
    Level.WORKING: "The named people who work with exact figures",
}
NOT_OPENED = (
    "Reports are made once the wave has closed and a key holder has handed the key in, "
    "so that the answers are opened."
)
NOBODY = "Nobody of this council answered in this wave, so there is nothing to report."
NONE_YET = "Nobody has had the reports of this wave made yet."
NONE_FOR_YOU = "Nobody has had the reports made yet. A coordinator or an analyst of the council does it."
NOT_THEIRS = "The reports are made, and none of them is for you to read yet."
CHANGED = (
    "The council’s words, or what children wrote, have changed since these reports were made. The reports still say "
    "what was said then."
)


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file that can be taken."""

    url: str
    name: str
    size: str


@dataclass(frozen=True, slots=True)
class FormatCell:
    """What a report is there as; no links where it is not written so."""

    format: str
    links: tuple[FileLink, ...]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report: what it is called, for whom it is, who may read it. `beside`: where it stands beside last time's."""

    title: str
    whom: str
    level: str
    cells: tuple[FormatCell, ...]
    beside: str


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Reports of the same children; the files for analysts apart, whose formats are others."""

    key: str
    title: str
    formats: tuple[str, ...]
    rows: tuple[ReportRow, ...]
    data: tuple[tuple[str, FileLink], ...]
    data_level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPage:
    """A wave's reports. `none_yet` and `why_failed` are empty where there is nothing to say."""

    hold: str
    is_held: bool
    tables: tuple[ReportTable, ...]
    none_yet: str
    made: str
    progress: ProgressView | None
    why_failed: str
    changed: str
    make: str
    all_size: str
    may_write: bool
    may_record_panel: bool
    may_read_page: bool
    before_wave: str


def present_set(
    member: Member,
    facts: WaveFacts,
    *,
    opening: OpeningFacts | None,
    made: SetFacts | None,
    job: JobFacts | None,
    is_changed: bool,
    before_wave: str,
    today: date,
    address: str,
) -> SetPage:
    """The page. `is_changed`: other words stand now than those in the set. `address`: the page's own."""
    files = list_readable(member, facts, made, today)
    can_make = opening is not None and opening.step is Step.REPORTED and opening.responses > 0
    is_moving = job is not None and job.is_moving
    may_make = can_make and not is_moving and member.may(Permission.MAKE_REPORTS)
    return SetPage(
        hold=say_hold(facts, today) if made else "",
        is_held=facts.is_held(today),
        tables=_tables(facts, files),
        none_yet="" if files else _why_none(member, opening, made),
        made=f"Made on {say_day(made.made_on)}." if made else "",
        progress=present_job(job, address=address) if job and is_moving else None,
        why_failed=job.says if job and job.has_failed and member.may(Permission.MAKE_REPORTS) else "",
        changed=CHANGED if made and is_changed and may_make else "",
        make=("Make them again" if made else "Make the reports") if may_make else "",
        all_size=say_size(sum(each.size for each in files)),
        may_write=member.may(Permission.WRITE_WORDS),
        may_record_panel=bool(made) and facts.is_held(today) and member.may(Permission.RECORD_PANEL),
        may_read_page=bool(made) and bool(member.permissions & frozenset(READING.values())),
        before_wave=before_wave,
    )


def list_readable(
    member: Member, facts: WaveFacts, made: SetFacts | None, today: date
) -> tuple[FileFacts, ...]:
    """The files of a set that this person may have today: as of the report, the young people's panel first."""
    levels = readable_levels(member, facts, today)
    return tuple(each for each in made.files if each.level in levels) if made else ()


def say_size(size: int) -> str:
    """`1.2 MB`, `85 kB`."""
    kilobytes = size / KILOBYTE
    return f"{kilobytes / KILOBYTE:,.1f} MB" if kilobytes >= KILOBYTE else f"{max(round(kilobytes), 1):,} kB"


def _tables(facts: WaveFacts, files: Sequence[FileFacts]) -> tuple[ReportTable, ...]:
    of = {family: [each for each in files if each.family is family] for family in FAMILIES}
    return tuple(_table(facts, family, own) for family, own in of.items() if own)


def _table(facts: WaveFacts, family: Family | None, files: Sequence[FileFacts]) -> ReportTable:
    reports = [each for each in files if each.kind is not Kind.TABLES]
    data = [each for each in files if each.kind is Kind.TABLES]
    formats = [each for each in PAGES if any(file.format is each for file in reports)]
    return ReportTable(
        key=family.value if family else "all",
        title=FAMILIES[family],
        formats=tuple(FORMATS[each] for each in formats),
        rows=tuple(_row(facts, of, formats) for of in _by_report(reports)),
        data=tuple((FORMATS[each.format], _link(facts, each)) for each in data),
        data_level=LEVELS[data[0].level] if data else "",
    )


def _by_report(files: Sequence[FileFacts]) -> Iterable[Sequence[FileFacts]]:
    """In the order of the readers; for children from the youngest."""
    for kind in READERS:
        of_kind = [each for each in files if each.kind is kind]
        for survey in (None, *Survey):
            here = [each for each in of_kind if each.survey is survey]
            if here:
                yield here


def _row(facts: WaveFacts, files: Sequence[FileFacts], formats: Sequence[Format]) -> ReportRow:
    first = files[0]
    title, whom = READERS[first.kind]
    cells = (
        FormatCell(FORMATS[each], tuple(_link(facts, file) for file in files if file.format is each))
        for each in formats
    )
    beside = reverse("reporting:beside", args=[facts.council, facts.wave, first.report])
    return ReportRow(_title(title, first), whom, LEVELS[first.level], tuple(cells), beside)


def name_report(file: FileFacts) -> str:
    """What a report is called among all of a set: `Full report, care leavers`."""
    title = _title(READERS[file.kind][0], file)
    return title if file.family is None else f"{title}, {FAMILIES[file.family].lower()}"


def _title(title: str, file: FileFacts) -> str:
    if file.survey is None:
        return title
    youngest, oldest = file.survey.ages
    return f"For ages {youngest} to {oldest}" if file.kind is Kind.CHILDREN else title


def _link(facts: WaveFacts, file: FileFacts) -> FileLink:
    url = reverse("reporting:take", args=[facts.council, facts.wave, file.id])
    return FileLink(url, file.name, say_size(file.size))


def _why_none(member: Member, opening: OpeningFacts | None, made: SetFacts | None) -> str:
    if opening is None or opening.step is not Step.REPORTED:
        return NOT_OPENED
    if not opening.responses:
        return NOBODY
    if made:
        return NOT_THEIRS
    return NONE_YET if member.may(Permission.MAKE_REPORTS) else NONE_FOR_YOU
