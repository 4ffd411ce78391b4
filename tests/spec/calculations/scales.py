"""Scales of 0 to 10: the band of several, the mean of one, and what may be compared with last time."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from heard.analysis.arrays import ratio
from heard.analysis.scales import REASONS, average_scores
from heard.analysis.tables import build_tables
from heard.base.bands import BandRule, Rule
from heard.base.editions import Change, Edition
from heard.base.places import Wave
from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.cohort import Cohort
from heard.interview.scoring import wellbeing_band
from unit.analysis.cubes import areas_of, cube_of, wave_of, yes_of

Given = Mapping[str, Any]
Found = Mapping[str, Any]


def band(given: Given) -> Found:
    """By the catalogue's rule, unless the case brings one."""
    rule = load_catalogue().questionnaires[Survey.AGES_11_17].wellbeing_band
    if "rule" in given:
        rule = _rule(given["rule"])
    assert rule
    return {"band": wellbeing_band(given["scores"], rule)}


def scale_mean(given: Given) -> Found:
    counts = np.zeros(11)
    for score, count in given["scores"].items():
        counts[int(score)] = count
    eligible = given["eligible"]
    found = average_scores(counts, np.array(np.nan if eligible is None else eligible))
    numbers = {
        "mean": found.mean,
        "spread": found.spread,
        "error": found.error,
        "low": found.low,
        "high": found.high,
        "t": ratio(found.high - found.mean, found.error),
    }
    return {
        **{name: None if np.isnan(number) else float(number) for name, number in numbers.items()},
        "reason": REASONS[int(found.reasons)],
    }


def comparable(given: Given) -> Found:
    """Through the tables: 20 of 40 said yes now, 36 of 40 did last time; both were asked in survey 8-11."""
    catalogue = load_catalogue()
    waves = {key: _wave(key, given[when]) for key, when in (("2024", "then"), ("2026", "now"))}
    read = "scale" not in given["then"].get("unlike", {}).values()
    responses = yes_of(20, 40) + (yes_of(36, 40, wave="2024") if read else yes_of(36, 40, "pet", wave="2024"))
    tables = build_tables(
        cube_of(responses, catalogue),
        catalogue=catalogue,
        cohort=Cohort.unknown(),
        waves=waves,
        areas=areas_of("X1"),
        benchmarks=(),
        wave="2026",
    )
    [found] = tables.comparisons.filter(
        against="previous", indicator="good_friend", cut_point="positive"
    ).to_dicts()
    return {**found, "p": None if found["p"] is None else round(found["p"], 6)}


def _rule(given: Given) -> BandRule:
    return BandRule(**{**given, "rule": Rule(given["rule"])})


def _wave(key: str, used: Given) -> Wave:
    unlike = {indicator: Change(word) for indicator, word in used.get("unlike", {}).items()}
    wave = wave_of(key, version=used["version"])
    return replace(wave, editions={Survey.AGES_8_11: Edition(unlike)}) if used.get("described") else wave
