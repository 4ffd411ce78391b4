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
    ("share", "reference", "said"),
    [(123 / 200, 0.72, -11), (31 / 40, 34 / 40, -8), (21 / 24, 19 / 25, 12), (5 / 8, 0.95, -33)],
)
def test_half_a_point_is_half_a_point_whatever_the_last_bits_of_a_subtraction_say(
    share: float, reference: float, said: int
) -> None:
    """10.5, 7.5, 11.5 and 32.5 points; floats make each of them a little less."""
    assert percent(share - reference) == said
    assert percent(reference - share) == -said


def test_what_is_truly_under_half_a_point_stays_under() -> None:
    assert percent(0.1049999) == 10
    assert percent(-0.1049999) == -10


def test_every_difference_of_two_small_shares_is_rounded_as_in_fractions() -> None:
    """Differences of a of 40 and b of 25, 200ths: in whole numbers a half is exact."""
    wrong = [
        (a, b)
        for a in range(41)
        for b in range(26)
        if abs(percent(a / 40 - b / 25)) != percent_of(abs(5 * a - 8 * b), 200)
    ]
    assert wrong == []


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
