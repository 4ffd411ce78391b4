"""Numbers in words: the only place where a share becomes a per cent."""

from datetime import date

from heard.base.policy import BAND_WIDTH_POINTS, Level
from heard.base.shares import Banded, Cell, Hidden, Reason, Shown, percent
from heard.base.surveys import parts_of
from heard.reports.figures import Estimate
from heard.reports.wording import Wording

NBSP = "\u00a0"
MINUS = "\u2212"
NOTHING = ""  # there is no such figure; renderers draw a dash where they draw a cell
HIDDEN_SYMBOL = "c"


def per_cent(share: float) -> str:
    """`92 %`, with a space that does not break."""
    return f"{percent(share)}{NBSP}%"


def number(count: int) -> str:
    """`12,345`."""
    return f"{count:,}"


def signed_points(difference: float) -> str:
    """`+7`, `−3` or `0` percentage points."""
    points = percent(difference)
    return f"+{points}" if points > 0 else f"{MINUS}{-points}" if points < 0 else "0"


def points(difference: float) -> int:
    """How many whole percentage points, whichever way."""
    return abs(percent(difference))


def survey_words(key: str) -> str:
    """`4 to 7`; for surveys taken together the ages from the youngest to the oldest."""
    ages = [survey.ages for survey in parts_of(key)]
    return f"{ages[0][0]} to {ages[-1][1]}"


def share_words(cell: Cell | None, wording: Wording) -> str:
    """A share as it may be said: `92 %`, a band in words, the symbol for hidden, nothing where there is none."""
    match cell:
        case Shown():
            return per_cent(cell.share)
        case Banded():
            return band_words(cell, wording)
        case Hidden(Reason.SMALL):
            return HIDDEN_SYMBOL
    return NOTHING


def band_words(cell: Banded, wording: Wording) -> str:
    """`all or nearly all, over 80 %`, `few or none, under 20 %`, `over 60 %` where it is wider, or both ends; `any
    share` where the band says nothing."""
    low, high = percent(cell.low), percent(cell.high)
    if low <= 0 and high >= 100:
        return wording.say("share.any")
    if high >= 100:
        return wording.say(
            "share.nearly_all" if says_nearly_all(cell) else "share.over", share=per_cent(cell.low)
        )
    if low <= 0:
        return wording.say(
            "share.few" if high <= BAND_WIDTH_POINTS else "share.under", share=per_cent(cell.high)
        )
    return range_words(cell.low, cell.high, wording)


def says_nearly_all(band: Banded) -> bool:
    """Whether a band is said as `all or nearly all`."""
    return percent(band.high) >= 100 and percent(band.low) >= 100 - BAND_WIDTH_POINTS


def count_words(cell: Cell | None, wording: Wording) -> str:
    """`68 of 74 (92 %)`; what may be said of it where the count may not."""
    if isinstance(cell, Shown):
        return wording.say(
            "share.count", count=number(cell.count), base=number(cell.base), share=per_cent(cell.share)
        )
    return share_words(cell, wording)


def answered_words(estimate: Estimate) -> str:
    """How many gave an answer that counts: the base."""
    if estimate.base is not None:
        return number(estimate.base)
    return HIDDEN_SYMBOL if estimate.cell == Hidden(Reason.SMALL) else NOTHING


def range_words(low: float, high: float, wording: Wording) -> str:
    """`86 % to 96 %`, or one per cent where both ends round to it."""
    if percent(low) == percent(high):
        return per_cent(low)
    return wording.say("share.range", low=per_cent(low), high=per_cent(high))


def date_words(day: date, wording: Wording) -> str:
    """`2 February 2026`."""
    return wording.say("date", day=day.day, month=wording.say(f"months.m{day.month}"), year=day.year)


def level_words(level: Level, wording: Wording) -> str:
    """The level's name."""
    return wording.say(f"levels.{level}.name")
