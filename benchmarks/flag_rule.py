"""What the flag rule finds and what it finds wrongly, on drawn answers of 80 councils to 50 questions.

Councils differ truly by `tau` (SD on the logit scale). tau 0: every flag is false; for each comparator, so many a
council. tau .15 and .3: flags a council, how many of them point to a gap under three points, and which part of the
true gaps of five points is seen. Lone: all councils are alike but for one council of 80 answers or more at each
question, which is 20 points apart. Every comparison is made by the code that makes Heard's own.

`python benchmarks/flag_rule.py --replicates 25`; exits 1 where a bound in BOUNDS does not hold.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import special

from heard.analysis.against_councils import Earlier, Evidence, pair_with_councils, pair_with_previous
from heard.analysis.against_population import pair_with_population
from heard.analysis.against_rest import compare_group, pair_with_rest
from heard.analysis.arrays import Floats
from heard.analysis.cells import Cells
from heard.analysis.comparisons import judge
from heard.analysis.families import with_families
from heard.analysis.frames import in_words
from heard.analysis.layout import EVERYBODY, Item
from heard.analysis.pools import neighbour_table, pool_latest
from heard.analysis.power import detectable_difference
from heard.analysis.two_groups import two_group_p
from heard.base.places import Area
from heard.catalogue.benchmarks import Benchmark, Match

COUNCILS, QUESTIONS, NEIGHBOURS = 80, 50, 10
SURVEY, WAVE, EARLIER = "11-17", "2026", "2024"
SHARES = np.linspace(0.50, 0.95, QUESTIONS)  # of the nation
TYPICAL, SPREAD = 70, 0.35  # answers of a council: median, and SD of their log
GROUPS: Mapping[str, tuple[float, ...]] = {  # three demographics, and how common their levels are
    "gender": (0.5, 0.5),
    "ethnicity": (0.55, 0.2, 0.15, 0.1),
    "placement": (0.5, 0.2, 0.15, 0.1, 0.05),
}
LONE_GAP, LONE_BASE = 0.20, 80
RELEVANT, TRIVIAL = 0.05, 0.03
POPULATION_BASE = 2_000
BOUNDS = {"clear": 0.025, "possible": 0.15, "lone": 0.88}


@dataclass(frozen=True)
class Draw:
    """One programme: its cells, its cells of an earlier wave, and the truth (councils, questions)."""

    cells: Cells
    earlier: Cells
    truth: Floats


def draw_programme(rng: np.random.Generator, truth: Floats) -> Draw:
    """Answers of every council now and before."""
    return Draw(draw_cells(rng, truth), draw_cells(rng, truth), truth)


def draw_cells(rng: np.random.Generator, truth: Floats) -> Cells:
    """(councils, levels, questions): everybody first, then the levels of every group, each adding up to everybody."""
    size = np.maximum(10, np.exp(rng.normal(np.log(TYPICAL), SPREAD, COUNCILS)).round()).astype(np.int64)
    base = rng.binomial(size[:, None], 0.96, truth.shape)
    levels, bases, counts = [EVERYBODY], [base], [rng.binomial(base, truth)]
    for group, mix in GROUPS.items():
        of_base, of_yes = (spread_over(rng, each, mix) for each in (base - counts[0], counts[0]))
        for number in range(len(mix)):
            levels.append((group, str(number)))
            bases.append(of_base[number] + of_yes[number])
            counts.append(of_yes[number])
    items = tuple(Item(f"question_{number}", "positive", 1, headline=True) for number in range(QUESTIONS))
    base_of, count_of = (np.stack(each, axis=1).astype(np.float64) for each in (bases, counts))
    respondents = base_of.max(axis=2)
    asked = np.broadcast_to(respondents[:, :, None], base_of.shape)
    return Cells(SURVEY, area_codes(), tuple(levels), items, respondents, asked, base_of, count_of)


def spread_over(rng: np.random.Generator, whole: Floats, mix: tuple[float, ...]) -> list[Floats]:
    """So many children put into levels at random."""
    parts, left, rest = [], whole, 1.0
    for share in mix[:-1]:
        parts.append(rng.binomial(left, share / rest))
        left, rest = left - parts[-1], rest - share
    return [*parts, left]


def area_codes() -> tuple[str, ...]:
    """The councils' codes."""
    return tuple(f"X{number:07}" for number in range(COUNCILS))


