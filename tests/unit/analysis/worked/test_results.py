"""What the methods give: numbers from elsewhere, and an answer where there is nothing to work with."""

import pytest

from heard.analysis.worked import Results, work
from heard.catalogue import load_catalogue


def results(line: str) -> Results:
    name, *words = line.split()
    return work(name, words, load_catalogue()).results


def test_the_interval_gives_the_formulas_ends_and_whole_children() -> None:
    found = results("interval count=8 base=74 cohort=230")
    assert found["low"] == pytest.approx(0.06256574912719)  # R
    assert found["high"] == pytest.approx(0.1804210025741)  # R
    assert (found["children_low"], found["children_high"]) == (14, 42)
    assert (found["whole_low"], found["whole_high"]) == (14 / 230, 42 / 230)


@pytest.mark.parametrize("cohort", ["", "cohort=unknown", "cohort="])
def test_a_cohort_nobody_knows_may_be_left_out(cohort: str) -> None:
    found = results(f"interval count=8 base=74 {cohort}")
    assert found["note"] == "cohort_unknown"
    assert found["whole_low"] == found["low"] == pytest.approx(0.05580732868151)  # R, no correction
    assert found["children_low"] is None


def test_a_cohort_smaller_than_who_answered_is_answered_and_said() -> None:
    found = results("interval count=8 base=74 cohort=73")
    assert found["note"] == "cohort_too_small"
    assert found["low"] == pytest.approx(0.05580732868151)


def test_a_cohort_that_all_answered_leaves_nothing_to_guess() -> None:
    found = results("interval count=3 base=30 cohort=30")
    assert (found["low"], found["high"], found["note"]) == (0.1, 0.1, "everyone_answered")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("interval count=0 base=0 cohort=40", ["share", "low", "high", "whole_low", "whole_high", "size"]),
        ("difference count1=0 base1=0 count2=1 base2=2", ["difference", "low", "high"]),
        ("two_group count1=1 base1=2 count2=0 base2=0", ["p"]),
        ("one_sample count=0 base=0 share=0.5", ["p", "difference", "low", "high"]),
        ("mdd base1=0 base2=10 share2=0.5", ["mdd"]),
        ("mdd base1=10 base2=0 share2=0.5", ["mdd"]),
        ("funnel count=0,0 base=0,0", ["target", "phi"]),
        ("odds a=0 b=0 c=0 d=0", ["odds_ratio", "low", "high", "wald_low", "wald_high", "p"]),
    ],
)
def test_where_nobody_answered_there_is_an_answer_and_no_number(line: str, names: list[str]) -> None:
    found = results(line)
    assert [found[name] for name in names] == [None] * len(names)


@pytest.mark.parametrize(
    ("line", "p", "method"),
    [
        ("count1=8 base1=74 count2=900 base2=10000", 0.5878733385157, "n_minus_1"),
        ("count1=15 base1=18 count2=18 base2=20", 0.4980694980695, "mid_p"),
        ("count1=0 base1=20 count2=0 base2=200", 1.0, "no_variation"),
        ("count1=20 base1=20 count2=200 base2=200", 1.0, "no_variation"),
        ("count1=0 base1=0 count2=1 base2=2", None, "nobody"),
    ],
)
def test_two_groups_name_their_test(line: str, p: float | None, method: str) -> None:
    found = results(f"two_group {line}")
    assert found["method"] == method
    assert found["p"] == (None if p is None else pytest.approx(p))


@pytest.mark.parametrize(("base2", "method"), [(9, "mid_p"), (10, "n_minus_1"), (11, "n_minus_1")])
def test_the_test_changes_where_the_smallest_expected_count_is_five(base2: int, method: str) -> None:
    """Ten and `base2` answers, of each half yes: the smallest expected count is base2 / 2, or 5 of the ten."""
    half = base2 // 2
    found = results(f"two_group count1={base2 - half} base1={base2} count2={half} base2={base2}")
    assert found["method"] == method


