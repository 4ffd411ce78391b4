"""What a row keeps that may not be shown."""

import polars as pl

from heard.disclosure.protected import empty, hide

ROWS = pl.DataFrame(
    {
        "area": ["X1", "X2", "X3"],
        "level": ["girls", "boys", "girls"],
        "symbol": ["", "", "z"],
        "count": [3, 40, None],
        "eligible": [20, 60, 30],
        "added_one_day": ["three", "forty", "none"],
    }
)
GIRLS = pl.col("level") == "girls"


def test_a_hidden_row_keeps_its_key_and_no_column_that_is_not_named() -> None:
    found = hide(ROWS, GIRLS, keep=("eligible",)).row(0, named=True)
    assert found == {
        "area": "X1", "level": "girls", "symbol": "c", "count": None, "eligible": 20, "added_one_day": None,
    }  # fmt: skip


def test_what_was_not_asked_is_not_said_to_be_hidden() -> None:
    assert hide(ROWS, GIRLS)["symbol"].to_list() == ["c", "", "z"]


def test_the_other_rows_stay_as_they_are() -> None:
    assert hide(ROWS, GIRLS).row(1) == ROWS.row(1)


def test_a_row_emptied_for_another_reason_keeps_its_symbol() -> None:
    found = empty(ROWS, GIRLS)
    assert found["symbol"].to_list() == ["", "", "z"]
    assert found["count"].to_list() == [None, 40, None]


def test_which_rows_are_hidden_may_rest_on_what_is_emptied() -> None:
    found = hide(ROWS, pl.col("count") < 5)
    assert found["symbol"].to_list() == ["c", "", "z"]
    assert found["count"].to_list() == [None, 40, None]
    assert found["eligible"].to_list() == [None, 60, 30]
