"""What a method may be given, and what is said of what it may not."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.analysis.worked import METHODS, work
from heard.base.errors import UserError
from heard.catalogue import load_catalogue

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("interval count=8", "interval needs base"),
        ("interval count=8 base=74 size=2", 'interval has no key "size". Its keys: count, base, cohort.'),
        ("interval count=eight base=74", 'count is "eight", which is not a number.'),
        ("interval count=nan base=74", 'count is "nan", which is not a number.'),
        ("interval count=1_0 base=74", 'count is "1_0", which is not a number.'),
        ("interval count= base=74", 'count is "", which is not a number.'),
        ("interval count=-1 base=74", "never negative"),
        ("interval count=8.5 base=74", "not a whole number"),
        ("interval count=75 base=74", "count 75 is above its base 74."),
        ("interval count=1 base=1000000001", "At most 1,000,000,000"),
        ("interval count=8 base=74 base=75", "base is given 2 times."),
        ("interval count=8 base 74", '"base" is not written as key=value.'),
        ("difference count1=1 base1=2 count2=3 base2=2", "count2 3 is above its base2 2."),
        ("one_sample count=1 base=2 share=90", "outside 0 to 1. 90 % is written 0.9."),
        ("one_sample count=1 base=2 share=-0.1", "outside 0 to 1."),
        ("fdr p=", "p is an empty list"),
        ("fdr p=0.1,,0.2", 'p is "", which is not a number.'),
        ("fdr p=0.1,1.2", "p is 1.2, outside 0 to 1."),
        ("mdd base1=74 share2=0.9 polarity=0", "Allowed: 1 (more is better) and -1 (less is better)."),
        ("shrink count=1,2 base=10", "count has 2 numbers and base 1. Each council needs one of both."),
        ("funnel count=1,11 base=10,10", "count 11 is above its base 10."),
        ("odds a=1 b=2 c=3", "odds needs d"),
        ("odds a=1 b=2 c=3 d=4 count1=5", "count1 does not go together with a, b, c, d."),
        ("bands scores=11", "a score is a whole number from 0 to 10."),
        ("bands scores=7.5,8,8", "a score is a whole number from 0 to 10."),
        ("bands scores=1,2,3,4,5", "there are 4 scales."),
        (
            "bands scores=1,2,3 low_scales=0",
            "low_scales is 0. Allowed: a whole number from 1 to 3, as 3 scales are enough",
        ),
        (
            "bands scores=1,2,3 low_scales=4",
            "low_scales is 4. Allowed: a whole number from 1 to 3, as 3 scales are enough",
        ),
        ("bands score=7 scale=mood", 'No scale "mood" has bands. Those that have: anxiety,'),
    ],
)
def test_a_mistake_is_said_in_words(line: str, said: str) -> None:
    name, *words = line.split()
    with pytest.raises(UserError) as refused:
        work(name, words, CATALOGUE)
    assert said in str(refused.value)


def test_every_mistake_is_said_at_once_with_an_example_that_works() -> None:
    with pytest.raises(UserError) as refused:
        work("interval", ["count=-1", "base=x"], CATALOGUE)
    count, base, example = str(refused.value).splitlines()
    assert (count[:5], base[:4]) == ("count", "base")
    assert example == "For example: heard method interval count=8 base=74 cohort=230"


def test_spaces_about_numbers_and_a_comma_at_the_end_do_no_harm() -> None:
    spaced, plain = (work("fdr", [words], CATALOGUE) for words in ("p = 0.01, 0.2 ,", "p=0.01,0.2"))
    assert spaced.results == plain.results


KEYS = sorted({key.name for method in METHODS.values() for way in method.ways for key in way})
TEXTS = st.sampled_from(
    ["0", "1", "7", "10", "0.5", "1,2", "3,0", "", "-1", "x", "inf", "null", "1e9", "anxiety"]
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(METHODS)), st.lists(st.tuples(st.sampled_from(KEYS), TEXTS), max_size=6))
def test_whatever_is_typed_is_answered_or_refused_in_words(name: str, typed: list[tuple[str, str]]) -> None:
    own = {key.name for way in METHODS[name].ways for key in way}
    words = [f"{key}={text}" for key, text in typed if key in own or text == "x"]
    with suppress(UserError):
        assert work(name, words, CATALOGUE).steps
