"""Odds ratios in figures."""

import pytest

from heard.base.odds import odds_figures


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (6.1, ("is", "6.1")),
        (2.0, ("is", "2.0")),
        (8.455782, ("is", "8.5")),
        (0.845, ("is", "0.85")),
        (0.1334290, ("is", "0.13")),
        (9.94, ("is", "9.9")),
        (9.96, ("is", "10")),
        (0.996, ("is", "1.0")),
        (41.7836, ("is", "42")),
        (99.4, ("is", "99")),
        (100.0, ("is", "100")),
        (104.9, ("is", "100")),
        (105.0, ("over", "100")),
        (10759.3, ("over", "100")),
        (0.01, ("is", "0.010")),
        (0.00994, ("under", "0.01")),
    ],
)
def test_two_figures_and_beyond_a_hundred_no_more(ratio: float, said: tuple[str, str]) -> None:
    assert odds_figures(ratio) == said
