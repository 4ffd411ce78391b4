"""Counts that are far from those before: allowed, and to be confirmed on purpose. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from heard.web.policy import LARGE_CHANGE_SHARE, LEAST_LARGE_CHANGE


@dataclass(frozen=True, slots=True)
class Before:
    """How many of a survey could answer: in the counts in use, or in an earlier `wave`."""

    children: int
    wave: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A survey whose count is far from what it was. `now` is None where it was not counted at all."""

    survey: str
    now: int | None
    before: Before


def find_changes(totals: Mapping[str, int], before: Mapping[str, Before]) -> tuple[Change, ...]:
    """Every survey that fell or rose by a large share and by many children, or is not there any more."""
    return tuple(
        Change(survey, totals.get(survey), was)
        for survey, was in before.items()
        if _is_large(totals.get(survey, 0), was.children)
    )


def _is_large(now: int, was: int) -> bool:
    by = abs(now - was)
    return by >= LEAST_LARGE_CHANGE and by >= LARGE_CHANGE_SHARE * was
