"""How other children answer the same thing, from published surveys of the population."""

from dataclasses import dataclass
from enum import StrEnum


class Match(StrEnum):
    """How well the published question matches ours (method, item 6c). A loose one is never tested."""

    SAME = "same"
    SIMILAR = "similar"
    LOOSE = "loose"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A published share of a population.

    `survey` is a survey's key, or several taken together (`4-7;8-11`). `share` is 0..1; `base` is None where
    the source prints none. `population` says who in words, `year` and `source` when and where it was
    published.
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
