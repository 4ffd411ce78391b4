"""The children of one wave and survey: who could answer, who did, and what the council's records say of them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from heard.dataset.synthesis.calibration import Profile, Shares
from heard.dataset.synthesis.latent import Floats

Whole = npt.NDArray[np.int64]
Levels = Mapping[str, npt.NDArray[np.int8]]  # demographic → each child's level, as its place in the codes

BISECTIONS = 60


@dataclass(frozen=True)
class Children:
    """Children of one wave and survey, council by council. `area`, shape (children,): the council's place."""

    area: npt.NDArray[np.int32]
    groups: Levels

    def pick(self, rows: Whole) -> "Children":
        """The children of these rows."""
        return Children(self.area[rows], {name: levels[rows] for name, levels in self.groups.items()})


def draw_children(
    eligible: Whole,
    profiles: Mapping[str, Profile],
    codes: Mapping[str, tuple[str, ...]],
    rng: np.random.Generator,
) -> Children:
    """As many children per council as `eligible` (shape (areas,)) says. `codes`: demographic → its levels."""
    area = np.repeat(np.arange(len(eligible), dtype=np.int32), eligible)
    profile = choose([each.share for each in profiles.values()], len(area), rng)
    groups = {}
    for name, levels in codes.items():
        drawn = np.empty(len(area), dtype=np.int8)
        for place, each in enumerate(profiles.values()):
            rows = profile == place
            shares = [each.groups[name].get(level, 0.0) for level in levels]
            drawn[rows] = choose(shares, int(rows.sum()), rng)
        groups[name] = drawn
    return Children(area, groups)


def choose_respondents(
    children: Children, responses: Whole, willingness: Floats, rng: np.random.Generator
) -> Whole:
    """Rows of the children who answer: `responses` (shape (areas,)) of each council's, the willing ones sooner.

    `willingness`, shape (children,): each child waits an exponential time at this rate, and the first ones answer.
    """
    waited = rng.exponential(size=len(willingness)) / willingness
    order = np.lexsort((waited, children.area))
    first = np.searchsorted(children.area, np.arange(len(responses)))
    turn = np.arange(len(order)) - first[children.area]
    return np.sort(order[turn < responses[children.area]])


def chance_to_answer(willingness: Floats, shares: Floats, rate: float) -> Floats:
    """The chance that each kind of child is among the first `rate` of all who answer (see `choose_respondents`).

    `willingness` and `shares` (adding up to one) have one value for each kind of child.
    """
    low, high = 0.0, 1e3
    for _ in range(BISECTIONS):
        waited = (low + high) / 2
        answered = float(shares @ -np.expm1(-willingness * waited))
        low, high = (waited, high) if answered < rate else (low, waited)
    return -np.expm1(-willingness * low)


def willingness_of(
    groups: Levels, willingness: Mapping[str, Shares], codes: Mapping[str, tuple[str, ...]], count: int
) -> Floats:
    """How willing each of `count` children with these levels is to answer; 1 = as most are."""
    found = np.ones(count)
    for name, by_level in willingness.items():
        if name in groups:
            found *= np.array([by_level.get(level, 1.0) for level in codes[name]])[groups[name]]
    return found


def record_groups(
    children: Children,
    recorded_as: Mapping[str, Mapping[str, tuple[str, ...]]],
    codes: Mapping[str, tuple[str, ...]],
    rng: np.random.Generator,
) -> Levels:
    """The levels as the council's records hold them: a level the records do not know stands as one they do."""
    recorded = dict(children.groups)
    for name, others in recorded_as.items():
        for level, instead in others.items():
            rows = np.flatnonzero(recorded[name] == codes[name].index(level))
            places = np.array([codes[name].index(other) for other in instead], dtype=np.int8)
            levels = recorded[name].copy()
            levels[rows] = places[rng.integers(len(places), size=len(rows))]
            recorded[name] = levels
    return recorded


def count_levels(
    area: npt.NDArray[np.int32], levels: npt.NDArray[np.int8], *, shape: tuple[int, int]
) -> Whole:
    """Children by council and level, shape (areas, levels)."""
    areas, kinds = shape
    return np.bincount(area * np.int64(kinds) + levels, minlength=areas * kinds).reshape(shape)


def choose(shares: list[float], count: int, rng: np.random.Generator) -> npt.NDArray[np.int8]:
    """`count` independent draws of a place in `shares`."""
    ends = np.cumsum(shares)[:-1]
    drawn = rng.random(count, dtype=np.float32)
    places = np.zeros(count, dtype=np.int8)
    for end in ends:
        places += drawn >= np.float32(end)
    return places
