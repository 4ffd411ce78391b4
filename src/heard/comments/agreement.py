"""Whether two people code comments alike: by code and over all (method, section 4, spec d)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil

import numpy as np

from heard.base.policy import (
    AGREEMENT_DRAWS,
    DOUBLE_CODED_SHARE,
    KAPPA_TO_KEEP,
    MIN_DOUBLE_CODED,
    MIN_USES_TO_JUDGE,
)
from heard.comments.codebook import Codebook

Codes = frozenset[str]


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """Of comments coded twice, how many `both` gave the code, `first` or `second` alone, `neither`.

    `kappa` and its 95 % interval (`low`, `high`) are None where too few gave the code to tell.
    """

    code: str
    both: int
    first: int
    second: int
    neither: int
    kappa: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """`alpha` is None where nothing was coded twice, or no two codings differ anywhere: that tells nothing."""

    comments: int
    codes: tuple[CodeAgreement, ...]
    alpha: float | None

    @property
    def to_redefine(self) -> tuple[str, ...]:
        """Codes that are to be merged or defined anew."""
        return tuple(
            each.code for each in self.codes if each.kappa is not None and each.kappa < KAPPA_TO_KEEP
        )

    @property
    def too_few_to_tell(self) -> tuple[str, ...]:
        """Codes that were given too seldom."""
        return tuple(each.code for each in self.codes if each.kappa is None)


def draw_double_coded(keys: Sequence[str], *, seed: int) -> tuple[str, ...]:
    """One comment in ten, at least 50, or all there are; the same for the same keys and seed, in the keys' order."""
    known = sorted(set(keys))
    wanted = max(MIN_DOUBLE_CODED, ceil(len(known) * DOUBLE_CODED_SHARE))
    drawn = np.random.default_rng(seed).permutation(len(known))[:wanted]
    return tuple(known[place] for place in sorted(drawn.tolist()))


def count_agreement(
    first: Mapping[str, Codes], second: Mapping[str, Codes], codebook: Codebook, *, seed: int = 0
) -> Agreement:
    """How alike two coders are on the comments that both coded, by key. `seed` draws the intervals."""
    keys = sorted(first.keys() & second.keys())
    pairs = [(first[key], second[key]) for key in keys]
    by_code = tuple(_agree_on(code, pairs, seed + place) for place, code in enumerate(codebook.keys))
    return Agreement(len(pairs), by_code, measure_alpha(pairs))


def _agree_on(code: str, pairs: Sequence[tuple[Codes, Codes]], seed: int) -> CodeAgreement:
    found = Counter((code in one, code in other) for one, other in pairs)
    cells = np.array([found[True, True], found[True, False], found[False, True], found[False, False]])
    both, one, other, neither = cells.tolist()
    if both + one + other < MIN_USES_TO_JUDGE or both + one + other == len(pairs) == both:
        return CodeAgreement(code, both, one, other, neither, None, None, None)
    drawn = np.random.default_rng(seed).multinomial(len(pairs), cells / len(pairs), size=AGREEMENT_DRAWS)
    kappas = measure_kappa(drawn)
    low, high = np.quantile(kappas[~np.isnan(kappas)], (0.025, 0.975)).tolist()
    return CodeAgreement(code, both, one, other, neither, float(measure_kappa(cells)), low, high)


def measure_kappa(
    cells: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Cohen's kappa (1960) of tables (…, 4) of both, first alone, second alone, neither; nan where chance is all."""
    both, one, other, neither = np.moveaxis(cells.astype(np.float64), -1, 0)
    total = both + one + other + neither
    seen = (both + neither) / total
    expected = ((both + one) * (both + other) + (other + neither) * (one + neither)) / total**2
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(expected < 1, (seen - expected) / (1 - expected), np.nan)


def measure_alpha(pairs: Sequence[tuple[Codes, Codes]]) -> float | None:
    """Krippendorff's alpha (2004) of two coders, with the distance of `masi_distance` between their sets of codes."""
    given = Counter(codes for pair in pairs for codes in pair)
    total = sum(given.values())
    apart = sum(
        count * (given[other] - (codes == other)) * masi_distance(codes, other)
        for (codes, count), other in product(given.items(), given)
    )
    if not apart:
        return None
    seen = sum(masi_distance(one, other) for one, other in pairs) / len(pairs)
    return 1 - seen * total * (total - 1) / apart


def masi_distance(one: Codes, other: Codes) -> float:
    """How unlike two sets are, 0 to 1 (Passonneau 2006): 1 − Jaccard × 1, 2/3, 1/3 or 0.

    The factor is 1 for the same, 2/3 where one holds the other, 1/3 where they overlap, 0 where they share nothing.
    Two empty sets are the same; an empty one and another share nothing.
    """
    if one == other:
        return 0.0
    shared = one & other
    factor = 2 / 3 if one < other or other < one else 1 / 3
    return 1 - len(shared) / len(one | other) * factor
