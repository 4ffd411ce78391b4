"""Which side of a question a sentence tells: the cut point that was counted, or everybody else."""

from dataclasses import dataclass

from heard.catalogue import NEGATIVE, Asked, Catalogue, CutPoint
from heard.findings.finding import Basis
from heard.findings.levels import Case

OTHERWISE_CASES = (Case.MANY_OTHERWISE, Case.PERHAPS_MANY_OTHERWISE)
DIGITS = 12  # 1 - 0.915 is 8.5 %, not 8.499999999999996 %


@dataclass(frozen=True, slots=True)
class Told:
    """A phrase that completes "they …". With `others`, it is true of those who are not in the count.

    `template`: which of the words for a count it goes into (said, derived, not_said).
    """

    phrase: str
    template: str
    others: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a finding as its sentence tells them; shares 0..1, None where there are none.

    `waves`: of how many a trend is made.
    """

    count: int
    base: int
    share: float
    low: float | None
    high: float | None
    reference_base: int | None
    reference_share: float | None
    difference: float | None
    difference_low: float | None
    difference_high: float | None
    mdd: float | None
    waves: int | None

    @property
    def seldom_chance(self) -> bool:
        """Whether the interval of the difference leaves out nought; False where there is no interval."""
        low, high = self.difference_low, self.difference_high
        return low is not None and high is not None and (low > 0 or high < 0)

    def of_the_others(self) -> "Figures":
        """The same of those who are not in the count: every share is what is left to 100 %."""
        return Figures(
            self.base - self.count,
            self.base,
            (self.base - self.count) / self.base,
            _left(self.high),
            _left(self.low),
            self.reference_base,
            _left(self.reference_share),
            _turned(self.difference),
            _turned(self.difference_high),
            _turned(self.difference_low),
            self.mdd,
            self.waves,
        )


@dataclass(frozen=True, slots=True)
class Band:
    """All that a banded cell says: the share of `base` lies between `low` and `high`."""

    base: int
    low: float
    high: float


def side_to_tell(catalogue: Catalogue, survey: str, indicator: str, cut_point: str, case: str) -> Told:
    """The side a finding is told from.

    Where many say otherwise, from the side of those who do. Where a comparison is of a question that names
    what is wrong ("do adults embarrass you?"), from the side of those who said yes, the scale's first answer,
    if all others are the headline: "6 of 74 said they are embarrassed", not "68 of 74 said they are not".
    """
    asked = catalogue.asked(indicator, survey)
    cut = asked.cut_point(cut_point)
    said = "derived" if catalogue.indicators[indicator].derived else "said"
    if case in OTHERWISE_CASES:
        return _otherwise(asked, cut, said)
    opposite = None if case else _affirmed_opposite(asked, cut)
    return Told(opposite.phrase, said, others=True) if opposite else Told(cut.phrase, said)


def figures_told(basis: Basis, told: Told) -> Figures | Band:
    """The figures of a basis from the side told; a Band where it gives no count."""
    count, base = basis["count"], basis["base"]
    if count is None or base is None:
        low, high = basis["low"], basis["high"]
        return Band(base or 0, 0.0 if low is None else low, 1.0 if high is None else high)
    figures = Figures(
        count,
        base,
        count / base,
        basis["low"],
        basis["high"],
        basis["reference_base"],
        basis["reference_share"],
        basis["difference"],
        basis["difference_low"],
        basis["difference_high"],
        basis["mdd"],
        basis["waves"],
    )
    return figures.of_the_others() if told.others else figures


def _otherwise(asked: Asked, cut: CutPoint, said: str) -> Told:
    if asked.otherwise:
        return Told(asked.otherwise, said, others=True)
    return Told(cut.phrase, "not_said", others=True)


def _affirmed_opposite(asked: Asked, cut: CutPoint) -> CutPoint | None:
    """The negative cut point where it holds every other answer, the first of the scale among them."""
    rest = frozenset(asked.scale.codes) - cut.codes
    if cut is not asked.headline or asked.scale.multiple or asked.scale.codes[0] not in rest:
        return None
    matching = (other for other in asked.cut_points if other.key == NEGATIVE and other.codes == rest)
    return next(matching, None)


def _left(share: float | None) -> float | None:
    return None if share is None else round(1 - share, DIGITS)


def _turned(difference: float | None) -> float | None:
    return None if difference is None else -difference
