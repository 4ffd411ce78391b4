"""Columns are as wide as their words ask."""

import pytest

from heard.reports.blocks import Column
from heard.reports.formats.widths import column_shares

COLUMNS = (Column("They…"), Column("Ages"), Column("Said so", number=True))


def test_the_shares_are_of_the_whole() -> None:
    rows = [("feel safe where they live", "11 to 17", "68 of 74 (92 %)")]
    assert sum(column_shares(COLUMNS, rows, across=100)) == pytest.approx(1)


@pytest.mark.parametrize("across", [40, 80, 120])
def test_what_is_short_keeps_its_line_and_what_is_long_takes_the_rest(across: int) -> None:
    rows = [
        ("get chances to show that they can be trusted, at least sometimes", "11 to 17", "68 of 74 (92 %)")
    ]
    first, second, third = (share * across for share in column_shares(COLUMNS, rows, across=across))
    assert first > third > second
    if across >= 80:
        assert second >= len("11 to 17")
        assert third >= len("68 of 74 (92 %)")


def test_a_table_without_words_has_columns() -> None:
    assert column_shares((Column(""), Column("")), [("", "")], across=100) == (0.5, 0.5)


def test_a_word_without_end_takes_no_more_than_its_part() -> None:
    shares = column_shares(COLUMNS, [("x" * 10_000, "4 to 7", "x" * 10_000)], across=100)
    assert min(shares) > 0.05
