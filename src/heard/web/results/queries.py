"""Openings and reports of the council entered."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings

from heard.base.policy import Level
from heard.web.results.models import Opening, Step, WrittenReport
from heard.web.tenancy import entered_council

__all__ = [
    "OpeningFacts",
    "ReportFacts",
    "Step",
    "find_opening",
    "list_reports",
    "read_report",
    "reports_folder",
]


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """How far an opening has come. `dropped`: how many answers did not belong, by reason."""

    step: Step
    opened_by: str
    responses: int
    unreadable: int
    dropped: dict[str, int]
    job: UUID | None


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A report that was written. `file` is its path below the reports' folder.

    `entry`, `entry_hash`, `rows`: as which entry of the ledger of releases it is recorded, with how many rows of facts;
    None, empty and 0 at level working.
    """

    level: Level
    file: str
    digest: str
    written_on: date
    entry: int | None = None
    entry_hash: str = ""
    rows: int = 0


def programme_folder() -> Path:
    """The site's programme, which every council's answers go to."""
    return settings.HEARD.home / "programme"


def reports_folder() -> Path:
    """Where every council's reports lie. None is served but through `read_report`."""
    return settings.HEARD.home / "reports"


def find_opening(wave: str) -> OpeningFacts | None:
    """The opening of the council's answers in this wave; None where no key was handed in yet."""
    rows = Opening.objects.filter(council_id=entered_council(), council_wave__collection__wave=wave)
    return next(
        (
            OpeningFacts(Step(row.step), row.opened_by, row.responses, row.unreadable, row.dropped, row.job)
            for row in rows
        ),
        None,
    )


def list_reports(wave: str) -> dict[Level, ReportFacts]:
    """The reports that were written, by level."""
    rows = WrittenReport.objects.filter(council_id=entered_council(), wave=wave)
    found = [
        ReportFacts(
            Level(row.level), row.file, row.digest, row.written_on, row.entry, row.entry_hash, row.rows
        )
        for row in rows
    ]
    return {each.level: each for each in found}


def read_report(report: ReportFacts) -> bytes | None:
    """The report's page as it was written; None where the file is gone, was changed, or stands elsewhere."""
    folder = reports_folder().resolve()
    path = (folder / report.file).resolve()
    if path.parent != folder:
        return None
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == report.digest else None
