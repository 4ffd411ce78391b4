"""What goes with an outcome in a council with several things held together (method, item 13)."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
import polars as pl

from heard.analysis.arrays import Whole
from heard.analysis.associations.choosing import Joint, Reason, pattern_design
from heard.analysis.associations.columns import SEPARATOR, Method, Model, no_rows
from heard.analysis.associations.counting import AssociationCounts
from heard.analysis.associations.firth import fit_firth, likelihood_ratio_p
from heard.analysis.associations.profile import profile_intervals
from heard.analysis.associations.rows import build_rows, count_columns
from heard.analysis.multiplicity import false_discovery_q_by_family


def multivariable_rows(counts: AssociationCounts, outcome: int) -> pl.DataFrame:
    """A row per council and predictor that its model holds, or passed over before it had enough."""
    models = sorted((model for model in counts.joint if model.outcome == outcome), key=_size)
    alike = (list(each) for _, each in groupby(models, key=_size))
    fitted = [_fit_alike(counts, outcome, each) for each in alike]
    passed = [_passed_over(counts, outcome, model) for model in models if model.skipped]
    return pl.concat([no_rows(), *fitted, *passed])


def _size(model: Joint) -> int:
    return len(model.chosen)


def _fit_alike(counts: AssociationCounts, outcome: int, models: Sequence[Joint]) -> pl.DataFrame:
    """Models of equally many predictors share a design, so that all are fitted at once."""
    number = _size(models[0])
    patterns = pattern_design(number)
    events = np.stack([model.events for model in models])
    trials = np.stack([model.trials for model in models])
    used = trials.sum(axis=0) > 0
    design = np.column_stack([np.ones(len(patterns)), patterns])
    fit = fit_firth(design[used], events[:, used], trials[:, used])
    profile = profile_intervals(fit)
    log_ratio, low, high, p = (
        each[:, 1:].ravel() for each in (fit.coefficients, profile.low, profile.high, likelihood_ratio_p(fit))
    )
    fell_back = profile.fell_back[:, 1:].ravel()
    exposed = patterns.astype(np.int64)
    area = np.repeat([model.area for model in models], number)
    columns = {
        **count_columns(_by_exposure(events, exposed), _by_exposure(trials, exposed)),
        "odds_ratio": np.exp(log_ratio),
        "low": np.exp(low),
        "high": np.exp(high),
        "p": p,
        "q": false_discovery_q_by_family(p, area),
        "adjusted_for": [words for model in models for words in _other_things(counts, model)],
        "method": np.where(fell_back, Method.WALD.value, Method.PROFILE.value).tolist(),
        "reason": np.where(np.isnan(log_ratio), Reason.NO_FIT.value, "").tolist(),
    }
    places = np.array([place for model in models for place in model.chosen], dtype=np.int64)
    return build_rows(counts, outcome, Model.MULTIVARIABLE, columns, area=area, predictor=places)


def _by_exposure(patterns: Whole, exposed: Whole) -> Whole:
    """(models, patterns) as (2, models × predictors): of the unexposed, then of the exposed."""
    return np.stack([(patterns @ (1 - exposed)).ravel(), (patterns @ exposed).ravel()])


def _other_things(counts: AssociationCounts, model: Joint) -> list[str]:
    """For each of a model's things, the others."""
    names = [counts.plan.predictors[place].indicator for place in model.chosen]
    return [SEPARATOR.join(other for other in names if other != name) for name in names]


def _passed_over(counts: AssociationCounts, outcome: int, model: Joint) -> pl.DataFrame:
    places, reasons = zip(*model.skipped, strict=True)
    area = np.full(len(places), model.area)
    columns = {"reason": [reason.value for reason in reasons]}
    return build_rows(counts, outcome, Model.MULTIVARIABLE, columns, area=area, predictor=np.array(places))
