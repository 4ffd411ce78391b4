"""A council's set of reports: every kind and format that is asked for, from one count and one protection a level."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from heard.analysis.tables import Tables
from heard.base.errors import UserError
from heard.base.files import say_why, write_together
from heard.base.policy import Level
from heard.base.surveys import Family, Survey
from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables, protect
from heard.disclosure.ledger import Entry, hash_facts
from heard.findings import Finding, find
from heard.programme.analyse import Counted, Progress, say_nothing, tables_of
from heard.programme.cases import look_up, opened_ledger
from heard.programme.folder import LEDGER
from heard.programme.kept import Kept, find_kept, keep
from heard.programme.place import check_by, check_handed_out
from heard.programme.reported import protect_report, record_report
from heard.reports import Additions, Format, Kind, Material, ReportFacts
from heard.reports.additions import NOTHING_ADDED
from heard.reports.making import Document, build, list_documents, render
from heard.reports.outputs import OUTPUTS

PUBLIC_FIRST = (Level.PUBLIC, Level.BOARD, Level.WORKING)
SHORT = 12  # so many characters of a hash stand on a page
NO_PDF = (
    "PDF files were left out: this machine lacks Pango (the package libpango-1.0-0). The rest was written."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFile:
    """One file on the disk. `family`: None where it holds both; `survey`: of a children's version."""

    path: Path
    kind: Kind
    format: Format
    level: Level
    family: Family | None
    survey: Survey | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSet:
    """What was written. `findings`, `withheld` (survey and indicator of what the attacker broke) and `entries` of the
    ledger by level; no entry at level working and after a dry run. `left_out`: what could not be made here, and why."""

    files: tuple[WrittenFile, ...]
    findings: Mapping[Level, tuple[Finding, ...]]
    withheld: Mapping[Level, tuple[tuple[str, str], ...]]
    entries: Mapping[Level, Entry | None]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """What may be said at a level, and as what it is recorded."""

    protected: ProtectedTables
    findings: tuple[Finding, ...]
    facts: ReportFacts
    withheld: tuple[tuple[str, str], ...] = ()
    entry: Entry | None = None


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
    progress: Progress = say_nothing,
) -> ReportSet:
    """Protect, attack and record a council's figures once a level, then write every kind in every format it has.

    `level`: who full reports, summaries, slides and tables are for; what anybody may read is made of public figures.
    `families`: whose, all the wave ran where none is named, each in reports of its own unless `together`. `formats`
    that a kind does not have are passed over. Files of one level appear together; what is recorded and then cannot be
    written stays recorded, and is written by the next run.
    Raises what `hand_out_report` raises.
    """
    check_handed_out(out, counted.programme.path)
    check_by(by)
    formats, left_out = _possible(kinds, formats)
    asked = [kind for kind in Kind if kind in kinds]
    files: list[WrittenFile] = []
    found: dict[Level, _Said] = {}
    for at in [each for each in PUBLIC_FIRST if each in {OUTPUTS[kind].level(level) for kind in asked}]:
        said = _protect(counted, wave, area, at, today=today, by=by, dry_run=dry_run, progress=progress)
        of_level = [kind for kind in asked if OUTPUTS[kind].level(level) is at]
        whose = tuple(family for family in said.facts.families if families is None or family in families)
        documents = list_documents(of_level, whose, said.facts.wave.surveys, together=together)
        contents = _render(
            said, counted.catalogue, documents, formats=formats, additions=additions, progress=progress
        )
        files += _write(out, contents, dry_run=dry_run)
        found[at] = said
    return ReportSet(
        files=tuple(files),
        findings={at: said.findings for at, said in found.items()},
        withheld={at: said.withheld for at, said in found.items()},
        entries={at: said.entry for at, said in found.items()},
        left_out=left_out,
    )


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
) -> _Said:
    """Recorded before it is rendered: the ledger is not held while pages are set, so that other councils go on. What
    was recorded before and rests on the same is taken as it is."""
    if level is Level.WORKING:
        return _say(counted, protect(_tables_of(counted, wave, area, progress), level, area=area), area, None)
    folder = counted.programme.path / LEDGER
    with opened_ledger(folder, dry_run=dry_run, progress=progress) as (ledger, key):
        if (kept := find_kept(counted, ledger, wave=wave, area=area, level=level)) is not None:
            said = _say(counted, kept.protected, area, kept.entry.facts.sha256[:SHORT])
            return replace(said, withheld=kept.withheld, entry=kept.entry)
        tables = _tables_of(counted, wave, area, progress)
        progress(f"Protecting the tables at level {level}, and attacking them")
        record = look_up(counted, ledger, key, level=level, wave=wave, areas=[area])
        reported = protect_report(record, tables, area)
        entry = None if dry_run else record_report(record, reported, area, by=by, today=today)
        if entry is not None:
            keep(counted, Kept(reported.protected, entry, reported.withheld))
    said = _say(counted, reported.protected, area, hash_facts(reported.facts)[:SHORT])
    return replace(said, withheld=reported.withheld, entry=entry)


