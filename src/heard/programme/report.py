"""A council's report, from the programme folder to a page."""

from collections.abc import Collection, Mapping
from pathlib import Path

from heard.analysis.tables import Tables
from heard.base.errors import UserError
from heard.base.files import write_text
from heard.base.policy import Level
from heard.disclosure import protect
from heard.findings import find
from heard.programme.analyse import Counted, Progress, count_programme, say_nothing, tables_of
from heard.programme.place import check_out


def write_report(
    folder: Path,
    *,
    wave: str,
    area: str,
    level: Level,
    out: Path,
    progress: Progress = say_nothing,
) -> Path:
    """Write the full report of a council as one HTML file in `out` and return its path.

    Raises UserError for an unknown wave or area, or where nobody of the council answered in the wave.
    """
    check_out(out, folder)
    counted = count_programme(folder, wave=wave, area=area, progress=progress)
    return write_reports(counted, wave=wave, area=area, levels=(level,), out=out, progress=progress)[level]


def write_reports(
    counted: Counted,
    *,
    wave: str,
    area: str,
    levels: Collection[Level],
    out: Path,
    progress: Progress = say_nothing,
) -> Mapping[Level, Path]:
    """The same at several levels, from one count and one estimate; each file whole or not at all."""
    tables = tables_of(counted, wave=wave, area=area, progress=progress)
    written = {}
    for level in levels:
        html = _render(counted, tables, wave=wave, area=area, level=level, progress=progress)
        written[level] = out / f"{area}-{wave}-full-{level}.html"
        write_text(written[level], html)
    return written


def render_report(
    counted: Counted, *, wave: str, area: str, level: Level, progress: Progress = say_nothing
) -> str:
    """The full report of a council as one self-contained page."""
    tables = tables_of(counted, wave=wave, area=area, progress=progress)
    return _render(counted, tables, wave=wave, area=area, level=level, progress=progress)


def _render(
    counted: Counted, tables: Tables, *, wave: str, area: str, level: Level, progress: Progress
) -> str:
    from heard.reports import ReportFacts, build_full_report, render_html

    if tables.estimates.filter(area=area).is_empty():
        raise UserError(f"Nobody of {area} answered in wave {wave}, so there is no report to write.")
    sensitive = frozenset(key for key, item in counted.catalogue.indicators.items() if item.sensitive)
    protected = protect(tables, level, area=area, sensitive=sensitive)
    progress("Finding what the figures bear")
    findings = find(protected, counted.catalogue, area=area)
    progress("Writing the report")
    facts = ReportFacts.of(
        counted.programme, wave=wave, area=area, level=level, fingerprint=counted.fingerprint
    )
    return render_html(build_full_report(protected, findings, counted.catalogue, facts))
