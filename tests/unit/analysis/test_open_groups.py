"""Groups held against the rest by what is open of them: base 0 stands for a level that is not."""

import numpy as np
import pytest

from heard.analysis.against_rest import GroupComparison, compare_group, compare_open_group
from heard.analysis.cells import Cells
from heard.analysis.groups import group_p
from heard.analysis.layout import EVERYBODY, Item
from heard.analysis.two_groups import two_group_p

LEVELS = (EVERYBODY, ("gender", "girl"), ("gender", "boy"), ("gender", "another"))
Counted = tuple[int, int]


def cells_of(everybody: Counted, *levels: Counted) -> Cells:
    """One question of one council: count and base of everybody, girls, boys, others."""
    counted = np.array([everybody, *levels], dtype=np.float64)
    count, base = (counted[:, side].reshape(1, -1, 1) for side in (0, 1))
    nobody = np.zeros((1, len(LEVELS)))
    item = Item("pet", "positive", 1, headline=True)
    return Cells("8-11", ("X1",), LEVELS, (item,), nobody, base, base, count)


def opened(everybody: Counted, *levels: Counted, closed: bool) -> GroupComparison:
    return compare_open_group(
        cells_of(everybody, *levels), "2026", "gender", closed=np.array([[closed]], dtype=bool)
    )


def p_of_group(*levels: Counted) -> float:
    count, base = (np.array([[each[side] for each in levels]], dtype=np.float64) for side in (0, 1))
    return float(group_p(count, base, lambda _: "")[0])


def test_where_all_are_open_and_known_it_is_the_test_of_analysis() -> None:
    levels = ((12, 40), (38, 40), (10, 20))
    cells = cells_of((60, 100), *levels)
    one, other = compare_group(cells, "2026", "gender"), opened((60, 100), *levels, closed=False)
    for name in ("rest_count", "rest_base", "made", "p", "overall"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_all_in_no_open_level_are_one_level_more() -> None:
    """60 of 100 less 12 of 40 girls and 38 of 40 boys: 10 of 20 others, of whatever gender."""
    found = opened((60, 100), (12, 40), (38, 40), (0, 0), closed=True)
    assert found.overall[0, 0] == pytest.approx(p_of_group((12, 40), (38, 40), (10, 20)))
    assert found.made[0, :, 0].tolist() == [True, True, False]


def test_a_single_open_level_is_tested_against_everybody_else() -> None:
    found = opened((60, 100), (12, 40), (0, 0), (0, 0), closed=True)
    against_them = two_group_p(12, 40, 48, 60)
    assert (found.rest_count[0, 0, 0], found.rest_base[0, 0, 0]) == (48, 60)
    assert found.p[0, 0, 0] == pytest.approx(against_them)
    assert found.overall[0, 0] == pytest.approx(against_them)


@pytest.mark.parametrize(("left", "made"), [(9, False), (10, True)])
def test_they_enter_from_ten_answers_like_any_level(left: int, made: bool) -> None:
    found = opened((20, 40 + left), (12, 40), (0, 0), (0, 0), closed=True)
    assert bool(found.made[0, 0, 0]) is made
    assert bool(np.isnan(found.overall[0, 0])) is not made


def test_where_all_are_open_whoever_did_not_say_is_in_the_rest_and_in_no_test_of_the_group() -> None:
    """60 of 100, of whom 10 of 20 said nothing of their gender."""
    found = opened((60, 100), (12, 40), (38, 40), (0, 0), closed=False)
    assert found.overall[0, 0] == pytest.approx(p_of_group((12, 40), (38, 40)))
    assert found.rest_base[0, 0, 0] == 60


def test_nothing_is_tested_of_a_question_whose_everybody_is_not_open() -> None:
    found = opened((0, 0), (0, 0), (0, 0), (0, 0), closed=True)
    assert not found.made.any()
    assert np.isnan(found.overall).all()
