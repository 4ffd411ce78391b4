"""Listing tables: runs that fit, whose an entry is, and the logarithms of factorials."""

from math import factorial, log

import numpy as np
import pytest

from heard.analysis import listing
from heard.analysis.listing import chunks, expand, log_factorials


def test_chunks_hold_every_position_once() -> None:
    assert chunks(np.array([4, 4, 4, 4, 100, 1]), 8) == [(0, 2), (2, 4), (4, 5), (5, 6)]
    assert chunks(np.array([], dtype=np.int64), 8) == []


def test_every_entry_knows_its_owner_and_its_number() -> None:
    owner, number = expand(np.array([2, 0, 3]))
    assert owner.tolist() == [0, 0, 2, 2, 2]
    assert number.tolist() == [0, 1, 0, 1, 2]


@pytest.mark.parametrize("tabled_to", [0, 1 << 20])
def test_factorials_are_the_same_looked_up_or_worked_out(
    tabled_to: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "TABLED_TO", tabled_to)
    found = log_factorials(20.0)(np.arange(21))
    assert found == pytest.approx([log(factorial(k)) for k in range(21)], rel=1e-13, abs=1e-13)
