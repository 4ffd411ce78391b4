"""What leaves the analysts of what goes with low and very high well-being."""

import polars as pl
import pytest

from heard.analysis.associations.columns import SCHEMA, table_of
from heard.base.policy import Level
from heard.catalogue import load_catalogue
from heard.disclosure.associations import protect_associations
from heard.disclosure.facts import SCHEMA as FACTS

OWN = {
    "wave": "2026",
    "area": "X1",
    "survey": "11-17",
    "outcome": "low",
    "indicator": "feels_safe",
    "exposure": "not_given",
    "model": "bivariate",
    "exposed_events": 12,
    "exposed_base": 30,
    "unexposed_events": 11,
    "unexposed_base": 70,
    "odds_ratio": 3.5,
    "low": 1.3,
    "high": 9.0,
    "p": 0.01,
    "q": 0.04,
    "base": 100,
    "events": 23,
    "method": "profile",
}
NATION = OWN | {
    "area": "all",
    "model": "adjusted",
    "adjusted_for": "age;gender",
    "exposed_events": 276,
    "exposed_base": 1024,
    "unexposed_events": 577,
    "unexposed_base": 4194,
    "odds_ratio": 2.256613,
    "low": 1.90042,
    "high": 2.6796,
    "p": 2.5e-8,
    "q": 0.013,
    "base": 5218,
    "events": 853,
    "councils": 80,
    "largest_share": 0.0584,
    "left_out": 905,
    "levels_left_out": "placement=secure",
    "method": "clustered",
}
COUNCILS_AND_PUBLIC = [(Level.WORKING, "X1"), (Level.BOARD, None), (Level.BOARD, "X1"), (Level.PUBLIC, "X1")]


CATALOGUE = load_catalogue()
HEADLINE = CATALOGUE.asked("feels_safe", "11-17").headline.key
OUTCOME, EXPOSURE = ("wellbeing_band", "low"), ("feels_safe", HEADLINE)


def cells(
    *hidden: tuple[str, str], symbol: str = "c", survey: str = "11-17", group: str = "all"
) -> pl.DataFrame:
    """The council's protected cells of the outcome and the exposure, all shown but the hidden ones."""
    rows = [
        {
            "wave": "2026",
            "area": "X1",
            "survey": survey,
            "group": group,
            "indicator": indicator,
            "cut_point": cut_point,
            "symbol": symbol if (indicator, cut_point) in hidden else "",
        }
        for indicator, cut_point in (OUTCOME, EXPOSURE)
    ]
    return pl.DataFrame([{name: row.get(name) for name in FACTS} for row in rows], schema=FACTS)


def table(*rows: dict[str, object]) -> pl.DataFrame:
    return table_of(len(rows), {name: [row.get(name) for row in rows] for name in SCHEMA if name in rows[0]})


def shown(
    row: dict[str, object], level: Level, area: str | None = None, **changed: object
) -> list[dict[str, object]]:
    return protect_associations(
        table(row | changed), level, area, estimates=cells(), catalogue=CATALOGUE
    ).to_dicts()


def test_the_programmes_analysts_see_all() -> None:
    frame = table(OWN, NATION | {name: None for name in OWN if name not in NATION})
    assert protect_associations(frame, Level.WORKING, None).drop("symbol").equals(frame)


def test_a_councils_analysts_see_all_of_their_own() -> None:
    (row,) = shown(OWN, Level.WORKING, "X1")
    assert {name: row[name] for name in OWN} == OWN


def test_another_councils_rows_are_not_in_a_councils_tables() -> None:
    assert shown(OWN, Level.WORKING, "X2") == []
    assert [row["area"] for row in shown(NATION, Level.WORKING, "X2")] == ["all"]


@pytest.mark.parametrize("level", [Level.BOARD, Level.PUBLIC])
def test_of_a_council_nothing_but_more_often_is_said(level: Level) -> None:
    (row,) = shown(OWN, level, "X1")
    told = {name: value for name, value in row.items() if value not in (None, "")}
    assert told == {
        "wave": "2026",
        "area": "X1",
        "survey": "11-17",
        "outcome": "low",
        "indicator": "feels_safe",
        "exposure": "not_given",
        "model": "bivariate",
        "direction": "more_often",
        "symbol": "b",
    }


@pytest.mark.parametrize(("level", "least"), [(Level.BOARD, 5), (Level.PUBLIC, 10)])
@pytest.mark.parametrize("cell", range(4))
def test_each_of_the_four_cells_must_be_large_enough(level: Level, least: int, cell: int) -> None:
    for smallest, rows in ((least - 1, 0), (least, 1)):
        cells = [30, 40, 30, 40]
        cells[cell] = smallest
        counts = {
            "exposed_events": cells[0],
            "exposed_base": cells[0] + cells[1],
            "unexposed_events": cells[2],
            "unexposed_base": cells[2] + cells[3],
        }
        assert len(shown(OWN, level, "X1", **counts)) == rows


@pytest.mark.parametrize(
    ("changed", "rows"),
    [
        ({"p": 0.1}, 1),
        ({"p": 0.101}, 0),
        ({"p": None}, 0),
        ({"odds_ratio": 0.4}, 0),
        ({"model": "multivariable"}, 0),
    ],
)
def test_it_must_go_with_it_more_often_and_hardly_by_chance(changed: dict[str, object], rows: int) -> None:
    assert len(shown(OWN, Level.BOARD, "X1", **changed)) == rows


def test_that_too_few_had_low_well_being_is_not_told_outside() -> None:
    refused = {
        "indicator": "",
        "events": 3,
        "base": 74,
        "reason": "too_few_events",
        "odds_ratio": None,
        "q": None,
    }
    assert shown(OWN, Level.BOARD, "X1", **refused) == []
    assert len(shown(OWN, Level.WORKING, "X1", **refused)) == 1


