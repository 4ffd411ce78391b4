"""statsmodels on one question, counted by pandas: `proportion_confint` of every domain at once, then
`proportions_ztest` for each level against the rest, each council against the others and its wave before, and
`multipletests` a council.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint, proportions_ztest

from peers.arrow_columns import places_of
from peers.one_indicator import One, pick_one
from peers.plan import Outcome, Plan, Whole, spent

TOLD = ("statsmodels", "pandas")
Counted = tuple[Whole, Whole, Whole]


def run(plan: Plan, _share: float) -> Outcome:
    """One question of all slices, with intervals, tests and q."""
    begun = spent()
    one = pick_one(plan)
    loading = spent() - begun
    now, before = _count(one, one.columns), _count(one, one.before)
    for _, base, count in now.values():
        proportion_confint(count, base, method="wilson")
    p = defaultdict(list)
    for comparator, area, pair in _pairs(one, plan, now, before["all"]):
        p[comparator, area].append(proportions_ztest(*pair)[1])
    for family in p.values():
        multipletests(np.nan_to_num(family, nan=1.0), method="fdr_bh")
    return one.outcome(plan, {key: one.sums(*each) for key, each in now.items()}, loading)


def _count(one: One, columns: Mapping[str, Whole]) -> dict[str, Counted]:
    rows = one.answered(columns)
    found = {}
    for key, group in [("all", None), *((group.key, group) for group in one.plan.groups)]:
        sums = pd.DataFrame({"met": rows["met"]}).groupby(places_of(group, rows))["met"].agg(["count", "sum"])
        found[key] = (sums.index.to_numpy(), sums["count"].to_numpy(), sums["sum"].to_numpy())
    return found


Pair = tuple[list[int], list[int]]


def _pairs(
    one: One, plan: Plan, now: Mapping[str, Counted], before: Counted
) -> Iterator[tuple[str, int, Pair]]:
    """Counts and bases of each two that are held against each other, with the comparator and the council."""
    then = {place: (base, count) for place, base, count in zip(*before, strict=True)}
    place, base, count = now["all"]
    for area, n, x in zip(place, base, count, strict=True):
        yield "others", area, ([x, count.sum() - x], [n, base.sum() - n])
        if area in then:
            yield "previous", area, ([x, then[area][1]], [n, then[area][0]])
    for group in one.plan.groups:
        if group.compared:
            place, base, count = now[group.key]
            area, level = np.divmod(place, group.levels + 1)
            known = level < group.levels
            of_all, met = (
                np.bincount(area[known], each[known], minlength=plan.areas) for each in (base, count)
            )
            for here, n, x in zip(area[known], base[known], count[known], strict=True):
                if n >= plan.least_level_base and of_all[here] - n >= plan.least_level_base:
                    yield "rest", here, ([x, int(met[here]) - x], [n, int(of_all[here]) - n])
