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


def test_half_of_the_children_and_at_most_28_per_cent_of_the_answers_are_missed() -> None:
    # boys: 15 shown, 29 at most, of 29 + 76 answers = 27.6 %; they are 100 of 200 children = 50 %
    found = {each.level: each for each in judge_levels({"boy": 100, "girl": 100}, {"boy": 15, "girl": 76})}
    assert found["boy"] == LevelStanding("boy", 100, 15, of_cohort=50, at_most=28, verdict=Verdict.MISSED)
    assert found["girl"].verdict is Verdict.HEARD


def test_the_fourteen_who_may_be_unseen_decide_against_saying_it() -> None:
    # 30 boys shown, 44 at most: 44 of 44 + 64 = 40.7 %, above four fifths of 50 %; of 44 + 66 they are 40 %
    assert verdicts({"boy": 100, "girl": 100}, {"boy": 30, "girl": 64})["boy"] is Verdict.CANNOT_TELL
    assert verdicts({"boy": 100, "girl": 100}, {"boy": 30, "girl": 66})["boy"] is Verdict.CANNOT_TELL
    # of 44 + 68 they are 39.3 %, and chance: 44 of 100 beside 68 of 100, P = 0.0005
    assert verdicts({"boy": 100, "girl": 100}, {"boy": 30, "girl": 68})["boy"] is Verdict.MISSED


def test_a_small_group_of_which_nobody_is_shown_is_too_few_to_tell() -> None:
    assert verdicts({"secure": 12, "foster": 190}, {"foster": 60})["secure"] is Verdict.CANNOT_TELL


def test_a_large_group_of_which_nobody_is_shown_is_missed() -> None:
    # at most 14 of 14 + 60 answers = 18.9 %, and 90 of 190 children = 47 %
    (found, _) = judge_levels({"boy": 90, "girl": 100}, {"girl": 60})
    assert (found.verdict, found.shown, found.of_cohort, found.at_most) == (Verdict.MISSED, 0, 47, 19)


def test_before_any_group_is_shown_nothing_is_said() -> None:
    assert set(verdicts({"boy": 90, "girl": 100}, {}).values()) == {Verdict.CANNOT_TELL}


def test_a_demographic_of_one_level_and_a_level_of_nobody_are_left_out() -> None:
    assert judge_levels({"foster": 90}, {"foster": 40}) == ()
    assert set(verdicts({"foster": 50, "kinship": 40, "secure": 0}, {})) == {"foster", "kinship"}


def test_answers_that_say_nothing_of_the_group_are_on_neither_side() -> None:
    eligible = {"boy": 100, "girl": 100}
    with_unknown = {"boy": 15, "girl": 76, "prefer_not": 40}
    assert judge_levels(eligible, with_unknown) == judge_levels(eligible, {"boy": 15, "girl": 76})


def test_the_surveys_total_bounds_what_can_be_unseen() -> None:
    # of 28 answers 23 girls are shown: at most 5 boys of 28 = 17.9 %; without the total, 14 of 37 = 37.8 %
    (boys, girls) = judge_levels({"boy": 30, "girl": 30}, {"girl": 23}, 28)
    assert (boys.at_most, boys.verdict) == (18, Verdict.MISSED)
    assert girls.verdict is Verdict.HEARD
    assert judge_levels({"boy": 30, "girl": 30}, {"girl": 23})[0].at_most == 38


@pytest.mark.parametrize("is_total_known", [True, False])
def test_whatever_the_unseen_are_a_group_that_is_said_to_be_missed_or_heard_is(is_total_known: bool) -> None:
    """The true counts are drawn; what is shown lags behind them by up to fourteen."""
    chance = random.Random(9)
    said = dict.fromkeys(Verdict, 0)
    for _ in range(3000):
        eligible = {name: chance.randint(5, 120) for name in ("a", "b", "c")[: chance.randint(2, 3)]}
        true = {name: chance.randint(0, children) for name, children in eligible.items()}
        lag = {name: chance.randint(0, min(UNSEEN, count)) for name, count in true.items()}
        shown = {name: true[name] - lag[name] for name in true if true[name] - lag[name] >= UNSEEN + 1}
        true = {name: count if name in shown else min(count, UNSEEN) for name, count in true.items()}
        total = sum(true.values()) + chance.randint(0, 5) if is_total_known else None
        for each in judge_levels(eligible, shown, total):
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
