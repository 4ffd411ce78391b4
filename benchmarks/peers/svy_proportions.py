"""svy on one question: `estimation.prop` by council, and by council and each demographic, with Wilson's interval.

Without tests and q, which it would have to be asked for one by one. With a share under 1 by council only.
"""

from collections.abc import Mapping

import numpy as np
import polars as pl
import svy

from peers.one_indicator import pick_one
from peers.plan import Outcome, Plan, Whole, spent

TOLD = ("svy",)


def run(plan: Plan, share: float) -> Outcome:
    """One question of all slices, with intervals."""
    begun = spent()
    one = pick_one(plan)
    rows = one.answered(one.columns)
    levels = {group.key: _known(rows[group.key], group.levels) for group in one.plan.groups}
    frame = pl.DataFrame({"area": rows["area"], "met": rows["met"], **levels}).with_columns(
        pl.all().cast(pl.String), weight=pl.lit(1.0)
    )
    loading = spent() - begun
    sample = svy.Sample(frame, svy.Design(wgt="weight"))
    sums = {}
    for key, by, levels_of in [
        ("all", ["area"], 0),
        *((group.key, ["area", group.key], group.levels) for group in one.plan.groups if share == 1),
    ]:
        found = sample.estimation.prop("met", by=by, ci_method="wilson").to_polars()
        sums[key] = one.sums(*_counted(found, key, levels_of))
    return one.outcome(plan, sums, loading)


def _known(values: Whole, levels: int) -> Whole:
    return np.where((values >= 0) & (values < levels), values, levels)


def _counted(found: pl.DataFrame, key: str, levels: int) -> tuple[Whole, Whole, Whole]:
    """Places, bases and counts: the share times its base is a whole number again."""
    area = pl.col("area").cast(pl.Int64)
    place = area if key == "all" else area * (levels + 1) + pl.col(key).cast(pl.Int64)
    met = pl.when(pl.col("met") == "1").then((pl.col("est") * pl.col("n")).round()).otherwise(0)
    sums = found.group_by(place.alias("place")).agg(
        pl.col("n").max().alias("base"), met.sum().cast(pl.Int64).alias("count")
    )
    columns: Mapping[str, Whole] = {name: sums[name].cast(pl.Int64).to_numpy() for name in sums.columns}
    return columns["place"], columns["base"], columns["count"]
