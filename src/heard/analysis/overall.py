"""Everybody's answers in a wave and before it, of every council: what any one council is held against."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from heard.analysis.against_councils import Earlier, Evidence
from heard.analysis.cells import Cells, count_laid_out
from heard.analysis.layout import Layout
from heard.analysis.pools import Pool, in_time_order, leave_out, pool_latest, waves_of_pool
from heard.base.places import Wave
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.catalogue.editions import list_changes, list_unread


@dataclass(frozen=True, eq=False)
class Overall:
    """Cells without groups. Each part is worked out when it is first asked for, once for all councils described.

    The cube holds the wave and every other that may be compared with it; `codes` are every area's, sorted.
    """

    cube: pl.DataFrame
    catalogue: Catalogue
    wave: Wave
    waves: Mapping[str, Wave]
    codes: tuple[str, ...]

    @cached_property
    def layouts(self) -> Mapping[Survey, Layout]:
        """By survey how its counts are laid out, the same in every wave."""
        return {survey: Layout.of(self.catalogue, survey) for survey in Survey}

    @cached_property
    def cells(self) -> Mapping[tuple[str, str], Cells]:
        """Of every wave and survey so far, by (wave, survey)."""
        rows = self.cube.filter(pl.col("group") == "all")
        return {
            (wave.key, survey.value): count_laid_out(
                rows.filter((pl.col("wave") == wave.key) & (pl.col("survey") == survey.value)),
                self.layouts[survey],
                self.codes,
                groups=False,
            )
            for wave in self.waves.values()
            if wave.closes_on <= self.wave.closes_on
            for survey in wave.surveys
        }

    def here(self, survey: Survey) -> Cells:
        """This wave's."""
        return self.cells[self.wave.key, survey.value]

    def asked_alike(self, wave: Wave, survey: Survey) -> Cells:
        """Another wave's cells, without what it asked otherwise than this one."""
        changes = list_changes(self.wave, wave, survey, self.catalogue)
        return leave_out(self.cells[wave.key, survey.value], changes)

    @cached_property
    def pools(self) -> Mapping[Survey, Pool]:
        """By survey every council's latest answers that may be held beside this wave's."""
        waves = waves_of_pool(self.waves, self.wave)
        return {
            survey: pool_latest([self.asked_alike(each, survey) for each in waves if survey in each.surveys])
            for survey in self.wave.surveys
        }

    @cached_property
    def evidence(self) -> Mapping[Survey, Evidence]:
        """By survey what the pool says of how much councils truly differ."""
        found = Evidence.of_each([(self.here(survey), pool) for survey, pool in self.pools.items()])
        return dict(zip(self.pools, found, strict=True))

    @cached_property
    def earlier(self) -> Mapping[Survey, list[Earlier]]:
        """By survey the waves before this one, the latest first, and what they asked otherwise."""
        return {survey: self._list_earlier(survey) for survey in self.wave.surveys}

    def _list_earlier(self, survey: Survey) -> list[Earlier]:
        return [
            Earlier(
                wave=each.key,
                cells=self.cells[each.key, survey.value],
                changes=list_changes(self.wave, each, survey, self.catalogue),
                unread=list_unread(each, survey, self.catalogue),
            )
            for each in in_time_order(self.waves)
            if survey in each.surveys and each.closes_on < self.wave.closes_on
        ]
