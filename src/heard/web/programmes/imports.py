"""Copies of a programme folder that are brought in: kept, compared by the worker, read, confirmed, brought in, wiped.

A copy holds answers of councils. Whoever brings one, confirms it or removes it is in the log of each of them.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from heard.base.errors import UserError
from heard.web.jobs.actions import start_job
from heard.web.jobs.queries import JobFacts, find_job
from heard.web.people.actions import record_for_councils
from heard.web.people.queries import list_council_codes
from heard.web.policy import IMPORT_HOURS, IMPORTS_SHOWN
from heard.web.programmes.models import Import
from heard.web.programmes.old_files import wipe_old_files
from heard.web.tenancy import in_council
from heard.web.ui.uploads import KeptFile

COMPARE, BRING_IN = "compare_folder", "import_folder"  # the kinds of job
LASTS = timedelta(hours=IMPORT_HOURS)
GONE = (
    f"The copy is here no more: it was removed, or it has lain here for its {IMPORT_HOURS} hours. Nothing was brought "
    "in by it since. Choose the file again; what is here already is found to be the same."
)
BUSY = "A copy is being compared or brought in already. Wait until that is done, and choose the file again."
UNSAID = "Tick that nothing was published from these answers. If something was, they cannot come in without its ledger."


class NotBroughtIn(UserError):
    """Nothing is brought in; the message says why."""


@dataclass(frozen=True, slots=True)
class ImportFacts:
    """A copy that was brought. `told`: as `comparing` tells it, empty until it has. `is_there`: the file is."""

    key: UUID
    purpose: str
    brought_by: str
    brought_at: datetime
    digest: str
    told: dict[str, Any]
    is_confirmed: bool
    done_at: datetime | None
    is_there: bool
    job: JobFacts | None


def folder() -> Path:
    """Where what is brought lies."""
    path: Path = settings.HEARD.home / "imports"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def take_in(*, file: KeptFile, purpose: str, by: str, at: datetime) -> UUID:
    """Keep the file and let the worker compare it. Raises NotBroughtIn where that cannot be; then the file goes."""
    councils = list_council_codes()
    found = Import(purpose=purpose, brought_by=by, brought_at=at, digest=file.digest)
    try:
        if not councils:
            raise NotBroughtIn("No council takes part yet. Whoever runs the site adds one first.")
        with transaction.atomic():
            # First, because it holds the councils' logs: of two at once, the second looks when the first is done.
            record_for_councils(
                councils, by=by, action="brought a copy of a programme folder", subject=purpose, at=at
            )
            if any(each.job and each.job.is_moving for each in list_imports(at)):
                raise NotBroughtIn(BUSY)
            found.file, found.job_council = f"{secrets.token_urlsafe(32)}.zip", councils[0]
            _start(found, COMPARE, at)
            found.save(force_insert=True)
            file.path.rename(folder() / found.file)
    finally:
        file.path.unlink(missing_ok=True)
    return found.key


def look_again(*, key: UUID, by: str, at: datetime) -> None:
    """Compare it anew: the folder here has changed, or something was in the way."""
    with transaction.atomic():
        found = _hold(key, at)
        _record(found, by, "compared a copy of a programme folder again", at)
        _check_idle(at)
        found.told, found.confirmed_by, found.compared_at = {}, "", None
        _start(found, COMPARE, at)
        found.save()


def confirm(*, key: UUID, says_unpublished: bool, by: str, at: datetime) -> None:
    """Let the worker bring in what was read. Raises NotBroughtIn where that is not to be, or no longer."""
    with transaction.atomic():
        found = _hold(key, at)
        said = "; nothing published from it" if says_unpublished else ""
        subject = f"file {found.digest[:12]}{said}"
        record_for_councils(
            list_council_codes(), by=by, action="let a copy be brought in", subject=subject, at=at
        )
        _check_idle(at)
        if not found.told.get("is_usable") or found.done_at is not None:
            raise NotBroughtIn("This copy cannot be brought in. Nothing was changed.")
        if found.told["is_unpublished"] and not says_unpublished:
            raise NotBroughtIn(UNSAID)
        found.confirmed_by = by
        _start(found, BRING_IN, at)
        found.save()


def remove_import(*, key: UUID, by: str, at: datetime) -> None:
    """The file is wiped before its time. Raises NotBroughtIn where it is not there, or in use."""
    with transaction.atomic():
        found = _hold(key, at)
        _record(found, by, "removed a copy that was not brought in", at)
        _check_idle(at)
        (folder() / found.file).unlink(missing_ok=True)


def get_import(key: UUID) -> ImportFacts:
    """For the worker, whatever the hour: what it has begun it ends."""
    found = Import.objects.get(key=key)
    return _facts(found, found.brought_at)


def find_file(key: UUID) -> Path:
    """For the worker: where it lies. Raises NotBroughtIn where it is wiped."""
    path = folder() / Import.objects.get(key=key).file
    if not path.is_file():
        raise NotBroughtIn(GONE)
    return path


def finish_comparing(*, key: UUID, told: dict[str, Any], at: datetime) -> None:
    """What it would bring may be read from now on."""
    Import.objects.filter(key=key).update(told=told, compared_at=at)


def finish_import(*, key: UUID, at: datetime) -> None:
    """It is in."""
    Import.objects.filter(key=key).update(done_at=at)


def wipe_finished(key: UUID) -> None:
    """Of one that is in, cannot come in or brings nothing, the file goes at once: after that was written down."""
    found = Import.objects.get(key=key)
    is_useless = found.told and (not found.told["is_usable"] or found.told["brings_nothing"])
    if found.done_at is not None or is_useless:
        (folder() / found.file).unlink(missing_ok=True)


def remove_old(at: datetime) -> None:
    """Wipe what has lain there for its hours, and what killed attempts left. Asks no database, and cannot fail."""
    wipe_old_files(settings.HEARD.home / "imports", before=at - LASTS, suffixes=(".zip", ".part"))


def find_import(key: UUID, at: datetime) -> ImportFacts | None:
    """One of them; None where there is none."""
    found = Import.objects.filter(key=key).first()
    return _facts(found, at) if found else None


def list_imports(at: datetime) -> list[ImportFacts]:
    """The last ones, newest first."""
    return [_facts(each, at) for each in Import.objects.order_by("-brought_at")[:IMPORTS_SHOWN]]


def _hold(key: UUID, at: datetime) -> Import:
    """One whose file is there and in its time. One that is over is wiped here too: the clock may stand still."""
    found = Import.objects.filter(key=key).first()
    if found is None:
        raise NotBroughtIn(GONE)
    if at >= found.brought_at + LASTS:
        (folder() / found.file).unlink(missing_ok=True)
    if not (folder() / found.file).is_file():
        raise NotBroughtIn(GONE)
    return found


def _check_idle(at: datetime) -> None:
    """After the logs were written: they are held then, so that of two who press at once one finds the other's job."""
    if any(each.job and each.job.is_moving for each in list_imports(at)):
        raise NotBroughtIn(BUSY)


def _start(found: Import, kind: str, at: datetime) -> None:
    with in_council(found.job_council):
        found.job = start_job(kind=kind, subject=str(found.key), at=at)


def _record(found: Import, by: str, action: str, at: datetime) -> None:
    record_for_councils(list_council_codes(), by=by, action=action, subject=found.purpose, at=at)


def _facts(found: Import, at: datetime) -> ImportFacts:
    job = None
    if found.job is not None:
        with in_council(found.job_council):
            job = find_job(found.job)
    return ImportFacts(
        key=found.key,
        purpose=found.purpose,
        brought_by=found.brought_by,
        brought_at=found.brought_at,
        digest=found.digest,
        told=found.told,
        is_confirmed=bool(found.confirmed_by),
        done_at=found.done_at,
        is_there=at < found.brought_at + LASTS and (folder() / found.file).is_file(),
        job=job,
    )
