"""How often the 95 % interval holds the cohort's true share, worked out exactly and not drawn.

For every design (n answers of a cohort of N) and every true share from 2 to 98 %: all samples that could have
answered, weighted by the hypergeometric distribution. Three intervals side by side: the one Heard prints (ends on
whole children), the same before its ends are moved, and the mid-P interval of the hypergeometric as the oracle.

`python benchmarks/interval_coverage.py`; exits 1 where a bound in LEAST_MEAN or LEAST does not hold.
"""

import sys
from dataclasses import dataclass

import numpy as np
from scipy import special

from heard.analysis.arrays import Floats, Whole
from heard.analysis.intervals import cohort_intervals

ANSWERS = (10, 12, 15, 18, 20, 25, 30, 40, 50, 60, 74, 80, 100, 119, 150, 200, 300, 500, 1_000)
FRACTIONS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
SHARES = np.arange(2, 99) / 100
LEAST_MEAN, LEAST = (
    0.94,
    0.92,
)  # of the printed interval: on average over the shares of a design, and anywhere
NAMES = ("whole children", "unrounded", "mid-P oracle")
SLACK = 1e-12


@dataclass(frozen=True)
class Design:
    """One design: coverage (intervals, shares) and mean width in points (intervals,), in the order of NAMES."""

    answers: int
    cohort: int
    coverage: Floats
    width: Floats


def study(answers: int, fraction: float) -> Design:
    """One design, exactly."""
    cohort = round(answers / fraction)
    positive = np.unique(np.floor(SHARES * cohort + 0.5)).astype(np.int64)
    x = np.arange(answers + 1)
    chance = sample_chances(x, positive, answers, cohort)
    truth = (positive / cohort)[:, None]
    found = cohort_intervals(x, answers, cohort)
    ends = ((found.low_outward, found.high_outward), (found.low, found.high))
    held = [(low <= truth + SLACK) & (truth <= high + SLACK) for low, high in ends]
    held.append(inside_mid_p(chance))
    lengths = [np.broadcast_to(high - low, chance.shape) for low, high in ends]
    width = [float((chance * length).sum(axis=1).mean()) * 100 for length in lengths]
    coverage = np.stack([(chance * inside).sum(axis=1) for inside in held])
    return Design(answers, cohort, coverage, np.array(width))


def sample_chances(x: Whole, positive: Whole, answers: int, cohort: int) -> Floats:
    """(shares, samples): the chance that x of the answers are positive where `positive` of the cohort are."""

    def choose(n: Whole, k: Whole) -> Floats:
        possible = (k >= 0) & (k <= n)
        k = np.where(possible, k, 0)
        logs = special.gammaln(n + 1.0) - special.gammaln(k + 1.0) - special.gammaln(n - k + 1.0)
        return np.where(possible, logs, -np.inf)

    whole = choose(np.array(cohort), np.array(answers))
    some = positive[:, None]
    chances: Floats = np.exp(choose(some, x[None]) + choose(cohort - some, answers - x[None]) - whole)
    return chances


def inside_mid_p(chance: Floats) -> Floats:
    """Whether the mid-P interval of a sample holds the truth: neither tail, half of itself in it, is under 2.5 %."""
    up_to = np.cumsum(chance, axis=1) - chance / 2
    return np.minimum(up_to, 1 - up_to) > 0.025


def main() -> int:
    """Print the study; 1 where a bound does not hold."""
    designs = [study(answers, fraction) for answers in ANSWERS for fraction in FRACTIONS]
    print(
        f"{len(designs)} designs: n = {ANSWERS[0]} ... {ANSWERS[-1]}, N = n / 0.1 ... n / 0.9, shares 2 ... 98 %"
    )
    print(f"{'interval':<16}{'mean':>8}{'least mean':>12}{'least':>8}   where the least is")
    for number, name in enumerate(NAMES):
        means = np.array([design.coverage[number].mean() for design in designs])
        least = [float(design.coverage[number].min()) for design in designs]
        worst = designs[int(np.argmin(least))]
        print(
            f"{name:<16}{means.mean():>8.4f}{means.min():>12.4f}{min(least):>8.4f}"
            f"   n = {worst.answers} of {worst.cohort}"
        )
    below = sum(bool((design.coverage[1] < 0.90).any()) for design in designs)
    print(f"unrounded ends hold the truth under 90 % of the time somewhere in {below} designs")
    wider = np.array([design.width for design in designs])
    print(f"whole children cost {np.mean(wider[:, 0] - wider[:, 1]):.2f} points of width on average")
    fits = all(
        design.coverage[0].mean() >= LEAST_MEAN and design.coverage[0].min() >= LEAST for design in designs
    )
    print(f"mean >= {LEAST_MEAN:.0%} and least >= {LEAST:.0%} in every design: {'yes' if fits else 'NO'}")
    return 0 if fits else 1


if __name__ == "__main__":
    sys.exit(main())
