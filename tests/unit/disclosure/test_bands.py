"""Bands, and the rounding of what several councils are held against."""

import numpy as np
import polars as pl
import pytest

from heard.base.policy import LevelPolicy
from heard.disclosure.bands import most_in_band, nearest, p_band, whole_points
from heard.disclosure.deciding.primary import Primary


@pytest.mark.parametrize(
    ("base", "threshold", "most"),
    [
        (100, 5, 19),  # under 20 % of 100
        (74, 5, 14),  # 20 % is 14.8
        (26, 5, 5),  # 5 of 26 is under 20 %: 5.2
        (25, 5, 6),  # 5 of 25 is 20 %, so the band ends at 25 %: 6.25
        (24, 5, 5),  # 25 % is 6, which is not under it
        (50, 10, 12),  # 10 of 50 is 20 %, so the band ends at 25 %: 12.5
        (51, 10, 10),  # 20 % is 10.2
        (18, 5, 5),  # 5 of 18 is 28 %, so the band ends at 30 %: 5.4
        (10, 5, 5),  # 5 of 10 is half, so the band ends at 55 %
        (20, 10, 10),
        (4, 5, 4),  # any share
        (26, 10, 10),  # 10 of 26 is 38 %: 40 % is 10.4
    ],
)
def test_a_band_holds_as_many_as_lie_under_its_upper_end(base: int, threshold: int, most: int) -> None:
    assert most_in_band(np.array([base]), threshold).tolist() == [most]


@pytest.mark.parametrize(("threshold", "least_base"), [(5, 10), (10, 20)])
def test_it_is_the_band_that_is_printed_and_always_lets_the_threshold_in(
    threshold: int, least_base: int
) -> None:
    bases = np.arange(least_base, 400)
    most = most_in_band(bases, threshold)
    printed = Primary.of(LevelPolicy(threshold, least_base))
    assert most.tolist() == [printed.people_in_band(0, int(base))[1] for base in bases]
    assert (most >= threshold).all()


@pytest.mark.parametrize(("base", "rounded"), [(224, 200), (225, 250), (274, 250), (275, 300), (24, 0)])
def test_a_base_of_several_councils_is_given_to_the_nearest_fifty(base: int, rounded: int) -> None:
    assert pl.DataFrame({"base": [base]}).select(nearest("base", 50)).item() == rounded


@pytest.mark.parametrize(
    ("share", "points"),
    [(0.144, 0.14), (0.145, 0.15), (-0.145, -0.15), (0.004, 0.0), (123 / 200 - 0.72, -0.11)],
)
def test_points_are_rounded_half_away_from_zero(share: float, points: float) -> None:
    assert pl.DataFrame({"d": [share]}).select(whole_points("d")).item() == pytest.approx(points)


def test_points_nobody_has_stay_unsaid() -> None:
    assert pl.DataFrame({"d": [None]}, schema={"d": pl.Float64}).select(whole_points("d")).item() is None


@pytest.mark.parametrize(
    ("p", "band"),
    [(0.0009, 0.001), (0.001, 0.01), (0.049, 0.05), (0.05, 0.1), (0.0999, 0.1), (0.1, 1.0), (1.0, 1.0)],
)
def test_a_probability_is_said_by_the_upper_end_of_its_band(p: float, band: float) -> None:
    assert pl.DataFrame({"p": [p]}).select(p_band("p")).item() == band
