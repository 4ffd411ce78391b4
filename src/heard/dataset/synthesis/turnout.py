"""How many children each council has for each survey, and how many of them answer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from heard.dataset.synthesis.children import BISECTIONS, Whole
from heard.dataset.synthesis.latent import Floats
from heard.dataset.synthesis.streams import stream

RATES = (0.23, 0.55)  # the lowest and the highest council's response rate (national 2015-16)
RATE_SHAPE = 2.2  # of the beta distribution the rates are drawn from: most lie in the middle (chosen)
MEAN_RATE = sum(RATES) / 2
RATE_CHANGE = 0.02  # SD of a council's response rate from wave to wave (chosen)
SIZE_CHANGE = 0.05  # SD of the log of a council's size from wave to wave (chosen)
MIX_CHANGE = 0.08  # SD of the log of a survey's share of a council's children (chosen)
SIZES = (30, 2_300)  # children of the smallest and the biggest council (official statistics 2025)
WIDEST = (
    0.25,
    4.5,
)  # the same beside a typical council, where the number of responses asked for needs more room

# The first council, which the demo shows: typical, and like the one whose counts were published (2022-23).
FIRST_RATE = 0.325
FIRST_MIX = (0.150, 0.112, 0.478, 0.260)


@dataclass(frozen=True)
class Turnout:
    """Whole numbers of shape (waves, areas, surveys); never more `responses` than children `eligible`."""

    eligible: Whole
    responses: Whole


def plan_turnout(
    sizes: Floats,
    *,
    waves: int,
    responses: int,
    mix: Sequence[float],
    willing: Sequence[float],
    seed: int,
) -> Turnout:
    """Cohorts in proportion to `sizes` in which exactly `responses` children answer over all waves.

    `sizes` has shape (areas,), in units of a typical council. `mix` and `willing` have one value a survey: its
    share of a council's children, and its response rate beside the council's.
    """
    rng = stream(seed, "turnout")
    rates = _rates(rng, waves=waves, areas=len(sizes))[:, :, None] * np.array(willing)
    mixes = _mixes(rng, mix, areas=len(sizes))
    changes = np.exp(SIZE_CHANGE * rng.standard_normal((waves, len(sizes))))
    changes[-1] = 1.0
    answers_per_child = (changes[:, :, None] * mixes * rates).sum(axis=(0, 2))
    children = _fit_sizes(sizes, answers_per_child, waves=waves, responses=responses)
    eligible = np.maximum(1, np.floor(changes[:, :, None] * children[:, None] * mixes + 0.5)).astype(np.int64)
    return Turnout(eligible, _answering(eligible, rates, responses))


def _rates(rng: np.random.Generator, *, waves: int, areas: int) -> Floats:
    low, high = RATES
    usual = low + (high - low) * rng.beta(RATE_SHAPE, RATE_SHAPE, size=areas)
    rates = np.clip(usual + RATE_CHANGE * rng.standard_normal((waves, areas)), low, high)
    rates[:, 0] = FIRST_RATE
    return rates


def _mixes(rng: np.random.Generator, mix: Sequence[float], *, areas: int) -> Floats:
    mixes = np.array(mix) * np.exp(MIX_CHANGE * rng.standard_normal((areas, len(mix))))
    mixes[0] = FIRST_MIX
    return np.asarray(mixes / mixes.sum(axis=1, keepdims=True))


def _fit_sizes(sizes: Floats, answers_per_child: Floats, *, waves: int, responses: int) -> Floats:
    """Children per council, in proportion to `sizes` but inside the bounds, who bring `responses` answers.

    The first council is typical whatever the others are. Both arrays have shape (areas,).
    """
    typical = responses / (len(sizes) * waves * MEAN_RATE)
    low, high = min(SIZES[0], WIDEST[0] * typical), max(SIZES[1], WIDEST[1] * typical)

    def children(scale: float) -> Floats:
        fitted: Floats = np.clip(sizes * scale, low, high)
        fitted[0] = sizes[0] * typical
        return fitted

    smallest, biggest = 0.0, 2 * high / sizes.min()
    for _ in range(BISECTIONS):
        middle = (smallest + biggest) / 2
        too_many = (children(middle) * answers_per_child).sum() > responses
        smallest, biggest = (smallest, middle) if too_many else (middle, biggest)
    return children(smallest)


def _answering(eligible: Whole, rates: Floats, responses: int) -> Whole:
    """Whole numbers nearest to eligible x rate that add up to `responses`, by largest remainders."""
    expected = eligible * rates
    exact = expected * (responses / expected.sum())
    counts: Whole = np.floor(exact).astype(np.int64)
    largest = np.argsort(counts - exact, axis=None, kind="stable")[: responses - int(counts.sum())]
    counts.flat[largest] += 1
    return counts
