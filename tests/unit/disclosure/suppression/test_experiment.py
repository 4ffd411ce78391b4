"""One made-up council of 119 children, all its tables read together: the bounds that protection has to keep."""

import pytest

from suppression import BOUNDS, is_safe, make_council, run


def test_the_council_has_the_shape_that_is_promised() -> None:
    counts = make_council().counts
    assert sum(table.size for table in counts) == 943
    assert max(table.size for table in counts) == 138
    assert sum(int(((table > 0) & (table < 5)).sum()) for table in counts) == 234
    assert {int(table[0, 0]) for table in counts} == {119}


@pytest.mark.slow
def test_nothing_is_recovered_and_at_most_a_quarter_is_lost() -> None:
    primary, *ours = run()
    assert primary.recovered > 100
    assert not is_safe(primary)
    assert [outcome.way for outcome in ours] == list(BOUNDS)
    for outcome in ours:
        assert is_safe(outcome)
        assert 0 < outcome.lost <= BOUNDS[outcome.way]


@pytest.mark.slow
def test_no_child_who_knows_her_own_answers_learns_more() -> None:
    primary, *ours = run(insiders=True)
    assert primary.told_insiders > 0
    assert all(is_safe(outcome, insiders=True) for outcome in ours)
