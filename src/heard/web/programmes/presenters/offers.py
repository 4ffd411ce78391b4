"""Words of the pages on which a council answers what the programme offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from heard.web.jobs.presenters import ProgressView, present_job
from heard.web.jobs.queries import JobFacts
from heard.web.people.queries import Member
from heard.web.programmes.queries import OfferFacts, State
from heard.web.ui.days import say_day
from heard.web.waves.presenters import STANDS, say_ages
from heard.web.waves.queries import WaveFacts


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer in the list."""

    key: str
    url: str
    stands: str
    says: str


@dataclass(frozen=True, slots=True)
class OfferPage:
    """One offer. `asks`: `take_up`, `agree`, or empty where nothing is left to say."""

    key: str
    stands: str
    days: str
    ages: str
    says: str
    agreed: str
    asks: str
    wave_url: str
    progress: ProgressView | None


def present_offers(
    member: Member, offers: Sequence[OfferFacts], waves: Sequence[WaveFacts]
) -> tuple[OfferRow, ...]:
    """The list."""
    stands = {each.wave: STANDS[each.state] for each in waves}
    return tuple(
        OfferRow(
            each.wave.key,
            reverse("programmes:offer", args=[member.council, each.wave.key]),
            stands.get(each.wave.key, "not taken up"),
            f"Suggested from {_days(each)}.",
        )
        for each in offers
    )


def present_offer(
    member: Member, offer: OfferFacts, wave: WaveFacts | None, job: JobFacts | None, *, address: str
) -> OfferPage:
    """The page of one. `wave`: the council's own, once it takes part; `job`: the last work for it."""
    is_moving = job is not None and not job.is_over
    return OfferPage(
        key=offer.wave.key,
        stands=STANDS[wave.state] if wave else "not taken up",
        days=_days(offer),
        ages=", ".join(say_ages(survey) for survey in offer.wave.versions),
        says=offer.said or (job.says if job and job.has_failed else ""),
        agreed=_agreed(offer),
        asks="" if is_moving else _asks(wave),
        wave_url=reverse("waves:show", args=[member.council, offer.wave.key]) if wave else "",
        progress=present_job(job, address=address) if job and is_moving else None,
    )


def first_day(offer: OfferFacts, today: date) -> date:
    """The day that stands in the form first: the programme's, or today where that has passed."""
    return max(offer.together_on or offer.wave.opens_on, today)


def _days(offer: OfferFacts) -> str:
    return f"{say_day(offer.wave.opens_on)} to {say_day(offer.wave.last_answer_day)}"


def _agreed(offer: OfferFacts) -> str:
    if offer.together_on is None:
        return ""
    return f"{offer.agreed_by} lets the programme open it from {say_day(offer.together_on)} on."


def _asks(wave: WaveFacts | None) -> str:
    if wave is None:
        return "take_up"
    return "agree" if wave.state is State.PREPARING else ""
