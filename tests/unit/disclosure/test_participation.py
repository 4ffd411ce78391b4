"""Who took part, as board and public may see it."""

import polars as pl
import pytest

from heard.analysis.participation import SCHEMA
from heard.base.errors import HeardError
from heard.base.policy import Level
from heard.disclosure.participation import protect_participation


def row(
    level: str, respondents: int, *, group: str = "gender", eligible: int | None = 60
) -> dict[str, object]:
    return {
        "wave": "2026",
        "area": "X1",
        "survey": "11-17",
        "group": group,
        "level": level,
        "respondents": respondents,
        "eligible": eligible,
        "response_rate": respondents / 60,
        "share_of_respondents": respondents / 70,
        "share_of_eligible": 0.5,
        "p": 0.03,
        "under_represented": True,
    }


def protected(
    open_levels: dict[tuple[str, str], bool], level: Level = Level.BOARD
) -> dict[str, dict[str, object]]:
    frame = pl.DataFrame([row("all", 74, group="all"), row("girl", 40), row("boy", 30)], schema=SCHEMA)
    patterns = pl.DataFrame(
        [("11-17", group, code, is_open) for (group, code), is_open in open_levels.items()],
        schema={"survey": pl.String, "group": pl.String, "level": pl.String, "open": pl.Boolean},
        orient="row",
    )
    found = protect_participation(frame, patterns, level)
    return {str(each["level"]): each for each in found.to_dicts()}


ALL_OPEN = {("all", "all"): True, ("gender", "girl"): True, ("gender", "boy"): True}


def of_cohorts(*levels: tuple[str, int, int | None, bool]) -> dict[str, tuple[object, object]]:
    """The cohort and its share as told of levels of one group: (level, respondents, eligible, open)."""
    rows = [row(level, count, eligible=eligible) for level, count, eligible, _ in levels]
    patterns = pl.DataFrame(
        [("11-17", "gender", level, is_open) for level, _, _, is_open in levels],
        schema={"survey": pl.String, "group": pl.String, "level": pl.String, "open": pl.Boolean},
        orient="row",
    )
    found = protect_participation(pl.DataFrame(rows, schema=SCHEMA), patterns, Level.PUBLIC)
    return {str(each["level"]): (each["eligible"], each["share_of_eligible"]) for each in found.to_dicts()}


def test_an_open_level_says_how_many_took_part_but_not_how_surely_too_few_did() -> None:
    girl = protected(ALL_OPEN)["girl"]
    assert girl == row("girl", 40) | {"p": None, "symbol": ""}


def test_a_hidden_level_keeps_nothing_but_its_cohort() -> None:
    boy = protected(ALL_OPEN | {("gender", "boy"): False})["boy"]
    gone = dict.fromkeys(("respondents", "response_rate", "share_of_respondents", "under_represented", "p"))
    assert boy == row("boy", 30) | gone | {"symbol": "c"}


def test_a_share_of_those_whose_level_is_known_needs_every_level_of_the_group() -> None:
    """40 of the 70 who said: with the 40 beside it, the share gives the 30 away."""
    some = protected(ALL_OPEN | {("gender", "boy"): False})
    assert (some["girl"]["respondents"], some["girl"]["share_of_respondents"]) == (40, None)


def test_a_hidden_level_that_no_row_stands_for_counts_as_one_of_the_group() -> None:
    assert protected(ALL_OPEN | {("gender", "other"): False})["girl"]["share_of_respondents"] is None


def test_a_level_nobody_has_decided_about_is_hidden() -> None:
    patterns = {key: is_open for key, is_open in ALL_OPEN.items() if key != ("gender", "boy")}
    assert protected(patterns)["boy"]["symbol"] == "c"


@pytest.mark.parametrize("hidden", ["boy", "prefer_not"])
def test_that_a_group_is_heard_less_needs_every_level_those_not_known_among_them(hidden: str) -> None:
    """28 girls of 74 are under four fifths of their part of those who said, 29 are not, if 4 did not say and not 5."""
    everybody = ALL_OPEN | {("gender", "prefer_not"): True}
    assert protected(everybody)["girl"]["under_represented"] is True
    assert protected(everybody | {("gender", hidden): False})["girl"]["under_represented"] is None


def test_nor_is_it_told_where_nobody_has_decided_about_a_level() -> None:
    undecided = {key: is_open for key, is_open in ALL_OPEN.items() if key != ("gender", "boy")}
    girl = protected(undecided)["girl"]
    assert (girl["respondents"], girl["under_represented"], girl["share_of_respondents"]) == (40, None, None)


@pytest.mark.parametrize("answered", [4, 6])
def test_the_share_of_a_hidden_cohort_does_not_tell_that_more_answered_than_it_counts(answered: int) -> None:
    """5 of 100 are counted; analysis leaves them out where 6 answered."""
    told = of_cohorts(("girl", 40, 95, True), ("other", answered, 5, False))
    assert told == {"girl": (95, 0.95), "other": (5, 0.05)}


def test_a_cohort_of_nobody_is_not_told_of_a_hidden_level() -> None:
    """Analysis has no row of nobody; a row with a cohort of nobody is one that somebody answered all the same."""
    assert of_cohorts(("girl", 40, 95, True), ("other", 3, 0, False))["other"] == (None, None)
    assert of_cohorts(("girl", 40, 95, True), ("other", 0, None, False))["other"] == (None, None)


def test_the_total_follows_the_pattern_as_well() -> None:
    assert protected(ALL_OPEN | {("all", "all"): False})["all"]["respondents"] is None


def test_no_column_is_added_or_lost() -> None:
    assert list(protected(ALL_OPEN)["all"]) == [*SCHEMA, "symbol"]


def test_what_it_is_not_made_for_it_refuses() -> None:
    with pytest.raises(HeardError, match="not protected"):
        protected(ALL_OPEN, Level.WORKING)
    two = pl.DataFrame([row("all", 74), row("all", 74) | {"area": "X2"}], schema=SCHEMA)
    patterns = pl.DataFrame(
        schema={"survey": pl.String, "group": pl.String, "level": pl.String, "open": pl.Boolean}
    )
    with pytest.raises(HeardError, match="one council"):
        protect_participation(two, patterns, Level.BOARD)
