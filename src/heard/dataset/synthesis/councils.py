"""Invented councils: names, codes that are no official codes, kinds, regions, sizes and how they truly differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from heard.base.places import Area
from heard.dataset.synthesis.calibration import Calibration
from heard.dataset.synthesis.latent import Floats
from heard.dataset.synthesis.streams import stream

REGIONS = (
    "North Fells",
    "Amber Coast",
    "High Wolds",
    "Middle Vale",
    "East Marshes",
    "West Heaths",
    "South Downlands",
    "River Reaches",
    "Capital Ring",
)
# Kind → how common it is, and how big beside the others (chosen).
KINDS = {
    "county": (0.16, 1.8),
    "unitary": (0.40, 0.8),
    "metropolitan district": (0.24, 1.1),
    "city borough": (0.20, 0.8),
}
FIRST_SIZE = 1.04  # Alderbrook, which the demo shows: a middling council
SIZE_SPREAD = 0.75  # SD of the log of a council's size (official statistics 2025: from 30 to 2,300 children)
NEIGHBOURS = 10
OTHER_KIND = 1.0  # being of another kind counts as much as being 2.7 times as big
SUFFIXES = ("North", "South", "East", "West")  # where more councils are asked for than there are names

COMMON_TO_COUNCIL = 0.3  # part of the variance of councils' differences that all their answers share (chosen)
LASTING = 0.9  # part that stays from wave to wave (chosen)


@dataclass(frozen=True)
class Councils:
    """The councils in order of their codes. `sizes`, shape (areas,): beside a typical council, which is 1."""

    areas: tuple[Area, ...]
    sizes: Floats


def draw_councils(count: int, *, seed: int) -> Councils:
    """`count` councils, the first of them Alderbrook."""
    rng = stream(seed, "councils")
    chances, big = (np.array(column) for column in zip(*KINDS.values(), strict=True))
    kind = rng.choice(len(KINDS), size=count, p=chances)
    kind[0] = list(KINDS).index("metropolitan district")
    sizes = big[kind] * np.exp(SIZE_SPREAD * rng.standard_normal(count))
    sizes[0] = FIRST_SIZE
    regions = rng.integers(len(REGIONS), size=count)
    near = _most_similar(sizes, kind)
    names = place_names()
    areas = tuple(
        Area(
            code=area_code(place),
            name=next(names),
            kind=tuple(KINDS)[kind[place]],
            parent=REGIONS[regions[place]],
            neighbours=tuple(area_code(other) for other in near[place]),
        )
        for place in range(count)
    )
    return Councils(areas, sizes)


def area_code(place: int) -> str:
    """The code of the council at this place, counted from 0. Official codes begin with E, N, S or W."""
    return f"X{place + 1:07d}"


def place_names() -> Iterator[str]:
    """Invented names without end: the list as it is, then North, South, East and West of each, then numbered."""
    path = files("heard.dataset.synthesis").joinpath("data/places.txt")
    names = path.read_text(encoding="utf-8").splitlines()
    yield from names
    for suffix in SUFFIXES:
        yield from (f"{name} {suffix}" for name in names)
    number = 2
    while True:
        yield from (f"{name} {number}" for name in names)
        number += 1


def draw_effects(
    indicators: Sequence[str],
    *,
    waves: Sequence[str],
    weights: Floats,
    between: float,
    calibration: Calibration,
    seed: int,
) -> Mapping[str, Mapping[str, Floats]]:
    """How far each council's answers truly lie from the nation's: wave → indicator → shape (areas,).

    In SD of one answer of one child (the probit scale); higher is better for children. A council's difference is
    the same in every survey, nearly the same in every wave, and a little the same over all indicators. Over the
    councils, weighted by `weights` (shape (areas,)), differences come to nothing: the nation stays as calibrated.
    """
    times = np.array([calibration.varies_more.get(name, 1.0) for name in indicators])

    def differences(*name: str) -> Floats:
        rng = stream(seed, "effects", *name)
        common = rng.standard_normal((len(weights), 1))
        own = rng.standard_normal((len(weights), len(indicators)))
        drawn = np.sqrt(COMMON_TO_COUNCIL) * common + np.sqrt(1 - COMMON_TO_COUNCIL) * own
        return np.asarray(between * times * (drawn - np.average(drawn, axis=0, weights=weights)))

    lasting = np.sqrt(LASTING) * differences("lasting")
    by_wave = {wave: lasting + np.sqrt(1 - LASTING) * differences("wave", wave) for wave in waves}
    return {wave: dict(zip(indicators, effects.T, strict=True)) for wave, effects in by_wave.items()}


def _most_similar(sizes: Floats, kind: npt.NDArray[np.int64]) -> list[list[int]]:
    logs = np.log(sizes)
    near = []
    for place in range(len(sizes)):
        distance = np.abs(logs - logs[place]) + OTHER_KIND * (kind != kind[place])
        distance[place] = np.inf
        near.append(np.argsort(distance, kind="stable")[: min(NEIGHBOURS, len(sizes) - 1)].tolist())
    return near
