"""A programme folder → its responses counted once, and the tables of a wave."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from heard.analysis.associations.counting import count_associations
from heard.analysis.associations.table import build_associations
from heard.analysis.counts import count_cube
from heard.analysis.scope import Scope
from heard.analysis.tables import Tables, describe_wave, with_words
from heard.base.errors import UserError
from heard.base.messages import count_of, name_some, quote
from heard.catalogue import Catalogue, load_catalogue
from heard.dataset.storing import StoredDataset
from heard.programme.cube_file import add_to_cube, read_cube
from heard.programme.engines import EngineName, open_engine
from heard.programme.folder import Programme, ensure_stored, open_programme

if TYPE_CHECKING:
    from heard.disclosure.attack import Attacked

KEYS_NAMED = 10

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Counted:
    """A programme with the cube of its responses."""

    programme: Programme
    catalogue: Catalogue
    cube: pl.DataFrame
    stored: StoredDataset

    _overall: dict[str, Scope] = field(default_factory=dict, init=False, repr=False, compare=False)

    def scope(self, wave: str, only_areas: Collection[str] | None) -> Scope:
        """A wave and the areas that are described; what does not hang on the areas is worked out once a wave."""
        if wave not in self._overall:
            programme = self.programme
            self._overall[wave] = Scope.of(
                self.cube,
                catalogue=self.catalogue,
                cohort=programme.cohort,
                waves=programme.waves,
                areas=programme.areas,
                wave=wave,
                only_areas=(),
            )
        return self._overall[wave].for_areas(only_areas)

    @cached_property
    def attacked(self) -> "Attacked":
        """What was attacked in this process so far, and gave nothing away."""
        from heard.disclosure.attack import Attacked

        return Attacked()

    @property
    def fingerprint(self) -> str:
        """It differs whenever what was counted does."""
        return self.stored.codebook.fingerprint


def say_nothing(_message: str) -> None:
    """The progress of somebody who does not want to hear it."""


def count_programme(
    folder: Path,
    *,
    wave: str | None = None,
    area: str | None = None,
    engine: EngineName = EngineName.LOCAL,
    kept: Path | None = None,
    progress: Progress = say_nothing,
) -> Counted:
    """Open a programme folder, store its responses where they changed, and count them once.

    `engine`: what counts. `kept`: a file with the cube as it was: only response files it did not count are counted,
    here, and added. Raises UserError for a `wave` or `area` the programme does not have, before anything is stored,
    and for a kept cube that cannot be added to.
    """
    catalogue = load_catalogue()
    progress("Checking the programme folder")
    programme = open_programme(folder, catalogue)
    _check_asked_for(programme, wave, area)
    progress("Reading the responses")
    stored = ensure_stored(programme, catalogue)
    warnings = len(programme.warnings) + len(stored.codebook.warnings)
    if warnings:
        progress(f"{count_of(warnings, 'warning')}; to read them: heard check {folder}")
    if kept:
        progress(f"Adding to {kept}")
        cube = add_to_cube(read_cube(kept), stored, programme, catalogue)
        return Counted(programme, catalogue, cube, stored)
    progress("Counting" if engine is EngineName.LOCAL else f"Counting by {engine.value}")
    with open_engine(engine, programme.engine) as counts:
        return Counted(programme, catalogue, count_cube(stored, catalogue, counts), stored)


def tables_of(
    counted: Counted, *, wave: str, area: str | None = None, progress: Progress = say_nothing
) -> Tables:
    """The tables of a wave, for one council or for all, in words; UserError for an unknown wave or area."""
    return with_words(describe(counted, scope_of(counted, wave, area), progress))


def scope_of(counted: Counted, wave: str, area: str | None) -> Scope:
    """The wave and the councils that are described; UserError for an unknown wave or area."""
    _check_asked_for(counted.programme, wave, area)
    return counted.scope(wave, None if area is None else frozenset({area}))


def describe(counted: Counted, scope: Scope, progress: Progress) -> Tables:
    """The tables of a scope, what goes with well-being among them."""
    progress("Asking what goes with well-being")
    counts = count_associations(counted.stored, counted.catalogue, scope.wave.key, scope.only_areas)
    associations = build_associations(counts, scope.only_areas)
    progress("Estimating and comparing")
    return describe_wave(scope, counted.programme.benchmarks, associations)


def _check_asked_for(programme: Programme, wave: str | None, area: str | None) -> None:
    for what, key, known in (("wave", wave, programme.waves), ("area", area, programme.areas)):
        if key is not None and key not in known:
            raise UserError(
                f"There is no {what} {quote(key)} in this programme. It has: {name_some(list(known), KEYS_NAMED)}."
            )


def count_responses(cube: pl.DataFrame, wave: str, area: str | None) -> int:
    """How many answered in a wave: of one area, or of all."""
    rows = cube.filter(pl.col("wave") == wave, pl.col("indicator") == "respondents", pl.col("group") == "all")
    if area is not None:
        rows = rows.filter(pl.col("area") == area)
    return int(rows["count"].sum())
