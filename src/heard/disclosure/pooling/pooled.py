"""The answers of several councils to one question, as somebody knows them who knows all that is not primary."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from heard.analysis.arrays import Flags, Whole
from heard.base.policy import LevelPolicy
from heard.disclosure.deciding.atoms import Union
from heard.disclosure.pooling.exchange import Answers, count_sets, place_of


@dataclass(frozen=True)
class Pooled:
    """The answers of councils to one question.

    `atoms` is (councils, atoms), `most` (councils,) how many could have answered for all a reader knows. `cuts` are
    the published cut points and `unions` all sets that can be reckoned from them (atoms.Division).
    """

    atoms: Whole
    most: Whole
    cuts: tuple[Union, ...]
    unions: tuple[Union, ...]
    rule: LevelPolicy

    @cached_property
    def base(self) -> Whole:
        """(councils,) how many answered."""
        base: Whole = self.atoms.sum(axis=1)
        return base

    @cached_property
    def named(self) -> Flags:
        """(councils,) whether the base is large enough to be shown."""
        return self.base >= self.rule.minimum_base

    @cached_property
    def total(self) -> Whole:
        """(councils,) the base, or of an unnamed council the most that could have answered."""
        return np.where(self.named, self.base, np.maximum(self.most, self.base))

    @cached_property
    def tables(self) -> Whole:
        """(councils, atoms + 1): the answers, and last those who could have answered but are not known to."""
        return np.concatenate([self.atoms, (self.total - self.base)[:, None]], axis=1)

    @cached_property
    def silent(self) -> Answers:
        """The last place of `tables`."""
        return frozenset({self.atoms.shape[1]})

    @cached_property
    def all_counts(self) -> Whole:
        """(councils, sets) how many gave one of the answers of each set."""
        return count_sets(self.tables)

    def count(self, union: Answers) -> Whole:
        """(councils,) how many gave one of these answers."""
        counts: Whole = self.all_counts[:, place_of(union)]
        return counts

    def is_small(self, union: Answers) -> Flags:
        """(councils,) whether some gave one of these answers, but fewer than the threshold."""
        count = self.count(union)
        return (count > 0) & (count < self.rule.threshold)

    def is_banded(self, cut: Union) -> Flags:
        """(councils,) whether a cut point, or what is left of the base, is too small to be shown beside the base."""
        count = self.count(cut)
        banded: Flags = self.named & (np.minimum(count, self.base - count) < self.rule.threshold)
        return banded
