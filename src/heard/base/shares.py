"""Shares and how they are said: one number travels with its base, and a hidden one is a type of its own."""

from dataclasses import dataclass
from enum import StrEnum
from math import floor

NOISE = 1e-9  # of a point: what the last bits of a subtraction may take from a half


class Reason(StrEnum):
    """Why a cell is not shown."""

    SMALL = "small"  # a count, its complement or its base is too small
    NOT_ASKED = "not_asked"
    NOBODY = "nobody"  # asked, and nobody gave a code of the scale


@dataclass(frozen=True, slots=True)
class Shown:
    """`count` of `base` who answered; `low` and `high` are shares of the `eligible` cohort, None where unknown."""

    count: int
    base: int
    share: float
    low: float
    high: float
    eligible: int | None = None


@dataclass(frozen=True, slots=True)
class Banded:
    """Said only as a band: the share lies between `low` and `high`."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Hidden:
    """Not shown, and why. Never 0, never None."""

    reason: Reason


Cell = Shown | Banded | Hidden


def percent(share: float) -> int:
    """A share, or a difference of two, in whole per cent, half away from zero (method, item 1): -0.125 -> -13.

    A half is a half whatever the last bits say: 0.145 is the 14.5 a reader sees, and 123/200 - 0.72 is -10.5.
    """
    whole = floor(abs(share) * 100 + 0.5 + NOISE)
    return -whole if share < 0 else whole


def percent_of(count: int, base: int) -> int:
    """`count` of `base` in whole per cent, half up, in whole-number arithmetic. `base` must be positive."""
    return (200 * count + base) // (2 * base)