def _tables_of(counted: Counted, wave: str, area: str, progress: Progress) -> Tables:
    tables = tables_of(counted, wave=wave, area=area, progress=progress)
    if tables.estimates.filter(area=area).is_empty():
        raise UserError(f"Nobody of {area} answered in wave {wave}, so there is no report to write.")
    return tables


def _say(counted: Counted, protected: ProtectedTables, area: str, recorded: str | None) -> _Said:
    facts = ReportFacts.of(
        counted.programme,
        wave=protected.wave,
        area=area,
        level=protected.level,
        fingerprint=counted.fingerprint,
        recorded=recorded,
    )
    return _Said(protected, tuple(find(protected, counted.catalogue, area=area)), facts)


_Named = tuple[str, WrittenFile, bytes]


def _render(
    said: _Said,
    catalogue: Catalogue,
    documents: Iterator[Document],
    *,
    formats: Collection[Format],
    additions: Additions,
    progress: Progress,
) -> Iterator[_Named]:
    """File by file, so that no more than one lies in memory."""
    start = f"{said.facts.council.code}-{said.facts.wave.key}"
    for document in documents:
        wanted = [each for each in OUTPUTS[document.kind].formats if each in formats]
        if not wanted:
            continue
        progress(f"Writing {document.name.replace('-', ' ')} for level {said.facts.level}")
        one = replace(_FILE, kind=document.kind, level=said.facts.level, survey=document.survey)
        one = replace(one, family=document.families[0] if document.apart else None)
        stem = f"{start}-{document.name}-{said.facts.level}"
        if document.kind is Kind.TABLES:
            yield from _tables(said, catalogue, wanted, one)
            continue
        facts = replace(said.facts, families=document.families)
        report = build(
            document, Material.of(said.protected, said.findings, catalogue, facts, additions=additions)
        )
        for each in wanted:
            yield f"{stem}.{each}", replace(one, format=each), render(report, each)


_FILE = WrittenFile(
    path=Path(), kind=Kind.FULL, format=Format.HTML, level=Level.WORKING, family=None, survey=None
)


def _tables(
    said: _Said, catalogue: Catalogue, formats: Collection[Format], one: WrittenFile
) -> Iterator[_Named]:
    from heard.reports.data_files import list_files, write_tables

    format_of = {each.name: each.format for each in list_files(said.facts, formats)}
    for name, content in write_tables(said.protected, catalogue, said.facts, formats).items():
        yield name, replace(one, format=format_of[name]), content


def _write(out: Path, contents: Iterator[_Named], *, dry_run: bool) -> list[WrittenFile]:
    """Each file whole or not at all."""
    files = []
    for name, one, content in contents:
        files.append(replace(one, path=out / name))
        if dry_run:
            continue
        try:
            write_together(out, {name: partial(_put, content)})
        except OSError as error:
            raise UserError(
                f"{name} could not be written to {out}: {say_why(error)}. What it says is recorded, and nobody was "
                "given it; once that is put right, run it again."
            ) from None
    return files


def _put(content: bytes, path: Path) -> None:
    path.write_bytes(content)
