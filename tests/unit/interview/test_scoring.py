import pytest

from heard.base.bands import BandRule, Rule
from heard.interview import wellbeing_band

OURS = BandRule(Rule.MEAN, 3, 5, 7, 8.5)


@pytest.mark.parametrize(
    ("scores", "band"),
    [
        # four scales: low under 20 in all, moderate under 28, high under 34
        ((5, 5, 5, 4), "low"),
        ((5, 5, 5, 5), "moderate"),
        ((7, 7, 7, 6), "moderate"),
        ((7, 7, 7, 7), "high"),
        ((8, 8, 8, 9), "high"),
        ((8, 8, 9, 9), "very_high"),
        ((0, 0, 0, 0), "low"),
        ((10, 10, 10, 10), "very_high"),
        # three scales: low under 15, moderate under 21, high under 25.5, which no sum of whole numbers is
        ((5, 5, 4), "low"),
        ((5, 5, 5), "moderate"),
        ((7, 7, 6), "moderate"),
        ((7, 7, 7), "high"),
        ((8, 8, 9), "high"),
        ((8, 9, 9), "very_high"),
    ],
)
def test_the_band_changes_at_a_mean_of_5_7_and_8_and_a_half(scores: tuple[int, ...], band: str) -> None:
    assert wellbeing_band(scores, OURS) == band


@pytest.mark.parametrize("scores", [(), (10,), (10, 10)])
def test_fewer_than_three_scales_give_no_band(scores: tuple[int, ...]) -> None:
    assert wellbeing_band(scores, OURS) is None


@pytest.mark.parametrize("score", [-1, 11])
def test_a_score_off_the_scale_is_refused(score: int) -> None:
    with pytest.raises(ValueError, match="outside 0 to 10"):
        wellbeing_band((5, 5, score), OURS)


@pytest.mark.parametrize(
    ("scores", "band"),
    [
        # two of them under 5 is low, whatever the others
        ((4, 4, 10, 10), "low"),
        ((4, 5, 10, 10), "very_high"),
        ((4, 5, 9, 10), "very_high"),
        ((4, 5, 8, 10), "high"),
        ((6, 6, 7, 7), "high"),
        ((6, 6, 6, 7), "moderate"),
        ((4, 5, 6, 10), "moderate"),
        ((0, 0, 9), "low"),
    ],
)
def test_where_two_scales_decide_low_goes_before_very_high_before_high(
    scores: tuple[int, ...], band: str
) -> None:
    assert wellbeing_band(scores, BandRule(Rule.SCALES_LOW, 3, 5, 7, 9, scales=2)) == band


def test_a_rule_of_one_scale_needs_one_low_answer() -> None:
    rule = BandRule(Rule.SCALES_LOW, 1, 5, 7, 9, scales=1)
    assert [wellbeing_band(scores, rule) for scores in ((4, 9), (5, 9), (5,), ())] == [
        "low",
        "very_high",
        "moderate",
        None,
    ]


def test_another_threshold_moves_the_band() -> None:
    """27 of four scales is a mean of 6.75: moderate to 7, high from 6.5."""
    assert wellbeing_band((7, 7, 7, 6), OURS) == "moderate"
    assert wellbeing_band((7, 7, 7, 6), BandRule(Rule.MEAN, 3, 5, 6.5, 8.5)) == "high"
    assert wellbeing_band((7, 7, 6, 6), BandRule(Rule.MEAN, 3, 5, 6.5, 8.5)) == "high"
    assert wellbeing_band((7, 6, 6, 6), BandRule(Rule.MEAN, 3, 5, 6.5, 8.5)) == "moderate"
