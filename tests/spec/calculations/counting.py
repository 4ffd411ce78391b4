"""From answers to shares and bands."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from heard.analysis.intervals import NOTE_WORDS, cohort_intervals
from heard.analysis.tables import build_tables
from heard.base.shares import percent_of
from heard.catalogue import load_catalogue
from heard.cohort import Cohort
from unit.analysis.cubes import areas_of, cohort_of, cube_of, say, waves_of

Given = Mapping[str, Any]
Found = Mapping[str, Any]


def estimate(given: Given) -> Found:
    """Through the cube and the tables, as any response goes."""
    survey, indicator = given["survey"], given["indicator"]
    routing = [
        {key: code}
        for key, codes in given.get("routing", {}).items()
        for code, times in codes.items()
        for _ in range(times)
    ]
    answers = [{indicator: code} for code, times in given["answers"].items() for _ in range(times)]
    rows = [(routing[place] if routing else {}) | answer for place, answer in enumerate(answers)] + routing[
        len(answers) :
    ]
    catalogue = load_catalogue()
    tables = build_tables(
        cube_of([response for row in rows for response in say(1, survey, **row)], catalogue),
        catalogue=catalogue,
        cohort=cohort_of(("X1", survey, given["eligible"])) if given["eligible"] else Cohort.unknown(),
        waves=waves_of("2026"),
        areas=areas_of("X1"),
        benchmarks=(),
        wave="2026",
        only_areas=["X1"],
    )
    [found] = tables.estimates.filter(
        group="all", survey=survey, indicator=indicator, cut_point=given.get("cut_point", "positive")
    ).to_dicts()
    ends = [found["low"], found["high"]]
    return found | {
        "per cent": percent_of(found["count"], found["base"]),
        "children": [round(end * found["eligible"], 9) for end in ends] if found["eligible"] else None,
    }


def interval(given: Given) -> Found:
    eligible = given["eligible"]
    found = cohort_intervals(given["count"], given["base"], np.nan if eligible is None else eligible)
    ends = [found.low_outward, found.high_outward]
    return {
        "size": float(found.size),
        "low": float(found.low),
        "high": float(found.high),
        "children": [round(float(end) * eligible, 9) for end in ends] if eligible else None,
        "note": NOTE_WORDS[int(found.notes)],
    }
