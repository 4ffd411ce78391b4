"""Few who could have answered are not printed, nor what is left when the others are."""

from dataclasses import replace

import polars as pl
import pytest

from heard.base.policy import Level
from heard.disclosure import ProtectedTables
from heard.disclosure.small_cohorts import without_small_cohorts

PLACE = {"wave": "2026", "area": "X1", "survey": "8-11"}


def tables(level: Level = Level.BOARD, **eligible: int | None) -> ProtectedTables:
    """A group of these levels, and everybody."""
    everybody = {"group": "all", "level": "all", "eligible": sum(each or 0 for each in eligible.values())}
    rows = [
        everybody,
        *({"group": "sex", "level": name, "eligible": each} for name, each in eligible.items()),
    ]
    participation = pl.DataFrame(
        [
            {**PLACE, **row, "response_rate": 0.5, "share_of_eligible": 0.1, "respondents": 20, "symbol": ""}
            for row in rows
        ],
        schema_overrides={"eligible": pl.Int64},
    )
    estimates = participation.select(*PLACE, "group", "level", "eligible", "symbol", count=pl.lit(10))
    return ProtectedTables(level, "2026", estimates, estimates.clear(), participation)


def left_out(protected: ProtectedTables) -> set[str]:
    frame = without_small_cohorts(protected).participation
    return set(frame.filter(pl.col("eligible").is_null())["level"])


@pytest.mark.parametrize(
    ("eligible", "expected"),
    [
        ({"a": 40, "b": 30}, set()),
        ({"a": 40, "b": 5}, set()),
        ({"a": 40, "b": 4}, {"a", "b"}),
        ({"a": 40, "b": 30, "c": 4}, {"b", "c"}),
        ({"a": 40, "b": 3, "c": 4}, {"b", "c"}),
        ({"a": 40, "b": 1, "c": 2}, {"a", "b", "c"}),
        ({"a": 40, "b": 1, "c": 2, "d": 9}, {"b", "c", "d"}),
        ({"a": 40, "b": 0, "c": 30}, set()),
        ({"a": 3}, {"a"}),
    ],
)
def test_the_few_are_left_out_with_the_next_smallest(eligible: dict[str, int], expected: set[str]) -> None:
    assert left_out(tables(**eligible)) == expected


def test_the_public_s_few_are_more() -> None:
    assert left_out(tables(Level.PUBLIC, a=40, b=30, c=9)) == {"b", "c"}
    assert left_out(tables(Level.WORKING, a=40, b=1)) == set()


def test_with_it_goes_what_would_give_it_and_nothing_else() -> None:
    protected = tables(a=40, b=30, c=4)
    done = without_small_cohorts(protected)
    few = done.participation.filter(level="c").row(0, named=True)
    assert (few["response_rate"], few["share_of_eligible"], few["respondents"]) == (None, None, 20)
    assert done.estimates.filter(level="c")["eligible"].to_list() == [None]
    assert done.estimates["count"].to_list() == protected.estimates["count"].to_list()
    kept = done.participation.filter(pl.col("level").is_in(["all", "a"]))
    assert kept.equals(protected.participation.filter(pl.col("level").is_in(["all", "a"])))


def test_where_no_cohort_is_known_nothing_changes() -> None:
    protected = tables(a=None, b=None)
    assert without_small_cohorts(protected).participation.equals(protected.participation)
    empty = replace(protected, participation=protected.participation.clear())
    assert without_small_cohorts(empty).estimates.equals(protected.estimates)
