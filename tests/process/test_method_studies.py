"""The studies behind the methods still come out as decided (`make bench` and `make bench-big` run them in full)."""

import numpy as np
import pytest

from flag_rule import BOUNDS, exact_power, study_lone, study_none
from heard.analysis.power import detectable_difference
from interval_coverage import LEAST, LEAST_MEAN, NAMES, study


@pytest.mark.parametrize("fraction", [0.1, 0.2, 0.5, 0.8, 0.9])
@pytest.mark.parametrize("answers", [10, 12, 20, 40, 74])
def test_the_printed_interval_holds_the_truth_as_often_as_it_says(answers: int, fraction: float) -> None:
    coverage = dict(zip(NAMES, study(answers, fraction).coverage, strict=True))
    assert coverage["whole children"].mean() >= LEAST_MEAN
    assert coverage["whole children"].min() >= LEAST


def test_without_whole_children_it_would_fail_where_few_answered() -> None:
    # 10 of 50: the design that made the ends move outward (method, section 1).
    assert study(10, 0.2).coverage[1].min() == pytest.approx(0.80, abs=0.01)


def test_the_oracle_is_what_can_be_reached_at_all() -> None:
    # R's values of the method page, 74 of 230: mean coverage of the unrounded interval .951, of the oracle .953.
    means = study(74, 74 / 230).coverage.mean(axis=1)
    assert means[1:] == pytest.approx([0.951, 0.953], abs=0.002)


def test_hardly_anything_is_flagged_where_nobody_differs(capsys: pytest.CaptureFixture[str]) -> None:
    assert study_none(np.random.default_rng(1), 3)
    assert "others" in capsys.readouterr().out


def test_a_lone_true_gap_is_seen(capsys: pytest.CaptureFixture[str]) -> None:
    assert study_lone(np.random.default_rng(1), 6)
    assert "flagged" in capsys.readouterr().out


def test_the_bounds_are_those_of_the_issue() -> None:
    assert BOUNDS == {"clear": 0.025, "possible": 0.15, "lone": 0.88}


def test_the_least_difference_is_seen_four_times_out_of_five() -> None:
    # Exact binomial chances, which jump with n: between .74 and .86 over the table, .80 here.
    least = float(detectable_difference(74, 10_000, 0.9, 1))
    assert exact_power(74, 0.9, least) == pytest.approx(0.80, abs=0.01)
