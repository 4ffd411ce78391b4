"""Whatever the councils answered, what is said of them all together gives none of them away.

The reader of these tests lists every table that fits what is known, one council after the other, and shares no line
with the code under test.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from math import ceil

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.analysis.scope import POOL_SCHEMA
from heard.base.policy import LEVELS, Level, LevelPolicy
from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.disclosure.pooling.doubt import forced, room
from heard.disclosure.pooling.exchange import borders, can_be, family_of, list_sets
from heard.disclosure.pooling.pooled import Pooled
from heard.disclosure.pooling.pools import national_facts

RULE = LevelPolicy(threshold=2, minimum_base=4)
Table = tuple[int, ...]
Cuts = tuple[frozenset[int], ...]
THREE_ATOMS: tuple[Cuts, ...] = (
    (frozenset({0}), frozenset({2})),
    (frozenset({0, 1}), frozenset({0})),
    (frozenset({0}), frozenset({1, 2})),
)


def unions_of(cuts: Cuts, size: int = 3) -> tuple[frozenset[int], ...]:
    every = frozenset(range(size))
    known = {every, *cuts}
    between = {one - other for one in known for other in known if other < one}
    left = {every - one - other for one in cuts for other in cuts if not one & other}
    return tuple(
        sorted(
            (known | between | left | {frozenset({each}) for each in every}) - {every, frozenset()},
            key=sorted,
        )
    )


def tables_of(most: int, size: int = 3, *, exactly: bool) -> Iterator[Table]:
    for table in product(range(most + 1), repeat=size):
        if sum(table) == most or (not exactly and sum(table) < most):
            yield table


def count(table: Sequence[int], answers: Iterable[int]) -> int:
    return sum(table[answer] for answer in answers)


def is_primary(table: Table, cut: frozenset[int]) -> bool:
    return min(count(table, cut), sum(table) - count(table, cut)) < RULE.threshold


def fits(table: Table, true: Table, cuts: Iterable[frozenset[int]]) -> bool:
    """Whether the table says of each cut point what a reader knows of it."""
    for cut in cuts:
        said, own, base = count(table, cut), count(true, cut), sum(true)
        width = max(0.2, ceil(RULE.threshold * 20 / base) * 0.05) * base + 1e-9
        if not is_primary(true, cut) and said != own:
            return False
        if is_primary(true, cut) and (base - said if 2 * own > base else said) > width:
            return False
    return True


def known_tables(true: Table, most: int, cuts: Iterable[frozenset[int]]) -> list[Table]:
    if sum(true) < RULE.minimum_base:
        return list(tables_of(max(most, sum(true)), len(true), exactly=False))
    return [table for table in tables_of(sum(true), len(true), exactly=True) if fits(table, true, cuts)]


def doubts(true: Table, most: int, cuts: Cuts) -> Iterator[list[list[Table]]]:
    """What must stay possible of one council: for each, the tables of which one must do."""
    if sum(true) < RULE.minimum_base:
        every = known_tables(true, most, cuts)
        cap = max(most, sum(true))
        yield [[table for table in every if sum(table) == 0]]
        yield [[table for table in every if sum(table) >= min(RULE.minimum_base, cap)]]
        for union in {*cuts, *unions_of(cuts, len(true))}:
            if 0 < count(true, union) < RULE.threshold:
                yield [[table for table in every if count(table, union) >= min(RULE.threshold, cap)]]
        return
    every_one = frozenset(range(len(true)))
    for cut in cuts:
        if is_primary(true, cut):
            side = cut if 2 * count(true, cut) <= sum(true) else every_one - cut
            yield from smallest_choices(true, most, cuts, side)
    for union in set(unions_of(cuts, len(true))) - {*cuts, *(every_one - cut for cut in cuts)}:
        if 0 < count(true, union) < RULE.threshold:
            yield from smallest_choices(true, most, cuts, union)


def ends(tables: Iterable[Table], union: frozenset[int]) -> list[list[Table]]:
    tables = list(tables)
    return [
        [table for table in tables if count(table, union) == 0],
        [table for table in tables if count(table, union) >= RULE.threshold],
    ]


def smallest_choices(
    true: Table, most: int, cuts: Cuts, union: frozenset[int]
) -> Iterator[list[list[Table]]]:
    """Few answers, or a small difference of cut points, with as few cut points hidden as leave them open."""
    done: list[frozenset[frozenset[int]]] = []
    for number in range(len(cuts) + 1):
        for hidden in map(frozenset, combinations(cuts, number)):
            both = ends(known_tables(true, most, [cut for cut in cuts if cut not in hidden]), union)
            if all(both) and not any(each < hidden for each in done):
                done.append(hidden)
                yield both


def sums_of(each: Iterable[list[Table]], published: Cuts) -> set[Table]:
    """Every base and count of the published cut points that the councils together may have."""
    found: set[Table] = {(0,) * (1 + len(published))}
    for tables in each:
        said = {(sum(table), *(count(table, cut) for cut in published)) for table in tables}
        found = {tuple(np.add(one, other).tolist()) for one in found for other in said}
    return found


def gives_somebody_away(truth: Sequence[Table], most: Sequence[int], cuts: Cuts, published: Cuts) -> bool:
    """Whether a reader of the sum, or a respondent of another council among them, can rule out what must be open."""
    total = tuple(
        np.sum([(sum(each), *(count(each, cut) for cut in published)) for each in truth], axis=0).tolist()
    )
    known = [known_tables(table, cap, cuts) for table, cap in zip(truth, most, strict=True)]
    for place, (table, cap) in enumerate(zip(truth, most, strict=True)):
        others = [tables for number, tables in enumerate(known) if number != place]
        true_others = [each for number, each in enumerate(truth) if number != place]
        seen = [others]
        for number, tables in enumerate(others):
            for atom in range(len(truth[0])):
                if true_others[number][atom]:
                    knowing = [each for each in tables if each[atom]]
                    seen.append([*others[:number], knowing, *others[number + 1 :]])
        sums = [sums_of(each, published) for each in seen]
        for open_tables in doubts(table, cap, cuts):
            for tables in open_tables:
                said = [(sum(each), *(count(each, cut) for cut in published)) for each in tables]
                for found in sums:
                    if not any(tuple(np.subtract(total, each).tolist()) in found for each in said):
                        return True
    return False


COUNCIL = st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 4)).filter(
    lambda each: sum(each) > 0
)


@settings(max_examples=80, deadline=None)
@given(
    truth=st.lists(COUNCIL, min_size=2, max_size=4),
    spare=st.lists(st.integers(0, 4), min_size=4, max_size=4),
    cuts=st.sampled_from(THREE_ATOMS),
    number=st.integers(1, 2),
)
def test_a_sum_that_may_be_said_leaves_every_council_in_doubt(
    truth: list[Table], spare: list[int], cuts: Cuts, number: int
) -> None:
    most = [sum(table) + more for table, more in zip(truth, spare, strict=False)]
    published = cuts[:number]
    pooled = Pooled(np.array(truth), np.array(most), cuts, unions_of(cuts), RULE)
    if (forced(pooled, published) <= room(pooled)).all():
        assert not gives_somebody_away(truth, most, cuts, published)


FOUR_ATOMS: tuple[Cuts, ...] = (
    (frozenset({2, 3}), frozenset({0}), frozenset({3})),
    (frozenset({2, 3}), frozenset({0}), frozenset({3}), frozenset({1})),
    (frozenset({0}), frozenset({1}), frozenset({2}), frozenset({3})),
)
OF_FOUR = st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 2), st.integers(0, 3))


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(
    truth=st.lists(OF_FOUR.filter(lambda each: sum(each) > 0), min_size=3, max_size=4),
    spare=st.lists(st.integers(0, 4), min_size=4, max_size=4),
    cuts=st.sampled_from(FOUR_ATOMS),
    number=st.integers(1, 3),
)
def test_so_it_does_where_cut_points_lie_in_one_another(
    truth: list[Table], spare: list[int], cuts: Cuts, number: int
) -> None:
    most = [sum(table) + more for table, more in zip(truth, spare, strict=False)]
    published = cuts[:number]
    pooled = Pooled(np.array(truth), np.array(most), cuts, unions_of(cuts, 4), RULE)
    if (forced(pooled, published) <= room(pooled)).all():
        assert not gives_somebody_away(truth, most, cuts, published)


def test_some_sums_may_be_said_and_others_not() -> None:
    """The law above is not kept by saying nothing."""
    cuts = THREE_ATOMS[0]
    many = [(1, 3, 4), (1, 4, 3), (1, 3, 4), (1, 4, 3)]
    one = [(1, 3, 4), (3, 3, 3), (3, 3, 3)]
    for truth, safe in ((many, True), (one, False)):
        most = [sum(table) for table in truth]
        pooled = Pooled(np.array(truth), np.array(most), cuts, unions_of(cuts), RULE)
        assert bool((forced(pooled, cuts[:1]) <= room(pooled)).all()) is safe
        assert gives_somebody_away(truth, most, cuts, cuts[:1]) is not safe


NESTED = (
    [frozenset({0}), frozenset({1, 2})],
    [frozenset({0, 1}), frozenset({0})],
    [frozenset({1, 2}), frozenset({2})],
)


@settings(max_examples=60, deadline=None)
@given(
    sets=st.sampled_from(NESTED),
    total=st.integers(0, 6),
    ends=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=2),
)
def test_a_border_is_the_most_that_any_table_holds(
    sets: list[frozenset[int]], total: int, ends: list[tuple[int, int]]
) -> None:
    limits = dict(zip(sets, ends, strict=True))
    listed = [
        table
        for table in tables_of(total, exactly=True)
        if all(least <= count(table, each) <= most for each, (least, most) in limits.items())
    ]
    bounds = {each: (np.array([least]), np.array([most])) for each, (least, most) in limits.items()}
    family = family_of(3, sets)
    assert can_be(family, np.array([total]), bounds).tolist() == [bool(listed)]
    if listed:
        most_of_each = [max(count(table, np.flatnonzero(each)) for table in listed) for each in list_sets(3)]
        assert borders(family, np.array([total]), bounds).tolist() == [most_of_each]


# --- The national figure as it is printed -----------------------------------------------------------------

CATALOGUE = load_catalogue()
QUESTION = next(
    item
    for item in CATALOGUE.asked_in(Survey.AGES_11_17)
    if len(item.asked[Survey.AGES_11_17].cut_points) == 2
    and len(item.asked[Survey.AGES_11_17].scale.codes) == 2
)
ANSWERS = st.integers(20, 60).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


def pool_of(answers: Sequence[tuple[int, int]]) -> pl.DataFrame:
    """The answers of some councils to a question with two answers, of a cohort of 70 each."""
    rows = []
    for number, (count, base) in enumerate(answers):
        area = {"wave": "2026", "area": f"X{number}", "survey": "11-17", "indicator": QUESTION.key}
        known = {"base": base, "asked": base, "respondents": base, "eligible": 70, "neighbours": ""}
        first, second = QUESTION.asked[Survey.AGES_11_17].cut_points
        rows += [area | known | {"cut_point": first.key, "count": count}]
        rows += [area | known | {"cut_point": second.key, "count": base - count}]
    return pl.DataFrame(rows, schema=POOL_SCHEMA)


@pytest.mark.parametrize("level", [Level.BOARD, Level.PUBLIC])
@settings(max_examples=40, deadline=None)
@given(answers=st.lists(ANSWERS, min_size=5, max_size=12))
def test_a_printed_national_figure_leaves_each_hidden_council_between_nobody_and_the_threshold(
    level: Level, answers: list[tuple[int, int]]
) -> None:
    rule = LEVELS[level]
    headline = QUESTION.asked[Survey.AGES_11_17].headline.key
    said = national_facts(pool_of(answers), level, CATALOGUE, "2026").filter(
        pl.col("indicator") == QUESTION.key, pl.col("cut_point") == headline, pl.col("symbol") == ""
    )
    if said.is_empty():
        return
    percent, total = round(said["share"][0] * 100), sum(base for _, base in answers)
    least = -(-(2 * percent - 1) * total // 200)  # of whole per cent, half up
    most = ((2 * percent + 1) * total - 1) // 200
    limits = [limits_of(count, base, rule) for count, base in answers]
    for place, (count, base) in enumerate(answers):
        if min(count, base - count) < rule.threshold:
            others = [each for number, each in enumerate(limits) if number != place]
            lowest = least - sum(high for _, high in others)
            highest = most - sum(low for low, _ in others)
            if 2 * count > base:
                lowest, highest = base - highest, base - lowest
            assert lowest <= 0
            assert highest >= rule.threshold


def limits_of(count: int, base: int, rule: LevelPolicy) -> tuple[int, int]:
    """What a reader knows of a count: the count, or its band."""
    if min(count, base - count) >= rule.threshold:
        return count, count
    width = max(20, ceil(rule.threshold * 20 / base) * 5) * base // 100
    return (base - width, base) if 2 * count > base else (0, width)
