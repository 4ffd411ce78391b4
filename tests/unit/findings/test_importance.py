"""The order in which findings are listed, one step at a time."""

import pytest

from heard.findings import find, find_all
from heard.findings.finding import Evidence, Kind

GROUP = {"flag": "cannot_tell", "against": "rest", "group": "gender", "level": "girl"}

# Each pair differs in one thing; the first is to be listed first.
PAIRS = {
    "kind before evidence: a possible development before a clear strength": (
        {"flag": "possible", "direction": "worse", "indicator": "pet"},
        {"flag": "clear", "direction": "better", "indicator": "likes_school"},
    ),
    "evidence before prominence": (
        {"flag": "clear", "indicator": "pet"},
        {"flag": "possible", "indicator": "feels_safe"},
    ),
    "what every child should be able to say before a larger difference": (
        {"indicator": "speaks_alone", "difference": -0.1},
        {"indicator": "pet", "difference": -0.4},
    ),
    "what is sensitive before a larger difference": (
        {"indicator": "afraid_bullying", "difference": -0.1},
        {"indicator": "pet", "difference": -0.4},
    ),
    "the larger difference before the larger base": (
        {"indicator": "pet", "difference": -0.2, "count": 10, "base": 20},
        {"indicator": "likes_school", "difference": -0.1, "count": 500, "base": 1000},
    ),
    "the larger base before the key": (
        {"indicator": "pet", "count": 500, "base": 1000},
        {"indicator": "likes_school", "count": 10, "base": 20},
    ),
    "the key, where all else is equal": ({"indicator": "likes_school"}, {"indicator": "pet"}),
    "of what is worth asking about, everybody before groups": (
        {"flag": "cannot_tell", "indicator": "pet"},
        {**GROUP, "indicator": "feels_safe", "count": 20, "base": 50, "difference": -0.6},
    ),
    "and a group of ten before a group of nine": (
        {**GROUP, "indicator": "pet", "count": 2, "base": 10, "difference": -0.2},
        {**GROUP, "indicator": "feels_safe", "count": 0, "base": 9, "difference": -0.8},
    ),
    "an equal difference is equal, whatever the last bits of its subtraction": (
        {"indicator": "likes_school", "difference": -0.15},
        {"indicator": "pet", "difference": -(0.85 - 0.7)},
    ),
}


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
@pytest.mark.parametrize("given", [1, -1], ids=["in order", "reversed"])
def test_the_first_is_listed_first(pair, given, make_tables, catalogue) -> None:
    found = find(make_tables(comparisons=pair[::given]), catalogue, area="E1")
    assert [finding.indicator for finding in found] == [row["indicator"] for row in pair]


def test_kinds_and_evidence_are_declared_in_the_order_they_are_listed_in() -> None:
    assert list(Kind) == ["development", "declined", "strength", "improved", "gap", "association", "ask"]
    assert list(Evidence) == ["clear", "level", "possible", "too_few"]


def test_councils_come_in_the_order_asked_for_each_with_its_own_findings(make_tables, catalogue) -> None:
    tables = make_tables(comparisons=[{"area": area} for area in ("E1", "E2", "E3")])
    found = find_all(tables, catalogue, ["E3", "E1"])
    assert [finding.area for finding in found] == ["E3", "E1"]
    assert found[1:] == find(tables, catalogue, area="E1")


def test_a_council_that_is_not_in_the_tables_has_no_findings(make_tables, catalogue) -> None:
    assert find(make_tables(comparisons=[{}]), catalogue, area="E9") == ()


def test_where_no_council_is_asked_for_there_are_no_findings(make_tables, catalogue) -> None:
    assert find_all(make_tables(comparisons=[{}]), catalogue, []) == ()


def test_empty_tables_have_no_findings(make_tables, catalogue) -> None:
    assert find(make_tables(), catalogue, area="E1") == ()
