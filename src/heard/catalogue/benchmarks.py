"""How other children answer the same thing, from published surveys of the population."""

from dataclasses import dataclass
from enum import StrEnum
from math import floor
from statistics import NormalDist

HALF_OF_95 = NormalDist().inv_cdf(0.975)


class Match(StrEnum):
    """How well the published question matches ours (method, item 6c). A loose one is never tested."""

    SAME = "same"
    SIMILAR = "similar"
    LOOSE = "loose"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A published share of a population.

    `survey` is a survey's key, or several taken together (`4-7;8-11`). `share` is 0..1; `base` is None where
    the source prints neither a base nor an interval. `population` says who in words, `year` and `source` when and
    where it was published.
    """

    indicator: str
    survey: str
    cut_point: str
    population: str
    share: float
    base: int | None
    age_from: int
    age_to: int
    year: str
    source: str
    match: Match


def base_of_interval(share: float, low: float, high: float) -> int | None:
    """How many answers of a simple sample would give this 95 % interval; None where it has no width or no middle.

    A survey's design makes its interval wider than its number of answers would: this is what the figure is worth
    (method, item 6c).
    """
    half = (high - low) / 2
    if half <= 0 or not 0 < share < 1:
        return None
    return max(1, floor(share * (1 - share) / (half / HALF_OF_95) ** 2 + 0.5))
