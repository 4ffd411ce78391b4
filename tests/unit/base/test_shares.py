"""How a share is said in whole per cent."""

import pytest

from heard.base.shares import percent, percent_of


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.0, 0), (0.004, 0), (0.005, 1), (0.144, 14), (0.145, 15), (0.5, 50), (0.995, 100), (1.0, 100)],
)
def test_half_a_point_goes_up(share: float, said: int) -> None:
    assert percent(share) == said


@pytest.mark.parametrize(("difference", "said"), [(-0.125, -13), (-0.124, -12), (-0.004, 0)])
def test_half_a_point_down_goes_away_from_nought(difference: float, said: int) -> None:
    assert percent(difference) == said


@pytest.mark.parametrize(
    ("count", "base", "said"),
    [
        (15, 18, 83),
        (25, 26, 96),
        (17, 18, 94),
        (55, 74, 74),
        (8, 74, 11),
        (11, 119, 9),
        (1, 8, 13),
        (0, 5, 0),
    ],
)
def test_published_counts_give_the_published_percentages(count: int, base: int, said: int) -> None:
    assert percent_of(count, base) == said


def test_counting_in_whole_numbers_and_rounding_the_share_agree_for_every_small_base() -> None:
    differing = [(x, n) for n in range(1, 300) for x in range(n + 1) if percent(x / n) != percent_of(x, n)]
    assert differing == []
