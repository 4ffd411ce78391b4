"""How alike two people code. Alpha was also held against AnnotationTask.alpha of nltk on drawn sets: the same."""

from math import isclose
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from heard.comments.agreement import (
    count_agreement,
    draw_double_coded,
    masi_distance,
    measure_alpha,
    measure_kappa,
)
from heard.comments.codebook import load_codebook

A, B, AB, ABC, BC, NONE = map(frozenset, ("a", "b", "ab", "abc", "bc", ""))


@pytest.mark.parametrize(
    ("comments", "drawn"), [(0, 0), (3, 3), (50, 50), (51, 50), (500, 50), (501, 51), (1000, 100)]
)
def test_one_in_ten_is_coded_twice_at_least_fifty_or_all(comments: int, drawn: int) -> None:
    keys = [f"c{number}" for number in range(comments)]
    found = draw_double_coded(keys, seed=1)
    assert len(set(found)) == len(found) == drawn
    assert found == draw_double_coded(keys[::-1], seed=1)
    assert set(found) <= set(keys)


def test_another_seed_draws_others() -> None:
    keys = [str(number) for number in range(300)]
    assert draw_double_coded(keys, seed=1) != draw_double_coded(keys, seed=2)


@pytest.mark.parametrize(
    "cells", [(20, 5, 10, 15), (1, 1, 1, 1), (0, 3, 4, 50), (9, 0, 0, 91), (5, 10, 0, 3)]
)
def test_kappa_is_that_of_statsmodels(cells: tuple[int, int, int, int]) -> None:
    both, one, other, neither = cells
    expected = cohens_kappa(np.array([[both, one], [other, neither]])).kappa
    assert isclose(float(measure_kappa(np.array(cells))), expected, abs_tol=1e-12)


def test_kappa_by_hand() -> None:
    # 50 comments: alike on 20 + 15, seen .7; by chance .5 × .6 + .5 × .4 = .5; (.7 − .5) / .5.
    assert isclose(float(measure_kappa(np.array([20, 5, 10, 15]))), 0.4)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        (A, A, 0),
        (NONE, NONE, 0),
        (A, B, 1),
        (A, NONE, 1),
        (A, AB, 1 - 1 / 2 * 2 / 3),
        (AB, BC, 1 - 1 / 3 * 1 / 3),
        (AB, ABC, 1 - 2 / 3 * 2 / 3),
    ],
)
def test_two_sets_are_as_far_apart_as_what_they_do_not_share(
    one: frozenset[str], other: frozenset[str], distance: float
) -> None:
    assert isclose(masi_distance(one, other), distance)
    assert masi_distance(one, other) == masi_distance(other, one)


def test_alpha_by_hand_with_one_code_each() -> None:
    # a-a, b-b, a-b: seen 1/3. Six codings, three of each: of 30 ordered pairs 18 differ. 1 − (1/3) / (18/30) = 4/9.
    assert measure_alpha([(A, A), (B, B), (A, B)]) == pytest.approx(4 / 9)


def test_alpha_by_hand_with_several_codes() -> None:
    # {a}-{a}, {ab}-{ab}, {a}-{ab}, {b}-{b}. {a}-{ab} and {b}-{ab} are 2/3 apart, {a}-{b} 1.
    # Seen: (2/3) / 4 = 1/6. Codings: {a} 3, {ab} 3, {b} 2; ordered pairs 8 × 7 = 56, their distances
    # 2 × (3×3×2/3 + 3×2×1 + 3×2×2/3) = 2 × (6 + 6 + 4) = 32. 1 − (1/6) × 56 / 32 = 17/24.
    assert measure_alpha([(A, A), (AB, AB), (A, AB), (B, B)]) == pytest.approx(17 / 24)


@pytest.mark.parametrize("pairs", [[], [(A, A)], [(NONE, NONE), (NONE, NONE)]])
def test_where_nothing_differs_anywhere_alpha_tells_nothing(
    pairs: list[tuple[frozenset[str], frozenset[str]]],
) -> None:
    assert measure_alpha(pairs) is None


def code_alike(
    *, both: int, first: int, second: int, neither: int
) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    pets, none = frozenset({"pets"}), frozenset[str]()
    pairs = (
        [(pets, pets)] * both + [(pets, none)] * first + [(none, pets)] * second + [(none, none)] * neither
    )
    keys = [f"c{number:03}" for number in range(len(pairs))]
    return dict(zip(keys, (one for one, _ in pairs), strict=True)), dict(
        zip(keys, (two for _, two in pairs), strict=True)
    )


def test_a_code_is_judged_with_an_interval_around_its_kappa() -> None:
    found = count_agreement(*code_alike(both=20, first=5, second=10, neither=15), load_codebook())
    pets = next(each for each in found.codes if each.code == "pets")
    assert (pets.both, pets.first, pets.second, pets.neither) == (20, 5, 10, 15)
    assert pets.kappa == pytest.approx(0.4)
    assert pets.low is not None
    assert pets.high is not None
    # statsmodels gives the standard error .1279: about .15 to .65.
    assert pets.low == pytest.approx(0.4 - 1.96 * 0.1279, abs=0.05)
    assert pets.high == pytest.approx(0.4 + 1.96 * 0.1279, abs=0.05)
    assert found.to_redefine == ("pets",)
    assert "friends" in found.too_few_to_tell


@pytest.mark.parametrize(("both", "judged"), [(4, False), (5, True)])
def test_a_code_given_too_seldom_is_not_judged(both: int, judged: bool) -> None:
    found = count_agreement(*code_alike(both=both, first=0, second=0, neither=45), load_codebook())
    assert ("pets" in found.too_few_to_tell) is not judged
    assert found.to_redefine == ()


def test_a_code_that_everything_has_tells_nothing() -> None:
    found = count_agreement(*code_alike(both=50, first=0, second=0, neither=0), load_codebook())
    assert "pets" in found.too_few_to_tell


def test_only_what_both_coded_counts_and_nothing_at_all_is_an_answer() -> None:
    found = count_agreement({"c1": A, "c2": A}, {"c2": A, "c3": A}, load_codebook())
    assert found.comments == 1
    empty = count_agreement({}, {}, load_codebook())
    assert (empty.comments, empty.alpha, empty.to_redefine) == (0, None, ())


@given(st.randoms(use_true_random=False))
def test_the_order_of_comments_never_matters(random: Random) -> None:
    first, second = code_alike(both=8, first=3, second=2, neither=20)
    keys = list(first)
    random.shuffle(keys)
    shuffled = {key: first[key] for key in keys}
    assert count_agreement(shuffled, second, load_codebook()) == count_agreement(
        first, second, load_codebook()
    )
