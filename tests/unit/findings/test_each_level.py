"""What each audience is told: nothing that its tables do not show."""

import polars as pl
import pytest

from banded import band_ends
from heard.analysis.associations.columns import no_rows
from heard.analysis.nation.trends import no_trends
from heard.analysis.tables import Tables
from heard.base.policy import LEVELS, Level
from heard.disclosure import ProtectedTables
from heard.findings import check_sentence, find_all

BASES = (1, 9, 10, 19, 20, 21, 40)


@pytest.fixture(scope="module")
def tables(make_tables) -> Tables:
    """One council, every count of several bases: flagged against other councils, and low well-being."""
    cells = [(base, count) for base in BASES for count in range(base + 1)]
    compared = [
        {
            "area": f"E{base}-{count}",
            "base": base,
            "count": count,
            "reference_count": 60,
            "reference_base": 90,
        }
        for base, count in cells
    ]
    level = [{**row, "level_flag": "perhaps_many_otherwise"} for row in compared]
    low = [{**row, "indicator": "wellbeing_band", "cut_point": "low"} for row in compared]
    made = make_tables(comparisons=compared, estimates=level + low)
    nobody = pl.DataFrame(
        schema=dict.fromkeys(("area", "survey", "group", "level"), pl.String)
        | dict.fromkeys(("respondents", "eligible"), pl.Int64)
        | dict.fromkeys(("response_rate", "share_of_respondents", "p"), pl.Float64)
        | {"under_represented": pl.Boolean}
    )
    estimates = made.estimates.with_columns(note=pl.lit("")).drop("symbol")
    return Tables("2026", estimates, made.comparisons.drop("symbol"), nobody, no_rows(), no_trends())


def findings_at(level, tables, catalogue):
    areas = tables.estimates["area"].unique(maintain_order=True).to_list()
    return find_all(protected_at(level, tables), catalogue, areas)


def protected_at(level: Level, tables: Tables) -> ProtectedTables:
    """What the level may be told of each cell alone; the numbers of the others are left in their rows."""
    rule, count, base = LEVELS[level], pl.col("count"), pl.col("base")
    least = pl.min_horizontal(count, base - count)
    symbol = (
        pl.when(base < rule.minimum_base)
        .then(pl.lit("c"))
        .when(least < rule.threshold)
        .then(pl.lit("b"))
        .otherwise(pl.lit(""))
    )
    low, high = band_ends("count", "base", rule.threshold)
    banded = pl.col("symbol") == "b"
    return ProtectedTables(
        level,
        "2026",
        tables.estimates.with_columns(symbol=symbol).with_columns(
            low=pl.when(banded).then(low).otherwise("low"), high=pl.when(banded).then(high).otherwise("high")
        ),
        tables.comparisons.with_columns(symbol=symbol).with_columns(
            symbol=pl.when(banded).then(pl.lit("c")).otherwise("symbol")
        ),
        tables.participation,
    )


@pytest.mark.parametrize("level", [Level.BOARD, Level.PUBLIC])
def test_no_small_count_complement_or_base_is_told(level, tables, catalogue) -> None:
    rule = LEVELS[level]
    found = findings_at(level, tables, catalogue)
    assert len(found) > 20
    for finding in found:
        count, base = finding.basis["count"], finding.basis["base"]
        assert base >= rule.minimum_base
        assert count is None or (count >= rule.threshold and base - count >= rule.threshold)
        assert check_sentence(finding, catalogue) == ()


def test_a_small_count_of_low_well_being_is_no_finding_for_its_band_does_not_tell_that_there_is_any(
    tables, catalogue
) -> None:
    told = {f.area: f for f in findings_at(Level.BOARD, tables, catalogue) if f.indicator == "wellbeing_band"}
    assert told["E40-5"].basis["count"] == 5
    assert {"E40-4", "E40-0", "E9-2"}.isdisjoint(told)


def test_the_analysts_are_told_of_every_child(tables, catalogue) -> None:
    told = {
        f.area: f for f in findings_at(Level.WORKING, tables, catalogue) if f.indicator == "wellbeing_band"
    }
    assert told["E40-1"].basis["count"] == 1
    assert "E40-0" not in told
