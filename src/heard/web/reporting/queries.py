"""Reading words and sets of reports. All for the council entered."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from heard.base.policy import Level
from heard.base.surveys import Family, Survey
from heard.reports.additions import Place
from heard.reports.formats.html_read import ReadReport, UnreadableReport, read_html
from heard.reports.outputs import Format, Kind
from heard.web.jobs.queries import JobFacts, find_job
from heard.web.policy import SHOWN_WORDS
from heard.web.reporting.models import Making, ReportFile, ReportSet, WordsEdit
from heard.web.reporting.spots import Spot
from heard.web.tenancy import entered_council
from heard.web.waves.queries import list_waves


@dataclass(frozen=True, slots=True)
class WordsFacts:
    """A version of the words in one place; `number` 0 and no text where nothing was ever saved."""

    number: int = 0
    text: str = field(default="", repr=False)
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file of a set. `path`: below the folder of sets. `family`, `survey`: None where it is of all."""

    id: int
    kind: Kind
    format: Format
    level: Level
    family: Family | None
    survey: Survey | None
    path: str
    digest: str
    size: int

    @property
    def name(self) -> str:
        """As it is saved by whoever takes it."""
        return Path(self.path).name

    @property
    def report(self) -> str:
        """Which report of its set it is, in any format: `care-full`, `care-children-8-11`, `board`."""
        kind = self.kind.value.replace("_", "-")
        return "-".join(part for part in (self.family, kind, self.survey) if part)


@dataclass(frozen=True, slots=True)
class SetFacts:
    """The set of reports of a wave. `added`: a digest of the words and quotations in it."""

    wave: str
    made_on: date
    made_by: str
    job: UUID
    entries: Mapping[Level, int]
    added: str
    files: tuple[FileFacts, ...]


def list_words(wave: str) -> dict[Spot, WordsFacts]:
    """What stands in each place where anything was ever saved: the last version."""
    return {_spot(row): _words(row) for row in _edits(wave).order_by("number")}


def list_versions(wave: str, spot: Spot) -> tuple[WordsFacts, ...]:
    """The versions of one place, the newest first; of very many the last ones."""
    rows = _edits(wave).filter(place=spot.place or "", indicator=spot.indicator)
    return tuple(_words(row) for row in rows.order_by("-number")[:SHOWN_WORDS])


def find_version(wave: str, spot: Spot, number: int) -> WordsFacts:
    """One version; what stands before the first where there is none of this number."""
    row = _edits(wave).filter(place=spot.place or "", indicator=spot.indicator, number=number).first()
    return _words(row) if row else WordsFacts()


def find_wave_before(wave: str) -> str:
    """The council's wave before this one; empty where there is none."""
    waves = [each.wave for each in list_waves()]
    earlier = waves[waves.index(wave) + 1 :] if wave in waves else []
    return next(iter(earlier), "")


def find_set(wave: str) -> SetFacts | None:
    """The set of a wave; None where none was made."""
    row = ReportSet.objects.filter(council_id=entered_council(), wave=wave).first()
    if row is None:
        return None
    return SetFacts(
        wave=row.wave,
        made_on=row.made_on,
        made_by=row.made_by,
        job=row.job,
        entries={Level(level): number for level, number in row.entries.items()},
        added=row.added,
        files=tuple(map(_file, ReportFile.objects.filter(report_set=row).order_by("pk"))),
    )


def find_making(wave: str) -> JobFacts | None:
    """The job that makes a wave's set, or made it last; None where nobody asked, or that is long ago."""
    row = Making.objects.filter(council_id=entered_council(), wave=wave).first()
    return find_job(row.job) if row else None


def find_asker(wave: str) -> str:
    """Who asked for a wave's set last."""
    row = Making.objects.filter(council_id=entered_council(), wave=wave).first()
    return row.asked_by if row else ""


def sets_folder() -> Path:
    """Where every council's sets lie. None of them is served but through `read_file`."""
    home: Path = settings.HEARD.home
    return home / "sets"


def folder_of(wave: str, job: UUID) -> Path:
    """Where a job lays the files of the council entered. Each has its own, so that what is read stays as it is."""
    return sets_folder() / entered_council() / wave / job.hex


def read_file(file: FileFacts) -> bytes | None:
    """A file as it was written; None where it is gone, was changed, or stands elsewhere."""
    own = sets_folder().resolve() / entered_council()
    path = (sets_folder() / file.path).resolve()
    if not path.is_relative_to(own):
        return None
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == file.digest else None


def read_page(file: FileFacts) -> ReadReport | None:
    """What a report's page says; None where it is not as it was written, or was written by too old a version."""
    content = read_file(file)
    try:
        return read_html(content) if content is not None else None
    except UnreadableReport:
        return None


def _edits(wave: str) -> QuerySet[WordsEdit]:
    return WordsEdit.objects.filter(council_id=entered_council(), wave=wave)


def _spot(row: WordsEdit) -> Spot:
    return Spot(Place(row.place) if row.place else None, row.indicator)


def _words(row: WordsEdit) -> WordsFacts:
    return WordsFacts(row.number, row.text, row.by, row.at)


def _file(row: ReportFile) -> FileFacts:
    return FileFacts(
        row.pk,
        Kind(row.kind),
        Format(row.format),
        Level(row.level),
        Family(row.family) if row.family else None,
        Survey(row.survey) if row.survey else None,
        row.file,
        row.digest,
        row.size,
    )
