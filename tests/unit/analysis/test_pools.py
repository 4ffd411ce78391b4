"""Which councils and waves a council is held against."""

from datetime import date

import numpy as np
import pytest

from heard.analysis.cells import Cells, count_cells
from heard.analysis.pools import (
    Pool,
    leave_out,
    months_before,
    neighbour_table,
    neighbours_of,
    others_of,
    pool_latest,
    waves_of_pool,
)
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from unit.analysis.cubes import areas_of, cube_of, say, wave_of


def pool(*bases: float) -> Pool:
    """A pool of councils with these bases, a tenth of whom said yes, for one item."""
    base = np.array(bases)[:, None]
    return Pool(base / 10, base)


def test_others_leave_out_the_council_itself() -> None:
    others = others_of(pool(30, 50, 70))
    assert others.base[:, 0].tolist() == [120, 100, 80]
    assert others.count[:, 0] == pytest.approx([12, 10, 8])
    assert others.areas[:, 0].tolist() == [2, 2, 2]


def test_the_largest_other_council_is_not_the_council_itself() -> None:
    assert others_of(pool(30, 50, 70)).largest[:, 0].tolist() == [70, 70, 50]
    assert others_of(pool(70, 50, 70)).largest[:, 0].tolist() == [70, 70, 70]


def test_a_council_alone_has_no_others() -> None:
    others = others_of(pool(30))
    assert (others.base[0, 0], others.areas[0, 0]) == (0, 0)
    assert not others.qualifies()[0, 0]


def test_a_council_without_answers_is_in_no_pool() -> None:
    assert others_of(pool(30, 0, 70)).areas[:, 0].tolist() == [1, 2, 1]


@pytest.mark.parametrize(
    ("bases", "qualifies"),
    [
        ((20, 40, 40, 40, 40, 40), True),  # five others, 200 answers
        ((20, 40, 40, 40, 40, 39), False),  # 199 answers
        ((20, 60, 60, 60, 60), False),  # four others
        ((20, 80, 30, 30, 30, 30), True),  # the largest is 80 of 200, exactly 40 %
        ((20, 81, 30, 30, 30, 30), False),  # 81 of 201
    ],
)
def test_what_qualifies(bases: tuple[float, ...], qualifies: bool) -> None:
    assert others_of(pool(*bases)).qualifies()[0, 0] == qualifies


def test_neighbours_are_those_named_without_the_council_itself() -> None:
    areas = areas_of("X1", "X2", "X3", neighbours={"X1": ("X2", "X1", "X9"), "X2": ("X1", "X3")})
    table = neighbour_table(["X1", "X2", "X3"], areas)
    near = neighbours_of(pool(30, 50, 70), table)
    assert table.tolist() == [[False, True, False], [True, False, True], [False, False, False]]
    assert near.base[:, 0].tolist() == [50, 100, 0]
    assert near.largest[:, 0].tolist() == [50, 70, 0]
    assert near.areas[:, 0].tolist() == [1, 2, 0]


def test_a_pool_reaches_thirty_six_months_back_and_never_ahead() -> None:
    waves = {
        key: wave_of(key, closes_on=day)
        for key, day in {
            "2022": date(2022, 3, 26),
            "2023": date(2023, 3, 27),
            "2025": date(2025, 3, 27),
            "2026": date(2026, 3, 27),
            "2027": date(2027, 3, 27),
        }.items()
    }
    found = waves_of_pool(waves, waves["2026"])
    assert [each.key for each in found] == ["2026", "2025", "2023"]


def test_answers_to_what_was_asked_otherwise_are_left_out_and_the_rest_kept(catalogue: Catalogue) -> None:
    responses = say(30, good_friend="yes", settled="yes")
    cells = count_cells(cube_of(responses, catalogue), catalogue, Survey.AGES_8_11, ["X1"], groups=False)
    left = leave_out(cells, {"settled"})
    base = {
        item.indicator: left.base[0, 0, place]
        for place, item in enumerate(left.items)
        if item.headline and item.indicator in {"good_friend", "settled"}
    }
    assert base == {"good_friend": 30, "settled": 0}
    assert left.respondents.tolist() == cells.respondents.tolist()
    assert leave_out(cells, ()) is cells


def test_a_council_s_latest_answers_are_taken_item_by_item(catalogue: Catalogue) -> None:
    """Its wave of 2025 asked settled otherwise, so that item comes from 2024."""

    def cells(settled: int) -> Cells:
        responses = say(settled, good_friend="yes", settled="yes")
        return count_cells(cube_of(responses, catalogue), catalogue, Survey.AGES_8_11, ["X1"], groups=False)

    found = pool_latest([leave_out(cells(40), {"settled"}), cells(30)])
    place = {item.indicator: place for place, item in enumerate(cells(1).items) if item.headline}
    assert found.base[0, place["good_friend"]] == 40
    assert found.base[0, place["settled"]] == 30


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 27), date(2023, 3, 27)),
        (date(2024, 2, 29), date(2021, 2, 28)),
        (date(2026, 1, 31), date(2023, 1, 31)),
    ],
)
def test_months_before(day: date, expected: date) -> None:
    assert months_before(day, 36) == expected
