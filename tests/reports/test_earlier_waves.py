"""Against which wave, and with how many councils, a report says that it compares."""

from dataclasses import replace

import polars as pl

from heard.disclosure import ProtectedTables
from heard.reports import Report, render_html
from reports.parts import Build, rows, said_at_a_glance, section


def of_wave(tables: ProtectedTables, wave: str, where: pl.Expr) -> ProtectedTables:
    earlier = (pl.col("against") == "previous") & where
    return replace(
        tables,
        comparisons=tables.comparisons.with_columns(
            reference=pl.when(earlier).then(pl.lit(wave)).otherwise("reference")
        ),
    )


def test_a_figure_of_an_older_wave_than_the_last_is_named_as_that(
    protected: ProtectedTables, build: Build
) -> None:
    report = build(of_wave(protected, "2022", pl.col("indicator") == "feels_safe"))
    printed = rows(report)
    older, last = printed["row-feels_safe-11-17"], printed["row-settled-11-17"]
    assert older.previous.endswith("% (2022)")
    assert older.change is not None
    assert "since wave 2022" in older.change.sentence
    assert last.previous.endswith("%")
    assert last.change is not None
    assert "since wave 2024" in last.change.sentence
    changes = section(report, "changes")
    assert changes.title == "What changed"
    words = "the last wave that put the question alike (2024 or 2022)"
    assert getattr(changes.blocks[0], "text", "").startswith(f"Against {words}, where")
    assert f"Since {words}, no change can be told from chance." in said_at_a_glance(report)


def test_where_every_figure_is_of_one_older_wave_the_changes_are_since_that(
    protected: ProtectedTables, build: Build
) -> None:
    report = build(of_wave(protected, "2022", pl.lit(value=True)))
    changes = section(report, "changes")
    assert changes.title == "What changed"
    assert getattr(changes.blocks[0], "text", "").startswith("Against wave 2022, where")
    assert "Since wave 2022, no change can be told from chance." in said_at_a_glance(report)


def test_where_all_are_of_the_last_wave_it_is_last_time(report: Report) -> None:
    changes = section(report, "changes")
    assert changes.title == "What changed since last time"
    assert getattr(changes.blocks[0], "text", "").startswith("Against wave 2024, where")


def test_of_one_council_it_says_that_there_are_no_others(protected: ProtectedTables, build: Build) -> None:
    alone = replace(protected, comparisons=protected.comparisons.filter(pl.col("against") != "others"))
    report = build(alone, councils=1)
    assert "The programme has no other councils to compare with." in said_at_a_glance(report)
    page = render_html(report)
    assert "the programme has no others, so there is none to compare with" in page
    assert "all of the programme’s 1 " not in page


def test_of_two_councils_it_says_what_one_is_compared_with(build: Build) -> None:
    assert "all of the programme’s 2 but this one" in render_html(build(councils=2))
