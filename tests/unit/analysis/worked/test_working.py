"""The working of every method: its sums can be done again, and end in the numbers the analysis computed."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.analysis.worked import METHODS, Worked, work
from heard.analysis.worked.saying import say
from heard.catalogue import load_catalogue
from unit.analysis.worked.sums import summed, values_of

PROMISED = {
    "interval": ["low", "high", "whole_low", "whole_high"],
    "difference": ["difference", "low", "high"],
    "two_group": ["p", "method"],
    "one_sample": ["p", "difference", "low", "high"],
    "fdr": ["q"],
    "mdd": ["mdd"],
    "shrink": ["mu", "M", "alpha", "beta", "nll", "mean", "low", "high", "above"],
    "funnel": ["target", "phi", "tau2", "z", "z_dispersed", "low_95", "high_95", "low_998", "high_998"],
    "odds": ["odds_ratio", "low", "high", "wald_low", "wald_high", "p"],
    "bands": ["band"],
}

EXAMPLES = [f"{method.name} {method.example}" for method in METHODS.values()]
OTHERS = [
    "interval count=1 base=3 cohort=9",
    "interval count=2 base=3 cohort=9",
    "interval count=0 base=12 cohort=40",
    "interval count=12 base=12 cohort=40",
    "interval count=8 base=74",
    "interval count=8 base=74 cohort=73",
    "interval count=30 base=30 cohort=30",
    "difference count1=0 base1=5 count2=5 base2=5",
    "two_group count1=8 base1=74 count2=900 base2=10000",
    "two_group count1=6 base1=74 count2=1 base2=50",
    "two_group count1=12 base1=12 count2=60 base2=100",
    "two_group count1=0 base1=20 count2=0 base2=200",
    "two_group count1=3 base1=3 count2=2 base2=2",
    "two_group count1=0 base1=40 count2=30 base2=31",
    "one_sample count=26 base=74 share=0.18",
    "one_sample count=0 base=2 share=0.5",
    "one_sample count=1 base=2 share=0.5",
    "one_sample count=4 base=4 share=1",
    "fdr p=0.04",
    "fdr p=0.2,0.01,null,0.2,1",
    "mdd base1=74 share2=0.1 polarity=-1",
    "mdd base1=3 base2=2000 share2=0.5",
    "mdd base1=0 base2=2000 share2=0.5",
    "shrink count=1,2,3 base=10,10,10",
    "shrink count=5,5,5,5,5,5,5,5,0 base=10,10,10,10,10,10,10,10,0",
    "funnel count=5,5,5 base=10,10,10",
    "funnel count=1,9,50 base=10,10,100",
    "funnel count=5 base=10",
    "funnel count=0,0,3 base=0,20,20",
    "funnel count=10,10 base=10,10",
    "odds a=0 b=8 c=20 d=46",
    "odds count1=5 base1=15 count2=3 base2=59",
    "odds a=0 b=0 c=20 d=46",
    "bands scores=10,10",
    "bands scores=9,9,8,8",
    "bands scores=9,4,3,8 low_scales=2",
    "bands score=7 scale=anxiety",
]


def worked(line: str) -> Worked:
    name, *words = line.split()
    return work(name, words, load_catalogue())


def disagreeing(found: Worked, slack: float = 1e-4) -> list[str]:
    """The steps whose sum does not come out, or does not end in the result it names."""
    wrong = []
    for step in summed(found.steps):
        values = values_of(step)
        if not values or any(value != pytest.approx(values[-1], rel=1e-3, abs=slack) for value in values):
            wrong.append(step.sentence())
        if step.gives and values[-1] != pytest.approx(result_of(found, step.gives, step.place), rel=1e-5):
            wrong.append(f"{step.sentence()} is not {step.gives}")
    return wrong


def result_of(found: Worked, name: str, place: int | None) -> float:
    result = found.results[name]
    if place is not None:
        assert isinstance(result, Sequence)
        result = result[place]
    assert isinstance(result, float | int)
    return result


@pytest.mark.parametrize("line", EXAMPLES + OTHERS)
def test_every_sum_comes_out_and_ends_in_the_result(line: str) -> None:
    found = worked(line)
    assert found.steps
    assert disagreeing(found) == []


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_gives_every_number_that_is_promised_and_the_steps_lead_to_them(line: str) -> None:
    found = worked(line)
    promised = PROMISED[line.split(maxsplit=1)[0]]
    assert set(promised) <= set(found.results)
    led_to = {step.gives for step in found.steps}
    words = {name for name, value in found.results.items() if value is None or isinstance(value, str)}
    assert set(promised) - led_to - words - {"nll", "low_998", "high_998"} == set()


def words_of(line: str) -> str:
    return " ".join(step.sentence() for step in worked(line).steps)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("fdr p=null,null", "No comparison was made: there is no q."),
        ("fdr p=0.04", "1 comparison: ordered by p, each p is multiplied by 1"),
        ("fdr p=0.04,null,0.1", "2 of 3 comparisons were made: ordered by p, each p is multiplied by 2"),
        ("difference count1=0 base1=5 count2=0 base2=5", "√((0 − 0)² + (0.434482 − 0)²)"),
        ("funnel count=1,1 base=2,2", "F(0) = 0.25, the first to reach 0.025; F(−1) = 0"),
        ("funnel count=1,9,50 base=10,10,100", "counted as its edge; chance alone gives less than 1: φ"),
        ("funnel count=0,0 base=10,10", "Everybody gave the same answer"),
        (
            "odds a=5 b=3 c=10 d=56",
            "5 (low well-being, exposed), 3 (low well-being, not exposed), 10 (others,",
        ),
        ("shrink count=30,7,12,15,14,19,5,14 base=117,20,40,30,39,65,18,37", "With μ and M taken as known"),
        (
            "shrink count=5,5,5,5,5,5,5,5 base=10,10,10,10,10,10,10,10",
            "this interval says nothing of how far",
        ),
    ],
)
def test_a_step_says_what_is_meant_in_words(line: str, said: str) -> None:
    assert said in words_of(line)


@pytest.mark.parametrize("n", range(1, 120))
def test_what_is_only_rounding_is_written_as_nought(n: int) -> None:
    for line in (
        f"interval count=0 base={n}",
        f"difference count1=0 base1={n} count2=0 base2={n + 3}",
        f"difference count1={n} base1={n} count2=7 base2=7",
        f"one_sample count=0 base={n} share=0",
    ):
        assert "10^" not in words_of(line)
        numbers = [value for value in worked(line).results.values() if isinstance(value, float)]
        assert [value for value in numbers if 0 < abs(value) < 1e-12] == []


def test_there_are_ten_methods_and_each_stands_under_its_own_name() -> None:
    assert list(METHODS) == list(PROMISED)
    assert [method.name for method in METHODS.values()] == list(METHODS)


WHOLE = st.integers(0, 300)
SHARE = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 80), st.integers(0, 80), st.integers(0, 80), st.integers(0, 80))
def test_the_sums_of_two_groups_come_out_whatever_the_four_numbers(a: int, b: int, c: int, d: int) -> None:
    for name in ("two_group", "difference"):
        assert disagreeing(worked(f"{name} count1={a} base1={a + b} count2={c} base2={c + d}")) == []


@settings(max_examples=60, deadline=None)
@given(WHOLE, WHOLE, WHOLE)
def test_the_sums_of_an_interval_come_out_whatever_the_cohort(count: int, more: int, silent: int) -> None:
    base = count + more
    assert disagreeing(worked(f"interval count={count} base={base} cohort={base + silent}")) == []
    assert disagreeing(worked(f"interval count={count} base={base}")) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(WHOLE, WHOLE), min_size=1, max_size=12))
def test_the_sums_of_a_nation_come_out_whatever_its_councils(councils: list[tuple[int, int]]) -> None:
    count = ",".join(str(x) for x, _ in councils)
    base = ",".join(str(x + more) for x, more in councils)
    for name in ("shrink", "funnel"):
        # z is a small difference over a small number: five digits of either leave three of it.
        assert disagreeing(worked(f"{name} count={count} base={base}"), slack=2e-3) == []


@settings(max_examples=60, deadline=None)
@given(WHOLE, WHOLE, SHARE)
def test_the_sums_against_a_share_come_out_whatever_it_is(count: int, more: int, share: float) -> None:
    assert disagreeing(worked(f"one_sample count={count} base={count + more} share={share!r}")) == []


@settings(max_examples=60, deadline=None)
@given(WHOLE, WHOLE, SHARE, st.sampled_from([1, -1]))
def test_the_sums_of_the_least_difference_come_out(n1: int, n2: int, share: float, polarity: int) -> None:
    assert disagreeing(worked(f"mdd base1={n1} base2={n2} share2={share!r} polarity={polarity}")) == []


@settings(max_examples=60, deadline=None)
@given(WHOLE, WHOLE, WHOLE, WHOLE)
def test_the_sums_of_an_odds_ratio_come_out(a: int, b: int, c: int, d: int) -> None:
    assert disagreeing(worked(f"odds a={a} b={b} c={c} d={d}")) == []


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (74.0, "74"),
        (10_000_000.0, "10000000"),
        (8 / 74, "0.108108"),
        (-1 / 15, "−0.0666667"),
        (108.628205, "108.628"),
        (0.99999999, "1"),
        (2.5e-7, "0.00000025"),
        (1.5e-9, "1.5 × 10^−9"),
        (1e300, "1 × 10^300"),
        (float("nan"), "not known"),
        (float("inf"), "endless"),
    ],
)
def test_a_number_is_said_with_six_digits(number: float, said: str) -> None:
    assert say(number) == said
