"""A council's report, from the programme folder to a page."""

from pathlib import Path

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
    html = render_report(counted, wave=wave, area=area, level=level, progress=progress)
    path = out / f"{area}-{wave}-full-{level}.html"
    write_text(path, html)
    return path


def render_report(
    counted: Counted, *, wave: str, area: str, level: Level, progress: Progress = say_nothing
) -> str:
    """The full report of a council as one self-contained page."""
    from heard.reports import ReportFacts, build_full_report, render_html

    tables = tables_of(counted, wave=wave, area=area, progress=progress)
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
