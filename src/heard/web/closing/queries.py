"""What is still out, how waves went, and what the council wanted to do differently next time."""

from dataclasses import dataclass, fields
from datetime import date

from django.conf import settings
from django.db.models import QuerySet

from heard.web.closing.figures import Figures, safe_figures
from heard.web.closing.models import BroughtIn, Kind, WaveReview
from heard.web.codes.queries import get_counts
from heard.web.tenancy import entered_council
from heard.web.waves.cohort import read_eligible
from heard.web.waves.queries import WaveFacts

__all__ = [
    "Answers",
    "Kind",
    "Lesson",
    "OutThere",
    "Review",
    "Said",
    "find_review",
    "get_figures",
    "list_lessons",
    "list_out_there",
    "list_reviews",
]


@dataclass(frozen=True, slots=True)
class Said:
    """Who said that it is in, and when."""

    on: date
    by: str


@dataclass(frozen=True, slots=True)
class OutThere:
    """Something that may still hold answers: a batch's devices, or the paper. `said` is None until it is in."""

    kind: Kind
    survey: str
    label: str
    said: Said | None


@dataclass(frozen=True, slots=True)
class Answers:
    """What was written to each question on how a wave went; empty where nothing was."""

    told: str = ""
    adapted: str = ""
    missed: str = ""
    went_well: str = ""
    to_change: str = ""


ANSWERS = tuple(each.name for each in fields(Answers))


@dataclass(frozen=True, slots=True)
class Review:
    """How a wave went. Once it is signed `figures` are those of that day."""

    wave: str
    answers: Answers
    version: int
    written_by: str
    written_on: date
    signed_by: str
    signed_on: date | None
    figures: Figures | None


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a council wrote of an earlier wave for the next one."""

    wave: str
    signed_on: date
    signed_by: str
    answers: Answers


def list_out_there(facts: WaveFacts) -> tuple[OutThere, ...]:
    """Every batch's devices, by survey and name, then the paper."""
    rows = BroughtIn.objects.filter(council_id=entered_council(), council_wave_id=facts.id)
    said = {(row.kind, row.survey, row.label): Said(row.said_on, row.said_by) for row in rows}
    batches = dict.fromkeys((each.survey, each.label) for each in get_counts(facts.collection_id).batches)
    places = [*((Kind.DEVICES, survey, label) for survey, label in batches), (Kind.PAPER, "", "")]
    return tuple(OutThere(*place, said.get(place)) for place in places)


def get_figures(facts: WaveFacts) -> Figures:
    """The wave's figures as they could stand anywhere."""
    eligible = read_eligible(settings.HEARD.home / "programme", wave=facts.wave, area=facts.council)
    return safe_figures(facts, get_counts(facts.collection_id), eligible)


def find_review(wave: str) -> Review | None:
    """What was written on this wave so far; None where nothing was."""
    return next((_review(row) for row in _rows().filter(council_wave__collection__wave=wave)), None)


def list_reviews() -> tuple[Review, ...]:
    """All that were signed, the latest wave first."""
    signed = _rows().filter(signed_on__isnull=False)
    return tuple(_review(row) for row in signed.order_by("-council_wave__collection__last_answer_day", "-pk"))


def list_lessons() -> tuple[Lesson, ...]:
    """What the council said last time, and before, for whoever plans the next wave: signed ones, the latest first."""
    return tuple(
        Lesson(each.wave, each.signed_on, each.signed_by, each.answers)
        for each in list_reviews()
        if each.signed_on is not None
    )


def _rows() -> QuerySet[WaveReview]:
    mine = WaveReview.objects.filter(council_id=entered_council())
    return mine.select_related("council_wave__collection")


def _review(row: WaveReview) -> Review:
    return Review(
        wave=row.council_wave.collection.wave,
        answers=Answers(**{name: getattr(row, name) for name in ANSWERS}),
        version=row.version,
        written_by=row.written_by,
        written_on=row.written_on,
        signed_by=row.signed_by,
        signed_on=row.signed_on,
        figures=Figures.from_json(row.figures) if row.figures else None,
    )
