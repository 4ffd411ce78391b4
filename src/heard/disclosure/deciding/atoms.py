"""The smallest sets of answers that the cut points of a question divide its scale into.

A reader of several cut points can subtract them: 40 of 74 said yes and 31 said no, so three said neither. So what has
to be protected are not the cut points alone but every difference between two of them, and all are unions of atoms.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

import numpy as np

from heard.analysis.arrays import Floats, Whole
from heard.base.errors import HeardError
from heard.catalogue import CutPoint

Union = frozenset[int]  # places of atoms


@dataclass(frozen=True)
class Division:
    """The atoms of some cut points: `codes` are each one's answers, `cuts` gives the atoms of each cut point.

    `unions`: what can be reckoned from two published figures of a row: each cut point, what is left of the base
    without it, one cut point without another that lies in it, and the base without two that lie apart.
    """

    codes: tuple[frozenset[str], ...]
    cuts: Mapping[str, Union]
    unions: tuple[Union, ...]

    @property
    def atoms(self) -> int:
        """How many atoms there are."""
        return len(self.codes)

    def touching(self, codes: frozenset[str]) -> Union:
        """The atoms that hold any of these answers."""
        return frozenset(place for place, held in enumerate(self.codes) if held & codes)

    def solve(self, base: Floats, counts: Mapping[str, Floats]) -> Whole:
        """(…, atoms) how many gave the answers of each atom, from the base and each cut point's count.

        Raises HeardError where they do not fit together: then nothing could be proved of them.
        """
        given = np.stack([base, *(counts[key] for key in self.cuts)], axis=-1)
        found = given @ self._inverse
        whole = np.rint(found).astype(np.int64)
        again = whole @ self._matrix.T
        if (whole < 0).any() or (again != np.rint(given)).any():
            raise HeardError("cut points of a question do not add up to whole children")
        return whole

    @cached_property
    def _matrix(self) -> Floats:
        """(1 + cuts, atoms): which atoms the base and each cut point are made of."""
        rows = [np.ones(self.atoms)]
        rows += [np.isin(np.arange(self.atoms), list(cut)).astype(float) for cut in self.cuts.values()]
        return np.array(rows)

    @cached_property
    def _inverse(self) -> Floats:
        """(1 + cuts, atoms): what gives the atoms from base and counts."""
        return np.asarray(np.linalg.pinv(self._matrix).T, dtype=np.float64)


@lru_cache(maxsize=512)
def divide(cut_points: Sequence[CutPoint], codes: Sequence[str]) -> Division:
    """The atoms of these cut points of a scale of `codes`."""
    signatures = [tuple(code in cut.codes for cut in cut_points) for code in codes]
    atoms = list(dict.fromkeys(signatures))
    cuts = {
        cut.key: frozenset(place for place, signature in enumerate(atoms) if signature[number])
        for number, cut in enumerate(cut_points)
    }
    held = tuple(
        frozenset(code for code, its in zip(codes, signatures, strict=True) if its == signature)
        for signature in atoms
    )
    return Division(held, cuts, _unions(cuts.values(), len(atoms)))


def _unions(cuts: Iterable[Union], atoms: int) -> tuple[Union, ...]:
    every = frozenset(range(atoms))
    published = list(dict.fromkeys([every, *cuts]))
    found = [frozenset({atom}) for atom in every] + published
    for one, other in combinations(published, 2):
        if other < one:
            found.append(one - other)
        elif one < other:
            found.append(other - one)
        elif not one & other:
            found.append(every - one - other)
    return tuple(each for each in dict.fromkeys(found) if each and each != every)


def gives_away(told: Sequence[Union], kept: Union, counts: Whole) -> bool:
    """Whether the counts of the sets of answers that are told give the count of another exactly, which is not 0.

    counts: (atoms,) of a row whose base is told as well. Whatever nobody gave is seen from a set of 0, or of all; of
    what is left, a sum of answers is known where it is a combination of sums that are told.
    """
    if not counts[list(kept)].sum():
        return False
    every = frozenset(range(len(counts)))
    empty = {each for part in told for each in (part, every - part) if not counts[list(each)].sum()}
    given = sorted(every - frozenset().union(*empty))
    known = np.array([[atom in part for atom in given] for part in (every, *told)], dtype=np.float64)
    asked = np.array([[atom in kept for atom in given]], dtype=np.float64)
    return bool(np.linalg.matrix_rank(np.vstack([known, asked])) == np.linalg.matrix_rank(known))
