"""How far children can be exchanged between councils, in a reader's mind, without any published figure changing.

A reader knows a sum over councils, and of each council some cells. What is left open of one council is what the others
could make up for. Of one council the tables that fit what is known are the whole-number points of a polytope: answers
>= 0, intervals for nested or disjoint sets of answers, and a fixed total. For such laminar families the largest number
that can lie in each set of answers (its border) says all there is to know: the borders of councils taken together are
the sums of theirs, in whole numbers, and a table lies in the polytope just where no set of answers holds more than its
border (base polyhedra of submodular functions: Frank, "Connections in Combinatorial Optimization", 2011).
So that councils can make up for one another is decided exactly by comparing sums, one for each of at most 2^6 sets.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from heard.analysis.arrays import Flags, Whole

Answers = frozenset[int]
Bounds = Mapping[Answers, tuple[Whole, Whole]]  # the least and the most of a set of answers, (councils,) each
NEVER = 1 << 40


@dataclass(frozen=True)
class Family:
    """Nested or disjoint sets of the answers 0 … size - 1."""

    size: int
    sets: frozenset[Answers]

    @cached_property
    def nodes(self) -> tuple[Answers, ...]:
        """Every set, each answer by itself and all together, a set before those it lies in."""
        singles = {frozenset({answer}) for answer in range(self.size)}
        return tuple(
            sorted(self.sets | singles | {frozenset(range(self.size))}, key=lambda each: (len(each), *each))
        )

    @cached_property
    def parents(self) -> tuple[int, ...]:
        """The place of the smallest set around each node but the last, which is all answers."""
        return tuple(
            next(place for place in range(number + 1, len(self.nodes)) if node < self.nodes[place])
            for number, node in enumerate(self.nodes[:-1])
        )


def is_nested(sets: Collection[Answers]) -> bool:
    """Whether any two of the sets are nested or disjoint."""
    return all(one <= other or other <= one or not one & other for one in sets for other in sets)


@lru_cache(maxsize=16)
def list_sets(size: int) -> Flags:
    """(2^size, size): which answers are in each set of answers."""
    return (np.arange(1 << size)[:, None] >> np.arange(size) & 1).astype(np.bool_)


def place_of(answers: Answers) -> int:
    """Where a set of answers stands in `list_sets`; what is left of all of them stands at -1 - that."""
    return sum(1 << answer for answer in answers)


def count_sets(tables: Whole) -> Whole:
    """(councils, sets) how many lie in each set of answers; `tables` is (councils, answers)."""
    counts: Whole = tables @ list_sets(tables.shape[-1]).T.astype(np.int64)
    return counts


def borders(family: Family, total: Whole, bounds: Bounds) -> Whole:
    """(councils, sets) the most that can lie in each set of answers. `total` is (councils,).

    Sets without bounds hold from nobody to everybody; `bounds` of other sets than the family's are not looked at.
    The dual of a flow through the tree of sets: a set of answers, its nodes in or out of the cut.
    """
    member = list_sets(family.size)
    shape = (total.size, member.shape[0])
    cost = [[np.zeros(shape, np.int64), np.zeros(shape, np.int64)] for _ in family.nodes]
    for place, node in enumerate(family.nodes):
        if len(node) == 1:
            inside = member[:, next(iter(node))]
            cost[place][0] = cost[place][0] + np.where(inside, NEVER, 0)
            cost[place][1] = cost[place][1] + np.where(inside, 0, NEVER)
        if place < len(family.parents):
            least, most = _bounds_of(node, total, bounds)
            above = cost[family.parents[place]]
            above[0] = above[0] + np.minimum(cost[place][0], cost[place][1] + most[:, None])
            above[1] = above[1] + np.minimum(cost[place][1], cost[place][0] - least[:, None])
    outside, inside_all = cost[-1]
    most_of_all: Whole = np.minimum(outside, inside_all + total[:, None])
    return most_of_all


def can_be(family: Family, total: Whole, bounds: Bounds) -> Flags:
    """(councils,) whether any table fits."""
    below: dict[int, tuple[Whole, Whole]] = {}
    fits = np.ones(total.size, dtype=np.bool_)
    for place, node in enumerate(family.nodes):
        least, most = _bounds_of(node, total, bounds)
        if place in below:
            least, most = np.maximum(least, below[place][0]), np.minimum(most, below[place][1])
        fits &= least <= most
        if place < len(family.parents):
            before = below.get(family.parents[place], (np.zeros_like(total), np.zeros_like(total)))
            below[family.parents[place]] = (before[0] + least, before[1] + most)
        else:
            fits &= (least <= total) & (total <= most)
    return fits


def _bounds_of(node: Answers, total: Whole, bounds: Bounds) -> tuple[Whole, Whole]:
    return bounds.get(node, (np.zeros_like(total), total))


def family_of(size: int, sets: Iterable[Answers]) -> Family:
    """The family of these sets."""
    return _family_of(size, frozenset(sets))


@lru_cache(maxsize=1024)
def _family_of(size: int, sets: frozenset[Answers]) -> Family:
    return Family(size, sets)
