"""Reading across councils, for the programme team; and, below, one council's offers for its own people."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings

from heard.web.codes.models import State
from heard.web.jobs.models import JobState
from heard.web.people.models import Council
from heard.web.programmes.across import OFFERS, STANDINGS
from heard.web.programmes.models import Offer, ProgrammeWave
from heard.web.tenancy import across_councils, entered_council, in_council
from heard.web.tenancy.across import read_across, read_day
from heard.web.waves.cohort import read_all_eligible
from heard.web.waves.queries import Gap, find_wave

REPORTED = "reported"  # the last step of an opening
MOVING = (JobState.WAITING, JobState.WORKING, JobState.NEEDS_INPUT)

__all__ = [
    "Gap",
    "Gaps",
    "OfferFacts",
    "OfferLine",
    "ProgrammeWaveFacts",
    "Standing",
    "State",
    "find_offer",
    "find_programme_wave",
    "list_council_names",
    "list_gaps",
    "list_offers",
    "list_offers_of_council",
    "list_offers_waiting",
    "list_programme_waves",
    "list_standings",
    "read_eligible",
]


@dataclass(frozen=True, slots=True)
class ProgrammeWaveFacts:
    """A wave of the programme. `versions`: questionnaire version by survey."""

    key: str
    opens_on: date
    last_answer_day: date
    versions: Mapping[str, str]
    fingerprints: Mapping[str, str]
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one council's wave stands, as the whole programme may see it.

    `finished_shown`: the sum of the counts people see, 0 where every survey has fewer than five; `surveys_shown`: of
    how many surveys a count is shown. `opens_on`: the council's own day, else the programme's; None where neither is
    known.
    """

    council: str
    council_name: str
    wave: str
    state: State
    surveys: tuple[str, ...]
    last_answer_day: date | None
    opens_on: date | None
    grace_days: int
    closed_on: date | None
    panel_on: date
    panel_held_on: date | None
    has_key: bool
    still_to_rehearse: int
    has_cards: bool
    finished_shown: int
    surveys_shown: int
    is_reported: bool

    @property
    def key_from(self) -> date | None:
        """The first day on which the key may be handed in; None until the wave has closed."""
        return self.closed_on and self.closed_on + timedelta(days=self.grace_days)

    @property
    def is_rehearsed(self) -> bool:
        """Whether both key files were tried."""
        return self.has_key and not self.still_to_rehearse


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One council's offer, for the programme team. `state` is None until the council takes part."""

    council: str
    council_name: str
    wave: str
    together_on: date | None
    is_under_way: bool
    has_failed: bool
    said: str
    state: State | None


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is between a council's wave and its opening: its key, a key file that was not tried, parts of its plan."""

    has_no_key: bool
    is_untried: bool
    plan: tuple[Gap, ...]

    def __bool__(self) -> bool:
        """Whether anything is."""
        return self.has_no_key or self.is_untried or bool(self.plan)


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """An offer as the council's own people see it."""

    wave: ProgrammeWaveFacts
    together_on: date | None
    agreed_by: str
    job: UUID | None
    said: str


def list_standings(user_id: int) -> list[Standing]:
    """Every wave of every council, by council and wave; nothing for whoever is not of the programme team."""
    opens = {each.key: each.opens_on for each in list_programme_waves()}
    with across_councils(user_id):
        return [_standing(row, opens) for row in read_across("programmes_standing", STANDINGS)]


def list_offers(user_id: int, wave: str = "") -> list[OfferLine]:
    """Every offer of every council, or of one wave, by the council's name."""
    with across_councils(user_id):
        rows = read_across("programmes_offering", OFFERS)
    return [_offer(row) for row in rows if wave in ("", row["wave"])]


def list_gaps(wave: str, councils: Iterable[str]) -> dict[str, Gaps]:
    """What the waves of these councils lack before they may open; each council is entered for it, one after another."""
    found = {}
    for council in councils:
        with in_council(council):
            facts = find_wave(wave)
        if facts is not None:
            untried = bool(facts.wave_key) and not facts.is_rehearsed
            found[council] = Gaps(not facts.wave_key, untried, facts.gaps)
    return found


def list_offers_waiting(user_id: int) -> list[OfferLine]:
    """Those that no council has taken up."""
    with across_councils(user_id):
        return [_offer(row) for row in read_across("programmes_offering", OFFERS, only="state = ''")]


def list_programme_waves() -> list[ProgrammeWaveFacts]:
    """The latest first."""
    return [_programme_wave(row) for row in ProgrammeWave.objects.order_by("-opens_on", "key")]


def find_programme_wave(key: str) -> ProgrammeWaveFacts | None:
    """One of them."""
    row = ProgrammeWave.objects.filter(pk=key).first()
    return _programme_wave(row) if row else None


def list_council_names() -> list[tuple[str, str]]:
    """Code and name of every council, by name. Who takes part is no council's secret."""
    return list(Council.objects.order_by("name", "code").values_list("code", "name"))


def read_eligible() -> Mapping[tuple[str, str], Mapping[str, int]]:
    """How many could answer, by wave and area, then by survey."""
    return read_all_eligible(settings.HEARD.home / "programme")


def list_offers_of_council() -> list[OfferFacts]:
    """What the programme offers to the council entered, the latest first."""
    rows = Offer.objects.filter(council_id=entered_council()).select_related("wave")
    return [_facts(row) for row in rows.order_by("-wave__opens_on", "wave_id")]


def find_offer(wave: str) -> OfferFacts | None:
    """One of them."""
    return next((each for each in list_offers_of_council() if each.wave.key == wave), None)


def _standing(row: Mapping[str, Any], opens: Mapping[str, date]) -> Standing:
    return Standing(
        council=row["council_id"],
        council_name=row["council_name"],
        wave=row["wave"],
        state=State(row["state"]),
        surveys=_surveys(row["versions"]),
        last_answer_day=read_day(row["last_answer_day"]),
        opens_on=read_day(row["opens_on"]) or opens.get(row["wave"]),
        grace_days=row["grace_days"],
        closed_on=read_day(row["closed_on"]),
        panel_on=read_day(row["panel_on"]) or date.max,
        panel_held_on=read_day(row["panel_held_on"]),
        has_key=bool(row["has_key"]),
        still_to_rehearse=row["still_to_rehearse"],
        has_cards=bool(row["batches"]),
        finished_shown=int(row["finished_shown"]),
        surveys_shown=row["surveys_shown"],
        is_reported=row["step"] == REPORTED,
    )


@lru_cache(maxsize=64)
def _surveys(versions: str) -> tuple[str, ...]:
    """By age. Most of nine hundred waves have the same."""
    return tuple(sorted(json.loads(versions), key=lambda survey: int(survey.split("-")[0])))


def _offer(row: Mapping[str, Any]) -> OfferLine:
    return OfferLine(
        row["council_id"],
        row["council_name"],
        row["wave"],
        read_day(row["together_on"]),
        row["job_state"] in MOVING,
        row["job_state"] == JobState.FAILED,
        row["said"],
        State(row["state"]) if row["state"] else None,
    )


def _programme_wave(row: ProgrammeWave) -> ProgrammeWaveFacts:
    return ProgrammeWaveFacts(
        row.key, row.opens_on, row.last_answer_day, row.versions, row.fingerprints, row.made_by
    )


def _facts(row: Offer) -> OfferFacts:
    return OfferFacts(_programme_wave(row.wave), row.together_on, row.agreed_by, row.job, row.said)
