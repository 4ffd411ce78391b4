"""The rule of the well-being band as a value: what may stand in it, and how tables name it."""

from dataclasses import replace

import pytest

from heard.base.bands import BandRule, Rule, describe_rule, list_faults

MEAN = BandRule(Rule.MEAN, 3, 5, 7, 8.5)
SCALES_LOW = BandRule(Rule.SCALES_LOW, 3, 5, 7, 9, scales=2)


@pytest.mark.parametrize("rule", [MEAN, SCALES_LOW, replace(MEAN, moderate_from=0.5, very_high_from=10)])
def test_a_sound_rule_has_no_faults(rule: BandRule) -> None:
    assert list(list_faults(rule)) == []


@pytest.mark.parametrize(
    ("rule", "keys"),
    [
        (replace(MEAN, least_answered=0), ["least_answered"]),
        (replace(MEAN, least_answered=1), []),
        (replace(MEAN, least_answered=4), []),
        (replace(MEAN, least_answered=5), ["least_answered"]),
        (replace(MEAN, moderate_from=0), ["moderate_from"]),
        (replace(MEAN, moderate_from=5.25), ["moderate_from"]),
        (replace(MEAN, moderate_from=float("nan")), ["moderate_from"]),
        (replace(MEAN, very_high_from=float("inf")), ["very_high_from"]),
        (replace(MEAN, high_from=5), ["high_from"]),
        (replace(MEAN, high_from=5.5), []),
        (replace(MEAN, very_high_from=10.5), ["very_high_from"]),
        (replace(MEAN, scales=2), ["scales"]),
        (replace(SCALES_LOW, scales=None), ["scales"]),
        (replace(SCALES_LOW, scales=0), ["scales"]),
        (replace(SCALES_LOW, scales=3), []),
        (replace(SCALES_LOW, scales=4), ["scales"]),
        (replace(SCALES_LOW, least_answered=9, high_from=1), ["least_answered", "high_from"]),
        (replace(SCALES_LOW, least_answered=0), ["least_answered"]),
        (replace(SCALES_LOW, least_answered=0, scales=5), ["least_answered", "scales"]),
        (replace(MEAN, high_from=17), ["high_from"]),
        (replace(MEAN, high_from=17, very_high_from=5), ["high_from", "very_high_from"]),
    ],
)
def test_every_fault_is_named_by_its_key(rule: BandRule, keys: list[str]) -> None:
    assert [key for key, _ in list_faults(rule)] == keys


def test_what_may_stand_there_is_said_of_the_last_threshold_that_is_right() -> None:
    [(_, allowed)] = list_faults(replace(MEAN, moderate_from=float("nan")))
    assert allowed == "a whole or half number above 0 and up to 10"
    _, (_, allowed) = list_faults(replace(MEAN, high_from=float("nan"), very_high_from=4))
    assert allowed == "a whole or half number above 5 and up to 10"


def test_scales_beside_a_mean_are_said_to_belong_to_the_other_rule() -> None:
    assert list(list_faults(replace(MEAN, scales=2))) == [("scales", "only with the rule scales_low")]


def test_thresholds_are_reckoned_in_halves() -> None:
    assert MEAN.halves == (10, 14, 17)


def test_tables_name_the_rule_with_all_its_numbers() -> None:
    assert describe_rule(MEAN, 4) == (
        "mean of at least 3 of 4: moderate from 5, high from 7, very high from 8.5"
    )
    assert describe_rule(SCALES_LOW, 4) == (
        "2 of 4 scales, at least 3 answered: low under 5, if not very high from 9, if not high from 7, else moderate"
    )
