"""What goes with an outcome in all councils together, allowing for who the children are (method, item 13)."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from heard.analysis.associations.columns import SEPARATOR, Method, Model, table_of
from heard.analysis.associations.counting import AssociationCounts
from heard.analysis.associations.models import Adjusted, Who, fit_adjusted
from heard.analysis.associations.rows import count_columns
from heard.analysis.multiplicity import false_discovery_q
from heard.base.places import NATION


def national_rows(counts: AssociationCounts, outcome: int) -> pl.DataFrame:
    """A row per predictor, whether or not there is a figure."""
    models = [_fit(counts, outcome, place) for place in range(len(counts.plan.predictors))]
    every = range(len(models))
    ratios = [model.ratio for model in models]
    p = np.array([ratio.p for ratio in ratios])
    return table_of(
        len(models),
        {
            "wave": counts.wave,
            "area": NATION,
            "survey": counts.plan.survey.value,
            "outcome": counts.plan.outcomes[outcome].key,
            "indicator": [each.indicator for each in counts.plan.predictors],
            "exposure": [counts.exposure(place, outcome) for place in every],
            "model": Model.ADJUSTED.value,
            **count_columns(
                np.stack([model.events for model in models], axis=1),
                np.stack([model.bases for model in models], axis=1),
            ),
            "odds_ratio": np.array([each.ratio for each in ratios]),
            "low": np.array([each.low for each in ratios]),
            "high": np.array([each.high for each in ratios]),
            "p": p,
            "q": false_discovery_q(p),
            "largest_share": np.array([model.largest_share for model in models]),
            "councils": [model.councils for model in models],
            "left_out": [model.left_out for model in models],
            **_words(models),
        },
    )


def _words(models: Sequence[Adjusted]) -> dict[str, list[str]]:
    return {
        "adjusted_for": [SEPARATOR.join(model.adjusted_for) for model in models],
        "levels_left_out": [
            SEPARATOR.join(f"{key}={code}" for key, code in model.levels_left_out) for model in models
        ],
        "method": [_method(model) for model in models],
        "reason": [model.reason.value if model.reason else "" for model in models],
    }


def _method(model: Adjusted) -> str:
    if model.reason:
        return ""
    return (Method.CLUSTERED_FIRTH if model.ratio.penalised else Method.CLUSTERED).value


def _fit(counts: AssociationCounts, outcome: int, predictor: int) -> Adjusted:
    """The model of one predictor, from the patterns that somebody has: of thousands possible, few are there."""
    there = np.flatnonzero(counts.of_nation[predictor].any(axis=(0, 1)))
    here = counts.counts[predictor][:, counts.exposed_last(predictor, outcome)][..., there]
    return fit_adjusted(here[outcome], here.sum(axis=0, dtype=np.int64), _who(counts, there))


def _who(counts: AssociationCounts, patterns: np.ndarray[tuple[int], np.dtype[np.intp]]) -> Who:
    adjusters = counts.plan.adjusters
    levels = np.array(np.unravel_index(patterns, counts.shape), dtype=np.int64)
    return Who(
        tuple(each.key for each in adjusters),
        tuple(each.codes for each in adjusters),
        levels.reshape(len(adjusters), patterns.size),
    )
