"""The ends of intervals, found by steps."""

from collections.abc import Callable
from math import inf, nan

import numpy as np
import pytest

from heard.analysis.arrays import Floats
from heard.analysis.associations.crossings import Seen, find_crossings
from heard.analysis.intervals import Z_95

TOP = np.array([2.0, 2.0])


def parabola(point: Floats) -> Seen:
    """The log-likelihood of a mean of 2 with a standard error of 1."""
    return (point - 2) ** 2 / 2, -(point - 2)


def parabola_to(limit: float) -> Callable[[Floats], Seen]:
    """The same, which cannot be seen beyond the limit."""

    def look(point: Floats) -> Seen:
        fall, slope = parabola(point)
        return np.where(point > limit, nan, fall), np.where(point > limit, nan, slope)

    return look


@pytest.mark.parametrize("distance", [1e-3, 0.5, 1.96, 30.0])
def test_a_parabola_is_crossed_at_196_standard_errors(distance: float) -> None:
    ends, found = find_crossings(TOP, TOP + np.array([-distance, distance]), parabola)
    assert ends == pytest.approx([2 - Z_95, 2 + Z_95], abs=1e-12)
    assert found.all()


def test_a_likelihood_with_a_flat_shoulder_is_crossed_beyond_it() -> None:
    def look(point: Floats) -> Seen:
        rise = np.maximum(point - 10, 0.0)
        return 0.5 + rise**2, -2 * rise

    ends, found = find_crossings(np.array([0.0]), np.array([1.0]), look)
    assert ends == pytest.approx([10 + np.sqrt(Z_95**2 / 2 - 0.5)])
    assert found.all()


def test_one_that_never_falls_so_far_is_not_crossed() -> None:
    def look(point: Floats) -> Seen:
        return 1 - np.exp(-(point**2)), -2 * point * np.exp(-(point**2))

    _, found = find_crossings(np.array([0.0]), np.array([1.0]), look)
    assert not found.any()


@pytest.mark.parametrize(("limit", "is_found"), [(3.9, False), (4.0, True), (inf, True)])
def test_a_crossing_is_found_on_the_near_side_of_what_cannot_be_seen(limit: float, is_found: bool) -> None:
    ends, found = find_crossings(TOP[:1], TOP[:1] + 5, parabola_to(limit))
    assert found.tolist() == [is_found]
    if is_found:
        assert ends == pytest.approx([2 + Z_95])


def test_a_jump_over_the_height_sought_is_no_crossing() -> None:
    def look(point: Floats) -> Seen:
        far = point > 3
        return np.where(far, 5.0, 0.1), np.where(far, -1.0, -0.1)

    _, found = find_crossings(np.array([0.0]), np.array([1.0]), look)
    assert not found.any()
