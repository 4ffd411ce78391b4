"""A council's waves as staff see them. Each reads the council entered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import QuerySet

from heard.web.codes.key_files import Holder
from heard.web.codes.models import State
from heard.web.tenancy import entered_council
from heard.web.waves.models import CouncilWave, KeyCustody

__all__ = ["Custody", "Gap", "State", "WaveFacts", "find_wave", "list_try_outs", "list_waves"]


class Gap(StrEnum):
    """What must be there before a wave opens, and is not."""

    FEEDBACK = "feedback"
    ASSESSMENT = "assessment"
    SIGN_OFF = "sign_off"


@dataclass(frozen=True, slots=True)
class Custody:
    """One holder's key file: the days on which it was tried and destroyed."""

    holder: Holder
    rehearsed_on: date | None
    destroyed_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveFacts:
    """Where a council's wave stands. `wave_key` is the public key, empty until it was registered.

    `feedback_owner`: the role that sees to the feedback. `is_made_up`: a try-out, which is never opened.
    """

    id: int
    collection_id: int
    council: str
    wave: str
    state: State
    surveys: tuple[str, ...]
    last_answer_day: date
    grace_days: int
    closed_on: date | None
    panel_on: date
    panel_held_on: date | None
    custody: tuple[Custody, ...]
    wave_key: bytes = field(repr=False)
    versions: Mapping[str, str] = field(default_factory=dict)
    is_made_up: bool = False
    planned_by: str = ""
    opens_on: date | None = None
    feedback_on: date | None = None
    feedback_owner: str = ""
    feedback_words: str = ""
    assessed_by: str = ""
    assessed_on: date | None = None
    signed_off_by: str = ""
    signed_off_on: date | None = None

    @property
    def key_from(self) -> date | None:
        """The first day on which the key may be handed in; None until the wave has closed."""
        return self.closed_on and self.closed_on + timedelta(days=self.grace_days)

    @property
    def is_rehearsed(self) -> bool:
        """Whether every holder has tried their file with the key that is registered."""
        return bool(self.wave_key) and all(each.rehearsed_on for each in self.custody)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What the plan lacks before the wave may open. A feedback day that is not after the panel's is none."""
        is_dated = self.feedback_on is not None and self.feedback_on > self.panel_on
        there = {
            Gap.FEEDBACK: is_dated and bool(self.feedback_owner.strip()),
            Gap.ASSESSMENT: bool(self.assessed_on and self.assessed_by),
            Gap.SIGN_OFF: bool(self.signed_off_on and self.signed_off_by),
        }
        return tuple(gap for gap, is_there in there.items() if not is_there)

    @property
    def report_from(self) -> date:
        """The first day on which the report is held no longer, whether or not the panel has met."""
        return self.panel_on + timedelta(days=1)

    def is_held(self, today: date) -> bool:
        """Whether the report still waits for the young people's panel: it has not met, and its day has not passed."""
        return self.panel_held_on is None and today <= self.panel_on


def list_waves() -> tuple[WaveFacts, ...]:
    """Every wave of the council, the latest first. A try-out is none."""
    return _facts(
        CouncilWave.objects.filter(collection__is_made_up=False), order="-collection__last_answer_day"
    )


def list_try_outs() -> tuple[WaveFacts, ...]:
    """The council's try-outs: there is one at most."""
    return _facts(CouncilWave.objects.filter(collection__is_made_up=True))


def find_wave(wave: str) -> WaveFacts | None:
    """The council's part in this wave; None where it has none."""
    return next(iter(_facts(CouncilWave.objects.filter(collection__wave=wave))), None)


def _facts(rows: QuerySet[CouncilWave], order: str = "id") -> tuple[WaveFacts, ...]:
    rows = rows.filter(council_id=entered_council()).select_related("collection").prefetch_related("custody")
    return tuple(_fact(row) for row in rows.order_by(order))


def _fact(row: CouncilWave) -> WaveFacts:
    box = row.collection
    return WaveFacts(
        id=row.pk,
        collection_id=box.pk,
        council=row.council_id,
        wave=box.wave,
        state=State(box.state),
        surveys=tuple(sorted(box.versions, key=lambda survey: int(survey.split("-")[0]))),
        last_answer_day=box.last_answer_day or row.panel_on,
        grace_days=row.grace_days,
        closed_on=row.closed_on,
        panel_on=row.panel_on,
        panel_held_on=row.panel_held_on,
        custody=_custody(row.custody.all()),
        wave_key=bytes(box.wave_key),
        versions=box.versions,
        is_made_up=box.is_made_up,
        planned_by=row.planned_by,
        opens_on=row.opens_on,
        feedback_on=row.feedback_on,
        feedback_owner=row.feedback_owner,
        feedback_words=box.feedback_words,
        assessed_by=row.assessed_by,
        assessed_on=row.assessed_on,
        signed_off_by=row.signed_off_by,
        signed_off_on=row.signed_off_on,
    )


def _custody(rows: Iterable[KeyCustody]) -> tuple[Custody, ...]:
    found = [Custody(Holder(row.holder), row.rehearsed_on, row.destroyed_on) for row in rows]
    return tuple(sorted(found, key=lambda each: each.holder is Holder.SECOND))
