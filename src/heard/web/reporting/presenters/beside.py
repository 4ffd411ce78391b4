"""This wave's report beside the last wave's: what is new, what went, what says something else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from heard.reports.additions import paragraphs
from heard.reports.formats.html_read import ReadReport, ReadRow
from heard.reports.outputs import Format
from heard.web.reporting.beside import Headline, RowPair, SectionPair, Standing, TablePair
from heard.web.reporting.presenters.answers import title_of
from heard.web.reporting.presenters.sets import name_report
from heard.web.reporting.presenters.words import Known, name_spot
from heard.web.reporting.queries import FileFacts
from heard.web.reporting.spots import Spot
from heard.web.results.found import Told

LOWEST_HEADING = 6
SHORT = 150  # lines and rows of a report that are laid out on one page
GROUPS: Mapping[Standing, tuple[str, str]] = {
    Standing.OTHERWISE: (
        "Says something else",
        "Both reports tell a finding of the same question at the same age, and not the same one, or one of them is "
        "less sure.",
    ),
    Standing.NEW: ("New in this report", "Findings that last time’s report does not tell."),
    Standing.GONE: (
        "No longer in this report",
        "Findings that last time’s report tells and this one does not. That is no sign that all is well: it may be "
        "so no longer, or there were too few answers to say it.",
    ),
    Standing.BOTH: ("Told both times", "The same kind of finding; its figures are each report’s own."),
}
NONE_TOLD = "Neither report tells a finding that could be laid beside the other’s."
NO_WAVE = "This is the council’s first wave here, so there is no report to lay beside this one."
NOT_MADE = (
    "The reports of {wave} were not made, or are not for you to read: nothing can be laid beside this one."
)
NO_SUCH = (
    "There are reports of {wave}, and none of them is of this kind, for these readers and these children."
)
NOT_AS_WRITTEN = (
    "The report of {wave} is not as it was written, or was written by a version of Heard that is too old. Once the "
    "reports of {wave} are made again, it stands here."
)
NOT_ASKED = "Not in this report"


@dataclass(frozen=True, slots=True)
class HeadlineLine:
    """One figure that is told of: its question, and what each report says; nothing where one says nothing."""

    title: str
    then: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadlineGroup:
    """Headlines that stand to each other alike."""

    key: str
    title: str
    says: str
    lines: tuple[HeadlineLine, ...]


@dataclass(frozen=True, slots=True)
class CellLine:
    """One report's row: its wave, its cells in the order of the columns; `says`: how it was put then, or that it is not
    there."""

    wave: str
    cells: tuple[tuple[str, str], ...]
    says: str = ""
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of both reports, or of one."""

    title: str
    note: str
    place: str
    lines: tuple[CellLine, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A table with two lines for each of its rows."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[RowLine, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section, without what is below it. `level`: of its heading; 1 where the page's own says it. `says`: where only
    one report has it."""

    key: str
    level: int
    title: str
    then_title: str
    says: str
    then: tuple[str, ...]
    now: tuple[str, ...]
    then_own: tuple[str, ...] = field(repr=False)
    now_own: tuple[str, ...] = field(repr=False)
    tables: tuple[TableView, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionLink:
    """One of the report's uppermost sections. `url`: of its page; empty where both say the same in it."""

    title: str
    url: str
    says: str


@dataclass(frozen=True, slots=True)
class WordsBefore:
    """What the council wrote last time where it has written nothing yet."""

    key: str
    title: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReportLink:
    """A report that can be laid beside the last wave's."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BesidePage:
    """Both reports. `why_not`: empty where there are two; the rest is empty where there are not."""

    title: str
    then_wave: str
    now_wave: str
    leads: tuple[tuple[str, str], ...] = ()
    why_not: str = ""
    headlines: tuple[HeadlineGroup, ...] = ()
    none_told: str = ""
    sections: tuple[SectionView, ...] = ()
    links: tuple[SectionLink, ...] = ()
    words: tuple[WordsBefore, ...] = ()


def pages_of(files: Iterable[FileFacts]) -> dict[str, FileFacts]:
    """Of the files that somebody may read those that can be laid beside each other: by report, in the order of the
    readers."""
    return {each.report: each for each in files if each.format is Format.HTML}


def list_links(council: str, wave: str, pages: Iterable[FileFacts]) -> tuple[ReportLink, ...]:
    """A way to each of them."""
    return tuple(
        ReportLink(name_report(each), reverse("reporting:beside", args=[council, wave, each.report]))
        for each in pages
    )


def present_headlines(headlines: Sequence[Headline]) -> tuple[HeadlineGroup, ...]:
    """What says something else first, what both tell last; groups that hold nothing are left out."""
    found = []
    for standing, (title, says) in GROUPS.items():
        lines = tuple(
            HeadlineLine(title_of(each.indicator), _sentences(each.then), _sentences(each.now))
            for each in headlines
            if each.standing is standing
        )
        if lines:
            found.append(HeadlineGroup(standing.value, title, says, lines))
    return tuple(found)


def is_short(pairs: Mapping[str, Sequence[SectionPair]]) -> bool:
    """Whether everything that differs can stand on one page."""
    sections = (each for section in pairs.values() for each in section)
    said = sum(
        len(each.then) + len(each.now) + sum(len(table.rows) for table in each.tables) for each in sections
    )
    return said <= SHORT


def present_section(
    pairs: Sequence[SectionPair], *, then_wave: str, now_wave: str, level: int
) -> tuple[SectionView, ...]:
    """A section, its heading of this level, and what is below it; what both say alike is left out, with the headings
    above nothing."""
    return tuple(
        _section(each, then_wave, now_wave, level)
        for place, each in enumerate(pairs)
        if any(below.differs for below in _with_below(pairs, place))
    )


def present_links(
    pairs: Mapping[str, Sequence[SectionPair]], addresses: Mapping[str, str]
) -> tuple[SectionLink, ...]:
    """Every uppermost section, with the way to its page where the reports differ in it."""
    return tuple(
        SectionLink(
            section[0].title,
            addresses[key] if any(each.differs for each in section) else "",
            _only_in(section[0]),
        )
        for key, section in pairs.items()
    )


def present_words_before(known: Known, then: ReadReport) -> tuple[WordsBefore, ...]:
    """The council's words that stand in last time's report, of places that have a box this time and nothing in it."""
    return tuple(
        WordsBefore(spot.key, name_spot(spot), known.before[spot].text)
        for spot in known.titles()
        if spot in known.before and _is_empty(known, spot) and _stands_in(then, known.before[spot].text)
    )


def _is_empty(known: Known, spot: Spot) -> bool:
    return spot not in known.standing or not known.standing[spot].text


def _stands_in(report: ReadReport, text: str) -> bool:
    said = paragraphs(text)
    return bool(said) and all(map(report.says, said))


def _sentences(told: Iterable[Told]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.sentence for each in told))


def _with_below(pairs: Sequence[SectionPair], place: int) -> Iterator[SectionPair]:
    yield pairs[place]
    for each in pairs[place + 1 :]:
        if each.depth <= pairs[place].depth:
            return
        yield each


def _section(pair: SectionPair, then_wave: str, now_wave: str, level: int) -> SectionView:
    return SectionView(
        key=pair.key,
        level=min(pair.depth + level, LOWEST_HEADING),
        title=pair.title,
        then_title=pair.then_title if pair.then_title != pair.title else "",
        says=_only_in(pair),
        then=pair.then,
        now=pair.now,
        then_own=pair.then_own,
        now_own=pair.now_own,
        tables=tuple(_table(each, then_wave, now_wave) for each in pair.tables),
    )


def _only_in(pair: SectionPair) -> str:
    if not pair.then_title:
        return "New in this report"
    return "" if pair.now_title else "No longer in this report"


def _table(table: TablePair, then_wave: str, now_wave: str) -> TableView:
    return TableView(
        table.caption,
        table.columns,
        tuple(_row(each, table.columns, then_wave, now_wave) for each in table.rows),
    )


def _row(pair: RowPair, columns: Sequence[str], then_wave: str, now_wave: str) -> RowLine:
    row = pair.either
    put_otherwise = pair.then is not None and (pair.then.names, pair.then.note) != (row.names, row.note)
    then_says = f"Put so then: {_title(pair.then)}" if pair.then and put_otherwise else ""
    return RowLine(
        title=_title(row),
        note=row.note,
        place=row.place,
        lines=(
            _cells(then_wave, pair.then, columns, says=then_says),
            _cells(now_wave, pair.now, columns),
        ),
    )


def _cells(wave: str, row: ReadRow | None, columns: Sequence[str], *, says: str = "") -> CellLine:
    if row is None:
        return CellLine(wave, (), NOT_ASKED, is_missing=True)
    return CellLine(wave, tuple((column, row.cells.get(column, "")) for column in columns), says)


def _title(row: ReadRow) -> str:
    return ", ".join(row.names)
