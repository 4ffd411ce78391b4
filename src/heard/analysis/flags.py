"""What a comparison or a level may be called (method, item 10)."""

from enum import IntEnum

import numpy as np

from heard.analysis.arrays import Flags, Floats, Whole
from heard.base.policy import (
    CLEAR_Q,
    CLEAR_Q_WITH_EMPIRICAL_BAYES,
    EMPIRICAL_BAYES_PROBABILITY,
    EQUIVALENCE_MARGIN,
    MANY_SAY_OTHERWISE,
    MANY_SAY_OTHERWISE_EXPECTED_OF_ALL,
    MIN_BASE_TO_COMPARE,
    NEARLY_EVERYONE,
    POSSIBLE_P_WITH_EMPIRICAL_BAYES,
    POSSIBLE_Q,
    RELEVANT_DIFFERENCE,
    TOLERANCE,
)


class Flag(IntEnum):
    """The first that holds is the flag. FLAG_WORDS holds the words the tables use."""

    CLEAR = 0
    POSSIBLE = 1
    IN_LINE = 2
    CANNOT_TELL = 3


FLAG_WORDS = ("clear", "possible", "in_line", "cannot_tell")


class Direction(IntEnum):
    """Which way a difference points for children. DIRECTION_WORDS holds the words the tables use."""

    NONE = 0
    BETTER = 1
    WORSE = 2


DIRECTION_WORDS = ("none", "better", "worse")


class LevelFlag(IntEnum):
    """What a share says on its own. LEVEL_FLAG_WORDS holds the words the tables use."""

    NONE = 0
    NEARLY_EVERYONE = 1
    MANY_OTHERWISE = 2
    PERHAPS_NEARLY_EVERYONE = 3
    PERHAPS_MANY_OTHERWISE = 4


LEVEL_FLAG_WORDS = (
    "",
    "nearly_everyone",
    "many_otherwise",
    "perhaps_nearly_everyone",
    "perhaps_many_otherwise",
)


def directions(difference: Floats, polarity: Whole) -> Whole:
    """Better, worse or none, for a share `difference` above the reference; none where it is NaN."""
    oriented = polarity * np.nan_to_num(difference)
    return np.select(
        [oriented > TOLERANCE, oriented < -TOLERANCE], [Direction.BETTER, Direction.WORSE], Direction.NONE
    )


def comparison_flags(
    *,
    base: Floats,
    difference: Floats,
    low_90: Floats,
    high_90: Floats,
    p: Floats,
    q: Floats,
    polarity: Whole,
    better: Floats,
) -> Whole:
    """The flag of each comparison.

    `p` NaN: the comparison was not made. `q` NaN: it is no member of a family and cannot be clear or possible.
    `better`: the empirical-Bayes probability that the council truly is better than its reference, NaN where
    there is none; a difference for the worse is supported by 1 - better.
    """
    supported = _supported(polarity * difference, better)
    flaggable = (
        (base >= MIN_BASE_TO_COMPARE)
        & (polarity != 0)
        & (np.abs(difference) >= RELEVANT_DIFFERENCE - TOLERANCE)
        & ~np.isnan(q)
    )
    clear = _at_most(q, CLEAR_Q) | (_at_most(q, CLEAR_Q_WITH_EMPIRICAL_BAYES) & supported)
    possible = _at_most(q, POSSIBLE_Q) | (_at_most(p, POSSIBLE_P_WITH_EMPIRICAL_BAYES) & supported)
    margin = EQUIVALENCE_MARGIN + TOLERANCE
    in_line = ~np.isnan(p) & (low_90 >= -margin) & (high_90 <= margin)
    return np.select(
        [flaggable & clear, flaggable & possible, in_line],
        [Flag.CLEAR, Flag.POSSIBLE, Flag.IN_LINE],
        Flag.CANNOT_TELL,
    )


def level_flags(*, base: Floats, share: Floats, low: Floats, high: Floats, expected_of_all: Flags) -> Whole:
    """What the level alone says of positive answers, with their 95 % interval; NONE where nobody answered.

    The interval is the one tables print, so that no flag contradicts what is read beside it. "Perhaps" where the
    share reaches the threshold and the interval, or the base, does not.
    """
    threshold = np.where(expected_of_all, MANY_SAY_OTHERWISE_EXPECTED_OF_ALL, MANY_SAY_OTHERWISE)
    enough = base >= MIN_BASE_TO_COMPARE
    answered = base > 0
    return np.select(
        [
            enough & (low >= NEARLY_EVERYONE - TOLERANCE),
            enough & (high <= threshold + TOLERANCE),
            answered & (share >= NEARLY_EVERYONE - TOLERANCE),
            answered & (share <= threshold + TOLERANCE),
        ],
        [
            LevelFlag.NEARLY_EVERYONE,
            LevelFlag.MANY_OTHERWISE,
            LevelFlag.PERHAPS_NEARLY_EVERYONE,
            LevelFlag.PERHAPS_MANY_OTHERWISE,
        ],
        LevelFlag.NONE,
    )


def _supported(oriented: Floats, better: Floats) -> Flags:
    directed = np.where(oriented > 0, better, 1 - better)
    return np.nan_to_num(directed, nan=0.0) >= EMPIRICAL_BAYES_PROBABILITY - TOLERANCE


def _at_most(values: Floats, limit: float) -> Flags:
    return np.nan_to_num(values, nan=np.inf) <= limit + TOLERANCE
