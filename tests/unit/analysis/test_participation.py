"""Who answered, of whom, and which groups answered too seldom."""

from collections.abc import Sequence

import polars as pl
import pytest

from heard.analysis.families import population_members
from heard.analysis.tables import build_tables
from heard.analysis.two_groups import two_group_p
from heard.catalogue import Catalogue
from heard.cohort import Cohort
from unit.analysis.cubes import Response, areas_of, cohort_of, cube_of, say, waves_of

COHORT = cohort_of(
    ("X1", "8-11", 200),
    ("X1", "8-11", 100, "gender", "girl"),
    ("X1", "8-11", 100, "gender", "boy"),
    ("X2", "8-11", 50),
)
ANSWERED = [*say(45, gender="girl"), *say(25, gender="boy"), *say(5, gender="prefer_not"), *say(5)]


def participate(catalogue: Catalogue, responses: Sequence[Response], cohort: Cohort = COHORT) -> pl.DataFrame:
    """Participation in the wave 2026."""
    return build_tables(
        cube_of(responses, catalogue),
        catalogue=catalogue,
        cohort=cohort,
        waves=waves_of("2026"),
        areas=areas_of("X1", "X2"),
        benchmarks=(),
        wave="2026",
    ).participation


def row(found: pl.DataFrame, group: str = "all", level: str = "all", area: str = "X1") -> dict[str, object]:
    """One row of the youngest but one."""
    return found.filter(survey="8-11").row(
        by_predicate=(pl.col("area") == area) & (pl.col("group") == group) & (pl.col("level") == level),
        named=True,
    )


def test_the_response_rate_is_of_the_cohort(catalogue: Catalogue) -> None:
    found = row(participate(catalogue, ANSWERED))
    assert (found["respondents"], found["eligible"], found["response_rate"]) == (80, 200, 0.4)
    assert (found["p"], found["under_represented"]) == (None, False)


def test_a_groups_share_is_of_those_whose_level_is_known(catalogue: Catalogue) -> None:
    found = row(participate(catalogue, ANSWERED), "gender", "boy")
    assert (found["share_of_respondents"], found["share_of_eligible"]) == (pytest.approx(25 / 70), 0.5)
    assert (found["response_rate"], found["p"]) == (0.25, pytest.approx(float(two_group_p(25, 100, 45, 100))))
    assert found["under_represented"] is True


@pytest.mark.parametrize(("boys", "under"), [(31, True), (32, False)])
def test_four_fifths_is_the_line_where_chance_would_not_do_it(
    catalogue: Catalogue, boys: int, under: bool
) -> None:
    """Of 80 answers 31 are .3875 and 32 are .4: four fifths of boys' half of the cohort."""
    found = row(
        participate(catalogue, say(80 - boys, gender="girl") + say(boys, gender="boy")), "gender", "boy"
    )
    assert found["p"] < 0.05
    assert found["under_represented"] is under


def test_a_gap_chance_could_make_is_not_called_one(catalogue: Catalogue) -> None:
    found = row(participate(catalogue, say(6, gender="girl") + say(3, gender="boy")), "gender", "boy")
    assert (found["share_of_respondents"], found["under_represented"]) == (pytest.approx(1 / 3), False)


def test_a_group_nobody_answered_from_is_there(catalogue: Catalogue) -> None:
    found = row(participate(catalogue, say(40, gender="girl")), "gender", "boy")
    assert (found["respondents"], found["response_rate"], found["under_represented"]) == (0, 0.0, True)


def test_a_council_nobody_answered_from_is_there(catalogue: Catalogue) -> None:
    found = row(participate(catalogue, ANSWERED), area="X2")
    assert (found["respondents"], found["eligible"], found["response_rate"]) == (0, 50, 0.0)


def test_more_answers_than_children_have_no_rate(catalogue: Catalogue) -> None:
    found = row(participate(catalogue, say(51, area="X2")), area="X2")
    assert (found["eligible"], found["response_rate"]) == (50, None)


def test_without_a_cohort_there_are_counts_only(catalogue: Catalogue) -> None:
    found = row(participate(catalogue, ANSWERED, Cohort.unknown()), "gender", "boy")
    assert (found["respondents"], found["share_of_respondents"]) == (25, pytest.approx(25 / 70))
    assert (found["eligible"], found["response_rate"], found["p"]) == (None, None, None)
    assert found["under_represented"] is False


@pytest.mark.parametrize("eligible", [4, None], ids=["too small", "unknown"])
def test_a_level_whose_cohort_is_wrong_or_unknown_judges_no_other(
    catalogue: Catalogue, eligible: int | None
) -> None:
    """Five answered of "four", or of nobody knows how many: boys are then held against girls alone."""
    listed = [("X1", "8-11", eligible, "gender", "another")] if eligible else []
    cohort = cohort_of(
        ("X1", "8-11", 204),
        ("X1", "8-11", 100, "gender", "girl"),
        ("X1", "8-11", 100, "gender", "boy"),
        *listed,
    )
    responses = say(40, gender="girl") + say(33, gender="boy") + say(5, gender="another")
    found = participate(catalogue, responses, cohort)
    boys, others = row(found, "gender", "boy"), row(found, "gender", "another")
    assert boys["p"] == pytest.approx(float(two_group_p(33, 100, 40, 100)))
    assert (boys["share_of_eligible"], boys["share_of_respondents"]) == (0.5, pytest.approx(33 / 78))
    assert (others["response_rate"], others["share_of_eligible"], others["p"]) == (None, None, None)
    assert others["under_represented"] is False


def test_answers_of_a_level_without_a_cohort_make_no_other_under_represented(catalogue: Catalogue) -> None:
    """Boys are 30 of 70 whose cohort is known (.43 > .8 · .5), though only 30 of 170 answers."""
    cohort = cohort_of(
        ("X1", "8-11", 400),
        ("X1", "8-11", 200, "gender", "girl"),
        ("X1", "8-11", 200, "gender", "boy"),
    )
    responses = say(40, gender="girl") + say(30, gender="boy") + say(100, gender="another")
    assert row(participate(catalogue, responses, cohort), "gender", "boy")["under_represented"] is False


def test_the_nation_adds_up(catalogue: Catalogue) -> None:
    found = row(participate(catalogue, ANSWERED), area="all")
    assert (found["respondents"], found["eligible"]) == (80, 250)


@pytest.mark.parametrize(
    ("surveys", "members"),
    [
        (["8-11"], ["8-11"]),
        (["4-7;8-11", "8-11;11-17"], ["8-11;11-17"]),
        (["4-7;8-11", "8-11;11-17", "4-7;8-11;11-17"], ["4-7;8-11;11-17"]),
        (["4-7", "4-7;8-11", "8-11;11-17", "4-7;8-11;11-17"], ["4-7", "8-11;11-17"]),
        (["16-25", "4-7;8-11"], ["16-25", "4-7;8-11"]),
        (["4-7", "8-11", "11-17", "4-7;8-11;11-17"], ["11-17", "4-7", "8-11"]),
    ],
)
def test_surveys_that_are_members_of_the_population_family(surveys: list[str], members: list[str]) -> None:
    """Decision 0006."""
    assert sorted(population_members(surveys)) == sorted(members)
