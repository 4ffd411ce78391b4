"""One survey of one wave, from its children to the rows of the response file and of the cohort file."""

from collections.abc import Iterator, Mapping

import numpy as np
import polars as pl

from heard.base.places import Wave
from heard.base.surveys import Survey
from heard.dataset.synthesis.answers import NOT_SHOWN, column_of, draw_answers
from heard.dataset.synthesis.children import (
    Children,
    Whole,
    choose,
    choose_respondents,
    count_levels,
    draw_children,
    record_groups,
    willingness_of,
)
from heard.dataset.synthesis.plan import Plan
from heard.dataset.synthesis.streams import stream

RECORDED = ("gender", "placement", "ethnicity", "years_in_care")  # what a council's records count children by
KEYS = ("wave", "area", "survey")
COHORT_COLUMNS = (*KEYS, *RECORDED, "eligible")


def draw_survey(plan: Plan, wave: Wave, survey: Survey) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The responses (words, in bytes: pl.Enum) and the cohort (totals, then one margin after the other)."""
    rng = stream(plan.seed, "children", wave.key, survey.value)
    nation, place = plan.nation[survey], plan.waves.index(wave)
    column = list(plan.nation).index(survey)
    eligible, responses = plan.turnout.eligible[place, :, column], plan.turnout.responses[place, :, column]
    children = draw_children(eligible, nation.calibration.profiles, nation.codes, rng)
    willing = willingness_of(children.groups, plan.calibration.willingness, nation.codes, len(children.area))
    respondents = children.pick(choose_respondents(children, responses, willing, rng))
    recorded = record_groups(children, plan.calibration.recorded_as, nation.codes, rng)
    rows = pl.DataFrame(
        [
            *_keys(plan, wave, survey, respondents),
            *_groups(plan, nation.codes, respondents, rng),
            *draw_answers(nation, respondents, plan.effects_in(wave, survey), rng),
        ]
    )
    return rows, _cohort(plan, wave, survey, Children(children.area, recorded), eligible)


def _keys(plan: Plan, wave: Wave, survey: Survey, respondents: Children) -> Iterator[pl.Series]:
    first = np.zeros(len(respondents.area), dtype=np.int16)
    yield column_of("wave", first, (wave.key,))
    yield column_of("area", respondents.area, tuple(area.code for area in plan.councils.areas))
    yield column_of("survey", first, (survey.value,))


def _groups(
    plan: Plan, codes: Mapping[str, tuple[str, ...]], respondents: Children, rng: np.random.Generator
) -> Iterator[pl.Series]:
    """What the respondents say of themselves: their level, a code that says nothing of it, or nothing at all."""
    for name, levels in codes.items():
        unknown = plan.calibration.unknown_groups.get(name, {})
        said = 1 - plan.calibration.left_empty - sum(unknown.values())
        drawn = choose([said, *unknown.values(), plan.calibration.left_empty], len(respondents.area), rng)
        places = np.where(drawn == 0, respondents.groups[name], len(levels) - 1 + drawn)
        places[drawn == len(unknown) + 1] = NOT_SHOWN
        yield column_of(name, places, (*levels, *unknown))


def _cohort(plan: Plan, wave: Wave, survey: Survey, recorded: Children, eligible: Whole) -> pl.DataFrame:
    total = pl.DataFrame({"area": [area.code for area in plan.councils.areas], "eligible": eligible})
    margins = [
        _margin(plan, name, plan.nation[survey].codes[name], recorded)
        for name in RECORDED
        if name in recorded.groups
    ]
    table = pl.concat([total, *margins], how="diagonal")
    return table.with_columns(wave=pl.lit(wave.key), survey=pl.lit(survey.value))


def _margin(plan: Plan, name: str, levels: tuple[str, ...], recorded: Children) -> pl.DataFrame:
    """`area`, the demographic and `eligible`: a row for each level that records know, 0 where there is nobody."""
    areas = [area.code for area in plan.councils.areas]
    counts = count_levels(recorded.area, recorded.groups[name], shape=(len(areas), len(levels)))
    columns = {
        "area": np.repeat(areas, len(levels)),
        name: [*levels] * len(areas),
        "eligible": counts.ravel(),
    }
    unrecorded = list(plan.calibration.recorded_as.get(name, {}))
    return pl.DataFrame(columns).filter(~pl.col(name).is_in(unrecorded))
