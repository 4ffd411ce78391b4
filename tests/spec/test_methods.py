"""Answers in, published number out: every case of methods.yaml."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from heard.analysis.flags import FLAG_WORDS, LEVEL_FLAG_WORDS, comparison_flags, level_flags
from heard.analysis.groups import group_p
from heard.analysis.intervals import NOTE_WORDS, cohort_intervals
from heard.analysis.multiplicity import false_discovery_q, holm_p
from heard.analysis.one_sample import one_sample_p
from heard.analysis.power import detectable_difference
from heard.analysis.tables import build_tables
from heard.analysis.two_groups import difference_interval, two_group_p
from heard.base.shares import percent_of
from heard.catalogue import load_catalogue
from heard.cohort import Cohort
from heard.interview.scoring import wellbeing_band
from spec.render import PAGE, read_sections, render
from unit.analysis.cubes import areas_of, cohort_of, cube_of, say, waves_of

SPEC = read_sections()
Given = Mapping[str, Any]
Found = Mapping[str, Any]


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


def two_group(given: Given) -> Found:
    return {"p": float(two_group_p(*given["first"], *given["second"]))}


def difference(given: Given) -> Found:
    found = difference_interval(*given["first"], *given["second"])
    return dict(zip(("difference", "low", "high"), map(float, found), strict=True))


def one_sample(given: Given) -> Found:
    return {"p": float(one_sample_p(given["count"], given["base"], given["share"]))}


def false_discovery(given: Given) -> Found:
    return {"q": false_discovery_q(given["p"]).tolist()}


def holm(given: Given) -> Found:
    return {"p": holm_p(given["p"]).tolist()}


def mdd(given: Given) -> Found:
    found = float(
        detectable_difference(given["base"], given["reference_base"], given["share"], given["polarity"])
    )
    return {"mdd": None if np.isnan(found) else found}


def group(given: Given) -> Found:
    count, base = (np.array([given[key]], dtype=float) for key in ("counts", "bases"))
    return {"p": float(group_p(count, base, str)[0])}


def flag(given: Given) -> Found:
    numbers = {
        name: np.array([np.nan if given[name] is None else given[name]]) for name in ("p", "q", "better")
    }
    low, high = given["interval 90"]
    [found] = comparison_flags(
        base=np.array([given["base"]]),
        difference=np.array([given["difference"]]),
        low_90=np.array([low]),
        high_90=np.array([high]),
        polarity=np.array([1]),
        **numbers,
    )
    return {"flag": FLAG_WORDS[found]}


def level(given: Given) -> Found:
    low, high = given["interval"]
    [found] = level_flags(
        base=np.array([given["base"]]),
        share=np.array([given["share"]]),
        low=np.array([low]),
        high=np.array([high]),
        expected_of_all=np.array([given["expected of all"]]),
    )
    return {"level": LEVEL_FLAG_WORDS[found]}


def band(given: Given) -> Found:
    return {"band": wellbeing_band(given["scores"])}


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


METHODS: Mapping[str, Callable[[Given], Found]] = {
    method.__name__: method
    for method in (
        estimate,
        interval,
        difference,
        two_group,
        one_sample,
        group,
        holm,
        false_discovery,
        mdd,
        flag,
        level,
        band,
    )
}
CASES = [
    pytest.param(section["method"], case, id=f"{section['method']}: {case['given']}"[:90])
    for section in SPEC
    for case in section["cases"]
]


@pytest.mark.parametrize(("method", "case"), CASES)
def test_the_published_number(method: str, case: Mapping[str, Any]) -> None:
    found = METHODS[method](case["given"])
    for name, expected in case["expect"].items():
        assert found[name] == _printed(expected), f"{name}: {case['source']}"


def test_every_method_says_what_it_is_for_how_it_goes_and_where_it_comes_from() -> None:
    assert [section["method"] for section in SPEC] == list(METHODS)
    needed = ("title", "purpose", "formula", "origin", "cases")
    assert [section["method"] for section in SPEC if not all(section[name] for name in needed)] == []


def test_the_page_of_methods_is_fresh() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == render(SPEC), "write it again: python tests/spec/render.py"


def test_the_page_shows_every_case_and_leads_to_every_method() -> None:
    page = render(SPEC)
    assert page.count("\n| ") == sum(len(section["cases"]) + 2 for section in SPEC)
    assert page.count("](#") == page.count("\n## ") == len(SPEC)
    assert "](#do-two-groups-answer-alike)" in page


def _printed(expected: Any) -> Any:
    """Equal to the digits printed."""
    if isinstance(expected, float):
        digits = len(str(expected).partition(".")[2]) if "e" not in str(expected) else 5
        return pytest.approx(expected, abs=0.6 * 10 ** -max(digits, 4))
    if isinstance(expected, Sequence) and not isinstance(expected, str):
        return pytest.approx(expected, abs=6e-6)
    return expected
