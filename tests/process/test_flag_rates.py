"""On made-up programmes where the truth is known, flags find what was planted and little else."""

from pathlib import Path

import pytest

from flag_rates import null, planted
from heard.catalogue import load_catalogue

pytestmark = pytest.mark.slow


def test_planted_differences_of_20_points_are_flagged_in_88_of_100_cases(tmp_path: Path) -> None:
    found = [planted(tmp_path, seed, load_catalogue()) for seed in (1, 2)]
    seen, made = (sum(part) for part in zip(*found, strict=True))
    assert made >= 40
    assert seen / made >= 0.88


def test_where_no_council_differs_there_are_hardly_any_flags(tmp_path: Path) -> None:
    found = [null(tmp_path, seed) for seed in (101, 102)]
    clear, possible, councils = (sum(part) for part in zip(*found, strict=True))
    assert councils == 160
    assert clear / councils <= 0.05
    assert possible / councils <= 0.3
