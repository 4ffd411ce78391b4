"""pandas as analysts write it: question by question, breakdown by breakdown, a groupby of two columns each.

With a share under 1 every so many cut points of each wave and survey; the rest is scaled up.
"""

import pandas as pd

from peers.arrow_columns import places_of, read_columns
from peers.columns import Sums, is_valid, meets, put_sums
from peers.plain import describe
from peers.plan import Cells, Outcome, Plan, Spent, spent

TOLD = ("pandas",)


def run(plan: Plan, share: float) -> Outcome:
    """Every cell of the cut points it does, and the plain statistics of those."""
    cells, done, loading = {}, 0, Spent()
    for wave, key, paths in plan.partitions():
        survey = plan.surveys[key]
        begun = spent()
        columns = read_columns(paths, survey.columns)
        loading += spent() - begun
        found = cells[wave, key] = Cells.none(plan, key)
        places = [(None, slice(0, 1)), *survey.places()]
        for cut in survey.cuts[:: round(1 / share)]:
            done += 1
            answer = columns[cut.column]
            frame = pd.DataFrame({"n": is_valid(cut, answer), "x": meets(cut, answer)})
            for group, at in places:
                sums = frame.groupby(places_of(group, columns)).agg({"n": "sum", "x": "sum"})
                base, count = sums["n"].to_numpy(), sums["x"].to_numpy()
                one = Sums(sums.index.to_numpy(), {cut.column: base}, {f"{cut.column}/{cut.key}": count})
                put_sums(survey, found, one, at, stride=(group.levels if group else 0) + 1)
    counted = spent()
    told = describe(plan, cells) if share == 1 else {}
    return Outcome(cells, share=done / plan.slices, loading=loading, counted=counted, told=told)
