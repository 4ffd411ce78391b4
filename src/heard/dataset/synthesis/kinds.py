"""Kinds of respondents, and the mixtures they make: everybody's, or that of those a route lets through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from heard.dataset.synthesis.calibration import Calibration, Shares, SurveyCalibration
from heard.dataset.synthesis.children import Levels, chance_to_answer, willingness_of
from heard.dataset.synthesis.latent import Floats, Mixture

NODES = 40  # Gauss-Hermite points over what an answer and its route have in common


@dataclass(frozen=True)
class Behind:
    """The normal variable behind an answer. `shifts`: demographic → by level, in SD; `spread`: SD around them."""

    shifts: Mapping[str, Floats]
    spread: float


@dataclass(frozen=True)
class Route:
    """The answer that decides who is asked.

    `thresholds`: where its scale is cut, descending; `lets_through`: for each of its answers, best first, whether
    those who give it are asked; `common`: the covariance of the two answers.
    """

    behind: Behind
    thresholds: Floats
    lets_through: Sequence[bool]
    common: float


@dataclass(frozen=True)
class Kinds:
    """Every kind of respondent that differs in answers or in willingness to answer.

    `groups`: demographic → each kind's level; `weights`, adding up to one: how common it is. Shape (kinds,).
    """

    groups: Levels
    weights: Floats

    def mixture(self, behind: Behind, route: Route | None = None) -> Mixture:
        """The values behind an answer over everybody, or over those the route lets through."""
        if route:
            return self._let_through(behind, route)
        (offsets,), weights = self._merged(behind)
        return Mixture(offsets, weights, behind.spread)

    def _let_through(self, behind: Behind, route: Route) -> Mixture:
        """Both answers are split into √common · node and what is their own; given the node they are independent."""
        (ours, routes), weights = self._merged(behind, route.behind)
        nodes, node_weights = np.polynomial.hermite_e.hermegauss(NODES)
        moved = np.sqrt(route.common) * nodes
        at_route = Mixture(
            offsets=np.add.outer(routes, moved).ravel(),
            weights=np.multiply.outer(weights, node_weights / node_weights.sum()).ravel(),
            spread=_remaining(route.behind.spread, route.common),
        )
        above = at_route.chances_above(np.array([np.inf, *route.thresholds, -np.inf]))
        asked = at_route.weights * np.diff(above, axis=1)[:, list(route.lets_through)].sum(axis=1)
        return Mixture(
            offsets=np.add.outer(ours, moved).ravel(),
            weights=asked / asked.sum(),
            spread=_remaining(behind.spread, route.common),
        )

    def _merged(self, *answers: Behind) -> tuple[list[Floats], Floats]:
        """How far each of the answers is moved, and the weights: a few dozen distinct kinds in place of hundreds."""
        offsets = np.column_stack([self._offsets(behind) for behind in answers]).round(9)
        distinct, place = np.unique(offsets, axis=0, return_inverse=True)
        return list(distinct.T), np.bincount(place, weights=self.weights).astype(np.float64)

    def _offsets(self, behind: Behind) -> Floats:
        moved = np.zeros(len(self.weights))
        for name, by_level in behind.shifts.items():
            moved += by_level[self.groups[name]]
        return moved


def list_kinds(
    ours: SurveyCalibration, calibration: Calibration, codes: Mapping[str, tuple[str, ...]], rate: float
) -> Kinds:
    """The kinds among those who answer, where a share `rate` of the survey's children does."""
    names = [name for name in codes if name in ours.effects or name in calibration.willingness]
    combinations = list(product(*(range(len(codes[name])) for name in names)))
    levels = np.array(combinations, dtype=np.int8).reshape(len(combinations), len(names))
    groups = {name: levels[:, place] for place, name in enumerate(names)}
    shares = np.zeros(len(combinations))
    for profile in ours.profiles.values():
        chances = [_by_level(profile.groups[name], codes[name])[groups[name]] for name in names]
        shares += profile.share * np.prod(chances, axis=0)
    willing = willingness_of(groups, calibration.willingness, codes, len(combinations))
    answering = shares * chance_to_answer(willing, shares, rate)
    found = answering > 0
    return Kinds({name: each[found] for name, each in groups.items()}, answering[found] / answering.sum())


def _by_level(shares: Shares, levels: Sequence[str]) -> Floats:
    return np.array([shares.get(level, 0.0) for level in levels])


def _remaining(spread: float, common: float) -> float:
    return float(np.sqrt(spread**2 - common))
