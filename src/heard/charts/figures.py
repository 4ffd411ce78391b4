"""What is to be drawn: frozen figures in whole per cent, with a sentence where the words beside do not say it.

Whole per cents only, so that a picture never tells more than the words beside it (method, section 3: the
geometry of a chart is a publication too).
"""

from dataclasses import dataclass
from enum import StrEnum

from heard.base.errors import HeardError


class Certainty(StrEnum):
    """How well the numbers support what is seen: the four flags of a comparison (method, item 10)."""

    CLEAR = "clear"
    POSSIBLE = "possible"
    IN_LINE = "in_line"
    CANNOT_TELL = "cannot_tell"


class Direction(StrEnum):
    """Whether a difference is good news."""

    BETTER = "better"
    WORSE = "worse"
    NONE = "none"


class Move(StrEnum):
    """Where a share went since last time."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class DotInterval:
    """A share (dot), how far the whole group could differ (line) and what it is compared with (marks).

    All in whole per cent. `others` is the upright mark, `population` the diamond below; None = no mark.
    `certainty` None = compared with nothing.
    """

    sentence: str
    share: int
    low: int
    high: int
    others: int | None = None
    population: int | None = None
    certainty: Certainty | None = None
    direction: Direction = Direction.NONE

    def __post_init__(self) -> None:
        check_per_cents(self.share, self.low, self.high, self.others, self.population)


@dataclass(frozen=True, slots=True)
class BandInterval:
    """A share that is said only as a band: `low` to `high` in whole per cent, and no dot."""

    sentence: str
    low: int
    high: int
    others: int | None = None
    population: int | None = None

    def __post_init__(self) -> None:
        check_per_cents(self.low, self.high, self.others, self.population)


@dataclass(frozen=True, slots=True)
class ChangeArrow:
    """The way from last time to this time."""

    sentence: str
    move: Move
    certainty: Certainty
    direction: Direction


@dataclass(frozen=True, slots=True)
class Meter:
    """A part of a whole, in whole per cent, against a target."""

    sentence: str
    share: int
    target: int | None = None

    def __post_init__(self) -> None:
        check_per_cents(self.share, self.target)


class BandTone(StrEnum):
    """The four bands of well-being, and what of them is not shown."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    VERY_HIGH = "very_high"
    NOT_SHOWN = "not_shown"


@dataclass(frozen=True, slots=True)
class BandSegment:
    """One part of a stacked bar, in whole per cent of the bar; `label` is the words for its key."""

    label: str
    tone: BandTone
    share: int


@dataclass(frozen=True, slots=True)
class StackedBands:
    """Parts of one whole, left to right, drawn to their sum: rounded parts may add up to 99 or 101."""

    segments: tuple[BandSegment, ...]


Figure = DotInterval | BandInterval | ChangeArrow | Meter | StackedBands


def check_per_cents(*values: int | None) -> None:
    """Raise HeardError where a value is not a whole per cent from 0 to 100."""
    wrong = [value for value in values if value is not None and not 0 <= value <= 100]
    if wrong:
        raise HeardError(f"not a per cent that can be drawn: {wrong}")
