"""Count what associations rest on, in one pass over the responses of a wave: memory is that of the counts.

Each part of the stored dataset is read once. A council's and its adjusters' place, whether a thing was answered and
which outcome was met make one number, and `bincount` counts those. The rows of a part stand council by council, so
that the things a council's own model holds together are counted too, with one council's rows in memory.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from heard.analysis.arrays import Whole
from heard.analysis.associations.choosing import Joint, choose_joint
from heard.analysis.associations.coding import Coded, Coder, Small
from heard.analysis.associations.plan import GIVEN, NOT_GIVEN, Plan, plan_associations
from heard.base.errors import HeardError
from heard.catalogue import Catalogue
from heard.dataset.storing import Partition, StoredDataset

Counts = npt.NDArray[np.int32]


@dataclass(frozen=True)
class AssociationCounts:
    """The counts of one survey of one wave.

    `totals` (outcomes + 1, areas): how many met each outcome, last none of them. `counts` (predictors, outcomes + 1,
    2, areas, patterns): the same for those who did not answer the predictor's headline, then for those who did, by
    the pattern of adjusters: a place in an array of `shape`, in which an adjuster's last level is "not known".
    """

    wave: str
    plan: Plan
    areas: tuple[str, ...]
    shape: tuple[int, ...]
    totals: Whole
    counts: Counts
    joint: tuple[Joint, ...]

    @cached_property
    def of_councils(self) -> Whole:
        """The counts whatever the adjusters, (predictors, outcomes + 1, 2, areas)."""
        return np.asarray(self.counts.sum(axis=4, dtype=np.int64))

    @cached_property
    def of_nation(self) -> Whole:
        """The counts of all councils, (predictors, outcomes + 1, 2, patterns)."""
        return np.asarray(self.counts.sum(axis=3, dtype=np.int64))

    def exposure(self, predictor: int, outcome: int) -> str:
        """Which side of a predictor is the exposed one."""
        return self.plan.predictors[predictor].exposure(self.plan.outcomes[outcome])

    def exposed_last(self, predictor: int, outcome: int) -> list[int]:
        """The order of the axis of 2 in which the unexposed come first."""
        return [0, 1] if self.exposure(predictor, outcome) == GIVEN else [1, 0]


def count_associations(
    dataset: StoredDataset, catalogue: Catalogue, wave: str, councils: Collection[str] | None = None
) -> tuple[AssociationCounts, ...]:
    """The counts of each survey of a wave. With `councils`, models of their own for those only."""
    found = (
        _count_partition(partition, dataset, catalogue, councils)
        for partition in dataset.partitions()
        if partition.wave == wave
    )
    return tuple(each for each in found if each is not None)


def _count_partition(
    partition: Partition, dataset: StoredDataset, catalogue: Catalogue, councils: Collection[str] | None
) -> AssociationCounts | None:
    unread = dataset.codebook.unread.get(partition.wave, {}).get(partition.survey, ())
    plan = plan_associations(catalogue, partition.survey, unread)
    if plan is None:
        return None
    areas = dataset.codebook.areas
    coder = Coder(plan, dataset.codebook.surveys[partition.survey], catalogue)
    tally = _Tally(plan, len(areas), coder.shape)
    wanted = {place for place, code in enumerate(areas) if councils is None or code in councils}
    parts = (tally.add(coder.code(rows)) for rows in partition.batches())
    joint = tuple(
        model
        for area, given, outcome in _councils(parts)
        if area in wanted
        for model in _models(plan, area, given, outcome)
    )
    return AssociationCounts(partition.wave, plan, areas, coder.shape, tally.totals, tally.counts, joint)


class _Tally:
    """The counts, as parts are added."""

    def __init__(self, plan: Plan, areas: int, shape: tuple[int, ...]) -> None:
        patterns, classes = int(np.prod(shape, dtype=np.int64)), len(plan.outcomes) + 1
        self.totals = np.zeros((classes, areas), dtype=np.int64)
        self.counts = np.zeros((len(plan.predictors), classes, 2, areas, patterns), dtype=np.int32)

    def add(self, part: Coded) -> Coded:
        """Count one part, and give it on."""
        areas, patterns = self.counts.shape[-2:]
        totals = np.bincount(part.outcome * areas + part.area, minlength=self.totals.size)
        self.totals += totals.reshape(self.totals.shape)
        place = (part.outcome * 2 * areas + part.area) * patterns + part.pattern
        for predictor, given in enumerate(part.given):
            known = given >= 0
            key = place[known] + given[known].astype(np.int64) * (areas * patterns)
            found = np.bincount(key, minlength=self.counts[predictor].size)
            self.counts[predictor] += found.reshape(self.counts.shape[1:]).astype(np.int32)
        return part


def _councils(parts: Iterable[Coded]) -> Iterator[tuple[int, Small, Whole]]:
    """The rows of one council after the other: (area, given, outcome). A council may go on in the next part."""
    area, held = -1, list[tuple[Small, Whole]]()
    for part in parts:
        ends = np.flatnonzero(np.diff(part.area, append=-1)) + 1
        for start, end in pairwise([0, *ends]):
            here = int(part.area[start])
            if here < area:
                raise HeardError("the stored rows do not stand council by council")
            if here > area and held:
                yield area, *_joined(held)
                held = []
            area = here
            held.append((part.given[:, start:end], part.outcome[start:end]))
    if held:
        yield area, *_joined(held)


def _joined(held: list[tuple[Small, Whole]]) -> tuple[Small, Whole]:
    return np.concatenate([given for given, _ in held], axis=1), np.concatenate([each for _, each in held])


def _models(plan: Plan, area: int, given: Small, outcome: Whole) -> Iterator[Joint]:
    """The models a council's rows bear, one an outcome at most."""
    for place, each in enumerate(plan.outcomes):
        turned = np.array([predictor.exposure(each) == NOT_GIVEN for predictor in plan.predictors])
        exposed = np.where(turned[:, None] & (given >= 0), 1 - given, given).astype(np.int8)
        model = choose_joint(area, place, exposed, outcome == place)
        if model is not None:
            yield model
