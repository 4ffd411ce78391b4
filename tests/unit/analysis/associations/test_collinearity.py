"""Which columns of a model say something of their own."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from heard.analysis.arrays import Floats
from heard.analysis.associations.collinearity import Dropped, Why, choose_columns, inflations
from heard.base.errors import HeardError

A = np.array([0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0])
B = np.array([0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0])
C = np.array([0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0])
"""Three things that have nothing to do with each other."""

yes_no_designs = arrays.arrays(
    np.float64,
    st.tuples(st.integers(min_value=0, max_value=12), st.integers(min_value=1, max_value=6)),
    elements=st.sampled_from([0.0, 1.0]),
)


def columns(*each: Floats) -> Floats:
    return np.column_stack(each)


def test_columns_of_their_own_are_kept_in_order() -> None:
    assert choose_columns(columns(A, B, C), ["a", "b", "c"]).kept == ("a", "b", "c")


@pytest.mark.parametrize("value", [0.0, 1.0, 0.1])
def test_a_column_that_does_not_vary_is_dropped(value: float) -> None:
    found = choose_columns(columns(A, np.full(8, value)), ["a", "constant"])
    assert found.kept == ("a",)
    assert found.dropped == (Dropped("constant", Why.CONSTANT),)


@pytest.mark.parametrize("copy", [A, 1 - A, 3 * A + 5], ids=["same", "opposite", "other unit"])
def test_of_two_that_say_the_same_the_first_stays(copy: Floats) -> None:
    found = choose_columns(columns(A, B, copy), ["a", "b", "copy"])
    assert found.kept == ("a", "b")
    assert found.dropped == (Dropped("copy", Why.SAME_AS, ("a",)),)


def test_the_order_is_the_right_of_way() -> None:
    assert choose_columns(columns(1 - A, A), ["not_a", "a"]).kept == ("not_a",)


def test_the_last_level_of_a_group_is_told_by_the_others() -> None:
    first, second = A * B, A * (1 - B)
    found = choose_columns(columns(first, C, second, 1 - first - second), ["first", "c", "second", "third"])
    assert found.dropped == (Dropped("third", Why.SAME_AS, ("first", "second")),)


@pytest.mark.parametrize(("shared", "is_kept"), [(0.899, True), (0.901, False)])
def test_ten_times_the_variance_is_the_limit(shared: float, is_kept: bool) -> None:
    """Of a column that shares this part of its variance with another the factor is 1/(1 - part): 9.9 and 10.1."""
    near = np.sqrt(shared) * (2 * A - 1) + np.sqrt(1 - shared) * (2 * B - 1)
    found = choose_columns(columns(A, C, near), ["a", "c", "near"])
    assert ("near" in found.kept) == is_kept
    assert is_kept or found.dropped == (Dropped("near", Why.NEARLY_SAME_AS, ("a",)),)


def test_a_column_is_dropped_too_where_it_would_inflate_one_kept_before() -> None:
    """Its own factor is under ten; that of the first, of which two others are each a part, would be over it."""
    a, b, c = (2 * each - 1 for each in (A, B, C))
    noise = a * b * c
    whole = (a + b) / np.sqrt(2) * np.sqrt(0.94) + noise * np.sqrt(0.06)
    given_columns = columns(whole, a, b)
    factors = inflations(np.corrcoef(given_columns.T))
    assert factors[2] < 10 < factors[0]
    found = choose_columns(given_columns, ["whole", "a", "b"])
    assert found.kept == ("whole", "a")
    assert found.dropped == (Dropped("b", Why.NEARLY_SAME_AS, ("whole", "a")),)


def test_the_factors_are_those_of_statsmodels() -> None:
    from statsmodels.stats.outliers_influence import variance_inflation_factor

    x = np.random.default_rng(1).normal(size=(50, 4)) @ np.triu(np.ones((4, 4)))
    with_intercept = np.column_stack([np.ones(50), x])
    expected = [variance_inflation_factor(with_intercept, column) for column in range(1, 5)]
    assert inflations(np.corrcoef(x.T)) == pytest.approx(expected)


def test_rows_that_nobody_has_do_not_count() -> None:
    """But for the last row the second is the first."""
    other = np.append(A[:-1], 0.0)
    trials = [5, 5, 5, 5, 5, 5, 5, 0]
    found = choose_columns(columns(A, other), ["a", "other"], trials)
    assert found.dropped == (Dropped("other", Why.SAME_AS, ("a",)),)
    assert choose_columns(columns(A, other), ["a", "other"]).kept == ("a", "other")


def test_counts_of_rows_say_what_the_rows_one_by_one_would() -> None:
    trials = np.array([30, 1, 1, 0, 1, 0, 0, 40])
    x = columns(A, B, C)
    found = choose_columns(x, ["a", "b", "c"], trials)
    assert found == choose_columns(np.repeat(x, trials, axis=0), ["a", "b", "c"])
    assert found.dropped != ()


@settings(deadline=None)
@given(yes_no_designs)
def test_what_is_kept_has_full_rank_and_no_factor_over_ten(x: Floats) -> None:
    names = [f"x{column}" for column in range(x.shape[1])]
    found = choose_columns(x, names)
    assert sorted([*found.kept, *(each.name for each in found.dropped)]) == names
    kept = x[:, [names.index(name) for name in found.kept]]
    assert np.linalg.matrix_rank(np.column_stack([np.ones(len(x)), kept])) == min(len(x), 1) + kept.shape[1]
    if len(found.kept) > 1:
        assert inflations(np.corrcoef(kept.T)).max() <= 10 + 1e-9


@settings(deadline=None)
@given(yes_no_designs)
def test_each_exact_repetition_is_made_of_the_columns_it_names(x: Floats) -> None:
    names = [f"x{column}" for column in range(x.shape[1])]
    for each in choose_columns(x, names).dropped:
        made_of = np.column_stack([np.ones(len(x)), x[:, [names.index(name) for name in each.of]]])
        if each.why == Why.CONSTANT:
            assert each.of == ()
        if each.why == Why.SAME_AS:
            column = x[:, names.index(each.name)]
            fitted = made_of @ np.linalg.lstsq(made_of, column, rcond=None)[0]
            assert fitted == pytest.approx(column, abs=1e-7)


def test_no_rows_leave_nothing_that_varies() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert choose_columns(np.empty((0, 2)), ["a", "b"]).kept == ()


@pytest.mark.parametrize("names", [["a"], ["a", "b", "c"]])
def test_a_name_for_each_column_is_needed(names: list[str]) -> None:
    with pytest.raises(HeardError):
        choose_columns(columns(A, B), names)
