"""All levels of a group at once."""

from itertools import product
from math import comb

import numpy as np
import pytest
from scipy import special

from heard.analysis import group_grid, group_tables, groups
from heard.analysis.group_grid import gridded_p
from heard.analysis.group_tables import beginning_counts
from heard.analysis.groups import drawn_p, exact_p, group_p, small_levels_p
from heard.analysis.pearson import statistic
from heard.analysis.two_groups import two_group_p


def every_table_p(count: list[int], base: list[int]) -> float:
    """Every table with these margins, one after another."""
    yes, observed = sum(count), statistic(np.array(count, float), np.array(base, float))
    as_far = 0
    for table in product(*(range(size + 1) for size in base)):
        if sum(table) == yes and statistic(np.array(table, float), np.array(base, float)) >= observed - 1e-9:
            as_far += int(np.prod([comb(n, x) for n, x in zip(base, table, strict=True)], dtype=object))
    return as_far / comb(sum(base), yes)


def test_exact_p_adds_up_every_table_as_far_out() -> None:
    rng = np.random.default_rng(11)
    for _ in range(25):
        base = rng.integers(1, 8, rng.integers(3, 6))
        count = rng.binomial(base, 0.35)
        if 0 < count.sum() < base.sum():
            found = exact_p(count[None].astype(float), base[None].astype(float))
            assert found[0] == pytest.approx(every_table_p(count.tolist(), base.tolist()), abs=1e-12)


def test_tests_listed_together_or_in_parts_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(12)
    base = rng.integers(10, 30, (30, 4)).astype(float)
    count = rng.binomial(base.astype(int), 0.12).astype(float)
    together = exact_p(count, base)
    monkeypatch.setattr(groups, "TABLES_AT_ONCE", 50)
    assert exact_p(count, base) == pytest.approx(together, abs=1e-13)


def test_a_level_that_is_left_out_changes_nothing() -> None:
    with_gap = group_p(np.array([[3.0, 0, 1, 8]]), np.array([[12.0, 0, 15, 20]]), no_words)
    without = group_p(np.array([[3.0, 1, 8]]), np.array([[12.0, 15, 20]]), no_words)
    assert with_gap == pytest.approx(without, abs=1e-14)


def test_two_levels_are_two_groups() -> None:
    found = group_p(np.array([[0.0, 15, 18]]), np.array([[0.0, 18, 20]]), no_words)
    assert found[0] == pytest.approx(float(two_group_p(15, 18, 18, 20)))


def test_large_levels_are_tested_by_pearson() -> None:
    """73 of 100, 16 of 50 and 24 of 50 (the shares of R's stratified sample, unweighted): 2 degrees of freedom."""
    count, base = np.array([[73.0, 16, 24]]), np.array([[100.0, 50, 50]])
    share = 113 / 200
    by_hand = sum(
        (x - n * share) ** 2 / (n * share * (1 - share)) for x, n in ((73, 100), (16, 50), (24, 50))
    )
    assert group_p(count, base, no_words)[0] == pytest.approx(special.chdtrc(2, by_hand), rel=1e-12)


def test_pearson_gives_way_where_fewer_than_five_are_expected() -> None:
    """10 of 100 answers and half of them yes: exactly 5 expected, Pearson; 49 of 100: 4.9, listed."""
    at_five = group_p(np.array([[2.0, 24, 24]]), np.array([[10.0, 45, 45]]), no_words)
    below = group_p(np.array([[2.0, 24, 23]]), np.array([[10.0, 45, 45]]), no_words)
    assert at_five[0] == pytest.approx(
        special.chdtrc(2, float(statistic(np.array([2.0, 24, 24]), np.array([10.0, 45, 45]))))
    )
    assert below[0] == pytest.approx(every_table_p([2, 24, 23], [10, 45, 45]), abs=1e-12)


def test_one_level_is_no_test_and_no_variation_no_evidence() -> None:
    found = group_p(
        np.array([[3.0, 0, 0], [0, 0, 0], [9, 8, 7]]), np.array([[9.0, 0, 0], [9, 8, 7], [9, 8, 7]]), no_words
    )
    assert np.isnan(found[0])
    assert found[1:] == pytest.approx([1.0, 1.0])


