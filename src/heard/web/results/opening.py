"""The opening of a wave: the job of the key holder's key. It may be killed at any instant and started again.

Each step is recorded when it is done, and a job that starts again goes on from the last. Before the answers are
written the key is needed, and it is nowhere but in this process: a job that starts again asks for it. After that
nothing needs it.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from heard.base.errors import HeardError, UserError
from heard.base.files import say_why
from heard.base.policy import Level
from heard.catalogue import Questionnaire
from heard.web.codes import opening as sealed_rows
from heard.web.codes.contents import Content, sealing_purpose
from heard.web.codes.queries import get_ballot
from heard.web.codes.sealing import PrivateKey
from heard.web.instruments.questionnaires import get_questionnaire
from heard.web.jobs.running import NeedsInput, RunningJob
from heard.web.results import actions, handover
from heard.web.results.answers_file import AnswersThere, check_folder, write_answers_file
from heard.web.results.found import RELEASED, Told
from heard.web.results.queries import ReportFacts, Step, find_opening, programme_folder, reports_folder
from heard.web.results.responses import OpenedAnswers, open_answers
from heard.web.tenancy import in_council
from heard.web.ui.clock import day_of
from heard.web.voices.actions import give_space_back
from heard.web.waves.queries import WaveFacts, find_wave
from heard.web.waves.server_keys import counting_key, reading_key

if TYPE_CHECKING:
    from heard.programme.report import Written

LEVELS = (Level.PUBLIC, Level.BOARD, Level.WORKING)  # the panel's first
STEPS = 14  # of the whole opening, for the bar
OPENING, CHECKING, WIPING, FIRST_REPORT = 1, 4, 5, 6  # where each begins
SAID_EVERY = 25  # answers

ASK_AGAIN = "The work was interrupted. Nothing is lost. Hand the key in again."
KEPT_SEALED = "Nothing is lost: the answers are still sealed in the database."
ALREADY_OPEN = (
    "Nothing is lost: the answers are in the programme folder. No key is needed to write the reports."
)
_FOLDER = (
    "The programme folder has errors, or lacks this council or this wave. `heard check` names them. {kept} Once it is "
    "put right, {then}."
)
_REFUSED = (
    "The reports were not written: together with what was published before they could give a child away, because the "
    "answers, a group or a question are not what they were then. {kept} Whoever keeps the programme folder learns "
    "what differs by `heard report --dry-run`; once it is put right, {then}."
)


class OpeningStopped(HeardError):
    """The opening cannot go on; the message says what happened, what was kept and what to do."""


def carry_out(running: RunningJob) -> None:
    """Every step that is still to do. Raises NeedsInput where the key is needed and not there."""
    for step, work in ((Step.KEY_ASKED, write_answers), (Step.WRITTEN, wipe), (Step.WIPED, write_reports)):
        if _step(running) is step:
            work(running)


def write_answers(running: RunningJob) -> None:
    """Open every sealed answer and write the responses file, whole or not at all."""
    key = handover.take(job=running.key)
    if key is None:
        raise NeedsInput(ASK_AGAIN)
    _check_server_keys(running)
    running.say("Checking the programme folder", total=STEPS)
    with _saying_what_is_wrong(KEPT_SEALED, "hand the key in again"):
        check_folder(running.subject, running.council)
    wave, questionnaires = _wave(running)
    if wave.is_made_up:
        raise OpeningStopped(
            "This is a try-out. Nothing was opened: made-up answers never reach the data set."
        )
    with in_council(running.council):
        sealed = actions.take_sealed(wave=running.subject)
    if sealed is None:
        return
    opened = _open(running, wave, sealed, key, questionnaires)
    running.say("Writing the answers into the programme", done=CHECKING, total=STEPS)
    with _saying_what_is_wrong(KEPT_SEALED, "hand the key in again"):
        write_answers_file(wave.wave, wave.council, opened, questionnaires)
    with in_council(running.council):
        actions.record_written(wave=running.subject, opened=opened, hold=running.hold)


def wipe(running: RunningJob) -> None:
    """Nothing sealed, no card and no draft is left; children's words are parted from their day."""
    running.say("Wiping what was sealed, and the codes of the cards", done=WIPING, total=STEPS)
    with in_council(running.council):
        actions.wipe(
            wave=running.subject,
            counting_key=counting_key(),
            reading_key=reading_key(running.council),
            at=running.now(),
            hold=running.hold,
        )


