"""Words for how many are true of the per cent that is shown, or of all of the band."""

from itertools import product

import pytest

from heard.base.shares import Banded, Hidden, Reason, Shown, percent
from heard.reports.amounts import LARGEST_FIRST, Amount, amount_of, other_side

# What each word says, in whole per cents; written here anew, from what a reader would take it to mean.
SAYS = {
    Amount.ALL: (100, 100),
    Amount.NEARLY_ALL: (90, 100),
    Amount.MOST: (70, 89),
    Amount.MANY: (56, 69),
    Amount.HALF: (45, 55),
    Amount.SOME: (11, 44),
    Amount.FEW: (0, 10),
    Amount.NONE: (0, 0),
    Amount.MOST_OR_ALL: (80, 100),
    Amount.OVER_HALF: (51, 100),
    Amount.UNDER_HALF: (0, 49),
    Amount.FEW_OR_NONE: (0, 20),
}
MIRRORS = {
    Amount.ALL: {Amount.NONE},
    Amount.NEARLY_ALL: {Amount.FEW},
    Amount.MOST: {Amount.SOME},
    Amount.MANY: {Amount.SOME},
    Amount.HALF: {Amount.HALF},
    Amount.SOME: {Amount.MOST, Amount.MANY},
    Amount.FEW: {Amount.NEARLY_ALL},
    Amount.NONE: {Amount.ALL},
    Amount.MOST_OR_ALL: {Amount.FEW_OR_NONE},
    Amount.FEW_OR_NONE: {Amount.MOST_OR_ALL},
    Amount.OVER_HALF: {Amount.UNDER_HALF},
    Amount.UNDER_HALF: {Amount.OVER_HALF},
}
COUNTS = [(count, base) for base in range(1, 160) for count in range(base + 1)]
BANDS = [(low / 100, high / 100) for low, high in product(range(0, 101, 5), repeat=2) if low < high]


def shown(count: int, base: int) -> Shown:
    return Shown(count, base, count / base, 0.0, 1.0)


def test_every_word_is_in_the_order_of_words() -> None:
    assert set(LARGEST_FIRST) == set(Amount)


def test_a_word_is_true_of_the_per_cent_that_is_shown() -> None:
    for count, base in COUNTS:
        amount = amount_of(shown(count, base))
        assert amount is not None
        low, high = SAYS[amount]
        assert low <= percent(count / base) <= high, (count, base, amount)


def test_all_and_none_are_said_of_nobody_less() -> None:
    found = {
        (count == base, count == 0) for count, base in COUNTS if amount_of(shown(count, base)) is Amount.ALL
    }
    assert found == {(True, False)}
    assert amount_of(shown(0, 9)) is Amount.NONE
    assert amount_of(shown(299, 300)) is Amount.NEARLY_ALL  # 100 % as it is shown


def test_a_word_is_true_of_the_whole_band_or_there_is_none() -> None:
    for low, high in BANDS:
        amount = amount_of(Banded(low, high))
        if amount is not None:
            assert SAYS[amount][0] <= percent(low)
            assert percent(high) <= SAYS[amount][1]
    assert amount_of(Banded(0.3, 0.7)) is None
    assert amount_of(Banded(0.0, 1.0)) is None
    assert amount_of(Banded(0.5, 1.0)) is None


def test_the_other_side_is_told_by_the_mirrored_word() -> None:
    for count, base in COUNTS:
        one, other = amount_of(shown(count, base)), amount_of(other_side(shown(count, base)))
        assert one is not None
        assert other in MIRRORS[one], (count, base)
    for low, high in BANDS:
        one, other = amount_of(Banded(low, high)), amount_of(other_side(Banded(low, high)))
        assert (other in MIRRORS[one]) if one else other is None, (low, high)


@pytest.mark.parametrize("reason", list(Reason))
def test_what_is_hidden_has_no_word_on_either_side(reason: Reason) -> None:
    assert amount_of(Hidden(reason)) is None
    assert other_side(Hidden(reason)) == Hidden(reason)
