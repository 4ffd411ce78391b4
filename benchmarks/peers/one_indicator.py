"""What survey packages are given: one question of one survey in the latest wave, over all domains."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from peers.arrow_columns import read_columns
from peers.columns import Sums, is_valid, meets, put_sums
from peers.plan import Cells, Cut, Outcome, Plan, Spent, SurveyPlan, Whole


@dataclass(frozen=True)
class One:
    """The question's first headline, and the stored columns it takes of the wave and of the one before."""

    wave: str
    survey: str
    plan: SurveyPlan
    cut: Cut
    columns: Mapping[str, Whole]
    before: Mapping[str, Whole]

    def answered(self, columns: Mapping[str, Whole]) -> Mapping[str, Whole]:
        """Area, groups and `met` (0 or 1) of all who answered."""
        answer = columns[self.cut.column]
        kept = is_valid(self.cut, answer)
        met = meets(self.cut, answer)[kept].astype(np.int64)
        return {**{name: values[kept] for name, values in columns.items()}, "met": met}

    def outcome(self, plan: Plan, sums: Mapping[str, Sums], loading: Spent) -> Outcome:
        """The counts by group (`all` for everybody) of the groups that were done."""
        cells, done = Cells.none(plan, self.survey), 0
        for key, at, levels in [
            ("all", slice(0, 1), 0),
            *((group.key, at, group.levels) for group, at in self.plan.places()),
        ]:
            if key in sums:
                put_sums(self.plan, cells, sums[key], at, stride=levels + 1)
                done += at.stop - at.start
        share = done / self.plan.levels / plan.slices
        return Outcome({(self.wave, self.survey): cells}, share=share, loading=loading)

    def sums(self, place: Whole, base: Whole, count: Whole) -> Sums:
        """The sums of one breakdown."""
        return Sums(place, {self.cut.column: base}, {f"{self.cut.column}/{self.cut.key}": count})


def pick_one(plan: Plan) -> One:
    """The first headline of the survey with most questions, read from its files."""
    key = max(plan.surveys, key=lambda each: len(plan.surveys[each].cuts))
    survey = plan.surveys[key]
    cut = next(cut for cut in survey.cuts if cut.headline and not cut.multiple)
    paths: dict[str, list[Path]] = {wave: files for wave, each, files in plan.partitions() if each == key}
    names = ["area", *(group.key for group in survey.groups), cut.column]
    now, before = (read_columns(paths[wave], names) for wave in (plan.waves[-1], plan.waves[-2]))
    return One(plan.waves[-1], key, survey, cut, now, before)
