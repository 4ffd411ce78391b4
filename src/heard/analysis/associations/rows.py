"""How counts of associations become rows of their table."""

from collections.abc import Mapping

import polars as pl

from heard.analysis.arrays import Whole
from heard.analysis.associations.columns import Model, Values, table_of
from heard.analysis.associations.counting import AssociationCounts
from heard.analysis.frames import worded


def build_rows(
    counts: AssociationCounts,
    outcome: int,
    model: Model,
    columns: Mapping[str, Values | str],
    *,
    area: Whole,
    predictor: Whole | None = None,
) -> pl.DataFrame:
    """Rows of SCHEMA: `area` and `predictor` (rows,) are places in `counts`; no predictor is a row of the outcome."""
    named: dict[str, Values | str] = {
        "wave": counts.wave,
        "area": worded(counts.areas, area),
        "survey": counts.plan.survey.value,
        "outcome": counts.plan.outcomes[outcome].key,
        "model": model.value,
    }
    if predictor is not None:
        every = range(len(counts.plan.predictors))
        named["indicator"] = worded([each.indicator for each in counts.plan.predictors], predictor)
        named["exposure"] = worded([counts.exposure(place, outcome) for place in every], predictor)
    return table_of(area.size, {**named, **columns})


def count_columns(events: Whole, bases: Whole) -> dict[str, Values | str]:
    """The columns of counts of (2, rows): of the unexposed, then of the exposed."""
    return {
        "unexposed_events": events[0],
        "exposed_events": events[1],
        "unexposed_base": bases[0],
        "exposed_base": bases[1],
        "events": events.sum(axis=0),
        "base": bases.sum(axis=0),
    }
