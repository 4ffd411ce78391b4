"""Which comparisons are members of a family, and their q (method, item 7; decision 0006).

A family is one council's comparisons of one wave with one comparator. Against the rest, q comes with the pairs:
its members are the groups' tests.
"""

from collections.abc import Iterable
from functools import cache

import numpy as np
import polars as pl

from heard.analysis.arrays import Flags
from heard.analysis.cells import numbered
from heard.analysis.multiplicity import false_discovery_q_by_family
from heard.analysis.pairs import POPULATION, REST
from heard.base.surveys import Survey, parts_of


def with_families(pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs with q filled in for the members of a family; null for all that is no member."""
    comparators, against = numbered(pairs["against"])
    against_rest, against_population = (
        against == (comparators.index(each) if each in comparators else -1) for each in (REST, POPULATION)
    )
    made = pairs["p"].is_not_null().to_numpy()
    headline = pairs["headline"].to_numpy() & ~against_population & ~against_rest
    member = made & (headline | _population_members(pairs, against_population & made))
    family = numbered(pairs["area"])[1] * len(comparators) + against
    p = np.where(member, pairs["p"].to_numpy(), np.nan)
    q = pl.Series("q", false_discovery_q_by_family(p, family)).fill_nan(None)
    return pairs.with_columns(pl.when(pl.col("against") == REST).then(pl.col("q")).otherwise(q).alias("q"))


def population_members(surveys: Iterable[str]) -> frozenset[str]:
    """Of the surveys an indicator is held against the population in, those whose row is a member.

    Every survey of its own is. Surveys taken together are where none of their parts is one, the widest before
    those it overlaps: by the number of surveys, then by the years of age they span.
    """
    members: list[str] = []
    for key in sorted(surveys, key=_width):
        parts = parts_of(key)
        if len(parts) == 1 or not {part for member in members for part in parts_of(member)} & set(parts):
            members.append(key)
    return frozenset(members)


def _width(key: str) -> tuple[bool, int, int, str]:
    """Sorts surveys of their own first, then the widest of those taken together."""
    parts = parts_of(key)
    return len(parts) > 1, -len(parts), _youngest(parts) - _oldest(parts), key


def _youngest(parts: tuple[Survey, ...]) -> int:
    return min(part.ages[0] for part in parts)


def _oldest(parts: tuple[Survey, ...]) -> int:
    return max(part.ages[1] for part in parts)


def _population_members(pairs: pl.DataFrame, made: Flags) -> Flags:
    """The first tested cut point with a polarity of each (area, survey, indicator), in catalogue order, where the
    survey's row is a member."""
    keys = ["area", "survey", "indicator"]
    first = (
        pairs.select(*keys, "polarity")
        .with_row_index("row")
        .filter(pl.Series(made) & (pl.col("polarity") != 0))
        .unique(keys, keep="first", maintain_order=True)
    )
    chosen = cache(population_members)
    ran = first.group_by("area", "indicator").agg(pl.col("survey").sort())
    members = [
        (area, indicator, survey)
        for area, indicator, surveys in ran.iter_rows()
        for survey in chosen(tuple(surveys))
    ]
    kept = first.join(
        pl.DataFrame(
            members,
            schema=["area", "indicator", "survey"],
            orient="row",
            schema_overrides={name: pairs.schema[name] for name in ("area", "indicator", "survey")},
        ),
        on=keys,
        how="semi",
    )
    member = np.zeros(pairs.height, dtype=bool)
    member[kept["row"].to_numpy()] = True
    return member
