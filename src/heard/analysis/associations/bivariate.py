"""What goes with an outcome in each council, one thing at a time (method, item 13)."""

from collections.abc import Collection

import numpy as np
import numpy.typing as npt
import polars as pl

from heard.analysis.arrays import Whole
from heard.analysis.associations.choosing import Reason
from heard.analysis.associations.columns import Method, Model
from heard.analysis.associations.counting import AssociationCounts
from heard.analysis.associations.odds import odds_ratios
from heard.analysis.associations.rows import build_rows, count_columns
from heard.analysis.multiplicity import false_discovery_q_by_family
from heard.base.policy import MIN_EVENTS_BIVARIATE, MIN_PREDICTOR_MARGIN

Words = npt.NDArray[np.str_]


def bivariate_rows(counts: AssociationCounts, outcome: int, councils: Collection[str] | None) -> pl.DataFrame:
    """A row per council and predictor; one row without a predictor where a council has too few of the outcome.

    No row for a council of which nobody is known to have the outcome or not. `councils` None is all of them.
    """
    events, bases = counts.totals[outcome], counts.totals.sum(axis=0)
    wanted = np.array([councils is None or code in councils for code in counts.areas], dtype=bool)
    enough = np.minimum(events, bases - events) >= MIN_EVENTS_BIVARIATE
    refused, asked = (np.flatnonzero(wanted & (bases > 0) & which) for which in (~enough, enough))
    return pl.concat([_refused(counts, outcome, refused), _each_predictor(counts, outcome, asked)])


def _refused(counts: AssociationCounts, outcome: int, areas: Whole) -> pl.DataFrame:
    columns = {
        "events": counts.totals[outcome, areas],
        "base": counts.totals[:, areas].sum(axis=0),
        "reason": Reason.TOO_FEW_EVENTS.value,
    }
    return build_rows(counts, outcome, Model.BIVARIATE, columns, area=areas)


def _each_predictor(counts: AssociationCounts, outcome: int, areas: Whole) -> pl.DataFrame:
    predictors = len(counts.plan.predictors)
    events, bases = _exposure_counts(counts, outcome, areas)
    reason = _reasons(events, bases)
    made = np.flatnonzero(reason == "")
    (b, a), (d, c) = events[:, made], (bases - events)[:, made]
    found = odds_ratios(a, b, c, d)
    figures = np.full((4, reason.size), np.nan)
    figures[:, made] = found.ratio, found.low, found.high, found.p
    method = np.full(reason.size, "", dtype="U16")
    method[made] = np.where(found.fell_back, Method.WALD.value, Method.PROFILE.value)
    area = np.repeat(areas, predictors)
    columns = {
        **count_columns(events, bases),
        **dict(zip(("odds_ratio", "low", "high", "p"), figures, strict=True)),
        "q": false_discovery_q_by_family(figures[3], area),
        "method": method.tolist(),
        "reason": reason.tolist(),
    }
    places = np.tile(np.arange(predictors), areas.size)
    return build_rows(counts, outcome, Model.BIVARIATE, columns, area=area, predictor=places)


def _exposure_counts(counts: AssociationCounts, outcome: int, areas: Whole) -> tuple[Whole, Whole]:
    """Events and bases (2, areas × predictors): of the unexposed, then of the exposed; councils first."""
    every = range(len(counts.plan.predictors))
    turned = np.stack(
        [counts.of_councils[place][:, counts.exposed_last(place, outcome)] for place in every], axis=-1
    )[:, :, areas]  # (outcomes + 1, 2, areas, predictors)
    return turned[outcome].reshape(2, -1), turned.sum(axis=0).reshape(2, -1)


def _reasons(events: Whole, bases: Whole) -> Words:
    """Why each of (2, tables) has no figure; empty where it has one."""
    rarer = np.minimum(events.sum(axis=0), (bases - events).sum(axis=0))
    margin = bases.min(axis=0)
    first_that_holds = [
        (bases.sum(axis=0) == 0, Reason.NO_ANSWERS),
        (margin == 0, Reason.CONSTANT),
        (margin < MIN_PREDICTOR_MARGIN, Reason.TOO_FEW_EXPOSED),
        (rarer < MIN_EVENTS_BIVARIATE, Reason.TOO_FEW_EVENTS),
    ]
    return np.select(
        [holds for holds, _ in first_that_holds], [reason.value for _, reason in first_that_holds], ""
    )
