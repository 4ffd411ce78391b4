"""What the report says of those who did not answer, and of how like everyone the others are."""

from collections.abc import Callable
from dataclasses import replace

import polars as pl
import pytest

from heard.base.policy import Level
from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables
from heard.reports import Report, ReportFacts, build_full_report
from heard.reports.blocks import Call

NBSP = "\u00a0"
Say = Callable[[ProtectedTables], dict[str, tuple[str, ...]]]
SAFE = (pl.col("indicator") == "feels_safe") & (pl.col("group") == "all")


@pytest.fixture
def say(catalogue: Catalogue, facts: ReportFacts) -> Say:
    """What stands under each heading of the section."""

    def calls(tables: ProtectedTables) -> dict[str, tuple[str, ...]]:
        return calls_of(build_full_report(tables, (), catalogue, facts))

    return calls


def calls_of(report: Report) -> dict[str, tuple[str, ...]]:
    section = next(each for each in report.sections if each.key == "answered")
    return {block.title: block.items for block in section.blocks if isinstance(block, Call)}


def with_safe(tables: ProtectedTables, count: int, base: int, eligible: int) -> ProtectedTables:
    """The tables with other figures of who feels safe, in every survey of its own."""
    numbers = {"count": count, "base": base, "eligible": eligible, "share": count / base}
    columns = {
        name: pl.when(SAFE & (pl.col("cut_point") == "positive")).then(pl.lit(value)).otherwise(name)
        for name, value in numbers.items()
    }
    return replace(tables, estimates=tables.estimates.with_columns(**columns))


def with_levels(
    tables: ProtectedTables, *levels: tuple[str, str, float | None, float | None]
) -> ProtectedTables:
    """The tables with these groups alone, each level's part of those who answered and of everyone, ages 8 to 11."""
    everybody = tables.participation.filter(group="all")
    pattern = everybody.filter(survey="8-11").row(0, named=True)
    rows = [
        {
            **pattern,
            "group": group,
            "level": level,
            "symbol": "c" if answered is None else "",
            "share_of_respondents": answered,
            "share_of_eligible": whole,
        }
        for group, level, answered, whole in levels
    ]
    groups = pl.DataFrame(rows, schema=everybody.schema)
    return replace(tables, participation=pl.concat([everybody, groups]))


@pytest.mark.parametrize(
    ("count", "wide", "near"),
    [
        (30, ("30", "90"), ("69", "81")),  # 30 and 60 at 65 %, at 85 %
        (2, ("2", "62"), ("2", "11")),  # 60 at nothing, at 15 %
        (38, ("38", "98"), ("89", "98")),  # 60 at 85 %, at everybody
    ],
    ids=["three quarters", "hardly anybody", "nearly everybody"],
)
def test_the_near_ends_are_ten_points_either_way_and_never_past_nobody_or_all(
    say: Say, protected: ProtectedTables, count: int, wide: tuple[str, str], near: tuple[str, str]
) -> None:
    """40 of 100 answered."""
    sentences = say(with_safe(protected, count, 40, 100))["Those who did not answer"]
    low, high = wide
    near_low, near_high = near
    assert sentences[1].endswith(
        f"With the 60 who gave no answer to this, between {low}{NBSP}% and {high}{NBSP}% of everyone; "
        f"if they differ by 10 points at most, between {near_low}{NBSP}% and {near_high}{NBSP}%."
    )


ALIKE = "How like everyone they are"


def test_the_group_furthest_from_its_part_of_everyone_is_named(say: Say, protected: ProtectedTables) -> None:
    tables = with_levels(
        protected,
        ("gender", "girl", 0.45, 0.50),
        ("gender", "boy", 0.55, 0.50),
        ("placement", "foster", 0.74, 0.64),
        ("placement", "kinship", 0.26, 0.36),
    )
    assert say(tables)[ALIKE] == (
        f"Children in foster care, ages 8 to 11: 74{NBSP}% of those who answered, 64{NBSP}% of everyone "
        "(looked at: gender, who they live with).",
    )


@pytest.mark.parametrize(
    "kinship", [(None, 0.36), (0.26, None)], ids=["not shown", "nobody knows how many there are"]
)
def test_a_level_that_is_not_there_leaves_its_demographic_out(
    say: Say, protected: ProtectedTables, kinship: tuple[float | None, float | None]
) -> None:
    tables = with_levels(
        protected,
        ("gender", "girl", 0.45, 0.50),
        ("gender", "boy", 0.54, 0.50),
        ("placement", "foster", 0.74, 0.64),
        ("placement", "kinship", *kinship),
    )
    [sentence] = say(tables)[ALIKE]
    assert sentence.startswith("Girls and young women, ages 8 to 11: ")
    assert sentence.endswith("(looked at: gender).")


def test_nothing_is_said_where_no_groups_size_is_known(say: Say, protected: ProtectedTables) -> None:
    assert ALIKE not in say(
        with_levels(protected, ("gender", "girl", 0.45, None), ("gender", "boy", 0.55, None))
    )
    assert ALIKE not in say(with_levels(protected))


# --- Who is heard less -------------------------------------------------------------------------------

LESS = "Who is heard less"


def told_of(
    level: Level, catalogue: Catalogue, facts: ReportFacts, tables: ProtectedTables
) -> tuple[str, ...]:
    """What stands under the heading in a copy of this level."""
    report = build_full_report(replace(tables, level=level), (), catalogue, replace(facts, level=level))
    return calls_of(report)[LESS]


def with_flags(tables: ProtectedTables, **heard_less: bool | None) -> ProtectedTables:
    """Girls and boys alone, aged 8 to 11; None where it is not told whether they are heard less."""
    of_two = with_levels(tables, *(("gender", level, 0.5, 0.5) for level in heard_less))
    flag = pl.col("level").replace_strict(heard_less, default=False, return_dtype=pl.Boolean)
    return replace(of_two, participation=of_two.participation.with_columns(under_represented=flag))


@pytest.mark.parametrize("level", [Level.BOARD, Level.PUBLIC])
def test_where_it_may_not_be_told_nobody_is_said_to_be_heard_less_or_not(
    level: Level, protected: ProtectedTables, catalogue: Catalogue, facts: ReportFacts
) -> None:
    [sentence] = told_of(level, catalogue, facts, with_flags(protected, girl=None, boy=None))
    assert sentence.startswith("Who is heard less is told only where the numbers of all groups of a kind")


@pytest.mark.parametrize("level", [Level.BOARD, Level.PUBLIC])
def test_where_all_groups_of_a_kind_are_shown_that_none_is_heard_less_is_told_of_that_kind(
    level: Level, protected: ProtectedTables, catalogue: Catalogue, facts: ReportFacts
) -> None:
    first, _ = told_of(level, catalogue, facts, with_flags(protected, girl=False, boy=False))
    assert first == "By gender, ages 8 to 11: no group answered clearly less often than the others."
    named = told_of(level, catalogue, facts, with_flags(protected, girl=True, boy=False))
    assert named[0].startswith("Girls and young women, ages 8 to 11: ")
    assert not [sentence for sentence in named if sentence.startswith("By gender")]


def test_analysts_are_told_of_all_groups(say: Say, protected: ProtectedTables) -> None:
    [sentence] = say(with_flags(protected, girl=False, boy=False))[LESS]
    assert sentence == "Of the groups whose size we know, none answered clearly less often than the others."
