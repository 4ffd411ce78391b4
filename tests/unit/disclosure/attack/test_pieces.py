"""The true table is a witness only where it fits what was printed."""

import pytest

from heard.analysis.frames import ALL
from heard.disclosure.attack.pieces import divide, list_fitting
from heard.disclosure.attack.system import Cell, Said, System


def three_cells() -> System:
    """Two hidden cells of at most 8 each, which make up a third of 10."""
    system = System()
    one, other, both = (system.number(Cell("", "", "", "", ALL, ALL, name, 1)) for name in "abc")
    for cell, low, high in ((one, 0, 8), (other, 0, 8), (both, 10, 10)):
        system.bound(cell, low, high, Said("", ""))
    system.add_row([(one, 1), (other, 1), (both, -1)], "they make up")
    return system


@pytest.mark.parametrize(
    ("truth", "fits"),
    [
        ({0: 4, 1: 6}, True),
        ({0: 4, 1: 5}, False),  # it does not add up
        ({0: 1, 1: 9}, False),  # beyond what is known
        ({0: 4}, False),  # not all of it is known
        ({0: 4, 1: 6, 2: 9}, True),  # what was printed stands, whatever is said of it
    ],
)
def test_a_table_fits_where_every_bound_and_sum_holds(truth: dict[int, int], fits: bool) -> None:
    system = three_cells()
    (piece,) = divide(system, [0, 1])
    found = list_fitting(truth, system, piece)
    assert (None if found is None else found.tolist()) == ([4, 6] if fits else None)
