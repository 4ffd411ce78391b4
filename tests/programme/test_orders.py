"""A board's copy and what is published, of two waves, in whatever order: each is released, and nothing comes out.

Protection, attack and ledger are those of Heard, but for one fault: protection shows a board the boys' answers where it
should not. What the attacker breaks so has to be withheld of the one copy, whatever stands in the other.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from builders import Row, make_folder, make_response, make_wave
from heard.base.policy import Level
from heard.programme import safeguard
from heard.programme.attack import attack_releases
from heard.programme.release import Released, release_tables
from releasing import show_too_much

Step = tuple[str, Level]

BOARD_2024, PUBLIC_2024 = ("2024", Level.BOARD), ("2024", Level.PUBLIC)
BOARD_2026, PUBLIC_2026 = ("2026", Level.BOARD), ("2026", Level.PUBLIC)
ORDERS = {
    "board first, wave by wave": (BOARD_2024, PUBLIC_2024, BOARD_2026, PUBLIC_2026),
    "public first, wave by wave": (PUBLIC_2024, BOARD_2024, PUBLIC_2026, BOARD_2026),
    "boards of both waves, then public": (BOARD_2024, BOARD_2026, PUBLIC_2024, PUBLIC_2026),
    "public of both waves, then boards": (PUBLIC_2024, PUBLIC_2026, BOARD_2024, BOARD_2026),
    "the newer wave before the older": (PUBLIC_2026, BOARD_2026, PUBLIC_2024, BOARD_2024),
}


def pets(wave: str, **yes: int) -> list[Row]:
    """So many who have a pet of 45 girls, 40 boys and 12 who did not say what they are.

    In 2026 all like school besides, so that the answers of the two waves are not the same.
    """
    more = {"likes_school": "a_lot"} if wave == "2026" else {}
    groups = {"girls": ({"gender": "girl"}, 45), "boys": ({"gender": "boy"}, 40), "unknown": ({}, 12)}
    return [
        make_response(wave=wave, pet="yes" if place < yes[name] else "no", **more, **group)
        for name, (group, base) in groups.items()
        for place in range(base)
    ]


@pytest.fixture
def programme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """57 of 97 have a pet in 2024, 60 of 97 in 2026. Of those who did not say what they are 2 do in 2024, in 2026 3."""
    monkeypatch.setattr(safeguard, "protect", show_too_much)
    rows = [*pets("2024", girls=30, boys=25, unknown=2), *pets("2026", girls=31, boys=26, unknown=3)]
    cohort: list[Row] = [
        {"wave": wave, "area": "X1", "survey": "8-11", "eligible": 130} for wave in ("2024", "2026")
    ]
    waves: list[Row] = [{**make_wave(wave), "surveys": ["8-11"]} for wave in ("2024", "2026")]
    return make_folder(tmp_path / "programme", responses=rows, cohort=cohort, waves=waves)


def release(folder: Path, step: Step) -> Released:
    wave, level = step
    out = folder.parent / f"{level.value}-{wave}"
    return release_tables(
        folder, wave=wave, level=level, out=out, today=date(2026, 5, 1), area="X1", workers=1
    )


def shown_of_pets(done: Released) -> dict[str, int]:
    shown = done.facts.filter(survey="8-11", indicator="pet", cut_point="positive", symbol="")
    return dict(shown.select("level", "count").iter_rows())


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_in_whatever_order_each_copy_is_released_and_nothing_comes_out_of_all_together(
    programme: Path, order: Sequence[Step]
) -> None:
    released = {step: release(programme, step) for step in order}
    withheld = ("X1", "8-11", "pet")
    for wave, told in (("2024", {"all": 57, "girl": 30}), ("2026", {"all": 60, "girl": 31})):
        board, public = released[wave, Level.BOARD], released[wave, Level.PUBLIC]
        is_first = order.index((wave, Level.PUBLIC)) < order.index((wave, Level.BOARD))
        assert board.withheld == (withheld,)
        assert public.withheld == (() if is_first else (withheld,))
        # What was published first the board's copy says too, and no more; what a board may not know, nobody may.
        assert shown_of_pets(board) == shown_of_pets(public) == (told if is_first else {})
    assert attack_releases([programme]).safe
    assert all(each.facts.filter(pl.col("symbol") == "").height for each in released.values())
