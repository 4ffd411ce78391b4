"""Every council's reports of a wave, for the programme team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from heard.base.messages import count_of
from heard.web.jobs.presenters import ProgressView
from heard.web.reporting.standing import Standing
from heard.web.ui.days import say_day

FAILED_BEFORE = "Those made before are still there."


@dataclass(frozen=True, slots=True)
class WaveLine:
    """A wave in the list."""

    wave: str
    url: str
    says: str


@dataclass(frozen=True, slots=True)
class CouncilLine:
    """One council: where its reports stand, and what the work says where it did not end well."""

    council: str
    url: str
    stands: str
    mark: str
    says: str


@dataclass(frozen=True, slots=True)
class CouncilsPage:
    """The reports of all councils of one wave."""

    wave: str
    lead: str
    failed: tuple[str, ...]
    missing: tuple[str, ...]
    make: str
    lines: tuple[CouncilLine, ...]
    progress: ProgressView | None


def present_waves(standings: Sequence[Standing]) -> tuple[WaveLine, ...]:
    """The latest first."""
    latest: dict[str, date] = {}
    for each in standings:
        latest[each.wave] = max(latest.get(each.wave, date.min), each.last_answer_day or date.min)
    waves = sorted(latest, key=lambda wave: (latest[wave], wave), reverse=True)
    return tuple(
        WaveLine(
            wave,
            reverse("reporting:councils", args=[wave]),
            _say_made([s for s in standings if s.wave == wave]),
        )
        for wave in waves
    )


def present_councils(wave: str, standings: Sequence[Standing], *, address: str) -> CouncilsPage:
    """The page of one wave. `address`: its own, which is asked again while work is under way."""
    missing = tuple(each.council for each in standings if each.is_missing)
    return CouncilsPage(
        wave=wave,
        lead=_say_made(standings),
        failed=tuple(each.council_name for each in standings if each.has_failed),
        missing=missing,
        make=f"Make all that are missing ({len(missing):,})" if missing else "",
        lines=tuple(_line(each) for each in sorted(standings, key=_needs_somebody, reverse=True)),
        progress=_progress(standings, address),
    )


def _needs_somebody(standing: Standing) -> bool:
    return standing.has_failed


def _say_made(standings: Sequence[Standing]) -> str:
    made = sum(each.made_on is not None for each in standings)
    have = "has its reports" if made == 1 else "have their reports"
    return f"{made:,} of {count_of(len(standings), 'council')} {have}."


def _line(standing: Standing) -> CouncilLine:
    stands, mark = _stands(standing)
    return CouncilLine(
        council=standing.council_name,
        url=reverse("reporting:show", args=[standing.council, standing.wave]),
        stands=stands,
        mark=mark,
        says=_says(standing),
    )


def _stands(standing: Standing) -> tuple[str, str]:
    """In words, and the mark that goes with them."""
    if standing.is_under_way:
        return "being made", ""
    if standing.has_failed:
        return "could not be made", "worse"
    if standing.made_on:
        return f"made on {say_day(standing.made_on)}", "better"
    return (
        ("not made yet", "cannot_tell") if standing.has_answers else ("no answers opened yet", "cannot_tell")
    )


def _says(standing: Standing) -> str:
    if standing.is_under_way:
        return standing.says
    if not standing.has_failed:
        return ""
    return f"{standing.says} {FAILED_BEFORE}" if standing.made_on else standing.says


def _progress(standings: Sequence[Standing], address: str) -> ProgressView | None:
    """How far the councils are whose reports are being made; None where none are."""
    to_go = sum(each.is_under_way for each in standings)
    if not to_go:
        return None
    able = [each for each in standings if each.has_answers]
    return ProgressView(
        address=address,
        sentence=f"Reports are being made, one council after the other: {count_of(to_go, 'council')} to go.",
        done=len(able) - to_go,
        total=len(able),
        is_moving=True,
        is_done=False,
        has_failed=False,
        needs_input=False,
    )
