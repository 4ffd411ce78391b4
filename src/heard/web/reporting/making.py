"""Making a wave's set of reports: the worker's part. It may be killed at any instant and started again.

Every attempt of one job writes the same files into the same folder; only once all of them are whole does the set
become the wave's, and the one before it goes.
"""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from heard.base.errors import HeardError, InputProblems, UserError
from heard.base.files import say_why
from heard.base.policy import Level
from heard.reports.additions import Additions
from heard.web.jobs.running import RunningJob
from heard.web.reporting import actions
from heard.web.reporting.adding import digest_additions, gather_additions
from heard.web.reporting.queries import (
    FileFacts,
    find_asker,
    folder_of,
    sets_folder,
)
from heard.web.results.found import RELEASED, Told
from heard.web.results.queries import programme_folder
from heard.web.tenancy import in_council
from heard.web.ui.clock import day_of

if TYPE_CHECKING:
    from heard.programme.report_files import WrittenFile
    from heard.programme.report_set import ReportSet

LEVEL = Level.BOARD  # of what is not for anybody; exact figures stay with the report at level working
STEPS = 60  # about as many as are said of a council with both families, for the bar
KEPT = "Nothing is lost: reports that were made before are still here."
FOLDER = (
    "The programme folder has errors, or lacks this council or this wave. `heard check` names them. "
    f"{KEPT} Once it is put right, make the reports again."
)
REFUSED = (
    "The reports were not made: together with what was published before they could give a child away, because the "
    f"answers, a group or a question are not what they were then. {KEPT} Whoever keeps the programme folder learns "
    "what differs by `heard report --dry-run`; once it is put right, make the reports again."
)


class MakingStopped(HeardError):
    """The set cannot be made; the message says what happened, what was kept and what to do."""


def carry_out(running: RunningJob) -> None:
    """The set, from the programme folder to files that may be taken."""
    with in_council(running.council):
        additions, by = gather_additions(running.subject), find_asker(running.subject)
        out = folder_of(running.subject, running.key)
    written = write(running, additions, by, out)
    made = describe(running, written, additions, by)
    with in_council(running.council):
        actions.record_set(wave=running.subject, made=made, hold=running.hold)
    remove_others(out)
    running.say("The reports are made.", done=STEPS, total=STEPS)


def write(running: RunningJob, additions: Additions, by: str, out: Path) -> "ReportSet":
    """Every file, whole, in `out`; recorded in the ledger of releases first."""
    from heard.programme.counted import count_programme
    from heard.programme.report_set import write_set

    wave, area, steps = running.subject, running.council, count(1)
    running.say("Counting the answers", total=STEPS)
    with saying_what_is_wrong(is_counted=False):
        counted = count_programme(programme_folder(), wave=wave, area=area)
    with saying_what_is_wrong(is_counted=True):
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        return write_set(
            counted,
            wave=wave,
            area=area,
            level=LEVEL,
            additions=additions,
            out=out,
            today=day_of(running.now()),
            by=by,
            progress=lambda said: running.say(said, done=min(next(steps), STEPS - 1), total=STEPS),
        )


def describe(running: RunningJob, written: "ReportSet", additions: Additions, by: str) -> actions.MadeSet:
    """What is kept of it: each file by its hash, what is told at each level."""
    return actions.MadeSet(
        made_on=day_of(running.now()),
        made_by=by,
        job=running.key,
        told={
            level: Told.of_all(written.findings[level], level)
            for level in RELEASED
            if level in written.findings
        },
        entries={level: entry.number for level, entry in written.entries.items() if entry},
        added=digest_additions(additions),
        files=list(map(_file, written.files)),
    )


def remove_others(own: Path) -> None:
    """What is left of sets made before, and of attempts of other jobs that did not come to their end."""
    for folder in own.parent.iterdir():
        if folder != own:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def saying_what_is_wrong(*, is_counted: bool) -> Iterator[None]:
    """Errors of files in words for the council.

    What the library says of the folder's files names rows and values, which are other councils' too: it is left out.
    Once the answers are counted (`is_counted`) it speaks of what is written, or of a program that is missing.
    """
    try:
        yield
    except UserError as error:
        raise MakingStopped(_say_what_to_do(error, is_counted=is_counted)) from None
    except OSError as error:
        raise MakingStopped(
            f"A report could not be written: {say_why(error)}. {KEPT} Once that is put right, make the reports again."
        ) from None


def _say_what_to_do(error: UserError, *, is_counted: bool) -> str:
    """Of the ledger only which file is not whole: what a release was refused for may count single children."""
    from heard.disclosure.ledger.refusals import DamagedLedger, ReleaseRefused

    if isinstance(error, DamagedLedger):
        return f"{error} {KEPT} Once it is put right, make the reports again."
    if isinstance(error, ReleaseRefused):
        return REFUSED
    if is_counted and not isinstance(error, InputProblems):
        return f"{error} {KEPT} Once that is put right, make the reports again."
    return FOLDER


def _file(written: "WrittenFile") -> FileFacts:
    content = written.path.read_bytes()
    return FileFacts(
        id=0,
        kind=written.kind,
        format=written.format,
        level=written.level,
        family=written.family,
        survey=written.survey,
        path=written.path.relative_to(sets_folder()).as_posix(),
        digest=hashlib.sha256(content).hexdigest(),
        size=len(content),
    )
