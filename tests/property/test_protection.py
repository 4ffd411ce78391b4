"""For made-up councils of any kind: the attacker never beats the policy, whatever is released and in whatever order."""

from collections.abc import Mapping
from random import Random

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heard.analysis.tables import Tables
from heard.base.policy import Level
from heard.disclosure.attack import Release, Truth, attack
from heard.disclosure.facts import list_facts, list_truth
from unit.analysis.cubes import Response, cohort_of
from unit.disclosure.councils import AREA, protected, tables_of, the_catalogue

LEVELS = (Level.BOARD, Level.PUBLIC)
USUAL = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
GENDERS = ("girl", "boy", "another", "prefer_not", "")
PLACEMENTS = ("foster", "kinship", "residential", "not_sure")
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "good_friend": ("yes", "no", "unsure", "skipped"),
    "feels_safe": ("always", "sometimes", "hardly_ever", "never", "skipped"),
    "afraid_bullying": ("all_or_most", "sometimes", "hardly_ever", "never", "skipped"),
    "sees_mum": ("just_right", "too_little", "too_much", "none_ok", "none_want", "skipped"),
}


@st.composite
def councils(draw: st.DrawFn) -> list[Response]:
    """Up to 90 children of one or two surveys; how common an answer or a group is differs from council to council."""
    random = draw(st.randoms(use_true_random=False))
    surveys = draw(st.sampled_from([("8-11",), ("11-17",), ("8-11", "11-17")]))
    tilt = draw(st.sampled_from([1, 3, 8]))
    given: list[Response] = []
    for survey in surveys:
        for _ in range(draw(st.integers(8, 45))):
            row = {"wave": "2026", "area": AREA, "survey": survey}
            row["gender"] = pick(random, GENDERS, tilt)
            row["placement"] = pick(random, PLACEMENTS, tilt)
            row |= {question: pick(random, codes, tilt) for question, codes in ANSWERS.items()}
            if row["afraid_bullying"] in {"all_or_most", "sometimes", "hardly_ever"}:
                row["bullying_help"] = pick(random, ("yes", "no", "told_nobody", "skipped"), tilt)
            given.append({key: value for key, value in row.items() if value})
    return given


def pick(random: Random, codes: tuple[str, ...], tilt: int) -> str:
    """One of the codes, the first ones more often."""
    weights = [tilt ** (len(codes) - place) for place in range(len(codes))]
    return random.choices(codes, weights)[0]


def tables_of_council(responses: list[Response]) -> Tables:
    halves = [(AREA, "8-11", 60, "gender", level) for level in ("girl", "boy")]
    cohort = cohort_of((AREA, "8-11", 120), (AREA, "11-17", 150), *halves)
    return tables_of(responses, cohort=cohort)


def released(tables: Tables, level: Level, **said: pl.DataFrame) -> Release:
    return Release(level.value, level, list_facts(protected(tables, level, **said)))


def check_no_table_gives_a_child_away(responses: list[Response]) -> None:
    tables = tables_of_council(responses)
    releases = [released(tables, level) for level in LEVELS]
    for some in ([releases[0]], [releases[1]], releases, releases[::-1]):
        found = attack(some, the_catalogue(), truth=Truth(list_truth(tables))).breaches
        assert not found, [(each.kind, each.cell, each.least, each.most, each.path) for each in found[:3]]


@settings(USUAL, max_examples=6)
@given(councils())
def test_no_board_or_public_table_gives_a_child_away_alone_or_together(responses: list[Response]) -> None:
    check_no_table_gives_a_child_away(responses)


@pytest.mark.slow
@settings(USUAL, max_examples=150, derandomize=False)
@given(councils())
def test_nor_do_those_of_a_great_many_councils(responses: list[Response]) -> None:
    check_no_table_gives_a_child_away(responses)


@settings(USUAL, max_examples=4)
@given(councils(), st.sampled_from(LEVELS))
def test_saying_it_again_says_the_same(responses: list[Response], level: Level) -> None:
    tables = tables_of_council(responses)
    first = released(tables, level).facts
    again = released(tables, level, said=first.with_columns(to=pl.lit(level.value))).facts
    assert again.equals(first)


@settings(USUAL, max_examples=4)
@given(councils())
def test_a_board_is_safe_whether_the_public_was_told_before_or_not(responses: list[Response]) -> None:
    tables = tables_of_council(responses)
    public = released(tables, Level.PUBLIC)
    after = released(tables, Level.BOARD, said=public.facts.with_columns(to=pl.lit(Level.PUBLIC.value)))
    assert not attack([public, after], the_catalogue(), truth=Truth(list_truth(tables))).breaches