def test_q_is_in_the_order_given_and_null_where_no_comparison_was_made() -> None:
    assert results("fdr p=0.04,null,0.01,0.04")["q"] == pytest.approx([0.04, None, 0.03, 0.04])


def test_a_list_may_come_in_parts() -> None:
    assert results("fdr p=0.01 p=0.2")["q"] == results("fdr p=0.01,0.2")["q"]


@pytest.mark.parametrize("base2", ["", "base2=inf", "base2=unknown"])
def test_a_reference_without_a_base_is_endless(base2: str) -> None:
    found = results(f"mdd base1=74 {base2} share2=0.9")["mdd"]
    assert found == pytest.approx(results("mdd base1=74 base2=1000000000 share2=0.9")["mdd"], abs=1e-6)


def test_what_no_share_could_show_has_no_least_difference() -> None:
    assert results("mdd base1=3 base2=2000 share2=0.5")["mdd"] is None
    assert results("mdd base1=74 base2=10000 share2=0.9")["mdd"] == pytest.approx(
        0.10868536
    )  # R by bisection


@pytest.mark.parametrize(("councils", "note"), [(7, "too_few_councils"), (8, "no_variation")])
def test_eight_councils_are_needed_to_fit(councils: int, note: str) -> None:
    line = f"shrink count={','.join(['5'] * councils)} base={','.join(['10'] * councils)}"
    found = results(line)
    assert found["note"] == note
    assert found["mean"] == ([None] * 7 if councils < 8 else pytest.approx([0.5] * 8))


def test_every_council_enters_unless_a_least_base_is_asked_for() -> None:
    line = "shrink count=1,2,3,4,5,6,7,8 base=9,9,9,9,9,9,9,9"
    assert results(line)["councils"] == 8
    assert results(f"{line} min_base=9")["councils"] == 8
    assert results(f"{line} min_base=10")["councils"] == 0
    assert results(f"{line} min_base=0 min_areas=0")["councils"] == 8


def test_limits_for_drawing_lie_inside_0_and_1() -> None:
    """Two answers at one half: F(0) = 1/4, so r = 0 and the low end before clipping is -(1/4 - 1/1000)/(1/4)/2."""
    found = results("funnel count=1,1 base=2,2")
    assert found["low_998"] == [0.0, 0.0]
    assert found["high_998"] == pytest.approx([0.998, 0.998])  # F(1) = 3/4: (2 - 0.001/0.25)/2


@pytest.mark.parametrize("same", ["a=5 b=3 c=10 d=56", "count1=5 base1=15 count2=3 base2=59"])
def test_an_odds_ratio_takes_its_table_either_way(same: str) -> None:
    found = results(f"odds {same}")
    assert found["odds_ratio"] == pytest.approx(8.455782312925)  # R
    assert found["wald_low"] == pytest.approx(1.899483781118)  # R
    assert found["low"] == pytest.approx(1.95147, abs=1e-5)  # method, item 13


@pytest.mark.parametrize(
    ("line", "band"),
    [
        ("scores=5,5,5,4", "low"),
        ("scores=5,5,5,5", "moderate"),
        ("scores=7,7,7,7", "high"),
        ("scores=9,9,8,8", "very_high"),
        ("scores=9,8,8", "high"),
        ("scores=10,10", None),
        ("scores=4,4,10,10 low_scales=2", "low"),
        ("scores=4,5,10,10 low_scales=2", "very_high"),
        ("score=4 scale=life_satisfaction", "low"),
        ("score=5 scale=life_satisfaction", "moderate"),
        ("score=5 scale=anxiety", "medium"),
        ("score=6 scale=anxiety", "high"),
    ],
)
def test_scores_come_into_their_band(line: str, band: str | None) -> None:
    assert results(f"bands {line}")["band"] == band


def test_the_band_says_how_many_scales_and_their_sum() -> None:
    found = results("bands scores=9,8,8")
    assert (found["k"], found["s"]) == (3, 25)
