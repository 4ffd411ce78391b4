"""What the files of figures are called, and what each is for."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from heard.base.policy import Level
from heard.reports.data_files.variables import Table
from heard.reports.facts import ReportFacts
from heard.reports.outputs import OUTPUTS, Format, Kind
from heard.reports.wording import Wording, load_wording

NOT_IN_A_STEM = re.compile(r"[^a-z0-9_-]+")
SEPARATE: dict[Format, tuple[Table, ...]] = {  # formats that have a file a table
    Format.SAV: (Table.ESTIMATES, Table.COMPARISONS),
    Format.DTA: (Table.ESTIMATES, Table.COMPARISONS),
    Format.PARQUET: tuple(Table),
}
CODEBOOK = {
    "variables": "variables.csv",
    "questions": "questions.csv",
    "codebook": "codebook.html",
    "ddi": "ddi.xml",
}


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file, which format it is of, and what it is for in words. The codebook is of the first that needs it."""

    name: str
    words: str
    format: Format


def stem_of(facts: ReportFacts) -> str:
    """`X0000001-2026-tables-board`; with the family where the tables are of one of the wave's only."""
    asked = {survey.family for survey in facts.wave.surveys}
    families = () if asked <= set(facts.families) else facts.families
    return "-".join((facts.council.code, facts.wave.key, *families, "tables", facts.level))


def open_stem_of(facts: ReportFacts) -> str:
    """The same for Explore Education Statistics: only small letters, digits, hyphens and underscores."""
    return NOT_IN_A_STEM.sub("-", stem_of(facts).lower())


def list_files(
    facts: ReportFacts, formats: Collection[Format] = OUTPUTS[Kind.TABLES].formats, *, language: str = "en"
) -> tuple[NamedFile, ...]:
    """The files that `write_tables` gives, in its order."""
    wording, stem = load_wording(language), stem_of(facts)
    named = [
        NamedFile(name, words, each)
        for each in OUTPUTS[Kind.TABLES].formats
        if each in formats
        for name, words in _of_format(each, facts, wording)
    ]
    if needs_codebook(formats):
        first = next(each.format for each in named if each.format is not Format.XLSX)
        named += [
            NamedFile(f"{stem}-{end}", wording.say(f"files.formats.{key}"), first)
            for key, end in CODEBOOK.items()
        ]
    return tuple(named)


def _of_format(each: Format, facts: ReportFacts, wording: Wording) -> Iterator[tuple[str, str]]:
    words = wording.say(f"files.formats.{each}")
    if each is Format.XLSX:
        yield f"{stem_of(facts)}.{each}", words
    if each is Format.EES:
        yield f"{open_stem_of(facts)}.csv", words
        yield f"{open_stem_of(facts)}.meta.csv", wording.say("files.formats.meta")
    for table in SEPARATE.get(each, ()):
        if is_written(table, facts):
            title = wording.say(f"files.tables.{table}.title")
            yield f"{stem_of(facts)}-{table}.{each}", f"{words}: {title}"


def is_written(table: Table, facts: ReportFacts) -> bool:
    """Whether the table may have rows: trends are the analysts' alone."""
    return table is not Table.TRENDS or facts.level is Level.WORKING


def needs_codebook(formats: Collection[Format]) -> bool:
    """Whether one of the files cannot be read without it; the workbook has its own."""
    return not set(formats) <= {Format.XLSX}
