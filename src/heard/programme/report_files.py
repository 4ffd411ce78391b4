"""The files of a set of reports: which there are, how each is rendered, and how it comes to stand on the disk."""

import multiprocessing
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from heard.base.errors import UserError
from heard.base.files import say_why, write_together
from heard.base.policy import Level
from heard.base.surveys import Family, Survey
from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables
from heard.disclosure.ledger import Entry
from heard.findings import Finding
from heard.programme.counted import Progress
from heard.reports import Additions, Format, Kind, Material, Report, ReportFacts
from heard.reports.making import Document, build, render
from heard.reports.outputs import OUTPUTS


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFile:
    """One file on the disk. `family`: None where it holds both; `survey`: of a children's version."""

    path: Path
    kind: Kind
    format: Format
    level: Level
    family: Family | None
    survey: Survey | None


@dataclass(frozen=True, slots=True)
class Said:
    """What may be said at a level, and as what it is recorded."""

    protected: ProtectedTables
    findings: tuple[Finding, ...]
    facts: ReportFacts
    withheld: tuple[tuple[str, str], ...] = ()
    entry: Entry | None = None


Named = tuple[str, WrittenFile, bytes]
FAMILIES = {Family.CARE: "children in care", Family.LEAVERS: "care leavers"}
KINDS = {kind: kind.value.replace("_", " ") for kind in Kind} | {
    Kind.FULL: "full report",
    Kind.BOARD: "committee paper",
    Kind.CHILDREN: "what children are told",
}
FILE = WrittenFile(
    path=Path(), kind=Kind.FULL, format=Format.HTML, level=Level.WORKING, family=None, survey=None
)
Page = tuple[str, WrittenFile, Report]  # a page to be set: the file's name, what it is, what it holds


def set_pages(
    said: Said,
    catalogue: Catalogue,
    documents: Iterator[Document],
    formats: Collection[Format],
    additions: Additions,
) -> Iterator[Page]:
    """Every page of these documents that is to be set. The figures of the same families are read once."""
    read: dict[tuple[Family, ...], Material] = {}
    start = f"{said.facts.council.code}-{said.facts.wave.key}"
    for document in documents:
        if (material := read.get(document.families)) is None:
            facts = replace(said.facts, families=document.families)
            material = Material.of(said.protected, said.findings, catalogue, facts, additions=additions)
            read[document.families] = material
        family = document.families[0] if document.apart else None
        one = replace(FILE, kind=document.kind, level=said.facts.level, family=family, survey=document.survey)
        report = build(document, material)
        for each in OUTPUTS[document.kind].formats:
            if each in formats:
                name = f"{start}-{document.name}-{said.facts.level}.{each}"
                yield name, replace(one, format=each), report


def render_pages(pages: Sequence[Page], processes: int, progress: Progress) -> Iterator[Named]:
    """One file after the other, so that few lie in memory; PDF takes most of the time, and processes share it."""
    setting = [(report, one.format) for _, one, report in pages]
    with ExitStack() as stack:
        if processes > 1 and len(pages) > 1:
            spawn = multiprocessing.get_context("spawn")
            pool = stack.enter_context(ProcessPoolExecutor(processes, mp_context=spawn))
            contents = pool.map(render, *zip(*setting, strict=True))
        else:
            contents = (render(report, format) for report, format in setting)
        for (name, one, _), content in zip(pages, contents, strict=True):
            progress(f"Writing {_said(one)}")
            yield name, one, content


def _said(one: WrittenFile) -> str:
    """A file in words: `summary, care leavers, pdf`."""
    of = (
        KINDS[one.kind],
        FAMILIES[one.family] if one.family else "",
        f"ages {one.survey}" if one.survey else "",
    )
    return ", ".join(part for part in (*of, one.format.value) if part)


def render_tables(
    said: Said, catalogue: Catalogue, formats: Collection[Format], progress: Progress
) -> Iterator[Named]:
    """The figures for analysts, both families side by side."""
    from heard.reports.data_files import list_files, write_tables

    progress("Writing the figures for analysts")
    one = replace(FILE, kind=Kind.TABLES, level=said.facts.level)
    format_of = {each.name: each.format for each in list_files(said.facts, formats)}
    for name, content in write_tables(said.protected, catalogue, said.facts, formats).items():
        yield name, replace(one, format=format_of[name]), content


def write_files(out: Path, contents: Iterator[Named], *, dry_run: bool) -> list[WrittenFile]:
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
