"""Words of the pages on copies of the programme folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from heard.web.jobs.presenters import ProgressView, present_job
from heard.web.programmes.exports import ExportFacts
from heard.web.ui.days import say_day


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A copy in the list."""

    key: UUID
    url: str
    purpose: str
    asked: str
    stands: str


@dataclass(frozen=True, slots=True)
class ExportPage:
    """One copy. `until`: until when it can be taken away; empty where it cannot. `says`: why it was not made."""

    row: ExportRow
    until: str
    says: str
    progress: ProgressView | None

    @property
    def is_gone(self) -> bool:
        """Whether nothing is there and nothing comes any more."""
        return not (self.until or self.says or self.progress)


def present_exports(exports: Sequence[ExportFacts]) -> tuple[ExportRow, ...]:
    """The list."""
    return tuple(_row(each) for each in exports)


def present_export(export: ExportFacts, *, address: str) -> ExportPage:
    """The page of one."""
    job = export.job
    return ExportPage(
        row=_row(export),
        until=_say(export.until) if export.is_there and export.until else "",
        says=job.says if job and job.has_failed else "",
        progress=present_job(job, address=address) if job and job.is_moving else None,
    )


def _row(export: ExportFacts) -> ExportRow:
    url = reverse("programmes:export", args=[export.key])
    return ExportRow(
        export.key, url, export.purpose, f"{_say(export.asked_at)}, by {export.asked_by}", _stands(export)
    )


def _stands(export: ExportFacts) -> str:
    if export.job is not None and export.job.is_moving:
        return "being made"
    if export.job is not None and export.job.has_failed:
        return "not made"
    return "can be taken away" if export.is_there else "removed"


def _say(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{say_day(local.date())}, {local:%H:%M}"