@pytest.mark.parametrize(("level", "area"), COUNCILS_AND_PUBLIC)
def test_all_councils_together_are_given_in_two_figures_of_a_rounded_base(
    level: Level, area: str | None
) -> None:
    (row,) = shown(NATION, level, area)
    assert (row["odds_ratio"], row["low"], row["high"]) == (2.3, 1.9, 2.7)
    assert (row["base"], row["councils"], row["p"], row["q"]) == (5200, 80, 0.001, 0.05)
    gone = (
        "exposed_events",
        "exposed_base",
        "unexposed_events",
        "unexposed_base",
        "events",
        "largest_share",
        "left_out",
    )
    assert [row[name] for name in gone] == [None] * len(gone)
    assert (row["adjusted_for"], row["levels_left_out"], row["symbol"]) == ("age;gender", "", "")


@pytest.mark.parametrize(
    ("changed", "symbol"),
    [
        ({"largest_share": 0.40}, ""),
        ({"largest_share": 0.41}, "c"),
        ({"councils": 4}, "c"),
        ({"exposed_events": 4}, "c"),
        ({"exposed_events": 5}, ""),
        ({"exposed_base": 280}, "c"),
    ],
)
def test_a_pool_of_one_large_council_or_of_small_cells_is_not_given(
    changed: dict[str, object], symbol: str
) -> None:
    (row,) = shown(NATION, Level.WORKING, "X1", **changed)
    assert row["symbol"] == symbol
    assert (row["odds_ratio"] is None) == (symbol == "c")
    assert (row["direction"] == "") == (symbol == "c")


NO_FIGURE = {"odds_ratio": None, "low": None, "high": None, "p": None, "q": None}


@pytest.mark.parametrize(("level", "area"), COUNCILS_AND_PUBLIC)
@pytest.mark.parametrize(
    "small", [{"councils": 4}, {"largest_share": 0.41}, {"exposed_events": 4}, {"exposed_base": 276}]
)
@pytest.mark.parametrize("reason", ["too_few_exposed", "constant", "same_as", "no_fit"])
def test_why_there_is_no_figure_is_not_told_where_a_figure_would_not_be(
    level: Level, area: str | None, small: dict[str, object], reason: str
) -> None:
    with_figure = shown(NATION, level, area, **small)
    assert shown(NATION, level, area, **NO_FIGURE, **small, reason=reason) == with_figure
    (row,) = with_figure
    assert (row["reason"], row["method"], row["adjusted_for"], row["symbol"]) == ("", "", "", "c")


def test_why_there_is_no_figure_may_be_told_of_a_pool_that_may_be_shown() -> None:
    (row,) = shown(NATION, Level.BOARD, "X1", **NO_FIGURE, reason="no_fit")
    assert (row["reason"], row["symbol"], row["councils"], row["base"]) == ("no_fit", "", None, None)


@pytest.mark.parametrize("p", [0.001, 0.9])
def test_what_is_hidden_does_not_decide_whether_a_line_stands(p: float) -> None:
    """q of .06 alone is .06; with a hidden thing of p .9 beside it it would be .12, and the line would not stand."""
    hidden = OWN | {"indicator": "likes_school", "p": p, "odds_ratio": 0.5}
    rows = table(OWN | {"p": 0.06}, hidden)
    told = protect_associations(rows, Level.BOARD, "X1", estimates=cells(), catalogue=CATALOGUE)
    assert told["indicator"].to_list() == ["feels_safe"]


def test_two_open_things_are_judged_together() -> None:
    """p of .06 and .9: the first of two has a q of .12."""
    rows = table(OWN | {"p": 0.06}, OWN | {"p": 0.9, "exposure": "given"})
    assert protect_associations(rows, Level.BOARD, "X1", estimates=cells(), catalogue=CATALOGUE).is_empty()


@pytest.mark.parametrize("level", [Level.BOARD, Level.PUBLIC])
def test_of_a_council_only_what_goes_with_low_well_being_is_said(level: Level) -> None:
    """Said of both outcomes it would bound those between: 72 answers, 12 not safe, 11 low, 50 very high, all cells 5
    and more; of the 12 then at most 2 are between, whom the board may not count."""
    both = [OWN | {"exposed_events": 12, "unexposed_events": 11}]
    both.append(both[0] | {"outcome": "very_high", "exposure": "given"})
    told = protect_associations(table(*both), level, "X1", estimates=cells(), catalogue=CATALOGUE)
    assert told["outcome"].to_list() == ["low"]
    assert protect_associations(table(*both), Level.WORKING, "X1").height == 2


@pytest.mark.parametrize("level", [Level.BOARD, Level.PUBLIC])
@pytest.mark.parametrize(
    "estimates",
    [
        cells(OUTCOME),
        cells(EXPOSURE),
        cells(EXPOSURE, symbol="b"),
        cells(survey="16-25"),
        cells(group="gender"),
        cells().clear(),
        None,
    ],
)
def test_it_is_said_only_where_outcome_and_exposure_are_open_to_everybody(
    level: Level, estimates: pl.DataFrame | None
) -> None:
    """Of 40, 22 said yes, "no" is hidden because 2 said neither. That 10 and more did not say yes would be news."""
    assert protect_associations(table(OWN), level, "X1", estimates=cells(), catalogue=CATALOGUE).height == 1
    assert protect_associations(table(OWN), level, "X1", estimates=estimates, catalogue=CATALOGUE).is_empty()


def test_without_the_catalogue_nothing_is_said_of_a_council() -> None:
    assert protect_associations(table(OWN), Level.BOARD, "X1", estimates=cells()).is_empty()
