"""How like the cohort those who answered are, against R and against sums that can be seen."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import polars as pl
import pytest

from heard.analysis.nonresponse.representativeness import (
    SCHEMA,
    describe_representativeness,
    missing_answers,
    r_indicator,
    rate_spread,
    spread_by_chance,
)
from heard.analysis.participation import SCHEMA as PARTICIPATION
from heard.analysis.tables import build_tables
from heard.analysis.two_groups import two_group_p
from heard.catalogue import Catalogue
from unit.analysis.cubes import areas_of, cohort_of, cube_of, say, waves_of
from unit.analysis.nonresponse.references import LEVELS

FIGURES = tuple(name for name in SCHEMA if name not in {"wave", "area", "survey", "group", "reason"})


def participation_of(
    *levels: tuple[int, int | None], group: str = "placement", area: str = "X1"
) -> pl.DataFrame:
    """Participation with one group, its levels named a, b, c …, as (respondents, eligible)."""
    rows = [
        {"wave": "2026", "area": area, "survey": "8-11", "group": group, "level": level,
         "respondents": respondents, "eligible": eligible, "under_represented": False}
        for level, (respondents, eligible) in zip("abcdefgh", levels, strict=False)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=PARTICIPATION)


def describe(*levels: tuple[int, int | None], group: str = "placement") -> dict[str, Any]:
    [found] = describe_representativeness(participation_of(*levels, group=group)).to_dicts()
    return found


@pytest.mark.parametrize("case", LEVELS, ids=["three levels", "four levels"])
def test_p_indicator_and_bias_are_those_of_r(case: Mapping[str, Any]) -> None:
    found = describe(*zip(case["respondents"], case["eligible"], strict=True))
    assert found["p"] == pytest.approx(case["p"], rel=1e-10)
    assert found["r_indicator"] == pytest.approx(case["r_indicator"], abs=1e-12)
    assert found["largest_bias"] == pytest.approx(case["largest_bias"], abs=1e-12)


def test_two_levels_by_hand() -> None:
    """20 of 50 and 10 of 50: rates .4 and .2 about .3, each child .1 away, so S = .1·√(100/99)."""
    found = describe((20, 50), (10, 50))
    spread = 0.1 * np.sqrt(100 / 99)
    assert (found["levels"], found["respondents"], found["eligible"]) == (2, 30, 100)
    assert found["response_rate"] == pytest.approx(0.3)
    assert found["p"] == pytest.approx(float(two_group_p(20, 50, 10, 50)))
    assert found["r_indicator"] == pytest.approx(1 - 2 * spread)
    assert found["largest_bias"] == pytest.approx(spread * 0.5 / 0.3)
    assert (found["least_heard"], found["least_heard_rate"], found["missing"]) == ("b", 0.2, 5)


def test_the_largest_bias_is_never_less_than_the_worst_there_is() -> None:
    """All of the level heard more say yes and all others no: 20 of 30 answers, 50 of 100 children."""
    assert describe((20, 50), (10, 50))["largest_bias"] >= 20 / 30 - 50 / 100


def test_no_share_can_be_further_off_than_all_of_it() -> None:
    """One of 202 answered: S · ½ over the rate would be 5."""
    assert describe((1, 2), (0, 200))["largest_bias"] == 1.0


def test_levels_that_answered_alike_are_like_the_cohort() -> None:
    found = describe((20, 50), (40, 100))
    assert (found["r_indicator"], found["largest_bias"], found["missing"]) == (1.0, 0.0, 0)
    assert found["p"] == pytest.approx(1.0)


def test_of_levels_heard_equally_little_the_first_is_named() -> None:
    assert describe((30, 60), (10, 50), (10, 50))["least_heard"] == "b"


def test_a_level_nobody_answered_from_is_the_least_heard() -> None:
    found = describe((30, 60), (0, 20), (10, 20))
    assert (found["least_heard"], found["least_heard_rate"], found["missing"]) == ("b", 0.0, 8)


def test_where_all_answered_all_are_alike() -> None:
    found = describe((50, 50), (20, 20))
    assert (found["r_indicator"], found["r_by_chance"], found["p"]) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("levels", "reason"),
    [
        ([(20, None), (10, None)], "no_cohort"),
        ([(20, 50), (10, None)], "one_level"),
        ([(20, 50), (0, 0)], "one_level"),
        ([(20, 50)], "one_level"),
        ([(20, 50), (10, 9)], "cohort_too_small"),
        ([(20, 50), (3, 0)], "cohort_too_small"),
        ([(0, 50), (0, 40)], "nobody"),
    ],
)
def test_a_group_that_cannot_be_judged_says_why(levels: list[tuple[int, int | None]], reason: str) -> None:
    found = describe(*levels)
    assert (found["reason"], [found[name] for name in FIGURES]) == (reason, [None] * len(FIGURES))


def test_a_level_whose_cohort_is_wrong_or_unknown_is_left_out_where_two_are_left() -> None:
    names = [name for name in FIGURES if name != "least_heard"]
    found, without = describe((20, 50), (10, 50), (9, 8), (5, None)), describe((20, 50), (10, 50))
    assert [found[name] for name in names] == [without[name] for name in names]
    assert found["reason"] == ""


@pytest.mark.parametrize(("respondents", "missing"), [(29, 1), (30, 0), (31, 0)])
def test_of_the_whole_survey_is_said_what_silence_could_do_and_what_the_target_wants(
    respondents: int, missing: int
) -> None:
    found = describe((respondents, 100), group="all")
    assert (found["response_rate"], found["missing"]) == (respondents / 100, missing)
    assert found["largest_bias"] == pytest.approx(1 - respondents / 100)
    assert (found["levels"], found["p"], found["r_indicator"], found["least_heard"]) == (None,) * 4


@pytest.mark.parametrize(("eligible", "reason"), [(None, "no_cohort"), (79, "cohort_too_small"), (80, "")])
def test_a_survey_whose_cohort_is_unknown_or_wrong_says_so(eligible: int | None, reason: str) -> None:
    assert describe((80, eligible), group="all")["reason"] == reason


def test_nobody_who_answered_a_survey_leaves_its_whole_cohort_silent() -> None:
    found = describe((0, 50), group="all")
    assert (found["response_rate"], found["largest_bias"], found["missing"]) == (0.0, 1.0, 15)


def test_rows_stand_in_the_order_of_the_participation_they_come_from() -> None:
    table = pl.concat(
        [
            participation_of((30, 100), group="all"),
            participation_of((20, 50), (10, 50), group="gender"),
            participation_of((30, 100), group="all", area="X2"),
            participation_of((20, None), group="gender", area="X2"),
        ]
    )
    found = describe_representativeness(table)
    assert found.select("area", "group", "reason").rows() == [
        ("X1", "all", ""), ("X1", "gender", ""), ("X2", "all", ""), ("X2", "gender", "no_cohort")
    ]  # fmt: skip
    assert found.schema == pl.Schema(SCHEMA)


def test_no_participation_has_no_rows() -> None:
    found = describe_representativeness(pl.DataFrame(schema=PARTICIPATION))
    assert (found.height, found.schema) == (0, pl.Schema(SCHEMA))


def test_it_reads_the_table_that_is_built(catalogue: Catalogue) -> None:
    cohort = cohort_of(
        ("X1", "8-11", 200), ("X1", "8-11", 100, "gender", "girl"), ("X1", "8-11", 100, "gender", "boy")
    )
    tables = build_tables(
        cube_of([*say(45, gender="girl"), *say(25, gender="boy"), *say(10)], catalogue),
        catalogue=catalogue, cohort=cohort, waves=waves_of("2026"), areas=areas_of("X1"), benchmarks=(),
        wave="2026", only_areas=["X1"],
    )  # fmt: skip
    found = describe_representativeness(tables.participation)
    [gender] = found.filter(group="gender").to_dicts()
    [everybody] = found.filter(group="all", survey="8-11").to_dicts()
    assert (gender["respondents"], gender["least_heard"], gender["missing"]) == (70, "boy", 10)
    assert (everybody["respondents"], everybody["response_rate"]) == (80, 0.4)


# --- The formulas -------------------------------------------------------------------------------------


def test_chance_alone_is_the_mean_over_every_choice_of_children() -> None:
    """8 children in levels of 5 and 3, 4 of whom answer: all 70 choices, one after another."""
    eligible = np.array([[5.0, 3.0]])
    chosen = list(combinations(range(8), 4))
    counts = np.array(
        [[sum(child < 5 for child in each), sum(child >= 5 for child in each)] for each in chosen]
    )
    squares = rate_spread(counts.astype(float), np.repeat(eligible, len(chosen), axis=0)) ** 2
    expected = spread_by_chance(np.array([[2.0, 2.0]]), eligible)[0] ** 2
    assert expected == pytest.approx(squares.mean(), rel=1e-12)


def test_levels_of_nobody_change_nothing() -> None:
    with_gap = rate_spread(np.array([[20.0, 0, 10]]), np.array([[50.0, 0, 50]]))
    without = rate_spread(np.array([[20.0, 10]]), np.array([[50.0, 50]]))
    assert with_gap.tolist() == without.tolist()


def test_the_indicator_of_a_few_children_does_not_fall_below_nought() -> None:
    """One of one answered and none of one: S = √½, as a sample of two has it."""
    assert rate_spread(np.array([[1.0, 0]]), np.array([[1.0, 1]])) == pytest.approx(np.sqrt(0.5))
    assert r_indicator(np.array([np.sqrt(0.5)])).tolist() == [0.0]


@pytest.mark.parametrize(
    ("respondents", "eligible", "rate", "expected"),
    [
        (10, 50, 0.3, 5),
        (15, 50, 0.3, 0),
        (14, 50, 0.3, 1),
        (20, 50, 0.3, 0),
        (3, 10, 1 / 3, 1),
        (7, 100, 0.07, 0),  # .07 · 100 is a little over 7
    ],
)
def test_missing_answers_are_whole_children(
    respondents: float, eligible: float, rate: float, expected: int
) -> None:
    each: Sequence[float] = (respondents, eligible, rate)
    assert missing_answers(*(np.array([value], dtype=float) for value in each)).tolist() == [expected]
