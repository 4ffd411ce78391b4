"""Words of the pages about waves of the programme, for its team."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from heard.base.messages import count_of
from heard.web.jobs.presenters import ProgressView
from heard.web.programmes.queries import Gaps, OfferLine, ProgrammeWaveFacts, State
from heard.web.ui.days import say_day
from heard.web.waves.presenters import STANDS, say_ages
from heard.web.waves.words import say_gaps

BROKE_OFF = "The work broke off. Ask again; if it breaks off once more, tell whoever runs the site."


@dataclass(frozen=True, slots=True)
class WaveLine:
    """A wave in the list."""

    key: str
    url: str
    days: str
    councils: str


@dataclass(frozen=True, slots=True)
class Version:
    """The questionnaire of one survey."""

    ages: str
    version: str


@dataclass(frozen=True, slots=True)
class CouncilLine:
    """One council of a wave. `code` is empty where the council has not let its wave be opened from here by now."""

    council: str
    url: str
    stands: str
    together: str
    says: str
    code: str


@dataclass(frozen=True, slots=True)
class WavePage:
    """One wave of the programme."""

    key: str
    days: str
    made_by: str
    versions: tuple[Version, ...]
    lines: tuple[CouncilLine, ...]
    ready: tuple[tuple[str, str], ...]
    lacking: tuple[tuple[str, str], ...]
    left: tuple[tuple[str, str], ...]
    progress: ProgressView | None


def present_waves(waves: Sequence[ProgrammeWaveFacts], offers: Sequence[OfferLine]) -> tuple[WaveLine, ...]:
    """The list, with how many councils take part."""
    return tuple(
        WaveLine(each.key, reverse("programmes:wave", args=[each.key]), _days(each), _count(each.key, offers))
        for each in waves
    )


def present_wave(
    wave: ProgrammeWaveFacts,
    offers: Sequence[OfferLine],
    councils: Sequence[tuple[str, str]],
    gaps: Mapping[str, Gaps],
    today: date,
    *,
    address: str,
) -> WavePage:
    """The page of one. `address`: its own, which is asked again while work is under way.

    `gaps`: of the councils in `list_agreed`, what each one's wave lacks.
    """
    lines = tuple(_council(each, today) for each in offers)
    offered = {each.council for each in offers}
    return WavePage(
        key=wave.key,
        days=_days(wave),
        made_by=wave.made_by,
        versions=tuple(Version(say_ages(survey), version) for survey, version in wave.versions.items()),
        lines=lines,
        ready=tuple((line.code, line.council) for line in lines if line.code and not gaps.get(line.code)),
        lacking=tuple((line.council, _lacks(gaps[line.code])) for line in lines if gaps.get(line.code)),
        left=tuple(each for each in councils if each[0] not in offered),
        progress=_progress(offers, address),
    )


def _days(wave: ProgrammeWaveFacts) -> str:
    return f"{say_day(wave.opens_on)} to {say_day(wave.last_answer_day)}"


def _count(key: str, offers: Sequence[OfferLine]) -> str:
    of_wave = [each for each in offers if each.wave == key]
    taken = sum(each.state is not None for each in of_wave)
    return f"{taken:,} of {count_of(len(of_wave), 'council')}"


def _council(offer: OfferLine, today: date) -> CouncilLine:
    name = "waves:show" if offer.state else "waves:list"
    return CouncilLine(
        council=offer.council_name,
        url=reverse(name, args=[offer.council, offer.wave] if offer.state else [offer.council]),
        stands=STANDS[offer.state] if offer.state else "offered, not taken up",
        together=_together(offer),
        says=_says(offer),
        code=offer.council if _is_agreed(offer, today) else "",
    )


def list_agreed(offers: Sequence[OfferLine], today: date) -> list[str]:
    """The councils whose waves may be opened from here, once nothing is missing."""
    return [each.council for each in offers if _is_agreed(each, today)]


def _is_agreed(offer: OfferLine, today: date) -> bool:
    return (
        offer.state is State.PREPARING
        and offer.together_on is not None
        and offer.together_on <= today
        and not offer.is_under_way
    )


def _lacks(gaps: Gaps) -> str:
    """`its public key; the data-protection assessment, confirmed`."""
    found = ["its public key"] * gaps.has_no_key + ["a try of both key files"] * gaps.is_untried
    return "; ".join([*found, *([say_gaps(gaps.plan)] if gaps.plan else [])])


def _together(offer: OfferLine) -> str:
    if offer.state is not State.PREPARING:
        return ""
    return f"by you, from {say_day(offer.together_on)}" if offer.together_on else "by its coordinator"


def _says(offer: OfferLine) -> str:
    if offer.is_under_way:
        return "Being done now."
    return BROKE_OFF if offer.has_failed else offer.said


def _progress(offers: Sequence[OfferLine], address: str) -> ProgressView | None:
    """How far the councils are with whom something is being done; None where nothing is."""
    asked = [each for each in offers if each.together_on is not None]
    waiting = sum(each.is_under_way for each in asked)
    if not waiting:
        return None
    return ProgressView(
        address=address,
        sentence=f"Waves are being opened: {count_of(waiting, 'council')} to go.",
        done=len(asked) - waiting,
        total=len(asked),
        is_moving=True,
        is_done=False,
        has_failed=False,
        needs_input=False,
    )
