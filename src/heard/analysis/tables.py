"""The cube of counts → the three tables everything else is made from."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from heard.analysis.against_councils import pair_with_councils, pair_with_previous
from heard.analysis.against_population import Key, choose_benchmarks, pair_with_population
from heard.analysis.against_rest import compare_group, pair_with_rest
from heard.analysis.arrays import Flags
from heard.analysis.cells import Cells, count_cells, take_together, with_nation
from heard.analysis.comparisons import judge
from heard.analysis.estimates import estimate
from heard.analysis.families import with_families
from heard.analysis.pairs import SCHEMA
from heard.analysis.participation import describe_participation
from heard.analysis.pools import in_time_order, neighbour_table, pool_latest, version_of, waves_of_pool
from heard.base.errors import UserError
from heard.base.places import NATION, Area, Wave
from heard.base.surveys import TAKEN_TOGETHER, Survey
from heard.catalogue import Catalogue
from heard.catalogue.benchmarks import Benchmark
from heard.cohort import Cohort


@dataclass(frozen=True, slots=True)
class Tables:
    """One wave's estimates, comparisons and participation, unprotected: for disclosure.protect and nothing else."""

    wave: str
    estimates: pl.DataFrame
    comparisons: pl.DataFrame
    participation: pl.DataFrame


def build_tables(
    cube: pl.DataFrame,
    *,
    catalogue: Catalogue,
    cohort: Cohort,
    waves: Mapping[str, Wave],
    areas: Mapping[str, Area],
    benchmarks: Iterable[Benchmark],
    wave: str,
    only_areas: Collection[str] | None = None,
) -> Tables:
    """The tables of one wave. The cube holds that wave and every other that may be compared with it.

    With `only_areas`, rows of those areas only (`all` is the nation); pools still hold every council.
    Raises UserError where `wave` is none of `waves`.
    """
    if wave not in waves:
        raise UserError(f"There is no wave {wave}. The waves are: {', '.join(waves)}.")
    codes = tuple(sorted({*areas, *cube["area"].unique().cast(pl.String).to_list()}))
    scope = _Scope(catalogue, waves[wave], waves, areas, codes, only_areas)
    own = scope.cells_with_groups(cube)
    overall = scope.cells_of_everybody(cube)
    described = [with_nation(cells) if scope.wants(NATION) else cells for cells in own.values()]
    together = [with_nation(cells) if scope.wants(NATION) else cells for cells in _together(own, catalogue)]
    pairs = [
        *_councils(scope, overall),
        *_population(scope, overall, choose_benchmarks(benchmarks)),
        *_rest(scope, own),
    ]
    return Tables(
        wave=wave,
        estimates=scope.rows(
            estimate([*described, *together], catalogue=catalogue, cohort=cohort.frame, wave=wave)
        ),
        comparisons=judge(with_families(scope.rows(pl.concat([pl.DataFrame(schema=SCHEMA), *pairs])))),
        participation=scope.rows(describe_participation(described, cohort=cohort.frame, wave=wave)),
    )


@dataclass(frozen=True)
class _Scope:
    """What is asked for, and of which round. `codes` are every area's, sorted."""

    catalogue: Catalogue
    wave: Wave
    waves: Mapping[str, Wave]
    areas: Mapping[str, Area]
    codes: tuple[str, ...]
    only_areas: Collection[str] | None

    def wants(self, area: str) -> bool:
        """Whether rows of the area are asked for."""
        return self.only_areas is None or area in self.only_areas

    def rows(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows asked for; the nation's are built from every council's."""
        return frame if self.only_areas is None else frame.filter(pl.col("area").is_in(list(self.only_areas)))

    @property
    def selected(self) -> Flags:
        """Which areas rows are wanted of."""
        return np.array([self.wants(code) for code in self.codes], dtype=bool)

    def cells_with_groups(self, cube: pl.DataFrame) -> dict[str, Cells]:
        """This wave's cells with all levels, by survey: of every area where the nation is wanted."""
        codes = [code for code in self.codes if self.wants(code) or self.wants(NATION)]
        here = cube.filter((pl.col("wave") == self.wave.key) & pl.col("area").is_in(codes))
        return {
            survey.value: count_cells(
                here.filter(pl.col("survey") == survey.value), self.catalogue, survey, codes
            )
            for survey in self.wave.surveys
        }

    def cells_of_everybody(self, cube: pl.DataFrame) -> dict[tuple[str, str], Cells]:
        """Cells without groups of every wave and survey, by (wave, survey)."""
        rows = cube.filter(pl.col("group") == "all")
        return {
            (wave.key, survey.value): count_cells(
                rows.filter((pl.col("wave") == wave.key) & (pl.col("survey") == survey.value)),
                self.catalogue,
                survey,
                self.codes,
                groups=False,
            )
            for wave in self.waves.values()
            if wave.closes_on <= self.wave.closes_on
            for survey in wave.surveys
        }


def _together(own: Mapping[str, Cells], catalogue: Catalogue) -> list[Cells]:
    """Cells of surveys taken together, where the wave ran each."""
    found = (take_together(key, own, catalogue) for key in TAKEN_TOGETHER)
    return [cells for cells in found if cells is not None]


def _councils(scope: _Scope, overall: Mapping[tuple[str, str], Cells]) -> list[pl.DataFrame]:
    near = neighbour_table(scope.codes, scope.areas)
    wave, frames = scope.wave, []
    for survey in wave.surveys:
        here = overall[wave.key, survey.value]
        in_pool = waves_of_pool(scope.waves, wave, survey, scope.catalogue)
        pool = pool_latest([overall[each.key, survey.value] for each in in_pool if survey in each.surveys])
        frames += pair_with_councils(here, wave.key, pool, near, scope.selected)
        same, other = _earlier(scope, survey, overall)
        frames += pair_with_previous(here, wave.key, same, other, scope.selected)
    return frames


def _earlier(
    scope: _Scope, survey: Survey, overall: Mapping[tuple[str, str], Cells]
) -> tuple[list[tuple[str, Cells]], list[tuple[str, Cells]]]:
    """Earlier waves of a survey with the same version of the questionnaire, and with another; latest first."""
    version = version_of(scope.wave, survey, scope.catalogue)
    same: list[tuple[str, Cells]] = []
    other: list[tuple[str, Cells]] = []
    for each in in_time_order(scope.waves):
        if survey in each.surveys and each.closes_on < scope.wave.closes_on:
            comparable = version_of(each, survey, scope.catalogue) == version
            (same if comparable else other).append((each.key, overall[each.key, survey.value]))
    return same, other


def _population(
    scope: _Scope, overall: Mapping[tuple[str, str], Cells], benchmarks: Mapping[Key, Benchmark]
) -> list[pl.DataFrame]:
    own = {survey.value: overall[scope.wave.key, survey.value] for survey in scope.wave.surveys}
    every = [*own.values(), *_together(own, scope.catalogue)]
    found = (pair_with_population(cells, scope.wave.key, benchmarks, scope.selected) for cells in every)
    return [frame for frame in found if frame is not None]


def _rest(scope: _Scope, own: Mapping[str, Cells]) -> list[pl.DataFrame]:
    compared = [
        compare_group(own[survey.value], scope.wave.key, group.key)
        for survey in scope.wave.surveys
        for group in scope.catalogue.demographics_of(survey)
        if group.compared and group.codes
    ]
    return pair_with_rest(compared, scope.wave.key)
