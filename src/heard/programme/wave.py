"""One wave of a programme folder as tables in memory, for analysts who work in Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from heard.analysis.frames import in_words
from heard.analysis.nonresponse.weighting import weigh
from heard.analysis.scope import Scope
from heard.analysis.supplements import Supplements, supplement
from heard.analysis.tables import Tables
from heard.base.messages import count_of
from heard.base.places import NATION
from heard.base.policy import Level
from heard.disclosure import protect
from heard.findings import Finding, find_all, findings_as_table
from heard.programme.counted import (
    Counted,
    Progress,
    count_programme,
    count_responses,
    describe,
    say_nothing,
    scope_of,
)
from heard.programme.engines import EngineName


@dataclass(frozen=True, repr=False, eq=False)
class AnalysedWave:
    """One wave's figures as Polars frames: those `heard analyse` writes, with the columns of its files.

    Exact figures for the programme's own analysts (level working): nothing here may leave them. What others may see
    is what `heard.release_tables` writes and `heard.read_release` reads. `area`: the one council that is described,
    None for all of them and the nation (`area` "all" in the tables). `weighted`: shares weighted to the cohort's
    margins, None where they were not asked for. Tables beside estimates and comparisons are worked out when first
    asked for, and kept.
    """

    counted: Counted
    scope: Scope
    tables: Tables
    area: str | None = None
    weighted: pl.DataFrame | None = None

    @property
    def programme(self) -> str:
        """The programme's name."""
        return self.counted.programme.name

    @property
    def wave(self) -> str:
        """The wave's key."""
        return self.tables.wave

    @property
    def responses(self) -> int:
        """How many answered: of the council, or of all."""
        return count_responses(self.cube, self.wave, self.area)

    @property
    def cube(self) -> pl.DataFrame:
        """How many gave each answer, in every wave and council: the counts all other tables are made from."""
        return self.counted.cube

    @cached_property
    def estimates(self) -> pl.DataFrame:
        """The share of each cut point, by council, survey and group, with its base and 95 % interval."""
        return in_words(self.tables.estimates)

    @cached_property
    def comparisons(self) -> pl.DataFrame:
        """Each share against others, neighbours, population, the last wave and the rest: difference, p, q, flag."""
        return in_words(self.tables.comparisons)

    @property
    def participation(self) -> pl.DataFrame:
        """Who answered against who could have, by group."""
        return self.tables.participation

    @property
    def associations(self) -> pl.DataFrame:
        """What goes with low and with very high well-being: odds ratios with intervals, p and q."""
        return self.tables.associations

    @property
    def trends(self) -> pl.DataFrame:
        """Headlines asked alike in three waves and more: change with interval, p, q and flag."""
        return self.tables.trends

    @property
    def means(self) -> pl.DataFrame:
        """Means of single scales of 0 to 10, with interval and spread."""
        return self.supplements.means

    @property
    def bands(self) -> pl.DataFrame:
        """The same scales in the bands they are published in."""
        return self.supplements.bands

    @property
    def spread(self) -> pl.DataFrame:
        """How much councils differ in each headline, and how much of that is real."""
        return self.supplements.spread

    @property
    def places(self) -> pl.DataFrame:
        """Where each council stands in each headline: shrunken share, interval of its rank, funnel."""
        return self.supplements.places

    @property
    def bounds(self) -> pl.DataFrame:
        """How far the silent could move each share."""
        return self.supplements.bounds

    @property
    def tipping(self) -> pl.DataFrame:
        """For each comparison, the share of the silent at which the difference would vanish."""
        return self.supplements.tipping

    @property
    def representativeness(self) -> pl.DataFrame:
        """How like the cohort those who answered are."""
        return self.supplements.representativeness

    @cached_property
    def findings(self) -> pl.DataFrame:
        """Every finding in order of importance, council by council, with what it rests on (`findings.table`)."""
        return findings_as_table(self.found)

    @cached_property
    def found(self) -> tuple[Finding, ...]:
        """The same findings as typed values."""
        areas = [self.area] if self.area else sorted(set(self.tables.estimates["area"].unique()) - {NATION})
        return find_all(protect(self.tables, Level.WORKING), self.counted.catalogue, areas)

    @cached_property
    def supplements(self) -> Supplements:
        """The tables beside estimates and comparisons, together."""
        return supplement(self.scope, self.tables)

    def by_name(self) -> Mapping[str, pl.DataFrame]:
        """Each table by the name of the file that `heard analyse` writes of it; the cube and findings apart."""
        return {**frames_of(self), "estimates": self.estimates, "comparisons": self.comparisons}

    def __repr__(self) -> str:
        """A line: what a notebook shows of it."""
        whom = self.area or count_of(len(self.counted.programme.areas), "area")
        return f"{self.programme}, wave {self.wave}, {whom}: {count_of(self.responses, 'response')}, level working"


def frames_of(found: AnalysedWave) -> Mapping[str, pl.DataFrame]:
    """Each table as in `by_name`, the words of the two large ones as categories: whoever writes a file of one makes
    text of it and lets it go."""
    weighted = {} if found.weighted is None else {"weighted": found.weighted}
    return {
        "estimates": found.tables.estimates,
        "comparisons": found.tables.comparisons,
        "participation": found.participation,
        "associations": found.associations,
        **found.supplements.by_name(),
        **weighted,
    }


def read_wave(
    folder: Path | str,
    *,
    wave: str,
    area: str | None = None,
    weighted: bool = False,
    engine: str = EngineName.LOCAL,
    progress: Progress = say_nothing,
) -> AnalysedWave:
    """Read a programme folder and analyse one wave of it, of one council or of all; nothing is written but `dataset/`.

    With `weighted`, also shares weighted to the cohort's margins. `engine`: what counts, "local", "duckdb", "spark" or
    "postgres"; the figures are the same. Level working: see `AnalysedWave`.
    Raises UserError for an unknown wave or area and InputProblems for files that cannot be used.
    """
    counted = count_programme(
        Path(folder), wave=wave, area=area, engine=EngineName(engine), progress=progress
    )
    return analyse_wave(counted, wave=wave, area=area, weighted=weighted, progress=progress)


def analyse_wave(
    counted: Counted,
    *,
    wave: str,
    area: str | None = None,
    weighted: bool = False,
    progress: Progress = say_nothing,
) -> AnalysedWave:
    """The same of a programme that is counted already; UserError for an unknown wave or area."""
    scope = scope_of(counted, wave, area)
    tables = describe(counted, scope, progress)
    found = AnalysedWave(counted, scope, tables, area)
    if not weighted:
        return found
    progress("Weighting to the cohort")
    return AnalysedWave(counted, scope, tables, area, _weigh(counted, wave, area))


def _weigh(counted: Counted, wave: str, area: str | None) -> pl.DataFrame:
    councils = counted.programme.areas if area is None else [area]
    return weigh(counted.stored, counted.catalogue, counted.programme.cohort.frame, wave, list(councils))
