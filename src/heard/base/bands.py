"""The rule by which several scales of 0 to 10 become one band of well-being (method, item 12)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from heard.base.policy import MOST_SCALES_OF_BAND

WELLBEING_BAND = "wellbeing_band"  # the indicator worked out from those marked composite
BANDS = ("low", "moderate", "high", "very_high")
HIGHEST_SCORE = 10


class Rule(StrEnum):
    """The two ways to put scales together: by their mean, or by how many of them are low."""

    MEAN = "mean"
    SCALES_LOW = "scales_low"


@dataclass(frozen=True, slots=True)
class BandRule:
    """How answers become a band. Thresholds are in whole or half points of a scale.

    `mean`: the mean is held against the thresholds, each band from its threshold on; low is under `moderate_from`.
    `scales_low`: low where at least `scales` of the answers are under `moderate_from`; if not, very high where at
    least `scales` are from `very_high_from`; if not, high where at least `scales` are from `high_from`; else moderate.
    Fewer than `least_answered` answers give no band.
    """

    rule: Rule
    least_answered: int
    moderate_from: float
    high_from: float
    very_high_from: float
    scales: int | None = None

    @property
    def halves(self) -> tuple[int, int, int]:
        """The thresholds doubled, so that whole numbers decide: a mean s/k reaches t where 2s ≥ 2t·k."""
        low, middle, high = (
            int(2 * end) for end in (self.moderate_from, self.high_from, self.very_high_from)
        )
        return low, middle, high


def list_faults(rule: BandRule) -> Iterator[tuple[str, str]]:
    """What keeps this from being a rule: the key that is wrong, and what may stand there."""
    ends = {
        "moderate_from": rule.moderate_from,
        "high_from": rule.high_from,
        "very_high_from": rule.very_high_from,
    }
    counted = 1 <= rule.least_answered <= MOST_SCALES_OF_BAND
    if not counted:
        yield "least_answered", f"a whole number from 1 to {MOST_SCALES_OF_BAND}"
    before = 0.0
    for key, end in ends.items():
        if not before < end <= HIGHEST_SCORE or 2 * end != int(2 * end):
            yield key, f"a whole or half number above {before:g} and up to {HIGHEST_SCORE}"
        else:
            before = end  # what is wrong itself is no measure of what follows
    if rule.rule is Rule.MEAN and rule.scales is not None:
        yield "scales", f"only with the rule {Rule.SCALES_LOW}"
    if rule.rule is Rule.SCALES_LOW and not 1 <= (rule.scales or 0) <= (
        rule.least_answered if counted else MOST_SCALES_OF_BAND
    ):
        yield "scales", "a whole number from 1 to least_answered"


def describe_rule(rule: BandRule, scales: int) -> str:
    """The rule in the permanent words of the tables; `scales` is how many the survey asks."""
    low, middle, high = (f"{end:g}" for end in (rule.moderate_from, rule.high_from, rule.very_high_from))
    if rule.rule is Rule.MEAN:
        ends = f"moderate from {low}, high from {middle}, very high from {high}"
        return f"mean of at least {rule.least_answered} of {scales}: {ends}"
    ends = f"low under {low}, if not very high from {high}, if not high from {middle}, else moderate"
    return f"{rule.scales} of {scales} scales, at least {rule.least_answered} answered: {ends}"
