"""The figures for analysts: workbook, tidy CSV, files of statistical programs, codebook.

`write_tables` is the one way in. Nothing here decides what may be shown: it writes protected tables, emptied once more.
"""

from collections.abc import Callable, Collection, Mapping

from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables
from heard.reports.data_files.council_tables import CouncilTables, read_council_tables
from heard.reports.data_files.files import NamedFile, list_files, needs_codebook
from heard.reports.facts import ReportFacts
from heard.reports.outputs import OUTPUTS, Format, Kind

__all__ = ["NamedFile", "list_files", "write_tables"]

Writer = Callable[[CouncilTables], Mapping[str, bytes]]


def write_tables(
    protected: ProtectedTables,
    catalogue: Catalogue,
    facts: ReportFacts,
    formats: Collection[Format] = OUTPUTS[Kind.TABLES].formats,
    *,
    language: str = "en",
) -> Mapping[str, bytes]:
    """The files of these formats by name, with the codebook where a file needs one.

    The same tables give the same bytes, in the order of `list_files`.
    HeardError where the tables were protected for another level, hold another wave than the facts say, or a format is
    none of tables.
    """
    tables = read_council_tables(protected, catalogue, facts, language=language)
    files: dict[str, bytes] = {}
    for write in _writers(formats):
        files |= write(tables)
    return files


def _writers(formats: Collection[Format]) -> tuple[Writer, ...]:
    """What writes them, in the order of the formats' list, the codebook last; what they need is loaded here."""
    from heard.base.errors import HeardError
    from heard.reports.data_files.codebook import write_codebook
    from heard.reports.data_files.ddi import write_ddi
    from heard.reports.data_files.ees import write_ees
    from heard.reports.data_files.parquet import write_parquet
    from heard.reports.data_files.statistics_packages import write_dta, write_sav
    from heard.reports.data_files.workbook import write_workbook

    writers: Mapping[Format, Writer] = {
        Format.XLSX: write_workbook,
        Format.EES: write_ees,
        Format.SAV: write_sav,
        Format.DTA: write_dta,
        Format.PARQUET: write_parquet,
    }
    if unknown := [each.value for each in formats if each not in writers]:
        raise HeardError(f"tables are not written as {', '.join(unknown)}")
    chosen = [writer for each, writer in writers.items() if each in formats]
    codebook = (write_codebook, write_ddi) if needs_codebook(formats) else ()
    return (*chosen, *codebook)
