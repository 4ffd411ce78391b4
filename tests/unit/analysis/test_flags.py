"""Flags at, below and above each of their bounds (method, item 10)."""

import numpy as np
import pytest

from heard.analysis.flags import (
    DIRECTION_WORDS,
    FLAG_WORDS,
    LEVEL_FLAG_WORDS,
    Direction,
    Flag,
    LevelFlag,
    comparison_flags,
    directions,
    level_flags,
)

NONE = float("nan")


def flag(
    *,
    base: float = 74,
    difference: float = 0.12,
    interval: tuple[float, float] = (0.01, 0.2),
    p: float = 0.2,
    q: float = 0.5,
    polarity: int = 1,
    better: float = NONE,
) -> str:
    """The flag of one comparison."""
    found = comparison_flags(
        base=np.array([base]),
        difference=np.array([difference]),
        low_90=np.array([interval[0]]),
        high_90=np.array([interval[1]]),
        p=np.array([p]),
        q=np.array([q]),
        polarity=np.array([polarity]),
        better=np.array([better]),
    )
    return FLAG_WORDS[found[0]]


@pytest.mark.parametrize(
    ("q", "expected"), [(0.01, "clear"), (0.0101, "possible"), (0.1, "possible"), (0.101, "cannot_tell")]
)
def test_q_decides_alone(q: float, expected: str) -> None:
    assert flag(p=0.001, q=q) == expected


@pytest.mark.parametrize(
    ("q", "better", "expected"), [(0.05, 0.95, "clear"), (0.05, 0.949, "possible"), (0.051, 0.95, "possible")]
)
def test_the_variation_between_councils_supports_a_clear_flag(q: float, better: float, expected: str) -> None:
    assert flag(p=0.001, q=q, better=better) == expected


@pytest.mark.parametrize(
    ("p", "better", "expected"),
    [(0.05, 0.95, "possible"), (0.051, 0.95, "cannot_tell"), (0.05, 0.949, "cannot_tell")],
)
def test_it_supports_a_possible_flag(p: float, better: float, expected: str) -> None:
    assert flag(p=p, q=0.3, better=better) == expected


def test_a_difference_for_the_worse_is_supported_by_being_unlikely_to_be_better() -> None:
    assert flag(difference=-0.12, interval=(-0.2, -0.01), p=0.04, q=0.3, better=0.05) == "possible"
    assert flag(difference=-0.12, interval=(-0.2, -0.01), p=0.04, q=0.3, better=0.95) == "cannot_tell"


def test_where_more_is_worse_the_direction_turns() -> None:
    """`better` is already the chance of being better: 12 points more of what is bad is supported by 1 - better."""
    assert flag(polarity=-1, p=0.04, q=0.3, better=0.05) == "possible"
    assert flag(polarity=-1, p=0.04, q=0.3, better=0.95) == "cannot_tell"


@pytest.mark.parametrize(
    ("difference", "expected"), [(0.05, "clear"), (0.05 - 1e-10, "clear"), (0.0499, "in_line")]
)
def test_a_difference_under_five_points_is_no_flag(difference: float, expected: str) -> None:
    assert flag(difference=difference, interval=(0.01, 0.09), p=1e-6, q=1e-5) == expected


@pytest.mark.parametrize(("base", "expected"), [(20, "clear"), (19, "cannot_tell")])
def test_twenty_answers_are_needed(base: int, expected: str) -> None:
    assert flag(base=base, p=1e-6, q=1e-5) == expected


@pytest.mark.parametrize(
    ("interval", "expected"),
    [((-0.1, 0.1), "in_line"), ((-0.101, 0.1), "cannot_tell"), ((-0.1, 0.101), "cannot_tell")],
)
def test_in_line_needs_the_whole_interval_inside_ten_points(
    interval: tuple[float, float], expected: str
) -> None:
    assert flag(difference=0.0, interval=interval) == expected


def test_what_is_no_member_of_a_family_is_never_clear() -> None:
    assert flag(p=1e-9, q=NONE) == "cannot_tell"
    assert flag(p=1e-9, q=NONE, interval=(0.02, 0.09)) == "in_line"


def test_what_was_not_made_cannot_tell() -> None:
    assert flag(p=NONE, q=NONE, difference=0.0, interval=(-0.01, 0.01)) == "cannot_tell"


def test_without_a_difference_it_cannot_tell() -> None:
    assert flag(difference=NONE, interval=(NONE, NONE), p=NONE, q=NONE) == "cannot_tell"


@pytest.mark.parametrize(
    ("difference", "polarity", "expected"),
    [
        (0.1, 1, "better"),
        (0.1, -1, "worse"),
        (-0.1, 1, "worse"),
        (-0.1, -1, "better"),
        (1e-10, 1, "none"),
        (0.1, 0, "none"),
        (NONE, 1, "none"),
    ],
)
def test_directions(difference: float, polarity: int, expected: str) -> None:
    assert DIRECTION_WORDS[directions(np.array([difference]), np.array([polarity]))[0]] == expected


@pytest.mark.parametrize(
    ("base", "share", "interval", "expected_of_all", "flag"),
    [
        (20, 0.97, (0.90, 1.0), False, "nearly_everyone"),
        (20, 0.97, (0.899, 1.0), False, "perhaps_nearly_everyone"),
        (19, 1.0, (0.95, 1.0), False, "perhaps_nearly_everyone"),
        (19, 0.899, (0.7, 0.95), False, ""),
        (20, 0.5, (0.4, 0.60), False, "many_otherwise"),
        (20, 0.5, (0.4, 0.601), False, "perhaps_many_otherwise"),
        (20, 0.7, (0.6, 0.80), True, "many_otherwise"),
        (20, 0.7, (0.6, 0.80), False, ""),
        (20, 0.8, (0.7, 0.87), True, "perhaps_many_otherwise"),
        (19, 0.6, (0.4, 0.75), False, "perhaps_many_otherwise"),
        (0, NONE, (NONE, NONE), True, ""),
    ],
)
def test_levels(
    base: float, share: float, interval: tuple[float, float], expected_of_all: bool, flag: str
) -> None:
    found = level_flags(
        base=np.array([base]),
        share=np.array([share]),
        low=np.array([interval[0]]),
        high=np.array([interval[1]]),
        expected_of_all=np.array([expected_of_all]),
    )
    assert LEVEL_FLAG_WORDS[found[0]] == flag


def test_every_flag_has_its_word() -> None:
    assert (len(FLAG_WORDS), len(DIRECTION_WORDS), len(LEVEL_FLAG_WORDS)) == (
        len(Flag),
        len(Direction),
        len(LevelFlag),
    )
