"""What every engine is to count, from a JSON file: no engine but Heard's own loads Heard for it."""

import json
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
NOT_SHOWN = -128  # what stands for null, where an engine wants plain whole numbers


@dataclass(frozen=True)
class Group:
    """A demographic: stored numbers 0 to `levels` - 1 say something of it. `compared`: its levels against the rest."""

    key: str
    levels: int
    compared: bool


@dataclass(frozen=True)
class Cut:
    """A cut point: how many gave one of the codes `met`, of those who gave any.

    Of a `multiple` question the stored number has a bit for each code: one of the bits `any_of` must be set, and
    none of `none_of`. Only a `headline` enters the q-values.
    """

    column: str
    key: str
    codes: int
    met: tuple[int, ...]
    multiple: bool
    any_of: int
    none_of: int
    polarity: int
    headline: bool


@dataclass(frozen=True)
class SurveyPlan:
    """One survey's groups and cut points."""

    groups: tuple[Group, ...]
    cuts: tuple[Cut, ...]

    @property
    def levels(self) -> int:
        """Everybody and the levels of all groups."""
        return 1 + sum(group.levels for group in self.groups)

    @property
    def headlines(self) -> Whole:
        """The places of the headlines."""
        return np.flatnonzero([cut.headline for cut in self.cuts])

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read, `area` first."""
        asked = dict.fromkeys(cut.column for cut in self.cuts)
        return ("area", *(group.key for group in self.groups), *asked)

    def places(self) -> Iterator[tuple[Group, slice]]:
        """Each group and where its levels stand."""
        begin = 1
        for group in self.groups:
            yield group, slice(begin, begin + group.levels)
            begin += group.levels


@dataclass(frozen=True)
class Plan:
    """The workload: areas, waves in time order, surveys, and the stored files of each wave and survey."""

    dataset: Path
    areas: int
    waves: tuple[str, ...]
    surveys: dict[str, SurveyPlan]
    least_base: int
    least_level_base: int

    def partitions(self) -> Iterator[tuple[str, str, list[Path]]]:
        """Each wave and survey with its files."""
        for wave in self.waves:
            for survey in self.surveys:
                paths = sorted((self.dataset / f"wave={wave}" / f"survey={survey}").glob("part-*.parquet"))
                if paths:
                    yield wave, survey, paths

    @property
    def slices(self) -> int:
        """Cut points of every wave and survey: what an engine that does some of them is scaled up to."""
        return sum(len(self.surveys[survey].cuts) for _, survey, _ in self.partitions())

    @property
    def cells(self) -> int:
        """Council × level × cut point of every wave and survey."""
        sizes = (len(self.surveys[each].cuts) * self.surveys[each].levels for _, each, _ in self.partitions())
        return self.areas * sum(sizes)


@dataclass
class Cells:
    """Bases and counts of one wave and survey, (areas, levels, cuts); -1 where an engine does not count."""

    base: Whole
    count: Whole

    @classmethod
    def none(cls, plan: Plan, survey: str) -> "Cells":
        shape = (plan.areas, plan.surveys[survey].levels, len(plan.surveys[survey].cuts))
        return cls(np.full(shape, -1), np.full(shape, -1))


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock and on the processor."""

    clock: float = 0.0
    processor: float = 0.0

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.clock + other.clock, self.processor + other.processor)

    def __sub__(self, other: "Spent") -> "Spent":
        return Spent(self.clock - other.clock, self.processor - other.processor)

    def __truediv__(self, share: float) -> "Spent":
        return Spent(self.clock / share, self.processor / share)


def spent() -> Spent:
    """Since some moment, and by this process and those it started since it began."""
    used = [resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return Spent(time.monotonic(), sum(each.ru_utime + each.ru_stime for each in used))


@dataclass
class Outcome:
    """What an engine found, and how its seconds are to be read.

    `share`: of the work that was done. `loading`: what more work would not add to. `counted`: when all was counted.
    """

    cells: dict[tuple[str, str], Cells] = field(default_factory=dict)
    share: float = 1.0
    loading: Spent = field(default_factory=Spent)
    counted: Spent | None = None
    told: dict[str, int] = field(default_factory=dict)


def read_plan(path: Path) -> Plan:
    """The plan of that file."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    surveys = {
        key: SurveyPlan(
            tuple(Group(**group) for group in each["groups"]),
            tuple(Cut(**{**cut, "met": tuple(cut["met"])}) for cut in each["cuts"]),
        )
        for key, each in found["surveys"].items()
    }
    return Plan(
        dataset=Path(found["dataset"]),
        areas=found["areas"],
        waves=tuple(found["waves"]),
        surveys=surveys,
        least_base=found["least_base"],
        least_level_base=found["least_level_base"],
    )
