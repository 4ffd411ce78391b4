import pytest

from heard.interview import wellbeing_band


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
    assert wellbeing_band(scores) == band


@pytest.mark.parametrize("scores", [(), (10,), (10, 10)])
def test_fewer_than_three_scales_give_no_band(scores: tuple[int, ...]) -> None:
    assert wellbeing_band(scores) is None


@pytest.mark.parametrize("score", [-1, 11])
def test_a_score_off_the_scale_is_refused(score: int) -> None:
    with pytest.raises(ValueError, match="outside 0 to 10"):
        wellbeing_band((5, 5, score))
