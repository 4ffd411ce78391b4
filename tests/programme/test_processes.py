"""Many things at once: each done once, said in whatever order is asked for, and a fault of one let through."""

import pytest

from heard.programme.processes import do_in_order, do_side_by_side


@pytest.mark.parametrize("workers", [1, 2])
def test_each_is_done_once_and_known_by_its_place(workers: int) -> None:
    assert sorted(do_side_by_side(abs, [-3, -1, -2], workers)) == [(0, 3), (1, 1), (2, 2)]


@pytest.mark.parametrize("workers", [1, 2])
def test_they_come_in_order_where_that_is_asked_for(workers: int) -> None:
    assert list(do_in_order(abs, [-3, -1, -2], workers)) == [3, 1, 2]


@pytest.mark.parametrize("workers", [1, 2])
def test_the_fault_of_one_is_raised(workers: int) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        list(do_in_order(int, ["1", "x", "2"], workers))


def test_of_nothing_comes_nothing() -> None:
    assert list(do_side_by_side(abs, [])) == []
