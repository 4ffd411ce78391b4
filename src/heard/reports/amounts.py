"""How many, in a word: "nearly all of you", "about half of you".

A closed rule from a cell that may be shown to one word. The word is true of the whole per cent that is shown, or of
the whole band; what holds for one side of a question holds, mirrored, for the other. A hidden cell has no word.
"""

from enum import StrEnum

from heard.base.policy import ABOUT_HALF_WITHIN, BAND_WIDTH_POINTS, MOST_FROM, NEARLY_ALL_FROM
from heard.base.shares import Banded, Cell, Hidden, Shown, percent


class Amount(StrEnum):
    """How many, most first. The four that end the list are said of bands alone."""

    ALL = "all"
    NEARLY_ALL = "nearly_all"
    MOST = "most"
    MANY = "many"
    HALF = "half"
    SOME = "some"
    FEW = "few"
    NONE = "none"
    MOST_OR_ALL = "most_or_all"
    OVER_HALF = "over_half"
    UNDER_HALF = "under_half"
    FEW_OR_NONE = "few_or_none"


LARGEST_FIRST = (
    Amount.ALL,
    Amount.NEARLY_ALL,
    Amount.MOST_OR_ALL,
    Amount.MOST,
    Amount.MANY,
    Amount.OVER_HALF,
    Amount.HALF,
    Amount.SOME,
    Amount.UNDER_HALF,
    Amount.FEW,
    Amount.FEW_OR_NONE,
    Amount.NONE,
)
OVER_A_HALF = frozenset(LARGEST_FIRST[:6])
ABOUT_HALF_OR_MORE = OVER_A_HALF | {Amount.HALF}


def amount_of(cell: Cell) -> Amount | None:
    """The word for a cell; None where it is hidden, or a band of which no word is true throughout."""
    match cell:
        case Shown():
            return _of_count(cell)
        case Banded():
            return _of_band(percent(cell.low), percent(cell.high))
        case Hidden():
            return None


def other_side(cell: Cell) -> Cell:
    """The share of those who did not say so: what is left of a count, or of a band. Hidden stays hidden."""
    match cell:
        case Shown():
            count = cell.base - cell.count
            return Shown(count, cell.base, count / cell.base, 1 - cell.high, 1 - cell.low, cell.eligible)
        case Banded():
            return Banded(1 - cell.high, 1 - cell.low)
        case Hidden():
            return cell


def _of_count(cell: Shown) -> Amount:
    if cell.count in (0, cell.base):
        return Amount.ALL if cell.count else Amount.NONE
    return of_per_cent(percent(cell.share))


def of_per_cent(share: int) -> Amount:
    """The word for a whole per cent of some, not of nobody and not of all."""
    if share > 50 + ABOUT_HALF_WITHIN:
        if share >= MOST_FROM:
            return Amount.NEARLY_ALL if share >= NEARLY_ALL_FROM else Amount.MOST
        return Amount.MANY
    if share >= 50 - ABOUT_HALF_WITHIN:
        return Amount.HALF
    return Amount.SOME if share > 100 - NEARLY_ALL_FROM else Amount.FEW


def _of_band(low: int, high: int) -> Amount | None:
    """Of bands that reach to nobody or to everybody; one between is told by which side of a half it lies on."""
    if high >= 100 and low >= 100 - BAND_WIDTH_POINTS:
        return Amount.MOST_OR_ALL
    if low <= 0 and high <= BAND_WIDTH_POINTS:
        return Amount.FEW_OR_NONE
    if low > 50:
        return Amount.OVER_HALF
    return Amount.UNDER_HALF if high < 50 else None
