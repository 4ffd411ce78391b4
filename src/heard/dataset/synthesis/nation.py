"""The nation's questions, ready to be answered: where each scale is cut, who is asked, what moves an answer."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from heard.base.surveys import Survey
from heard.catalogue import Asked, Catalogue, Condition, Indicator
from heard.dataset.synthesis.calibration import Calibration, Shares, SurveyCalibration, asked_directly
from heard.dataset.synthesis.kinds import Behind, Route, list_kinds
from heard.dataset.synthesis.latent import Floats, Mixture, shift_for, thresholds_for

WELLBEING = "wellbeing"  # the factor that the four scales of the band share, whatever their domain


@dataclass(frozen=True)
class Factor:
    """What a child's answers share: `child`, a part of the variance, with all; `own` with those of the same name."""

    name: str
    child: float
    own: float

    def covariance(self, other: "Factor") -> float:
        """The covariance of two answers of one child."""
        return self.child + (float(np.sqrt(self.own * other.own)) if self.name == other.name else 0.0)


@dataclass(frozen=True)
class Item:
    """One question of one survey.

    `codes`: the scale's, from the best answer for the child. `thresholds`, shape (codes - 1,), descending: the
    answer is the first code whose threshold lies below the child's value. The first `headline` codes are the
    headline cut. `mixture`: the values of those asked, over all councils; `alike`: the same, were no council
    different from another. `no_answer`: code → share of those shown the question. `also`: code → share that
    ticks it besides.
    """

    key: str
    asked: Asked
    codes: tuple[str, ...]
    thresholds: Floats
    headline: int
    behind: Behind
    factor: Factor
    mixture: Mixture
    alike: Mixture
    no_answer: Shares
    also: Shares

    @property
    def condition(self) -> Condition | None:
        """Who is asked; None = everybody."""
        return self.asked.condition

    def headline_share(self) -> float:
        """The nation's true share of the headline cut."""
        return float(self.mixture.shares_above(self.thresholds[[self.headline - 1]])[0])

    def effect_of(self, difference: float) -> float:
        """The council effect, in SD, that moves the headline share by exactly `difference` from the nation's."""
        threshold = float(self.thresholds[self.headline - 1])
        return shift_for(self.alike, threshold, self.headline_share() + difference)


@dataclass(frozen=True)
class SurveyNation:
    """One survey: its questions, routes before what they lead to, and the codes of its groups."""

    calibration: SurveyCalibration
    codes: Mapping[str, tuple[str, ...]]
    items: Mapping[str, Item]


def build_survey(
    survey: Survey, catalogue: Catalogue, calibration: Calibration, *, between: float, rate: float
) -> SurveyNation:
    """One survey of the nation; `between` as in `synthesise`, `rate` = the response rate over all councils."""
    ours = calibration.surveys[survey]
    codes = {item.key: item.codes for item in catalogue.demographics_of(survey) if item.codes}
    kinds = list_kinds(ours, calibration, codes, rate)
    items: dict[str, Item] = {}
    for indicator in sorted(asked_directly(catalogue, survey), key=lambda item: _is_routed(item, survey)):
        factor = _factor(indicator, calibration)
        shifts = _shifts(indicator.key, factor.name, ours, codes)
        spread = between * calibration.varies_more.get(indicator.key, 1.0)
        behind = Behind(shifts, float(np.hypot(1.0, spread)))
        asked = indicator.asked[survey]
        route = _route(asked.condition, factor, items) if asked.condition else None
        mixture = kinds.mixture(behind, route)
        shares = ours.answers[indicator.key]
        items[indicator.key] = Item(
            key=indicator.key,
            asked=asked,
            codes=tuple(shares),
            thresholds=thresholds_for(mixture, np.cumsum(list(shares.values()))[:-1]),
            headline=len(asked.headline.codes),
            behind=behind,
            factor=factor,
            mixture=mixture,
            alike=kinds.mixture(Behind(shifts, 1.0), route),
            no_answer=_no_answer(indicator.key, asked, ours, calibration),
            also=calibration.also.get(indicator.key, {}),
        )
    return SurveyNation(ours, codes, items)


def _is_routed(indicator: Indicator, survey: Survey) -> bool:
    return indicator.asked[survey].condition is not None


def _factor(indicator: Indicator, calibration: Calibration) -> Factor:
    name = WELLBEING if indicator.composite else indicator.domain
    return Factor(name, calibration.child, calibration.wellbeing if name == WELLBEING else calibration.domain)


def _route(condition: Condition, factor: Factor, built: Mapping[str, Item]) -> Route:
    item = built[condition.indicator]
    return Route(
        behind=item.behind,
        thresholds=item.thresholds,
        lets_through=[code in condition.codes for code in item.codes],
        common=factor.covariance(item.factor),
    )


def _shifts(
    key: str, domain: str, ours: SurveyCalibration, codes: Mapping[str, tuple[str, ...]]
) -> Mapping[str, Floats]:
    """Demographic → the shift of each level; an indicator's own entry stands instead of its domain's."""
    by_group = {
        name: np.array([_entry(levels.get(level, {}), key, domain) for level in codes[name]])
        for name, levels in ours.effects.items()
    }
    return {name: shifts for name, shifts in by_group.items() if shifts.any()}


def _entry(entries: Shares, key: str, domain: str) -> float:
    return entries.get(key, entries.get(domain, 0.0))


def _no_answer(key: str, asked: Asked, ours: SurveyCalibration, calibration: Calibration) -> Shares:
    """The scale's `no_answer` code → the share of those shown the question who give it."""
    usual = {
        "skipped": ours.skipped,
        "prefer_not": calibration.prefer_not_if_sensitive if asked.sensitive else 0.0,
    }
    own = {code: by_item[key] for code, by_item in calibration.no_answer.items() if key in by_item}
    return {
        code: share for code, share in (usual | own).items() if code in asked.scale.no_answer and share > 0
    }