def test_beginnings_are_counted_as_they_are() -> None:
    """Levels of 2, 3 and 4 and 5 answers: the smallest may hold 0, 1 or 2; with 9 answers it must hold 2."""
    assert beginning_counts(np.array([[4.0, 2, 3], [4, 2, 3]]), np.array([5.0, 9.0])).tolist() == [3, 1]


def every_beginning(base: list[int], yes: int) -> int:
    """The beginnings one after another: all levels but the two largest are filled, and the rest has room."""
    *few, second, first = sorted(base)
    filled = (sum(beginning) for beginning in product(*(range(size + 1) for size in few)))
    return sum(0 <= yes - answers <= second + first for answers in filled)


def test_beginnings_of_many_tests_are_counted_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many tests are counted at a time, and whether few gave the answer or few did not."""
    rng = np.random.default_rng(13)
    base = rng.integers(0, 9, (60, 5))
    yes = rng.integers(0, base.sum(axis=1) + 1)
    expected = [
        every_beginning(sizes.tolist(), int(answers)) for sizes, answers in zip(base, yes, strict=True)
    ]
    for at_once in (1, 40, 1 << 16):
        monkeypatch.setattr(group_tables, "COUNTED_AT_ONCE", at_once)
        assert beginning_counts(base.astype(float), yes.astype(float)).tolist() == expected


def test_too_many_tables_are_drawn_and_agree_with_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    count, base = np.array([[1.0, 2, 3, 20]]), np.array([[12.0, 11, 10, 90]])  # one large level
    listed = group_p(count, base, no_words)[0]
    monkeypatch.setattr(groups, "EXACT_TABLES_LIMIT", 0)
    drawn = group_p(count, base, lambda row: f"2026|X{row}|8-11|good_friend|positive|gender")[0]
    assert drawn == drawn_p(count[0], base[0], "2026|X0|8-11|good_friend|positive|gender")
    assert drawn == pytest.approx(listed, abs=4 * np.sqrt(listed * (1 - listed) / 10_000))


@pytest.mark.parametrize(
    ("count", "base"),
    [
        ([4, 1, 0, 5, 31, 38, 40], [10, 9, 6, 12, 160, 150, 170]),
        ([8, 7, 7, 7, 138, 125, 131], [8, 9, 7, 8, 150, 140, 145]),  # nearly everybody said yes
        ([6, 5, 30, 30, 33], [7, 6, 300, 300, 310]),  # all but impossible by chance
        ([1, 1, 20, 20, 20], [11, 11, 220, 220, 220]),  # all alike
    ],
)
def test_small_levels_on_a_grid_are_those_listed(
    count: list[int], base: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fewer the tables, the less a grid is like them: these are few, so its steps are finer."""
    x, n = np.array([count], dtype=float), np.array([base], dtype=float)
    listed = small_levels_p(x, n)[0]
    monkeypatch.setattr(groups, "EXACT_TABLES_LIMIT", 0)
    assert group_p(x, n, no_words)[0] == pytest.approx(listed, abs=0.001)
    monkeypatch.setattr(group_grid, "STEPS", 10_000)
    assert group_p(x, n, no_words)[0] == pytest.approx(listed, abs=2e-5)
    assert group_p(n - x, n, no_words)[0] == pytest.approx(listed, abs=2e-5)
    assert group_p(x[:, ::-1], n[:, ::-1], no_words)[0] == pytest.approx(listed, abs=2e-5)


@pytest.mark.parametrize(
    ("count", "base"), [([1, 4, 12, 20], [12, 11, 40, 50]), ([0, 3, 2, 40, 52], [8, 9, 7, 150, 140])]
)
def test_beside_two_large_levels_a_grid_is_close_to_every_table(count: list[int], base: list[int]) -> None:
    x, n = np.array(count, dtype=float), np.array(base, dtype=float)
    found = gridded_p(x, n, n >= 40)
    assert found == pytest.approx(exact_p(x[None], n[None])[0], rel=0.05, abs=0.002)


def test_many_small_levels_on_a_grid_are_those_listed() -> None:
    """1.3 million ways to fill the small levels: as few as are ever put on a grid, and listed for once."""
    count = np.array([[0.0, 3, 1, 4, 3, 60, 49, 71]])
    base = np.array([[9.0, 12, 14, 17, 30, 400, 500, 600]])
    found = gridded_p(count[0], base[0], base[0] > 100)
    assert found == pytest.approx(small_levels_p(count, base)[0], abs=1e-4)


