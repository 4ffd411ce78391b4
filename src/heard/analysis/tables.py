"""The cube of counts → the tables everything else is made from."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

import polars as pl

from heard.analysis.against_councils import (
    list_asked_before,
    no_asked_before,
    pair_with_councils,
    pair_with_previous,
)
from heard.analysis.against_population import Key, choose_benchmarks, pair_with_population
from heard.analysis.against_rest import compare_group, compared_groups, pair_with_rest
from heard.analysis.associations.columns import no_rows
from heard.analysis.cells import Cells, take_together, with_nation
from heard.analysis.comparisons import judge
from heard.analysis.estimates import estimate
from heard.analysis.families import with_families
from heard.analysis.frames import in_words
from heard.analysis.nation.trends import describe_trends
from heard.analysis.pairs import LARGE_SCHEMA
from heard.analysis.participation import describe_participation
from heard.analysis.pools import neighbour_table
from heard.analysis.scope import Scope, no_pool
from heard.base.places import NATION, Area, Wave
from heard.base.surveys import TAKEN_TOGETHER
from heard.catalogue import Catalogue
from heard.catalogue.benchmarks import Benchmark
from heard.cohort import Cohort


@dataclass(frozen=True, slots=True)
class Tables:
    """One wave's estimates, comparisons, participation and trends, unprotected.

    For disclosure.protect, and for what the programme's own analysts get beside them. Of all councils, estimates and
    comparisons hold their words as categories; `with_words` makes text of them, which those take.

    `associations`: what goes with low and very high well-being, counted from the responses and not from the cube.
    `pool`: every council's answers that comparisons with other councils rest on, columns of scope.POOL_SCHEMA, also
    where the other tables are of some areas only.
    `asked_before`: the earlier wave each question may be held against for what the programme asked, whoever answered.
    """

    wave: str
    estimates: pl.DataFrame
    comparisons: pl.DataFrame
    participation: pl.DataFrame
    associations: pl.DataFrame
    trends: pl.DataFrame
    pool: pl.DataFrame = field(default_factory=no_pool)
    asked_before: pl.DataFrame = field(default_factory=no_asked_before)


def with_words(tables: Tables) -> Tables:
    """The same tables with every word as text."""
    return replace(tables, estimates=in_words(tables.estimates), comparisons=in_words(tables.comparisons))


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
    """The tables of one wave, words as text. The cube holds that wave and every other that may be compared with it.

    With `only_areas`, rows of those areas only (`all` is the nation); pools still hold every council. Associations
    are none: the cube does not hold what they are counted from.
    Raises UserError where `wave` is none of `waves`.
    """
    scope = Scope.of(
        cube,
        catalogue=catalogue,
        cohort=cohort,
        waves=waves,
        areas=areas,
        wave=wave,
        only_areas=only_areas,
    )
    return with_words(describe_wave(scope, benchmarks, no_rows()))


def describe_wave(scope: Scope, benchmarks: Iterable[Benchmark], associations: pl.DataFrame) -> Tables:
    """The tables of a scope, beside the associations counted from its responses; see `Tables` for its words."""
    surveys = scope.wave.surveys
    estimates, participation = _describe_each(scope)
    return Tables(
        wave=scope.wave.key,
        estimates=estimates,
        comparisons=judge(with_families(scope.rows(_pair(scope, choose_benchmarks(benchmarks))))),
        participation=participation,
        associations=associations,
        trends=scope.rows(
            describe_trends([scope.series(survey) for survey in surveys], nation=scope.wants(NATION))
        ),
        pool=pl.concat([no_pool(), *(scope.pool_rows(survey) for survey in surveys)]),
        asked_before=pl.concat(
            [
                no_asked_before(),
                *(list_asked_before(scope.here(each), scope.overall.earlier[each]) for each in surveys),
            ]
        ),
    )


def _describe_each(scope: Scope) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Estimates and participation. The nation's cells beside the councils' are let go before anything is compared."""
    wave = scope.wave.key
    described = [with_nation(cells) if scope.wants(NATION) else cells for cells in scope.own.values()]
    added_up = (
        with_nation(cells) if scope.wants(NATION) else cells
        for cells in _together(scope.own, scope.catalogue)
    )
    estimates = estimate(
        chain(described, added_up),
        catalogue=scope.catalogue,
        cohort=scope.cohort,
        wave=wave,
        rules=scope.band_rules,
    )
    participation = describe_participation(described, cohort=scope.cohort, wave=wave)
    return scope.rows(estimates), scope.rows(participation)


def _pair(scope: Scope, benchmarks: Mapping[Key, Benchmark]) -> pl.DataFrame:
    """Everything that is compared, before it is judged."""
    pairs = [*_councils(scope), *_population(scope, benchmarks), *_rest(scope)]
    return pl.concat([pl.DataFrame(schema=LARGE_SCHEMA), *pairs])


def _together(own: Mapping[str, Cells], catalogue: Catalogue) -> Iterator[Cells]:
    """Cells of surveys taken together, where the wave ran each."""
    found = (take_together(key, own, catalogue) for key in TAKEN_TOGETHER)
    return (cells for cells in found if cells is not None)


def _councils(scope: Scope) -> list[pl.DataFrame]:
    near = neighbour_table(scope.codes, scope.areas)
    frames = []
    for survey in scope.wave.surveys:
        here, key = scope.here(survey), scope.wave.key
        frames += pair_with_councils(here, key, scope.overall.evidence[survey], near, scope.selected)
        frames += pair_with_previous(here, key, scope.overall.earlier[survey], scope.selected)
    return frames


def _population(scope: Scope, benchmarks: Mapping[Key, Benchmark]) -> list[pl.DataFrame]:
    own = {survey.value: scope.readable(scope.here(survey), survey) for survey in scope.wave.surveys}
    every = [*own.values(), *_together(own, scope.catalogue)]
    found = (pair_with_population(cells, scope.wave.key, benchmarks, scope.selected) for cells in every)
    return [frame for frame in found if frame is not None]


def _rest(scope: Scope) -> list[pl.DataFrame]:
    compared = [
        compare_group(scope.own[survey.value], scope.wave.key, group)
        for survey in scope.wave.surveys
        for group in compared_groups(scope.catalogue, survey)
    ]
    return pair_with_rest(compared, scope.wave.key)
