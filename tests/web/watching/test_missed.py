"""Who is being missed: said only where it holds whatever is not shown yet."""

import random
from collections.abc import Mapping

import pytest
from scipy.stats import fisher_exact

from heard.base.policy import UNDER_REPRESENTED_P, UNDER_REPRESENTED_RATIO
from heard.web.watching.missed import UNSEEN, LevelStanding, Verdict, chance_of_so_few, judge_levels


def verdicts(eligible: Mapping[str, int], shown: Mapping[str, int]) -> dict[str, Verdict]:
    return {each.level: each.verdict for each in judge_levels(eligible, shown)}


def test_the_chance_is_that_of_fishers_exact_test_as_scipy_has_it() -> None:
    chance = random.Random(5)
    for _ in range(300):
        eligible, others = chance.randint(1, 90), chance.randint(1, 200)
        answered, others_answered = chance.randint(0, eligible), chance.randint(0, others)
        table = [[answered, eligible - answered], [others_answered, others - others_answered]]
        theirs = fisher_exact(table, alternative="less").pvalue
        assert chance_of_so_few(answered, eligible, others_answered, others) == pytest.approx(
            theirs, rel=1e-9
        )


def test_more_answers_than_children_are_no_evidence_of_anything() -> None:
    assert chance_of_so_few(11, 10, 5, 10) == chance_of_so_few(1, 10, 11, 10) == 1.0


def test_half_of_the_children_and_at_most_a_quarter_of_the_answers_are_missed() -> None:
    # boys: 15 shown, 24 at most, of 24 + 76 answers = 24 %; they are 100 of 200 children = 50 %
    found = {each.level: each for each in judge_levels({"boy": 100, "girl": 100}, {"boy": 15, "girl": 76})}
    assert found["boy"] == LevelStanding("boy", 100, 15, of_cohort=50, at_most=24, verdict=Verdict.MISSED)
    assert found["girl"].verdict is Verdict.HEARD


def test_the_nine_who_may_be_unseen_decide_against_saying_it() -> None:
    # 30 boys shown, 39 at most: 39 of 39 + 56 = 41.05 %, above four fifths of 50 %
    assert verdicts({"boy": 100, "girl": 100}, {"boy": 30, "girl": 56})["boy"] is Verdict.CANNOT_TELL
    # of 39 + 58 they are 40.2 %; of 39 + 60, 39.4 %, and chance: 39 of 100 beside 60 of 100, P = 0.0022
    assert verdicts({"boy": 100, "girl": 100}, {"boy": 30, "girl": 58})["boy"] is Verdict.CANNOT_TELL
    assert verdicts({"boy": 100, "girl": 100}, {"boy": 30, "girl": 60})["boy"] is Verdict.MISSED


def test_a_small_group_of_which_nobody_is_shown_is_too_few_to_tell() -> None:
    assert verdicts({"secure": 12, "foster": 190}, {"foster": 60})["secure"] is Verdict.CANNOT_TELL


def test_a_large_group_of_which_nobody_is_shown_is_missed() -> None:
    # at most 9 of 9 + 60 answers = 13.04 %, and 90 of 190 children = 47 %
    (found, _) = judge_levels({"boy": 90, "girl": 100}, {"girl": 60})
    assert (found.verdict, found.shown, found.of_cohort, found.at_most) == (Verdict.MISSED, 0, 47, 14)


def test_before_any_group_is_shown_nothing_is_said() -> None:
    assert set(verdicts({"boy": 90, "girl": 100}, {}).values()) == {Verdict.CANNOT_TELL}


def test_a_demographic_of_one_level_and_a_level_of_nobody_are_left_out() -> None:
    assert judge_levels({"foster": 90}, {"foster": 40}) == ()
    assert set(verdicts({"foster": 50, "kinship": 40, "secure": 0}, {})) == {"foster", "kinship"}


def test_answers_that_say_nothing_of_the_group_are_on_neither_side() -> None:
    eligible = {"boy": 100, "girl": 100}
    with_unknown = {"boy": 15, "girl": 76, "prefer_not": 40}
    assert judge_levels(eligible, with_unknown) == judge_levels(eligible, {"boy": 15, "girl": 76})


def test_whatever_the_unseen_are_a_group_that_is_said_to_be_missed_or_heard_is() -> None:
    """The true counts are drawn; what is shown lags behind them by up to nine."""
    chance = random.Random(9)
    said = dict.fromkeys(Verdict, 0)
    for _ in range(3000):
        eligible = {name: chance.randint(5, 120) for name in ("a", "b", "c")[: chance.randint(2, 3)]}
        true = {name: chance.randint(0, children) for name, children in eligible.items()}
        lag = {name: chance.randint(0, min(UNSEEN, count)) for name, count in true.items()}
        shown = {name: true[name] - lag[name] for name in true if true[name] - lag[name] >= UNSEEN + 1}
        true = {name: count if name in shown else min(count, UNSEEN) for name, count in true.items()}
        for each in judge_levels(eligible, shown):
            said[each.verdict] += 1
            own, whole = true[each.level], sum(true.values())
            least = UNDER_REPRESENTED_RATIO * eligible[each.level] / sum(eligible.values())
            if each.verdict is Verdict.MISSED:
                assert own / whole < least
                assert own / whole <= each.at_most / 100
                others = whole - own, sum(eligible.values()) - eligible[each.level]
                table = [[own, eligible[each.level] - own], [others[0], others[1] - others[0]]]
                assert fisher_exact(table, alternative="less").pvalue < UNDER_REPRESENTED_P / 2
            if each.verdict is Verdict.HEARD:
                assert own / whole >= least - 1e-12
    assert min(said.values()) > 300