def test_a_p_on_a_grid_is_never_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "EXACT_TABLES_LIMIT", 0)
    assert 0 < group_p(np.array([[20.0, 19, 300, 5]]), np.array([[20.0, 20, 400, 400]]), no_words)[0] < 1e-12


def test_a_draw_is_the_same_every_time_and_another_for_another_question() -> None:
    count, base = np.array([1.0, 9, 12, 20]), np.array([12.0, 30, 40, 50])
    first = drawn_p(count, base, "a question")
    assert drawn_p(count, base, "a question") == first
    assert drawn_p(count, base, "another") != first


def no_words(row: int) -> str:
    raise AssertionError(f"test {row} was drawn, not added up")


def test_thousands_of_answers_are_added_up_without_running_over() -> None:
    """17,000 answers can be shared out in more ways than a float holds. The oracle is 20,000 drawn tables."""
    count = np.array([[2.0, 16.0, 4100.0, 4500.0]])
    base = np.array([[8.0, 30.0, 8000.0, 9000.0]])
    p = exact_p(count, base)[0]
    draws = np.random.default_rng(1).multivariate_hypergeometric(
        base[0].astype(int), int(count.sum()), size=20_000
    )
    as_far = statistic(draws.astype(float), base[0]) >= statistic(count[0], base[0]) - 1e-9
    assert abs(p - as_far.mean()) < 4 * np.sqrt(p * (1 - p) / 20_000)


@pytest.mark.parametrize(
    ("count", "base"),
    [
        ([4, 20, 31, 38], [10, 120, 160, 150]),  # 2 expected in the small level
        ([0, 60, 30, 25], [12, 150, 130, 140]),
        ([9, 40, 46, 50], [10, 150, 160, 170]),
        ([11, 145, 152, 166], [12, 150, 160, 170]),  # nearly everybody said yes
        ([4, 1, 31, 38], [10, 9, 160, 150]),  # two small levels
        ([0, 5, 2, 60, 52], [8, 9, 7, 150, 140]),  # three
        ([6, 8, 138, 125], [8, 9, 150, 140]),
    ],
)
def test_with_small_levels_p_is_close_to_the_exact_one(count: list[int], base: list[int]) -> None:
    x, n = np.array(count, dtype=float), np.array(base, dtype=float)
    exact = exact_p(x[None], n[None])[0]
    assert small_levels_p(x[None], n[None])[0] == pytest.approx(exact, rel=0.05, abs=0.002)


@pytest.mark.parametrize(
    ("count", "base"),
    [
        ([4, 20], [10, 120]),
        ([4, 1, 31], [10, 9, 160]),
        ([3, 0, 2, 40], [5, 6, 7, 90]),
        ([0, 9, 88], [9, 9, 90]),
    ],
)
def test_beside_one_large_level_everything_is_listed(count: list[int], base: list[int]) -> None:
    """The oracle goes through every table."""
    [found] = small_levels_p(np.array([count], dtype=float), np.array([base], dtype=float))
    assert found == pytest.approx(every_table_p(count, base), abs=1e-12)


def test_small_levels_alone_or_too_many_of_them_are_left_to_others() -> None:
    alone = small_levels_p(np.array([[1.0, 2, 1]]), np.array([[9.0, 8, 7]]))
    many = small_levels_p(np.array([[1.0] * 6 + [400.0]]), np.array([[20.0] * 6 + [8000.0]]))
    assert np.isnan(alone).all()
    assert np.isnan(many).all()


def test_too_many_tables_around_small_levels_need_no_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "EXACT_TABLES_LIMIT", 20)
    count, base = np.array([[4.0, 20, 31, 38]]), np.array([[10.0, 120, 160, 150]])
    assert group_p(count, base, no_words)[0] == small_levels_p(count, base)[0]


def test_tests_with_other_numbers_of_small_levels_stand_beside_each_other() -> None:
    count = np.array([[4.0, 20, 31, 38], [4, 1, 31, 38], [0, 2, 31, 38], [0, 4, 31, 0]])
    base = np.array([[10.0, 120, 160, 150], [10, 9, 160, 150], [0, 9, 160, 150], [0, 9, 160, 0]])
    apart = [small_levels_p(count[[row]], base[[row]])[0] for row in range(4)]
    assert small_levels_p(count, base).tolist() == pytest.approx(apart, rel=1e-12)
    assert not np.isnan(apart).any()
