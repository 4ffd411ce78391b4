"""One council's wave as arrays: what protection works on.

A row of the tables says by being there that somebody was counted. So every level a survey knows, and every question and
cut point it asks, has its place here, with 0 where the tables have no row.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import polars as pl

from heard.analysis.arrays import Whole
from heard.analysis.cells import numbered_columns, pair_places
from heard.analysis.layout import EVERYBODY, groups_of
from heard.analysis.layout import Level as GroupLevel
from heard.base.errors import HeardError
from heard.base.surveys import TAKEN_TOGETHER, Survey, parts_of
from heard.catalogue import Asked, Catalogue, CutPoint
from heard.disclosure.deciding.atoms import Division, divide

LED = "led_on"  # stands for a cut point: the answers that lead to other questions
UNKNOWN = -1  # a cohort that nobody has given


@dataclass(frozen=True)
class Question:
    """An indicator in one survey: its cut points in the order of the catalogue, headline first.

    `base` is (levels,), `counts` gives (levels,) for each cut point; the first level is everybody. `led_on` is how many
    of everybody gave an answer that leads to other questions, and `leading` those answers; none: it leads nowhere.
    """

    indicator: str
    asked: Asked
    cut_points: tuple[CutPoint, ...]
    base: Whole
    counts: Mapping[str, Whole]
    leading: frozenset[str] = frozenset()
    led_on: int = 0

    @cached_property
    def division(self) -> Division:
        """The atoms of all its cut points."""
        return divide(self.cut_points, self.asked.scale.codes)

    @cached_property
    def led_division(self) -> Division:
        """The atoms of its cut points and of the answers that lead on, which is one more, called LED."""
        led = CutPoint(LED, self.leading, 0, "")
        return divide((*self.cut_points, *((led,) if self.leading else ())), self.asked.scale.codes)

    @cached_property
    def led_atoms(self) -> Whole:
        """(atoms of led_division,) how many of everybody gave the answers of each."""
        counts = {key: count[:1].astype(np.float64) for key, count in self.counts.items()}
        if self.leading:
            counts[LED] = np.array([float(self.led_on)])
        found: Whole = self.led_division.solve(self.base[:1].astype(np.float64), counts)[0]
        return found

    @property
    def is_cut_through(self) -> bool:
        """Whether answers that lead on and answers that do not lie in one atom of its cut points."""
        held = self.division.codes
        return any(codes & self.leading and codes - self.leading for codes in held)

    @cached_property
    def atoms(self) -> Whole:
        """(levels, atoms) how many gave the answers of each atom."""
        return self.division.solve(
            self.base.astype(np.float64),
            {key: count.astype(np.float64) for key, count in self.counts.items()},
        )


@dataclass(frozen=True)
class Answered:
    """One survey of the council: `respondents` and `eligible` (UNKNOWN: not given) by level, everybody first."""

    survey: str
    levels: tuple[GroupLevel, ...]
    respondents: Whole
    eligible: Whole
    questions: Mapping[str, Question]

    @cached_property
    def groups(self) -> Mapping[str, tuple[int, ...]]:
        """The places of each group's levels."""
        found: dict[str, list[int]] = {}
        for place, (group, _) in enumerate(self.levels[1:], start=1):
            found.setdefault(group, []).append(place)
        return {group: tuple(places) for group, places in found.items()}

    @cached_property
    def limits(self) -> Whole:
        """The most that could have answered at each level, for all the world knows before a table is read."""
        known = (self.eligible >= self.respondents) & (self.eligible != UNKNOWN)
        everybody = self.eligible[0] if known[0] else self.respondents[0]
        return np.where(known, self.eligible, np.maximum(everybody, self.respondents[0]))


@dataclass(frozen=True)
class Together:
    """An indicator of surveys taken together, everybody only.

    `base` is 0 too where one of them was not answered at all: then the others are not taken together with it.
    """

    survey: str
    indicator: str
    cut_points: tuple[str, ...]
    base: int
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Council:
    """One council's wave."""

    area: str
    wave: str
    surveys: Mapping[str, Answered]
    together: tuple[Together, ...]


def read_council(
    estimates: pl.DataFrame,
    participation: pl.DataFrame,
    pool: pl.DataFrame,
    catalogue: Catalogue,
    *,
    area: str,
    wave: str,
) -> Council:
    """The council's tables as arrays. Levels and cut points the catalogue does not know are left out.

    `pool` says how many were asked each routed question (Tables.pool).
    """
    asked = pool.filter(pl.col("area") == area, pl.col("respondents") > 0)
    surveys = {
        survey.value: _read_survey(
            estimates.filter(pl.col("survey") == survey.value),
            participation.filter(pl.col("survey") == survey.value),
            dict(asked.filter(pl.col("survey") == survey.value).select("indicator", "asked").iter_rows()),
            catalogue,
            survey,
        )
        for survey in Survey
        if survey.value in set(participation["survey"])
    }
    return Council(area, wave, surveys, _read_together(estimates, surveys, catalogue))


