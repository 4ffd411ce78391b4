"""Hiding small counts of one made-up council, and what a reader can still work out from all its tables together.

119 children, 10 questions with 31 answers, everybody and 22 levels of 6 demographics: 23 rows × (31 answers and 10
bases) = 943 cells, those of 1 to 4 children sensitive. The children are drawn, so that every table adds up. Which bases
are hidden is settled first and is the same for all questions, then every question is solved alone, then what is still
wanting when all are read together. For each way of hiding, all ten questions are read together in one system, in which
the base of a level is one number whatever the question: which sensitive cells are recovered exactly, which are provably
under 5 or provably not empty, which tell one of the children more than she may learn, and which share of the cells that
are not sensitive was hidden for it.

`python benchmarks/suppression.py [--insiders]`; exits 1 where a way that promises safety breaks it, or hides more than
BOUNDS without having to think of insiders.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from heard.analysis.arrays import Flags, Floats, Whole
from heard.base.policy import SECONDS_TO_CHOOSE
from heard.disclosure.suppression import Problem, Relations, find_breaches, suppress

SEED = 2  # 234 cells hold 1 to 4 children, 15 of them bases or answers of everybody
CHILDREN, THRESHOLD = 119, 5
LEVELS = (  # of each demographic the shares of its levels
    (0.52, 0.45, 0.03),
    (0.36, 0.34, 0.30),
    (0.62, 0.12, 0.10, 0.08, 0.08),
    (0.55, 0.20, 0.15, 0.10),
    (0.30, 0.40, 0.30),
    (0.60, 0.22, 0.14, 0.04),
)
ANSWERS = (  # of each question the shares of its answers
    (0.40, 0.26, 0.16, 0.10, 0.08),
    (0.45, 0.30, 0.15, 0.10),
    (0.62, 0.26, 0.12),
    (0.70, 0.20, 0.10),
    (0.55, 0.30, 0.15),
    (0.72, 0.20, 0.08),
    (0.50, 0.35, 0.15),
    (0.66, 0.22, 0.12),
    (0.84, 0.16),
    (0.90, 0.10),
)
GRAND_TOTAL, MARGIN, INNER = 1000.0, 3.0, 1.0  # what hiding costs, × (1 + ln(1 + count) / 5)
PUBLISHED = (  # of another council of the same shape, as published with the method; every question read alone
    ("GaussSuppression 1.2.3 (published, another council)", 383, 0, 73, 6.1),
    ("exact, each question alone (published, another council)", 401, 0, 0, 28.1),
)
BOUNDS = {"exact": 0.25, "repair": 0.30}  # the share of the cells not sensitive that may be hidden


@dataclass(frozen=True)
class Council:
    """counts: a table a question, (23, 1 + answers); first row everybody, first column the base.

    groups: the rows of each demographic. children: of each the rows she is in, and her answer to each question.
    """

    counts: tuple[Whole, ...]
    groups: tuple[tuple[int, ...], ...]
    children: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


@dataclass(frozen=True)
class Outcome:
    """What a way of hiding came to, all questions read together: cells of the 943, and the share lost.

    provably_some: provably not empty, and not recovered. told_insiders: of which one of the children, who knows her own
    answers, learns more than she may.
    """

    way: str
    hidden: int
    recovered: int
    provably_small: int
    provably_some: int
    told_insiders: int
    lost: float
    seconds: float


def make_council(seed: int = SEED) -> Council:
    """Children drawn one by one, what they say independent of who they are."""
    random = np.random.default_rng(seed)
    rows, first = [np.zeros(CHILDREN, dtype=np.int64)], 1
    groups = []
    for shares in LEVELS:
        rows.append(first + random.choice(len(shares), CHILDREN, p=shares))
        groups.append(tuple(range(first, first + len(shares))))
        first += len(shares)
    member = np.array([[row in mine for row in range(first)] for mine in zip(*rows, strict=True)])
    said = [random.choice(len(shares), CHILDREN, p=shares) for shares in ANSWERS]
    counts = []
    for shares, answer in zip(ANSWERS, said, strict=True):
        inner = member.T.astype(np.int64) @ (answer[:, None] == np.arange(len(shares)))
        counts.append(np.column_stack([inner.sum(axis=1), inner]))
    children = zip(zip(*rows, strict=True), zip(*said, strict=True), strict=True)
    return Council(tuple(counts), tuple(groups), tuple(children))


def lay_out(
    council: Council, questions: Sequence[int], *, insiders: bool = False
) -> tuple[Problem, tuple[Whole, ...]]:
    """The problem of some questions together, and which cell stands where in each of their tables.

    The bases come first, one a row; without a question they are all there is.
    """
    rows = len(council.counts[0])
    values, places = [*council.counts[0][:, 0]], []
    costs = [GRAND_TOTAL] + [MARGIN] * (rows - 1)
    for question in questions:
        inner = council.counts[question][:, 1:]
        place = len(values) + np.arange(inner.size).reshape(inner.shape)
        places.append(np.column_stack([np.arange(rows), place]))
        values += list(inner.ravel())
        costs += [MARGIN] * inner.shape[1] + [INNER] * (inner.size - inner.shape[1])
    value = np.array(values, dtype=np.int64)
    nobody, nothing = np.zeros(len(value), dtype=np.bool_), np.zeros(len(value), dtype=np.int64)
    small = (value > 0) & (value < THRESHOLD)
    problem = Problem(
        values=value,
        least=nothing,
        most=np.full(len(value), CHILDREN),
        up=np.where(small, THRESHOLD - value, 0),
        down=np.where(small, value, 0),
        must_hide=small,
        must_show=nobody,
        weights=np.array(costs) * (1 + np.log1p(value) / 5),
        relations=_relate(council, places, rows),
        people=_list_people(council, questions, places) if insiders else (),
    )
    return problem, tuple(places)


def _relate(council: Council, places: Sequence[Whole], rows: int) -> Relations:
    """Levels sum to everybody, for the bases and for each answer; answers sum to the base."""
    sums = [(0, group) for group in council.groups]
    for place in places:
        sums += [(table[0], table[list(group)]) for table in place.T[1:] for group in council.groups]
        sums += [(place[row, 0], place[row, 1:]) for row in range(rows)]
    entries = [
        (row, int(cell), sign)
        for row, (total, parts) in enumerate(sums)
        for cell, sign in [(total, -1.0), *((part, 1.0) for part in parts)]
    ]
    row, cell, sign = zip(*entries, strict=True)
    return Relations(np.array(row), np.array(cell), np.array(sign), len(sums))


def _list_people(
    council: Council, questions: Sequence[int], places: Sequence[Whole]
) -> tuple[tuple[int, ...], ...]:
    """The cells that each child is counted in."""
    people = set()
    for rows, said in council.children:
        inner = [
            place[list(rows), 1 + said[question]] for question, place in zip(questions, places, strict=True)
        ]
        people.add(tuple(int(cell) for cell in np.concatenate([rows, *inner])))
    return tuple(sorted(people))


def hide_primary(council: Council) -> Iterator[Flags]:
    """For each table the cells of 1 to 4 children, and nothing else."""
    yield from ((counts > 0) & (counts < THRESHOLD) for counts in council.counts)


def hide_in_stages(
    council: Council, *, exact: bool, insiders: bool = False, seconds: float = SECONDS_TO_CHOOSE
) -> list[Flags]:
    """For each table what to hide. `insiders`: so that each of the children stays in doubt too."""

    def choose(questions: Sequence[int], shown: Flags, hidden: Flags) -> tuple[Flags, tuple[Whole, ...]]:
        problem, places = lay_out(council, questions, insiders=insiders)
        rest = np.zeros(len(problem.values) - len(shown), dtype=np.bool_)
        must_hide = problem.must_hide | np.concatenate([hidden, rest[len(hidden) - len(shown) :]])
        given = replace(problem, must_hide=must_hide, must_show=np.concatenate([shown, rest]))
        return suppress(given, exact=exact, seconds=seconds).hidden, places

    questions = range(len(council.counts))
    nothing = np.zeros(len(council.counts[0]), dtype=np.bool_)
    bases, _ = choose((), nothing, nothing)
    alone = [choose((question,), ~bases, bases)[0][len(bases) :] for question in questions]
    together, places = choose(questions, ~bases, np.concatenate([bases, *alone]))
    return [together[place] for place in places]


def audit(way: str, council: Council, hidden: Sequence[Flags], seconds: float) -> Outcome:
    """What a reader of all ten questions can work out."""
    problem, places = lay_out(council, range(len(council.counts)), insiders=True)
    unknown = np.zeros(len(problem.values), dtype=np.bool_)
    for place, flags in zip(places, hidden, strict=True):
        unknown[place[flags]] = True
    low, high = bound_cells(replace(problem, people=()), unknown)
    small = problem.up > 0
    each = np.concatenate([place.ravel() for place in places])
    flags = np.concatenate([table.ravel() for table in hidden])
    return Outcome(
        way=way,
        hidden=int(flags.sum()),
        recovered=int((small & (low == high))[each].sum()),
        provably_small=int((small & (high < THRESHOLD))[each].sum()),
        provably_some=int((small & (low > 0) & (low < high))[each].sum()),
        told_insiders=len({breach.cell for breach in find_breaches(problem, unknown) if breach.insider}),
        lost=float(flags[~small[each]].mean()),
        seconds=seconds,
    )


def bound_cells(problem: Problem, hidden: Flags) -> tuple[Floats, Floats]:
    """The lowest and highest value that a reader can think possible of every cell."""
    low, high = problem.values.astype(float), problem.values.astype(float)
    low[hidden], high[hidden] = problem.least[hidden], problem.most[hidden]
    asked = hidden & (problem.up > 0)
    everything = replace(
        problem,
        up=np.where(asked, problem.most - problem.values, 0),
        down=np.where(asked, problem.values - problem.least, 0),
    )
    for breach in find_breaches(everything, hidden):
        (high if breach.upward else low)[breach.cell] = breach.reached
    return low, high


def run(*, insiders: bool = False) -> Iterator[Outcome]:
    """Each way of hiding in turn."""
    council = make_council()
    yield audit("primary suppression only", council, list(hide_primary(council)), 0.0)
    for way in BOUNDS:
        started = time.perf_counter()
        hidden = list(hide_in_stages(council, exact=way == "exact", insiders=insiders))
        yield audit(way, council, hidden, time.perf_counter() - started)


def is_safe(outcome: Outcome, *, insiders: bool = False) -> bool:
    """Whether a reader learns nothing that may not be learnt."""
    told = outcome.told_insiders if insiders else 0
    return outcome.recovered == outcome.provably_small == outcome.provably_some == told == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--insiders", action="store_true", help="keep doubt for every child who knows her answers"
    )
    insiders = parser.parse_args().insiders
    print(f"{'':56} hidden  recovered  under 5  not empty  insiders   lost  seconds")
    kept = True
    for outcome in run(insiders=insiders):
        print(
            f"{outcome.way:56} {outcome.hidden:6} {outcome.recovered:10} {outcome.provably_small:8}"
            f" {outcome.provably_some:10} {outcome.told_insiders:9} {outcome.lost:6.1%} {outcome.seconds:8.1f}",
            flush=True,
        )
        if outcome.way in BOUNDS:
            kept &= is_safe(outcome, insiders=insiders) and (insiders or outcome.lost <= BOUNDS[outcome.way])
    for way, hidden, recovered, small, seconds in PUBLISHED:
        print(f"{way:56} {hidden:6} {recovered:10} {small:8} {'':10} {'':9} {'':6} {seconds:8.1f}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
