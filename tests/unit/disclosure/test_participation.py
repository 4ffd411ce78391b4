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