def compare(rng: np.random.Generator, draw: Draw) -> pl.DataFrame:
    """Every comparison of every council, judged."""
    codes, everyone = area_codes(), np.ones(COUNCILS, dtype=bool)
    ring = [
        tuple(codes[(number + step) % COUNCILS] for step in range(1, NEIGHBOURS + 1))
        for number in range(COUNCILS)
    ]
    areas = {code: Area(code, code, "", "", near) for code, near in zip(codes, ring, strict=True)}
    pool, near = pool_latest([draw.cells]), neighbour_table(codes, areas)
    population = pair_with_population(draw.cells, WAVE, dict(draw_benchmarks(rng)), everyone)
    (evidence,) = Evidence.of_each([(draw.cells, pool)])
    groups = [compare_group(draw.cells, WAVE, group) for group in GROUPS]
    pairs = [
        *pair_with_councils(draw.cells, WAVE, evidence, near, everyone),
        *pair_with_previous(draw.cells, WAVE, [Earlier(EARLIER, draw.earlier, {}, frozenset())], everyone),
        *([population] if population is not None else []),
        *pair_with_rest(groups, WAVE),
    ]
    return in_words(judge(with_families(pl.concat(pairs))))


def draw_benchmarks(rng: np.random.Generator) -> Iterator[tuple[tuple[str, str, str], Benchmark]]:
    """The population truly like the councils: half of the questions with a base, half without."""
    for number, share in enumerate(SHARES):
        base = POPULATION_BASE if number % 2 else None
        found = rng.binomial(POPULATION_BASE, share) / POPULATION_BASE if base else float(share)
        key = (f"question_{number}", SURVEY, "positive")
        yield key, Benchmark(*key, "young people", found, base, 11, 17, "2026", "drawn", Match.SAME)


def truth_of(rng: np.random.Generator, tau: float) -> Floats:
    """Every council's true shares."""
    moved: Floats = special.expit(special.logit(SHARES) + tau * rng.standard_normal((COUNCILS, QUESTIONS)))
    return moved


