"""Saving the council's words, and having reports made. Each is a transaction that leaves an audit event."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from heard.base.errors import HeardError
from heard.base.policy import Level
from heard.web.audit.actions import record
from heard.web.jobs.actions import start_job
from heard.web.reporting.models import Making, ReportFile, ReportSet, WordsEdit
from heard.web.reporting.queries import FileFacts, find_making, find_version, list_words
from heard.web.reporting.spots import Spot
from heard.web.results.found import Told, record_findings
from heard.web.results.queries import Step, find_opening
from heard.web.tenancy import entered_council, in_council
from heard.web.waves.actions import NotNow, hold_wave

Hold = Callable[[], None]  # keeps the job that writes from being taken over; raises where it was already
MAKE_REPORTS = "make_reports"  # the kind of the job
NOT_YET = "The answers of this wave are not opened yet, so there is nothing to report. Nothing was started."
NOBODY = "Nobody of this council answered in this wave, so there is nothing to report. Nothing was started."


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote in one place, having read version `read` of it; 0: there was none."""

    text: str = field(repr=False)
    read: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of it: places whose new words stand now, and places that somebody else changed meanwhile."""

    saved: tuple[Spot, ...]
    crossed: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class MadeSet:
    """A set that lies whole on the disk; `files` have no number yet."""

    made_on: date
    made_by: str
    job: UUID
    told: Mapping[Level, Sequence[Told]]
    entries: Mapping[Level, int]
    added: str
    files: Sequence[FileFacts]


def keep_words(*, wave: str, written: Mapping[Spot, Written], by: str, at: datetime) -> Kept:
    """Add a version in each place whose words are not those that were read. Where somebody else saved others since,
    nothing is written: whoever wrote must see theirs first."""
    saved: list[Spot] = []
    crossed: list[Spot] = []
    with transaction.atomic():
        standing = list_words(wave)
        for spot, mine in written.items():
            now = standing.get(spot)
            if mine.text == find_version(wave, spot, mine.read).text or (now and mine.text == now.text):
                continue
            is_next = mine.read == (now.number if now else 0)
            (saved if is_next and _add(wave, spot, mine, by, at) else crossed).append(spot)
    return Kept(tuple(saved), tuple(crossed))


def ask_for_set(*, wave: str, by: str, at: datetime) -> UUID:
    """Let the worker make the wave's set, anew where there is one: the job's key. Two who ask at once start one job.

    Raises NotNow where there is nothing to report.
    """
    with transaction.atomic():
        hold_wave(wave)
        opening = find_opening(wave)
        if opening is None or opening.step is not Step.REPORTED:
            raise NotNow(NOT_YET)
        if not opening.responses:
            raise NotNow(NOBODY)
        known = find_making(wave)
        if known is not None and known.is_moving:
            return known.key
        job = start_job(kind=MAKE_REPORTS, subject=wave, at=at)
        Making.objects.update_or_create(
            council_id=entered_council(), wave=wave, defaults={"job": job, "asked_by": by}
        )
        record(actor=by, action="had the reports made", subject=wave, at=at)
    return job


def ask_for_all(*, wave: str, councils: Sequence[str], by: str, at: datetime) -> int:
    """The same for each of these councils, a job each; says for how many. Those with nothing to report are passed
    over."""
    asked = 0
    for council in councils:
        with in_council(council):
            try:
                ask_for_set(wave=wave, by=by, at=at)
            except NotNow:
                continue
            asked += 1
    return asked


def record_set(*, wave: str, made: MadeSet, hold: Hold) -> None:
    """This set is the wave's from now on, in place of the one before."""
    council = entered_council()
    with transaction.atomic():
        hold()
        ReportSet.objects.filter(council_id=council, wave=wave).delete()
        row = ReportSet.objects.create(
            council_id=council,
            wave=wave,
            made_on=made.made_on,
            made_by=made.made_by,
            job=made.job,
            level=_highest(made.files),
            entries={level.value: number for level, number in made.entries.items()},
            added=made.added,
        )
        ReportFile.objects.bulk_create(_row(row, each) for each in made.files)
        record_findings(wave=wave, told=made.told, on=made.made_on)


def record_taken(*, what: str, by: str, at: datetime) -> None:
    """Somebody took a report, or all that they may have."""
    with transaction.atomic():
        record(actor=by, action="took a report", subject=what, at=at)


def _add(wave: str, spot: Spot, mine: Written, by: str, at: datetime) -> bool:
    """False where somebody else was quicker: the database takes each number once."""
    try:
        with transaction.atomic():
            WordsEdit.objects.create(
                council_id=entered_council(),
                wave=wave,
                place=spot.place or "",
                indicator=spot.indicator,
                number=mine.read + 1,
                text=mine.text,
                by=by,
                at=at,
            )
    except IntegrityError:
        return False
    record(actor=by, action="changed the council's words", subject=f"{wave}: {spot.key}", at=at)
    return True


def _highest(files: Sequence[FileFacts]) -> str:
    levels = {each.level for each in files}
    found = next((level for level in Level if level in levels), None)
    if found is None:
        raise HeardError("a set of reports has files")
    return found.value


def _row(row: ReportSet, file: FileFacts) -> ReportFile:
    return ReportFile(
        council_id=row.council_id,
        report_set=row,
        kind=file.kind.value,
        format=file.format.value,
        level=file.level.value,
        family=file.family.value if file.family else "",
        survey=file.survey.value if file.survey else "",
        file=file.path,
        digest=file.digest,
        size=file.size,
    )
