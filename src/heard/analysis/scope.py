"""What of a programme is described: one wave, all councils or some, and the cells every table begins with."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import polars as pl

from heard.analysis.arrays import Flags
from heard.analysis.cells import Cells, count_laid_out, drop_indicators, numbered
from heard.analysis.eligible import eligible_of, numbered_cohort
from heard.analysis.frames import ALL, KEY_SCHEMA, key_columns, whole, worded
from heard.analysis.layout import EVERYBODY
from heard.analysis.overall import Overall
from heard.analysis.pools import in_time_order, waves_of_pool
from heard.base.bands import describe_rule
from heard.base.errors import UserError
from heard.base.places import NATION, Area, Wave
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.catalogue.editions import band_rule_of, list_unread
from heard.cohort import Cohort

POOL_SCHEMA = {
    **{name: kind for name, kind in KEY_SCHEMA.items() if name not in ("group", "level")},
    **dict.fromkeys(("count", "base", "asked", "respondents", "eligible"), pl.Int64),
    "neighbours": pl.String,
}


def no_pool() -> pl.DataFrame:
    """A pool without councils."""
    return pl.DataFrame(schema=POOL_SCHEMA)


@dataclass(frozen=True)
class Scope:
    """One wave of a programme. `only_areas` None = all of them and the nation.

    `overall`: what every council is held against, shared by the scopes of one council after another.
    """

    overall: Overall
    cohort: pl.DataFrame
    areas: Mapping[str, Area]
    only_areas: Collection[str] | None
    _pools: dict[Survey, pl.DataFrame] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        cube: pl.DataFrame,
        *,
        catalogue: Catalogue,
        cohort: Cohort,
        waves: Mapping[str, Wave],
        areas: Mapping[str, Area],
        wave: str,
        only_areas: Collection[str] | None = None,
    ) -> "Scope":
        """The scope of a wave by its key. Raises UserError where `wave` is none of `waves`."""
        if wave not in waves:
            raise UserError(f"There is no wave {wave}. The waves are: {', '.join(waves)}.")
        codes = tuple(sorted({*areas, *_areas_of(cube)}))
        overall = Overall(cube, catalogue, waves[wave], waves, codes)
        return cls(overall, numbered_cohort(cohort.frame), areas, only_areas)

    def for_areas(self, only_areas: Collection[str] | None) -> "Scope":
        """The same wave with rows of other areas; nothing that is every council's is worked out again."""
        return replace(self, only_areas=only_areas)

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue."""
        return self.overall.catalogue

    @property
    def wave(self) -> Wave:
        """The wave."""
        return self.overall.wave

    @property
    def waves(self) -> Mapping[str, Wave]:
        """Every wave, by key."""
        return self.overall.waves

    @property
    def codes(self) -> tuple[str, ...]:
        """Every area's code, sorted."""
        return self.overall.codes

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

    @property
    def band_rules(self) -> Mapping[str, str]:
        """How the well-being band of this wave was made, by survey."""
        rules = {survey: band_rule_of(self.wave, survey, self.catalogue) for survey in self.wave.surveys}
        return {
            survey.value: describe_rule(rule, len(self.catalogue.scales_of_band(survey)))
            for survey, rule in rules.items()
            if rule
        }

    @cached_property
    def own(self) -> Mapping[str, Cells]:
        """This wave's cells with all levels, by survey: of every area where the nation is wanted."""
        codes = [code for code in self.codes if self.wants(code) or self.wants(NATION)]
        here = self.overall.cube.filter((pl.col("wave") == self.wave.key) & pl.col("area").is_in(codes))
        return {
            survey.value: self.readable(
                count_laid_out(
                    here.filter(pl.col("survey") == survey.value), self.overall.layouts[survey], codes
                ),
                survey,
            )
            for survey in self.wave.surveys
        }

    def here(self, survey: Survey) -> Cells:
        """Everybody's cells of this wave."""
        return self.overall.here(survey)

    def readable(self, cells: Cells, survey: Survey) -> Cells:
        """This wave's cells without the questions it asked on another scale, of which nothing is known."""
        return drop_indicators(cells, list_unread(self.wave, survey, self.catalogue))

    def pool_rows(self, survey: Survey) -> pl.DataFrame:
        """The same answers council by council, columns of POOL_SCHEMA: who answered each item, of whom.

        `wave` is this one, also of what an earlier wave answered; `asked` and `respondents` are how many were asked
        the item and how many took part in the wave that answered, `eligible` its cohort, null where unknown.
        `neighbours` are the codes of the council's, joined by a semicolon.
        """
        if survey not in self._pools:
            self._pools[survey] = self._pool_of(survey)
        return self._pools[survey]

    def _pool_of(self, survey: Survey) -> pl.DataFrame:
        frames, taken = [no_pool()], np.zeros_like(self.here(survey).base[:, 0], dtype=bool)
        for wave in waves_of_pool(self.waves, self.wave):
            if survey in wave.surveys:
                cells = self.overall.asked_alike(wave, survey)
                answered = cells.base[:, 0] > 0
                frames.append(self._rows_of_pool(wave, cells, answered & ~taken))
                taken |= answered
        return pl.concat(frames)

    def _rows_of_pool(self, wave: Wave, cells: Cells, wanted: Flags) -> pl.DataFrame:
        area, item = np.nonzero(wanted)
        level = np.full_like(area, cells.levels.index(EVERYBODY))
        at = (area, level, item)
        eligible = eligible_of(self.cohort, wave.key, cells)
        near = [";".join(self.areas[code].neighbours) if code in self.areas else "" for code in cells.areas]
        return pl.DataFrame(
            {
                **key_columns(cells, self.wave.key, at),
                "count": whole(cells.count[at]),
                "base": whole(cells.base[at]),
                "asked": whole(cells.asked[at]),
                "respondents": whole(cells.respondents[area, level]),
                "eligible": whole(eligible[area, level]),
                "neighbours": worded(near, area),
            }
        ).select(list(POOL_SCHEMA))

    def series(self, survey: Survey) -> list[tuple[Wave, Cells]]:
        """The waves of a survey up to this one, the oldest first, without what they asked otherwise than it.

        Of the areas rows are wanted of; of every one where the nation is, which is made of them all.
        Of waves that closed on one day only the one that opened last: a trend needs time between its points.
        """
        by_day = {
            each.closes_on: each
            for each in reversed(in_time_order(self.waves))
            if survey in each.surveys and (each.closes_on < self.wave.closes_on or each.key == self.wave.key)
        }
        return [(each, self._of_wanted(self.overall.asked_alike(each, survey))) for each in by_day.values()]

    def _of_wanted(self, cells: Cells) -> Cells:
        """The same cells, without other areas than those rows are wanted of."""
        if self.wants(NATION):
            return cells
        kept = self.selected
        return replace(
            cells,
            areas=tuple(area for area in cells.areas if self.wants(area)),
            respondents=cells.respondents[kept],
            asked=cells.asked[kept],
            base=cells.base[kept],
            count=cells.count[kept],
        )


def _areas_of(cube: pl.DataFrame) -> list[str]:
    """The codes of the areas that have answers: everybody's, a twentieth of the rows."""
    words, numbers = numbered(cube.filter(pl.col("group") == ALL)["area"])
    return [words[place] for place in np.flatnonzero(np.bincount(numbers, minlength=len(words)))]
