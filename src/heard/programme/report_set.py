"""A council's set of reports: every kind and format that is asked for, from one count and one protection a level."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from heard.analysis.tables import Tables
from heard.base.errors import UserError
from heard.base.policy import Level
from heard.base.surveys import Family
from heard.disclosure import ProtectedTables, protect
from heard.disclosure.ledger import Entry, hash_facts
from heard.findings import Finding, find
from heard.programme.ahead import work_ahead
from heard.programme.cases import look_up, opened_ledger
from heard.programme.counted import Counted, Progress, say_nothing, tables_of
from heard.programme.folder import LEDGER
from heard.programme.kept import Kept, find_kept, keep
from heard.programme.place import check_by, check_handed_out
from heard.programme.report_files import (
    Said,
    WrittenFile,
    render_pages,
    render_tables,
    set_pages,
    write_files,
)
from heard.programme.reported import protect_report, record_report
from heard.reports import Additions, Format, Kind, ReportFacts
from heard.reports.additions import NOTHING_ADDED
from heard.reports.making import list_documents
from heard.reports.outputs import OUTPUTS

PUBLIC_FIRST = (Level.PUBLIC, Level.BOARD, Level.WORKING)
OPEN_DATA = (Format.EES,)
SHORT = 12  # so many characters of a hash stand on a page
NO_PDF = (
    "PDF files were left out: this machine lacks Pango (the package libpango-1.0-0). The rest was written."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSet:
    """What was written. `findings`, `withheld` (survey and indicator of what the attacker broke) and `entries` of the
    ledger by level; no entry at level working and after a dry run. `left_out`: what could not be made here, and why."""

    files: tuple[WrittenFile, ...]
    findings: Mapping[Level, tuple[Finding, ...]]
    withheld: Mapping[Level, tuple[tuple[str, str], ...]]
    entries: Mapping[Level, Entry | None]
    left_out: tuple[str, ...] = ()


def write_set(
    counted: Counted,
    *,
    wave: str,
    area: str,
    level: Level,
    out: Path,
    today: date,
    kinds: Collection[Kind] = tuple(Kind),
    formats: Collection[Format] = tuple(Format),
    families: Collection[Family] | None = None,
    together: bool = False,
    additions: Additions = NOTHING_ADDED,
    by: str = "",
    dry_run: bool = False,
    processes: int = 1,
    progress: Progress = say_nothing,
) -> ReportSet:
    """Protect, attack and record a council's figures once a level, then write every kind in every format it has.

    `level`: who full reports, summaries, slides and tables are for; what anybody may read is made of public figures.
    `families`: whose, all the wave ran where none is named, each in reports of its own unless `together`. `formats`
    that a kind does not have are passed over. Pages are set by so many `processes` at once. What is recorded and then
    cannot be written stays recorded, and is written by the next run.
    Raises what `hand_out_report` raises.
    """
    check_handed_out(out, counted.programme.path)
    check_by(by)
    formats, left_out = _possible(kinds, formats)
    asked = [kind for kind in Kind if kind in kinds]
    files: list[WrittenFile] = []
    found: dict[Level, Said] = {}
    for at in [each for each in PUBLIC_FIRST if each in _levels(asked, formats, level)]:
        said = _protect(counted, wave, area, at, today=today, by=by, dry_run=dry_run, progress=progress)
        of_level = [kind for kind in asked if OUTPUTS[kind].level(level) is at]
        whose = tuple(family for family in said.facts.families if families is None or family in families)
        paged = [kind for kind in of_level if kind is not Kind.TABLES]
        documents = list_documents(paged, whose, said.facts.wave.surveys, together=together)
        pages = list(set_pages(said, counted.catalogue, documents, formats, additions))
        files += write_files(out, render_pages(pages, processes, progress), dry_run=dry_run)
        if data := _data_of(asked, formats, at, level):
            files += write_files(out, render_tables(said, counted.catalogue, data, progress), dry_run=dry_run)
        found[at] = said
    return ReportSet(
        files=tuple(files),
        findings={at: said.findings for at, said in found.items()},
        withheld={at: said.withheld for at, said in found.items()},
        entries={at: said.entry for at, said in found.items()},
        left_out=left_out,
    )


def _levels(asked: Collection[Kind], formats: Collection[Format], level: Level) -> set[Level]:
    paged = {OUTPUTS[kind].level(level) for kind in asked if kind is not Kind.TABLES}
    return paged | {at for at in Level if _data_of(asked, formats, at, level)}


def _data_of(
    asked: Collection[Kind], formats: Collection[Format], at: Level, level: Level
) -> tuple[Format, ...]:
    """The analysts' formats that are made at a level: what a portal of open data takes is of public figures always."""
    if Kind.TABLES not in asked:
        return ()
    wanted = (each for each in OUTPUTS[Kind.TABLES].formats if each in formats)
    return tuple(each for each in wanted if at is (Level.PUBLIC if each in OPEN_DATA else level))