def _read_survey(
    estimates: pl.DataFrame,
    participation: pl.DataFrame,
    asked: Mapping[str, int],
    catalogue: Catalogue,
    survey: Survey,
) -> Answered:
    levels = (
        EVERYBODY,
        *((item.key, code) for item in groups_of(catalogue, survey) for code in item.codes),
    )
    number = {level: place for place, level in enumerate(levels)}
    place = pair_places(numbered_columns(participation, "group", "level"), number)
    respondents, eligible = np.zeros(len(levels), np.int64), np.full(len(levels), UNKNOWN)
    respondents[place] = participation["respondents"].to_numpy()
    eligible[place] = participation["eligible"].fill_null(UNKNOWN).to_numpy()
    return Answered(
        survey.value,
        levels,
        respondents,
        eligible,
        _lead_on(_read_questions(estimates, catalogue, survey, number), asked),
    )


def _read_questions(
    estimates: pl.DataFrame, catalogue: Catalogue, survey: Survey, number: Mapping[GroupLevel, int]
) -> Mapping[str, Question]:
    """Of a survey nobody answered every question there is, with nobody: that nobody did shows in no row."""
    if estimates.is_empty():
        nobody = np.zeros(len(number), np.int64)
        return {
            item.key: Question(
                item.key,
                item.asked[survey],
                item.asked[survey].cut_points,
                nobody,
                {cut.key: nobody for cut in item.asked[survey].cut_points},
            )
            for item in catalogue.asked_in(survey)
        }
    found = {}
    for (indicator,), rows in estimates.group_by("indicator", maintain_order=True):
        asked = catalogue.asked(str(indicator), survey.value)
        cuts = tuple(cut for cut in asked.cut_points if cut.key in set(rows["cut_point"]))
        place = pair_places(numbered_columns(rows, "group", "level"), number)
        cut = np.array([[each.key for each in cuts].index(key) for key in rows["cut_point"]], np.int64)
        counts, base = np.zeros((len(number), len(cuts)), np.int64), np.zeros(len(number), np.int64)
        counts[place, cut] = rows["count"].to_numpy()
        base[place] = rows["base"].to_numpy()
        by_cut = {each.key: counts[:, column] for column, each in enumerate(cuts)}
        found[str(indicator)] = Question(str(indicator), asked, cuts, base, by_cut)
    return found


def _lead_on(questions: Mapping[str, Question], asked: Mapping[str, int]) -> Mapping[str, Question]:
    """The same questions, with the answers that lead to others and how many gave one of them."""
    leading: dict[str, set[str]] = {}
    led_on: dict[str, int] = {}
    for each in questions.values():
        condition = each.asked.condition
        if condition and each.base[0] and each.indicator not in asked:
            raise HeardError(
                f"how many were asked {each.indicator} is not known, so that it cannot be protected"
            )
        if condition and condition.indicator in questions and each.base[0]:
            leading.setdefault(condition.indicator, set()).update(condition.codes)
            led_on[condition.indicator] = max(led_on.get(condition.indicator, 0), asked[each.indicator])
    return {
        key: replace(each, leading=frozenset(leading[key]), led_on=led_on[key]) if key in leading else each
        for key, each in questions.items()
    }


def _read_together(
    estimates: pl.DataFrame, surveys: Mapping[str, Answered], catalogue: Catalogue
) -> tuple[Together, ...]:
    """Every indicator of surveys that could be answered; with nobody where one of them was answered by nobody, since
    there is then nothing to take together."""
    rows = estimates.filter((pl.col("group") == EVERYBODY[0]) & ~pl.col("survey").is_in(list(surveys)))
    counted = {
        (str(survey), str(indicator)): part
        for (survey, indicator), part in rows.group_by("survey", "indicator", maintain_order=True)
    }
    found = []
    for survey, indicator in _list_together(surveys, catalogue):
        part = counted.get((survey, indicator))
        cuts = tuple(cut.key for cut in catalogue.asked(indicator, survey).cut_points)
        counts = (
            dict.fromkeys(cuts, 0) if part is None else dict(part.select("cut_point", "count").iter_rows())
        )
        base = 0 if part is None else int(part["base"][0])
        found.append(Together(survey, indicator, tuple(counts), base, counts))
    return tuple(found)


def _list_together(surveys: Mapping[str, Answered], catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for survey in TAKEN_TOGETHER:
        if all(part.value in surveys for part in parts_of(survey)):
            yield from ((survey, key) for key in catalogue.indicators if catalogue.is_asked(key, survey))