def flagged(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with a flag."""
    return rows.filter(pl.col("flag").is_in(["clear", "possible"]))


# --- The three studies ------------------------------------------------------------------------------


def study_none(rng: np.random.Generator, replicates: int) -> bool:
    """Nobody differs: false flags a council, by comparator."""
    rows = pl.concat([compare(rng, draw_programme(rng, truth_of(rng, 0.0))) for _ in range(replicates)])
    print(f"\nnobody differs: false flags a council ({replicates} programmes of {COUNCILS} councils)")
    print(f"{'against':<14}{'clear':>8}{'possible':>10}{'p < .05 alone':>15}")
    holds = True
    for against in ("others", "neighbours", "population", "previous", "rest"):
        here = rows.filter(against=against)
        rates = {
            flag: here.filter(flag=flag).height / (replicates * COUNCILS) for flag in ("clear", "possible")
        }
        raw = here.filter(pl.col("p") < 0.05).height / (replicates * COUNCILS)
        print(f"{against:<14}{rates['clear']:>8.3f}{rates['possible']:>10.3f}{raw:>15.2f}")
        holds &= all(rates[flag] <= BOUNDS[flag] for flag in rates)
    return holds


def study_some(rng: np.random.Generator, replicates: int, tau: float) -> None:
    """Councils differ by tau: what is seen against the others."""
    seen, gaps = [], []
    for _ in range(replicates):
        draw = draw_programme(rng, truth_of(rng, tau))
        gap = draw.truth - (draw.truth.sum(axis=0) - draw.truth) / (COUNCILS - 1)
        rows = with_gap(compare(rng, draw).filter(against="others"), gap)
        seen.append(rows)
        gaps.append(int((np.abs(gap) >= RELEVANT).sum()))
    rows = pl.concat(seen)
    print(f"\ncouncils differ by tau = {tau}: against the others")
    print(
        f"{'':<22}{'flags a council':>16}{'gap < 3 points':>16}{'wrong way':>11}{'true gaps >= 5 seen':>21}"
    )
    rules = {
        "clear": rows.filter(flag="clear"),
        "clear or possible": flagged(rows),
        "p < .05 alone": rows.filter(pl.col("p") < 0.05),
    }
    for name, found in rules.items():
        trivial = found.filter(pl.col("gap").abs() < TRIVIAL).height / max(1, found.height)
        wrong = found.filter(pl.col("gap") * pl.col("difference") < 0).height / max(1, found.height)
        power = found.filter(pl.col("gap").abs() >= RELEVANT).height / sum(gaps)
        each = found.height / (replicates * COUNCILS)
        print(f"{name:<22}{each:>16.2f}{trivial:>16.1%}{wrong:>11.1%}{power:>21.1%}")


def with_gap(rows: pl.DataFrame, gap: Floats) -> pl.DataFrame:
    """The rows with their council's true gap to the others."""
    keys = {
        "area": np.repeat(area_codes(), QUESTIONS),
        "indicator": [f"question_{number}" for number in range(QUESTIONS)] * COUNCILS,
        "gap": gap.ravel(),
    }
    return rows.join(pl.DataFrame(keys), on=["area", "indicator"])


def study_lone(rng: np.random.Generator, replicates: int) -> bool:
    """One council a question is 20 points apart, and all others are alike."""
    seen = made = 0
    for _ in range(replicates):
        truth = truth_of(rng, 0.0)
        lone = rng.permutation(COUNCILS)[:QUESTIONS]
        up = (SHARES + LONE_GAP <= 0.97) & (rng.random(QUESTIONS) < 0.5)
        truth[lone, np.arange(QUESTIONS)] += np.where(up, LONE_GAP, -LONE_GAP)
        gap = truth - SHARES
        rows = with_gap(compare(rng, draw_programme(rng, truth)).filter(against="others"), gap)
        rows = rows.filter(pl.col("gap").abs() > LONE_GAP / 2, pl.col("base") >= LONE_BASE)
        made += rows.height
        seen += flagged(rows).filter(pl.col("gap") * pl.col("difference") > 0).height
    print(f"\na lone gap of 20 points, n >= {LONE_BASE}: {seen} of {made} flagged ({seen / made:.1%})")
    return seen / made >= BOUNDS["lone"]


def print_power() -> None:
    """The least difference seen four times out of five, and how often that difference is truly seen (exact)."""
    print(
        "\nleast difference for the worse, in points (and the exact power of p < .05 at it), against 10,000 answers"
    )
    shares = (0.5, 0.7, 0.8, 0.9, 0.95)
    print(f"{'answers':<10}" + "".join(f"{f'{share:.0%}':>15}" for share in shares))
    for base in (20, 30, 50, 74, 100, 150, 200, 400):
        cells = []
        for share in shares:
            least = float(detectable_difference(base, 10_000, share, 1))
            words = (
                "none" if np.isnan(least) else f"{least * 100:.1f} ({exact_power(base, share, least):.2f})"
            )
            cells.append(f"{words:>15}")
        print(f"{base:<10}{''.join(cells)}")


def exact_power(base: int, share: float, least: float) -> float:
    """The chance of p < .05 where the council's true share is `least` under a reference of 10,000 answers."""
    x = np.arange(base + 1)
    true = share - least
    logs = special.gammaln(base + 1.0) - special.gammaln(x + 1.0) - special.gammaln(base - x + 1.0)
    chance = np.exp(logs + special.xlogy(x, true) + special.xlog1py(base - x, -true))
    p = two_group_p(x, base, round(share * 10_000), 10_000)
    return float((chance * (p < 0.05)).sum())


def main() -> int:
    """Run the studies; 1 where a bound does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replicates", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    rng = np.random.default_rng(chosen.seed)
    holds = study_none(rng, chosen.replicates)
    for tau in (0.15, 0.30):
        study_some(rng, chosen.replicates, tau)
    holds &= study_lone(rng, chosen.replicates)
    print_power()
    print(f"\nbounds {BOUNDS}: {'all hold' if holds else 'NOT ALL HOLD'}")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
