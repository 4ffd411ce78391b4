"""A wave that is under way at the first council: who could answer, and what some of them would say."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import polars as pl

from heard.base.places import Wave
from heard.base.surveys import Survey
from heard.dataset.synthesis.latent import Floats
from heard.dataset.synthesis.plan import Plan
from heard.dataset.synthesis.plants import Plants
from heard.dataset.synthesis.turnout import Turnout
from heard.dataset.synthesis.wave import draw_survey

ANSWERED_SO_FAR = 0.3  # of a council's children, half way through its wave (chosen)


def draw_under_way(plan: Plan, wave: Wave) -> Iterator[tuple[Survey, pl.DataFrame, pl.DataFrame]]:
    """For each survey, the responses so far and the cohort of the first council in a wave after the plan's last.

    As many could answer as the time before, and what was truly different then still is.
    """
    later = _plan_one_more(plan, wave)
    for survey in Survey:
        responses, cohort = draw_survey(later, wave, survey)
        yield survey, responses, cohort


def _plan_one_more(plan: Plan, wave: Wave) -> Plan:
    last = plan.waves[-1].key
    eligible = plan.turnout.eligible[-1:, :1]
    so_far = np.floor(eligible * ANSWERED_SO_FAR + 0.5).astype(np.int64)
    return replace(
        plan,
        waves=(wave,),
        councils=replace(plan.councils, areas=plan.councils.areas[:1], sizes=plan.councils.sizes[:1]),
        turnout=Turnout(eligible, so_far),
        effects={wave.key: _of_first(plan.effects[last])},
        plants=_lasting(plan, last, wave.key),
    )


def _of_first(effects: Mapping[str, Floats]) -> Mapping[str, Floats]:
    return {indicator: each[:1] for indicator, each in effects.items()}


def _lasting(plan: Plan, last: str, now: str) -> Plants:
    first = plan.councils.areas[0].code
    return {
        replace(place, wave=now): difference
        for place, difference in plan.plants.items()
        if (place.wave, place.area) == (last, first)
    }
