"""What a pool's sum leaves open of its councils, where a question has answers between yes and no."""

import numpy as np
import pytest

from heard.base.policy import LEVELS, Level
from heard.disclosure.pooling.doubt import forced, room
from heard.disclosure.pooling.exchange import list_sets, place_of
from heard.disclosure.pooling.pooled import Pooled

YES, BETWEEN, NO = (frozenset({place}) for place in range(3))
CUTS = (YES, NO)
UNIONS = (YES, BETWEEN, NO, YES | BETWEEN, BETWEEN | NO)
OPEN = [(30, 12, 18), (25, 15, 20), (28, 10, 22), (31, 9, 20)]


def pooled(*councils: tuple[int, int, int], most: int = 0) -> Pooled:
    """Councils beside four of which everything is shown; `most` could have answered in each."""
    atoms = np.array([*OPEN, *councils])
    return Pooled(atoms, np.full(len(atoms), most), CUTS, UNIONS, LEVELS[Level.BOARD])


def is_safe(pool: Pooled, *published: frozenset[int]) -> bool:
    return bool((forced(pool, published) <= room(pool)).all())


def test_councils_of_which_everything_is_shown_leave_nothing_to_protect() -> None:
    assert is_safe(pooled(), YES, NO)


def test_a_few_between_yes_and_no_are_what_is_left_when_the_sum_gives_the_hidden_one_of_the_two() -> None:
    """Of 50, 30 said yes, 18 no and 2 neither: yes or no is hidden, and the sum less the others gives it again."""
    for published in ((YES,), (NO,), (YES, NO)):
        assert not is_safe(pooled((30, 2, 18)), *published)


def test_councils_in_bands_can_make_up_for_them() -> None:
    """Three councils where 3 of 46 said yes and 3 no, up to 9 in its band, can take 3 of either and give 3."""
    assert is_safe(pooled((30, 2, 18), *[(3, 40, 3)] * 3), YES, NO)


def test_councils_that_can_make_up_for_yes_cannot_for_no() -> None:
    """Where no is known of all of them, a hidden no of the one is left."""
    pool = pooled((30, 2, 18), *[(3, 30, 13)] * 3)
    assert not is_safe(pool, YES, NO)
    assert not is_safe(pool, NO)


def test_where_yes_and_no_are_all_one_gives_the_other() -> None:
    """3 of 60 said yes and 57 no: the two are hidden together, and made up for together."""
    few = (3, 0, 57)
    assert not is_safe(pooled(few), YES)
    assert is_safe(pooled(few, few, few), YES, NO)


def test_a_council_too_small_to_be_named_may_have_given_any_answer() -> None:
    """Two times 9 answered, of cohorts of 30, beside 3 of 60 who said yes: all three can make up for one another."""
    assert is_safe(pooled((3, 10, 47), (2, 2, 5), (4, 2, 3), most=30), YES, NO)


def test_but_not_more_often_than_all_such_councils_gave_it() -> None:
    """Of both together 4 said no: so it were fewer than five in either."""
    assert not is_safe(pooled((3, 10, 47), (4, 2, 2), (4, 3, 2), most=30), NO)


@pytest.mark.parametrize("published", [(), (YES,), (YES, NO)])
def test_what_a_sum_forces_is_no_more_than_the_truth(published: tuple[frozenset[int], ...]) -> None:
    pool = pooled((30, 2, 18))
    least, true = forced(pool, published), pool.all_counts.sum(axis=0)
    assert (least <= true).all()
    for union in published:
        assert least[place_of(union)] == true[place_of(union)]
    assert least[-1] == true[-1] == sum(sum(each) for each in [*OPEN, (30, 2, 18)])


def test_sets_of_answers_stand_where_they_are_looked_for() -> None:
    sets = list_sets(3)
    assert sets[place_of(frozenset({0, 2}))].tolist() == [True, False, True]
    assert (sets[-1 - place_of(frozenset({0, 2}))] == ~sets[place_of(frozenset({0, 2}))]).all()


def test_cut_points_that_cross_are_not_said_where_anything_is_small() -> None:
    """Nothing is proved of them here, so nothing is said."""
    crossing = (frozenset({0, 1}), frozenset({1, 2}))
    atoms = np.array([*OPEN, *[(3, 2, 40)] * 4])
    pool = Pooled(atoms, np.zeros(len(atoms), np.int64), crossing, (*crossing, *UNIONS), LEVELS[Level.BOARD])
    assert not is_safe(pool, crossing[0])
