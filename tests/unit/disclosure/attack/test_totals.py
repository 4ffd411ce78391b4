"""Sums that fit what is said of the nation are those that would be printed so."""

from fractions import Fraction
from math import floor

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from heard.disclosure.attack.totals import Nation, NationalRow

CUT, WHOLE = 1, 3
MASKS = (CUT, 2, WHOLE)


def said_of(base: int, count: int) -> tuple[int, int]:
    """What is printed: the base to the nearest 50, the share in whole per cent, halves up."""
    return floor(Fraction(base, 50) + Fraction(1, 2)) * 50, floor(
        Fraction(100 * count, base) + Fraction(1, 2)
    )


def nation(base: int, count: int, *, is_whole: bool = True) -> Nation:
    printed, points = said_of(base, count)
    row = NationalRow(CUT, (max(printed - 25, 0), printed + 24), None, points)
    return Nation((row,), MASKS, WHOLE, is_whole=is_whole)


people = st.integers(1, 600).flatmap(lambda base: st.tuples(st.just(base), st.integers(0, base)))
near = st.integers(-30, 30)


@given(people, near, near)
def test_a_sum_fits_where_it_would_be_printed_so(true: tuple[int, int], more: int, others: int) -> None:
    base, count = true[0] + more, true[1] + others
    if base < 1 or not 0 <= count <= base:
        return
    fits = nation(*true).fits(np.array([[count, base - count, base]]))[0]
    assert fits == (said_of(base, count) == said_of(*true))


def test_every_base_around_the_printed_one_is_judged() -> None:
    bases = np.arange(240, 361)
    fits = nation(300, 150).fits(np.stack([bases // 2, bases - bases // 2, bases], axis=1))
    assert bases[fits].tolist() == [base for base in bases if said_of(base, base // 2) == said_of(300, 150)]


@given(people, st.integers(0, 700), st.integers(0, 700))
def test_some_of_the_councils_fit_where_others_can_make_up_the_rest(
    true: tuple[int, int], base: int, count: int
) -> None:
    if base < count:
        return
    printed, points = said_of(*true)
    largest = printed + 24  # as many as can have answered
    if largest < 100:
        return
    able = [
        each for each in range(largest + 1) if floor(Fraction(100 * each, largest) + Fraction(1, 2)) == points
    ]
    fits = nation(*true, is_whole=False).fits(np.array([[count, base - count, base]]))[0]
    assert fits == (base <= largest and count <= max(able))


def test_without_a_base_nothing_is_shown() -> None:
    assert not Nation((NationalRow(CUT, None, 5, None),), MASKS, WHOLE, is_whole=True).is_told