def _possible(
    kinds: Collection[Kind], formats: Collection[Format]
) -> tuple[tuple[Format, ...], tuple[str, ...]]:
    """The formats that can be made on this machine, and what is said of the others."""
    from heard.reports.formats.pdf import can_render

    wanted = tuple(each for each in Format if each in formats)
    has_pdf = Format.PDF in wanted and any(Format.PDF in OUTPUTS[kind].formats for kind in kinds)
    if has_pdf and not can_render():
        return tuple(each for each in wanted if each is not Format.PDF), (NO_PDF,)
    return wanted, ()


def _protect(
    counted: Counted,
    wave: str,
    area: str,
    level: Level,
    *,
    today: date,
    by: str,
    dry_run: bool,
    progress: Progress,
) -> Said:
    """Recorded before it is rendered: the ledger is held neither while figures are attacked nor while pages are set, so
    that other councils go on. What was recorded before and rests on the same is taken as it is."""
    if level is Level.WORKING:
        return _say(counted, protect(_tables_of(counted, wave, area, progress), level, area=area), area, None)
    folder = counted.programme.path / LEDGER
    tables = safeguards = None
    if not dry_run and not _is_kept(counted, wave, area, level):
        tables = _tables_of(counted, wave, area, progress)
        safeguards = work_ahead(counted, tables, area, level=level, progress=progress)
    with opened_ledger(folder, dry_run=dry_run, progress=progress) as (ledger, key):
        if (kept := find_kept(counted, ledger, wave=wave, area=area, level=level)) is not None:
            said = _say(counted, kept.protected, area, kept.entry.facts.sha256[:SHORT])
            return replace(said, withheld=kept.withheld, entry=kept.entry)
        tables = tables or _tables_of(counted, wave, area, progress)
        progress("Holding them beside all that was recorded")
        record = look_up(counted, ledger, key, level=level, wave=wave, areas=[area], safeguards=safeguards)
        reported = protect_report(record, tables, area)
        entry = None if dry_run else record_report(record, reported, area, by=by, today=today)
        if entry is not None:
            keep(counted, Kept(reported.protected, entry, reported.withheld))
    said = _say(counted, reported.protected, area, hash_facts(reported.facts)[:SHORT])
    return replace(said, withheld=reported.withheld, entry=entry)


def _is_kept(counted: Counted, wave: str, area: str, level: Level) -> bool:
    with opened_ledger(counted.programme.path / LEDGER, dry_run=True) as (ledger, _):
        return find_kept(counted, ledger, wave=wave, area=area, level=level) is not None


def _tables_of(counted: Counted, wave: str, area: str, progress: Progress) -> Tables:
    tables = tables_of(counted, wave=wave, area=area, progress=progress)
    if tables.estimates.filter(area=area).is_empty():
        raise UserError(f"Nobody of {area} answered in wave {wave}, so there is no report to write.")
    return tables


def _say(counted: Counted, protected: ProtectedTables, area: str, recorded: str | None) -> Said:
    facts = ReportFacts.of(
        counted.programme,
        wave=protected.wave,
        area=area,
        level=protected.level,
        fingerprint=counted.fingerprint,
        recorded=recorded,
    )
    return Said(protected, tuple(find(protected, counted.catalogue, area=area)), facts)
