"""Ranks, as far as they can be known."""

import numpy as np
import pytest

from heard.analysis.nation.ranks import Ranks, _Draws, rank_councils
from heard.analysis.shrinkage import fit_beta_binomial
from unit.analysis.nation.nations import REFERENCES, one_row

COUNT, BASE = one_row(REFERENCES["count"]), one_row(REFERENCES["base"])


def ranks_of(
    count: np.ndarray, base: np.ndarray, polarity: int = 1, words: str = "one", **given: int
) -> Ranks:
    fits = fit_beta_binomial(count, base, **given)
    return rank_councils(
        count,
        base,
        fits,
        np.full(len(count), polarity),
        words,
        **{name: value for name, value in given.items() if name == "min_base"},
    )


def test_expected_ranks_are_those_of_numerical_integration() -> None:
    found = ranks_of(COUNT[:, :12], BASE[:, :12], min_base=1)
    # The mean of 10,000 ranks among 12 has a standard error of at most 0.035.
    assert found.expected[0] == pytest.approx(REFERENCES["expected_rank"], abs=0.14)


def test_nine_tenths_of_a_council_s_ranks_lie_in_its_interval_by_numerical_integration_too() -> None:
    found = ranks_of(COUNT[:, :12], BASE[:, :12], min_base=1)
    up_to = np.column_stack(
        [np.zeros(12), REFERENCES["up_to_rank"]]
    )  # the chance of rank 0, 1, 2 … or better
    council, low, high = np.arange(12), found.low[0].astype(int), found.high[0].astype(int)
    # The part of 10,000 draws has a standard error of at most 0.0022 at .05 and .95.
    assert (up_to[council, low] >= 0.05 - 0.009).all()
    assert (up_to[council, low - 1] < 0.05 + 0.009).all()
    assert (up_to[council, high] >= 0.95 - 0.009).all()
    assert (up_to[council, high - 1] < 0.95 + 0.009).all()


def test_ranks_add_up_to_those_there_are() -> None:
    found = ranks_of(COUNT, BASE, min_base=1)
    assert found.expected.sum() == pytest.approx(60 * 61 / 2)
    assert found.of[0] == 60


def test_an_interval_holds_its_rank_and_stays_among_the_councils() -> None:
    found = ranks_of(COUNT, BASE, min_base=1)
    assert (found.low <= found.expected).all()
    assert (found.expected <= found.high).all()
    assert found.low.min() >= 1
    assert found.high.max() <= 60


def test_councils_told_apart_beyond_doubt_have_their_rank_and_no_other() -> None:
    base = np.full((1, 8), 100_000.0)
    count = one_row([10_000, 80_000, 20_000, 70_000, 30_000, 60_000, 40_000, 50_000])
    found = ranks_of(count, base)
    assert found.low[0].tolist() == found.high[0].tolist() == [8, 1, 7, 2, 6, 3, 5, 4]


def test_where_more_is_worse_the_lowest_share_ranks_first() -> None:
    base = np.full((1, 8), 100_000.0)
    count = one_row([10_000, 80_000, 20_000, 70_000, 30_000, 60_000, 40_000, 50_000])
    assert ranks_of(count, base, polarity=-1).low[0].tolist() == [1, 8, 2, 7, 3, 6, 4, 5]


def test_councils_that_are_all_alike_may_stand_anywhere() -> None:
    found = ranks_of(np.full((1, 20), 30.0), np.full((1, 20), 60.0))
    # One of 20 places is 5 %: nine tenths of equal chances reach from the first or second to the last or last but one.
    assert set(found.low[0]) <= {1.0, 2.0}
    assert set(found.high[0]) <= {19.0, 20.0}


def test_the_same_words_draw_the_same_ranks_and_others_do_not() -> None:
    first, again, other = (ranks_of(COUNT, BASE, words=words) for words in ("one", "one", "two"))
    assert first.expected == pytest.approx(again.expected, abs=0, nan_ok=True)
    assert np.nanmax(np.abs(first.expected - other.expected)) > 0


def test_who_has_under_ten_answers_is_not_ranked() -> None:
    found = ranks_of(COUNT, BASE)
    assert np.isnan(found.expected[BASE < 10]).all()
    assert np.isfinite(found.expected[BASE >= 10]).all()
    assert found.of[0] == 57


@pytest.mark.parametrize(("councils", "ranked"), [(7, 0), (8, 8)])
def test_fewer_than_eight_councils_are_not_ranked(councils: int, ranked: int) -> None:
    found = ranks_of(np.full((1, councils), 5.0), np.full((1, councils), 20.0))
    assert found.of[0] == ranked
    assert np.isfinite(found.low[0]).sum() == ranked


def test_shares_of_none_and_of_all_are_ranked_without_a_warning() -> None:
    found = ranks_of(one_row([0, 20] * 10), np.full((1, 20), 20.0))
    assert found.high[0, 1::2].max() < found.low[0, ::2].min()


def test_draws_by_the_cube_are_those_of_gammas() -> None:
    # The cube serves shapes from 10 on; R's pgamma: quantiles of shape 10 at .05, .5 and .95.
    draws = _Draws("one", 200_000, 1)._gammas(_Draws("one", 200_000, 1)._yes, np.array([10.0]))
    assert np.quantile(draws, [0.05, 0.5, 0.95]) == pytest.approx([5.4254, 9.6687, 15.7052], rel=0.01)


def test_small_shapes_are_drawn_exactly() -> None:
    # Shape 1 is the exponential distribution: quantiles ln(1/(1-p)).
    drawn = _Draws("one", 200_000, 1)
    found = np.quantile(drawn._gammas(drawn._yes, np.array([1.0])), [0.05, 0.5, 0.95])
    assert found == pytest.approx([0.0513, 0.6931, 2.9957], rel=0.03)
