"""Copies of the programme folder: asked for with a purpose, made by the worker, taken away, wiped.

A copy holds every answer of every council. Whoever asks for one, takes it or removes it is in the log of each of them.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction

from heard.base.errors import UserError
from heard.web.jobs.actions import start_job
from heard.web.jobs.queries import JobFacts, find_job
from heard.web.people.actions import record_for_councils
from heard.web.people.queries import list_council_codes
from heard.web.policy import EXPORT_HOURS, EXPORTS_SHOWN
from heard.web.programmes.models import Export
from heard.web.programmes.old_files import wipe_old_files
from heard.web.tenancy import in_council

EXPORT = "export_folder"  # the kind of job
NAME_BYTES = 32  # of a name nobody guesses
LASTS = timedelta(hours=EXPORT_HOURS)
SUFFIX = ".zip"


class NoCopy(UserError):
    """There is nothing to take, or nothing can be made; the message says why."""


@dataclass(frozen=True, slots=True)
class ExportFacts:
    """A copy that was asked for. `is_there`: it can be taken away now, until `until`."""

    key: UUID
    purpose: str
    asked_by: str
    asked_at: datetime
    until: datetime | None
    is_there: bool
    job: JobFacts | None


def ask_for_export(*, purpose: str, by: str, at: datetime) -> UUID:
    """Let the worker make a copy. Raises NoCopy where one is being made already, or where there is no council yet."""
    councils = list_council_codes()
    if not councils:
        raise NoCopy("No council takes part yet, so there is nothing to copy.")
    with transaction.atomic():
        # First, because it holds the councils' logs: of two who ask at once, the second looks when the first is done.
        record_for_councils(
            councils, by=by, action="asked for a copy of the programme folder", subject=purpose, at=at
        )
        if any(each.job and each.job.is_moving for each in list_exports(at)):
            raise NoCopy("A copy is being made already. Nothing was started; wait until it is there.")
        export = Export(purpose=purpose, asked_by=by, asked_at=at, job_council=councils[0])
        export.file = secrets.token_urlsafe(NAME_BYTES) + SUFFIX
        with in_council(export.job_council):
            export.job = start_job(kind=EXPORT, subject=str(export.key), at=at)
        export.save(force_insert=True)
    return export.key


def make_export(*, key: UUID, write: Callable[[Path], None]) -> None:
    """Lay the file down, made by `write`. Done again after a kill, it replaces what the killed attempt laid down."""
    write(_folder() / Export.objects.get(key=key).file)


def finish_export(*, key: UUID, at: datetime) -> None:
    """It is whole and may be taken from now on."""
    Export.objects.filter(key=key).update(made_at=at)


def take_away(*, key: UUID, by: str, at: datetime) -> BinaryIO:
    """The file, open, to be sent; every council's log has who took it. Raises NoCopy where it is not there."""
    export = _hold(key, at)
    with transaction.atomic():
        _record(export, by, "took away a copy of the programme folder", at)
        try:
            return (_folder() / export.file).open("rb")
        except OSError:
            raise NoCopy(GONE) from None


def remove_export(*, key: UUID, by: str, at: datetime) -> None:
    """The file is wiped before its time. Raises NoCopy where it is not there."""
    export = _hold(key, at)
    with transaction.atomic():
        _record(export, by, "removed a copy of the programme folder", at)
        (_folder() / export.file).unlink(missing_ok=True)


def remove_old(at: datetime) -> None:
    """Wipe what has lain there for its hours, and what killed attempts left. Asks no database, and cannot fail."""
    wipe_old_files(settings.HEARD.home / "exports", before=at - LASTS, suffixes=(SUFFIX,))


def find_export(key: UUID, at: datetime) -> ExportFacts | None:
    """One of them; None where there is none."""
    export = Export.objects.filter(key=key).first()
    return _facts(export, at) if export else None


def list_exports(at: datetime) -> list[ExportFacts]:
    """The last ones, newest first."""
    return [_facts(each, at) for each in Export.objects.order_by("-asked_at")[:EXPORTS_SHOWN]]


GONE = (
    "This copy is there no more: it was removed, or it has lain there for its "
    f"{EXPORT_HOURS} hours. Ask for another one."
)


def _hold(key: UUID, at: datetime) -> Export:
    """One that is whole and in its time. One that is over is wiped here too: the clock may stand still."""
    export = Export.objects.filter(key=key, made_at__isnull=False).first()
    if export is None:
        raise NoCopy(GONE)
    path = _folder() / export.file
    if not _is_in_time(export, at):
        path.unlink(missing_ok=True)
    if not path.is_file():
        raise NoCopy(GONE)
    return export


def _record(export: Export, by: str, action: str, at: datetime) -> None:
    record_for_councils(list_council_codes(), by=by, action=action, subject=export.purpose, at=at)


def _facts(export: Export, at: datetime) -> ExportFacts:
    job = None
    if export.job is not None:
        with in_council(export.job_council):
            job = find_job(export.job)
    is_there = _is_in_time(export, at) and (_folder() / export.file).is_file()
    until = export.made_at + LASTS if export.made_at else None
    return ExportFacts(
        export.key, export.purpose, export.asked_by, export.asked_at, until, is_there=is_there, job=job
    )


def _is_in_time(export: Export, at: datetime) -> bool:
    return export.made_at is not None and at < export.made_at + LASTS


def _folder() -> Path:
    folder: Path = settings.HEARD.home / "exports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
