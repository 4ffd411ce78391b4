"""The worker's part in waves of the programme: one job a council, so that one council's failure stops nobody.

And in copies of the programme folder, taken and brought in, which the clock wipes.
"""

import time
from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from heard.web.jobs.registry import at_every_tick, job_kind
from heard.web.jobs.running import RunningJob
from heard.web.programmes import actions, comparing, exports, imports
from heard.web.programmes.programme_file import add_wave
from heard.web.programmes.queries import find_programme_wave
from heard.web.tenancy import in_council


@job_kind(actions.TAKE_PART)
def take_part(running: RunningJob) -> None:
    """The wave stands in the programme folder, then in the council."""
    running.say("Writing the wave into the programme folder", total=2)
    wave = find_programme_wave(running.subject)
    if wave is not None:
        add_wave(settings.HEARD.home / "programme", wave)
    running.say("Planning the council’s wave", done=1, total=2)
    with in_council(running.council), transaction.atomic():
        running.hold()
        actions.plan_council_wave(wave=running.subject, at=running.now())


@job_kind(actions.OPEN_WITH_OTHERS)
def open_with_others(running: RunningJob) -> None:
    """One council's wave, or what it lacks."""
    with in_council(running.council), transaction.atomic():
        running.hold()
        actions.open_with_others(wave=running.subject, at=running.now())


@job_kind(exports.EXPORT)
def export_folder(running: RunningJob) -> None:
    """The copy, then that it is there. Killed in between, the next attempt makes it anew under the same name."""
    from heard.programme.archive import write_archive

    running.say("Copying the programme folder as it is now")
    key = UUID(running.subject)
    folder = settings.HEARD.home / "programme"
    say = partial(_say_now_and_then(running), "Packing the copy")
    exports.make_export(key=key, write=partial(write_archive, folder, say=say))
    with in_council(running.council), transaction.atomic():
        running.hold()
        exports.finish_export(key=key, at=running.now())
    running.say("The copy is there")


@job_kind(imports.COMPARE)
def compare_copy(running: RunningJob) -> None:
    """What a copy that was brought would bring in; nothing of the folder is changed."""
    key = UUID(running.subject)
    facts = imports.get_import(key)
    if not facts.told:
        told = comparing.compare_file(imports.find_file(key), facts.digest, _say_now_and_then(running))
        with in_council(running.council), transaction.atomic():
            running.hold()
            imports.finish_comparing(key=key, told=told, at=running.now())
    imports.wipe_finished(key)
    running.say("The copy is compared")


@job_kind(imports.BRING_IN)
def bring_copy_in(running: RunningJob) -> None:
    """The copy that was read and confirmed. Killed anywhere, the next attempt finishes it and does nothing twice."""
    key = UUID(running.subject)
    facts = imports.get_import(key)
    if facts.done_at is None:
        is_finished = comparing.finish_killed()
        if (
            facts.is_there or not is_finished
        ):  # what was decided lies in the folder, and needs the file no more
            file, say = imports.find_file(key), _say_now_and_then(running)
            comparing.bring_in_file(file, facts.digest, facts.told, say)
        with in_council(running.council), transaction.atomic():
            running.hold()
            imports.finish_import(key=key, at=running.now())
    imports.wipe_finished(key)
    running.say("The copy is brought in")


@at_every_tick
def remove_old_exports() -> None:
    """A copy lies there for hours, not until the next morning."""
    exports.remove_old(timezone.now())


@at_every_tick
def remove_old_imports() -> None:
    """The same of one that was brought."""
    imports.remove_old(timezone.now())


def _say_now_and_then(running: RunningJob) -> Callable[[str, int, int], None]:
    """Of the same sentence at most once a second: a ledger may have thousands of files."""
    last, said = 0.0, ""

    def say(sentence: str, done: int, total: int) -> None:
        nonlocal last, said
        if sentence != said or time.monotonic() - last >= 1:
            last, said = time.monotonic(), sentence
            running.say(sentence, done=done, total=total)

    return say
