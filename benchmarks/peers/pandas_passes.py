"""pandas, one pass a breakdown: a column a question and cut point, a groupby for everybody and for each demographic."""

import pandas as pd

from peers.arrow_columns import places_of, read_columns
from peers.columns import Sums, is_valid, meets, put_sums
from peers.plain import describe
from peers.plan import Cells, Outcome, Plan, SurveyPlan, Whole, spent

TOLD = ("pandas", "numpy")


def run(plan: Plan, _share: float) -> Outcome:
    """Every cell and the plain statistics of it."""
    cells = {}
    for wave, key, paths in plan.partitions():
        survey = plan.surveys[key]
        columns = read_columns(paths, survey.columns)
        frame = answers_as_columns(survey, columns)
        found = cells[wave, key] = Cells.none(plan, key)
        for group, at in [(None, slice(0, 1)), *survey.places()]:
            sums = frame.groupby(places_of(group, columns)).sum()
            put_sums(survey, found, _split(sums), at, stride=(group.levels if group else 0) + 1)
    counted = spent()
    return Outcome(cells, counted=counted, told=describe(plan, cells))


def answers_as_columns(survey: SurveyPlan, columns: dict[str, Whole]) -> pd.DataFrame:
    """A column a question (who answered) and a cut point (who met it)."""
    answered = {cut.column: is_valid(cut, columns[cut.column]) for cut in survey.cuts}
    met = {f"{cut.column}/{cut.key}": meets(cut, columns[cut.column]) for cut in survey.cuts}
    return pd.DataFrame({**answered, **met})


def _split(sums: pd.DataFrame) -> Sums:
    values = {name: sums[name].to_numpy() for name in sums.columns}
    return Sums(sums.index.to_numpy(), values, values)
