"""Which things a council's model holds: by declared order, as many as the answers bear."""

import numpy as np
import pytest

from heard.analysis.associations.choosing import Reason, choose_joint, pattern_design
from heard.base.policy import MAX_PREDICTORS

NOT_KNOWN = -1


def rows_of(*cells: tuple[int, int, list[int]]) -> tuple[np.ndarray, np.ndarray]:
    """`exposed` and `event` from (how many, had the outcome, which things)."""
    exposed = np.array([things for number, _, things in cells for _ in range(number)], dtype=np.int8).T
    event = np.array([bool(had) for number, had, _ in cells for _ in range(number)])
    return exposed, event


def independent(things: int, times: int, events: int) -> tuple[np.ndarray, np.ndarray]:
    """Every pattern of so many things `times` over, the outcome spread among them."""
    exposed = np.tile(pattern_design(things).astype(np.int8).T, times)
    event = np.zeros(exposed.shape[1], dtype=bool)
    event[np.linspace(0, event.size - 1, events).astype(int)] = True
    return exposed, event


@pytest.mark.parametrize(
    ("events", "chosen"), [(19, None), (20, 2), (29, 2), (30, 3), (50, 3), (51, 2), (60, 2)]
)
def test_as_many_things_as_the_rarer_outcome_bears(events: int, chosen: int | None) -> None:
    """From 20 on one for every ten, counted on the side of which there are fewer: of 80, 51 had it and 29 not."""
    model = choose_joint(0, 0, *independent(3, times=10, events=events))
    assert (model and len(model.chosen)) == chosen


def test_however_many_answered_a_model_of_more_than_five_is_not_made() -> None:
    exposed, event = independent(7, times=4, events=200)
    assert choose_joint(0, 0, exposed, event).chosen == tuple(range(MAX_PREDICTORS))


@pytest.mark.parametrize(("margin", "reason"), [(0, "constant"), (4, "too_few_exposed"), (5, None)])
def test_a_thing_that_few_said_is_passed_over(margin: int, reason: str | None) -> None:
    exposed, event = rows_of((40 - margin, 0, [0]), (margin, 0, [1]), (20, 1, [0]), (0, 1, [1]))
    model = choose_joint(0, 0, np.vstack([exposed, exposed[:, ::-1], independent(1, 30, 20)[0]]), event)
    if reason is None:
        assert model.chosen[0] == 0
    else:
        assert model.skipped[0] == (0, Reason(reason))
        assert model.chosen == (2,)


def test_a_thing_that_says_what_one_before_it_says_is_passed_over() -> None:
    exposed, event = independent(2, times=20, events=30)
    model = choose_joint(0, 0, np.vstack([exposed[0], 1 - exposed[0], exposed[1]]), event)
    assert model.chosen == (0, 2)
    assert model.skipped == ((1, Reason.SAME_AS),)


def test_who_did_not_answer_a_thing_that_is_in_it_is_not_in_the_model() -> None:
    exposed, event = independent(2, times=20, events=30)
    exposed[1, :10] = NOT_KNOWN
    model = choose_joint(0, 0, exposed, event)
    assert model.chosen == (0, 1)
    assert model.trials.sum() == 70
    assert model.events.sum() == event[10:].sum()


def test_a_thing_that_too_few_with_the_outcome_answered_is_passed_over() -> None:
    """Of 20 with the outcome one left the first thing out: 19 bear no model."""
    exposed, event = rows_of(
        (10, 1, [1, 1]), (9, 1, [0, 0]), (1, 1, [NOT_KNOWN, 0]), (20, 0, [0, 1]), (20, 0, [1, 0])
    )
    model = choose_joint(0, 0, exposed, event)
    assert (model.chosen, model.skipped) == ((1,), ((0, Reason.TOO_FEW_EVENTS),))


def test_a_thing_nobody_answered_is_passed_over() -> None:
    exposed, event = independent(2, times=20, events=30)
    exposed[0] = NOT_KNOWN
    assert choose_joint(0, 0, exposed, event).skipped == ((0, Reason.NO_ANSWERS),)


def test_where_nothing_can_be_chosen_there_is_no_model() -> None:
    assert choose_joint(0, 0, np.zeros((3, 60), dtype=np.int8), np.arange(60) < 30) is None


def test_a_pattern_is_the_things_as_bits() -> None:
    exposed, event = rows_of((20, 1, [0, 0]), (6, 0, [1, 0]), (7, 0, [0, 1]), (8, 0, [1, 1]))
    model = choose_joint(3, 1, exposed, event)
    assert (model.area, model.outcome) == (3, 1)
    assert model.trials.tolist() == [20, 6, 7, 8]
    assert model.events.tolist() == [20, 0, 0, 0]