def write_reports(running: RunningJob) -> None:
    """The report at each level. Written again, they are the same."""
    running.say("Giving the space of what was wiped back", done=WIPING, total=STEPS)
    sealed_rows.give_space_back()
    give_space_back()
    with _saying_what_is_wrong(ALREADY_OPEN, "go on with the opening"):
        written = _write_reports(running)
    day = day_of(running.now())
    reports = [_facts_of(level, each, day) for level, each in written.items()]
    told = {level: Told.of_all(written[level].findings, level) for level in RELEASED if level in written}
    with in_council(running.council):
        actions.record_reports(
            wave=running.subject, reports=reports, told=told, on=day, hold=running.hold, at=running.now()
        )
    running.say("The answers are opened and the reports are written.", done=STEPS, total=STEPS)


def _check_server_keys(running: RunningJob) -> None:
    """They are needed after the answers are written: what is wrong with them is better known before."""
    with in_council(running.council):
        ballot = get_ballot(_find_wave(running).collection_id)
    given = counting_key().public, reading_key(running.council).public
    if given != (ballot.counting_key, ballot.reading_key):
        raise OpeningStopped(
            "The counting key or the reading key of the worker is not this wave's. "
            f"{KEPT_SEALED} Once that is put right, hand the key in again."
        )


def _step(running: RunningJob) -> Step:
    with in_council(running.council):
        opening = find_opening(running.subject)
    if opening is None:
        raise HeardError("an opening was begun without its record")
    return opening.step


def _find_wave(running: RunningJob) -> WaveFacts:
    wave = find_wave(running.subject)
    if wave is None:
        raise HeardError("an opening was begun without its wave")
    return wave


def _wave(running: RunningJob) -> tuple[WaveFacts, tuple[Questionnaire, ...]]:
    with in_council(running.council):
        wave = _find_wave(running)
        versions = get_ballot(wave.collection_id).versions
    return wave, tuple(get_questionnaire(survey, versions[survey]) for survey in wave.surveys)


def _open(
    running: RunningJob,
    wave: WaveFacts,
    sealed: Sequence[bytes],
    key: PrivateKey,
    questionnaires: Sequence[Questionnaire],
) -> OpenedAnswers:
    return open_answers(
        sealed,
        key=key,
        purpose=sealing_purpose(Content.ANSWERS, wave.council, wave.wave),
        wave=wave.wave,
        area=wave.council,
        questionnaires=questionnaires,
        say_opened=partial(_say_opened, running, len(sealed)),
    )


def _say_opened(running: RunningJob, total: int, number: int) -> None:
    if number % SAID_EVERY == 0:
        done = OPENING + (CHECKING - OPENING) * number // total
        running.say("Opening the answers in random order", done=done, total=STEPS)


def _write_reports(running: RunningJob) -> "Mapping[Level, Written]":
    """Every level from one count. None where nobody answered: then there is nothing to report."""
    from heard.programme.counted import count_programme
    from heard.programme.report import write_reports

    with in_council(running.council):
        opening = find_opening(running.subject)
    if opening is None or not opening.responses:
        return {}
    running.say("Counting the answers", done=FIRST_REPORT, total=STEPS)
    wave, area, steps = running.subject, running.council, count(FIRST_REPORT + 1)
    return write_reports(
        count_programme(programme_folder(), wave=wave, area=area),
        wave=wave,
        area=area,
        levels=LEVELS,
        out=reports_folder(),
        today=day_of(running.now()),
        by=opening.opened_by,
        progress=lambda said: running.say(said, done=min(next(steps), STEPS - 1), total=STEPS),
    )


def _facts_of(level: Level, written: "Written", day: date) -> ReportFacts:
    found = ReportFacts(level, written.path.name, _digest(written.path), day)
    entry = written.entry
    if entry is None:
        return found
    return replace(found, entry=entry.number, entry_hash=entry.hash, rows=entry.facts.rows)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def _saying_what_is_wrong(kept: str, then: str) -> Iterator[None]:
    """Errors of files in words for the council.

    The library's own words name rows and values of the folder's files, which are other councils' too; they are left
    out.
    """
    try:
        yield
    except OpeningStopped:
        raise
    except AnswersThere as error:
        raise OpeningStopped(f"{error} {kept} Once that file is taken out, {then}.") from None
    except UserError as error:
        raise OpeningStopped(_say_what_to_do(error, kept, then)) from None
    except OSError as error:
        raise OpeningStopped(
            f"The file could not be written: {say_why(error)}. {kept} Once that is put right, {then}."
        ) from None


def _say_what_to_do(error: UserError, kept: str, then: str) -> str:
    """Of the ledger only which file is not whole: what a release was refused for may count single children."""
    from heard.disclosure.ledger.refusals import DamagedLedger, ReleaseRefused

    if isinstance(error, DamagedLedger):
        return f"{error} {kept} Once it is put right, {then}."
    words = _REFUSED if isinstance(error, ReleaseRefused) else _FOLDER
    return words.format(kept=kept, then=then)
