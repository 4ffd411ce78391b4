"""A council's report, from the programme folder to a page, recorded in the ledger where it leaves the analysts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from heard.analysis.tables import Tables
from heard.base.errors import UserError
from heard.base.files import write_text
from heard.base.policy import Level
from heard.disclosure import ProtectedTables, protect
from heard.disclosure.ledger import Entry, hash_facts
from heard.findings import Finding, find
from heard.programme.ahead import work_ahead
from heard.programme.cases import look_up, opened_ledger
from heard.programme.counted import Counted, Progress, count_programme, say_nothing, tables_of
from heard.programme.folder import LEDGER
from heard.programme.kept import Kept, keep
from heard.programme.place import check_by, check_handed_out, hand_out
from heard.programme.reported import protect_report, record_report

SHORT = 12  # so many characters of a hash stand on a page


@dataclass(frozen=True, slots=True)
class Written:
    """A report on the disk; `path` is where it would be after a dry run. `withheld`: survey and indicator of what the
    attacker broke. `entry`: what the ledger holds of it, None at level working and after a dry run. `findings`: what
    it tells.
    """

    path: Path
    withheld: tuple[tuple[str, str], ...] = ()
    entry: Entry | None = None
    findings: tuple[Finding, ...] = ()


def write_report(
    folder: Path | str,
    *,
    wave: str,
    area: str,
    level: Level,
    out: Path | str,
    today: date,
    by: str = "",
    progress: Progress = say_nothing,
) -> Path:
    """Write the full report of a council as one HTML file in `out` and return its path.

    At levels board and public its figures are protected, attacked and recorded in the ledger first, under the day
    `today`, in the name `by` where one is given. Raises what `hand_out_report` raises.
    """
    return hand_out_report(
        Path(folder),
        wave=wave,
        area=area,
        level=Level(level),  # a plain word would pass for a level, and be none
        out=Path(out),
        today=today,
        by=by,
        progress=progress,
    ).path


def hand_out_report(
    folder: Path,
    *,
    wave: str,
    area: str,
    level: Level,
    out: Path,
    today: date,
    by: str = "",
    dry_run: bool = False,
    progress: Progress = say_nothing,
) -> Written:
    """Protect, attack and record a council's report, then write it to `out`; at level working only write it.

    `today`: the day to be recorded. `by`: in whose name, empty where nobody is named; a report that was recorded before
    keeps the name it has, and one at level working is recorded nowhere. With `dry_run` nothing is written to `out` or
    the ledger. A report written twice is the same, and recorded once.
    Raises UserError for an unknown wave or area, where nobody of the council answered in the wave, or where `out`
    cannot be written or stands in the programme folder; DamagedLedger and ReleaseRefused as `programme.release` does.
    """
    check_handed_out(out, folder)
    check_by(by)
    counted = count_programme(folder, wave=wave, area=area, progress=progress)
    written = write_reports(
        counted,
        wave=wave,
        area=area,
        levels=(level,),
        out=out,
        today=today,
        by=by,
        dry_run=dry_run,
        progress=progress,
    )
    return written[level]


def write_reports(
    counted: Counted,
    *,
    wave: str,
    area: str,
    levels: Collection[Level],
    out: Path,
    today: date,
    by: str = "",
    dry_run: bool = False,
    progress: Progress = say_nothing,
) -> Mapping[Level, Written]:
    """The same at several levels, from one count and one estimate; each file whole or not at all."""
    check_by(by)
    tables = _describe(counted, wave, area, progress)
    written: dict[Level, Written] = {}
    for level in levels:
        path = out / f"{area}-{wave}-full-{level}.html"
        if level is Level.WORKING:
            page, findings = _render(counted, protect(tables, level, area=area), area, progress)
            if not dry_run:
                write_text(path, page)
            written[level] = Written(path, findings=findings)
        else:
            written[level] = _hand_out(
                counted, tables, area, level, path, today=today, by=by, dry_run=dry_run, progress=progress
            )
    return written


def render_report(
    counted: Counted, *, wave: str, area: str, level: Level, progress: Progress = say_nothing
) -> str:
    """The full report of a council as one self-contained page. Recorded nowhere, so not to be handed out."""
    tables = _describe(counted, wave, area, progress)
    if level is Level.WORKING:
        return _render(counted, protect(tables, level, area=area), area, progress)[0]
    with opened_ledger(counted.programme.path / LEDGER, dry_run=True) as (ledger, key):
        record = look_up(counted, ledger, key, level=level, wave=wave, areas=[area])
        return _render(counted, protect_report(record, tables, area).protected, area, progress)[0]


def _hand_out(
    counted: Counted,
    tables: Tables,
    area: str,
    level: Level,
    path: Path,
    *,
    today: date,
    by: str,
    dry_run: bool,
    progress: Progress,
) -> Written:
    """Recorded first, put under its name then: a run killed in between leaves a report that nobody was given."""
    folder = counted.programme.path / LEDGER
    safeguards = None if dry_run else work_ahead(counted, tables, area, level=level, progress=progress)
    with opened_ledger(folder, dry_run=dry_run, progress=progress) as (ledger, key):
        progress("Holding them beside all that was recorded")
        record = look_up(
            counted, ledger, key, level=level, wave=tables.wave, areas=[area], safeguards=safeguards
        )
        reported = protect_report(record, tables, area)
        recorded = hash_facts(reported.facts)[:SHORT]
        page, findings = _render(counted, reported.protected, area, progress, recorded=recorded)
        if dry_run:
            return Written(path, reported.withheld, findings=findings)
        entry = hand_out(
            path.parent,
            {path.name: page.encode()},
            lambda: record_report(record, reported, area, by=by, today=today),
        )
    keep(counted, Kept(reported.protected, entry, reported.withheld))
    return Written(path, reported.withheld, entry, findings)


def _describe(counted: Counted, wave: str, area: str, progress: Progress) -> Tables:
    tables = tables_of(counted, wave=wave, area=area, progress=progress)
    if tables.estimates.filter(area=area).is_empty():
        raise UserError(f"Nobody of {area} answered in wave {wave}, so there is no report to write.")
    return tables


def _render(
    counted: Counted,
    protected: ProtectedTables,
    area: str,
    progress: Progress,
    *,
    recorded: str | None = None,
) -> tuple[str, tuple[Finding, ...]]:
    """The page, and what it tells."""
    from heard.reports import ReportFacts, build_full_report, render_html

    progress("Finding what the figures bear")
    findings = find(protected, counted.catalogue, area=area)
    progress("Writing the report")
    facts = ReportFacts.of(
        counted.programme,
        wave=protected.wave,
        area=area,
        level=protected.level,
        fingerprint=counted.fingerprint,
        recorded=recorded,
    )
    return render_html(build_full_report(protected, findings, counted.catalogue, facts)), findings
