"""The report prints the rule of the bands from the rule itself, and keeps what was asked otherwise apart."""

from collections.abc import Callable
from dataclasses import replace

import polars as pl
import pytest

from heard.base.bands import BandRule, Rule
from heard.base.editions import Edition
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables
from heard.reports import Report, ReportFacts, build_full_report
from heard.reports.blocks import IndicatorRow, IndicatorTable, Paragraph, Points
from heard.reports.report import Section

OLDER, LEAVERS = Survey.AGES_11_17, Survey.AGES_16_25
SCALES_LOW = BandRule(Rule.SCALES_LOW, 3, 5, 7, 9, scales=2)
MEAN_OF_FOUR = BandRule(Rule.MEAN, 4, 5, 7.5, 9)

Build = Callable[..., Report]


@pytest.fixture
def build(protected: ProtectedTables, catalogue: Catalogue, facts: ReportFacts) -> Build:
    """The report of a wave whose bands were made by these rules, where it is not the catalogue's."""

    def built(*, tables: ProtectedTables = protected, **rules: BandRule) -> Report:
        editions = {
            Survey(key.removeprefix("ages_").replace("_", "-")): Edition(band=rule)
            for key, rule in rules.items()
        }
        wave = replace(facts.wave, editions=editions)
        return build_full_report(tables, (), catalogue, replace(facts, wave=wave))

    return built


def short(report: Report) -> str:
    """What stands under the bars of the bands."""
    blocks = next(each for each in report.sections if each.key == "wellbeing").blocks
    return next(block.text for block in blocks if isinstance(block, Paragraph) and "under 5" in block.text)


def points(report: Report) -> tuple[str, tuple[str, ...]]:
    """The part of the method page about the bands."""

    def parts(section: Section) -> list[Section]:
        return [section, *(below for part in section.parts for below in parts(part))]

    found = next(each for top in report.sections for each in parts(top) if each.key == "method-bands")
    [said] = [block.items for block in found.blocks if isinstance(block, Points)]
    [intro] = [block.text for block in found.blocks if isinstance(block, Paragraph)]
    return intro, said


def test_our_rule_is_printed_with_its_numbers(build: Build) -> None:
    assert short(build()) == (
        "Low means an average under 5, moderate 5 to under 7, high 7 to under 8.5 and very high 8.5 or more, over "
        "happiness yesterday, life satisfaction, things being worthwhile and hope for the future (0 to 10, at least "
        "three of them answered). This rule is ours."
    )
    intro, said = points(build())
    assert "The rule is ours" in intro
    assert said[1:] == (
        "Low: the average is under 5.",
        "Moderate: from 5 to under 7.",
        "High: from 7 to under 8.5.",
        "Very high: 8.5 or more.",
        "Children under 11 are asked about yesterday only. Among them, low means quite or very unhappy.",
    )


def test_a_programme_s_own_rule_is_printed_as_its_own(build: Build) -> None:
    report = build(ages_11_17=SCALES_LOW, ages_16_25=SCALES_LOW)
    assert "at least two of the answers" in short(report)
    assert "at least two are 9 or more" in short(report)
    assert short(report).endswith("This rule is the programme’s own.")
    intro, said = points(report)
    assert "this programme’s own choice" in intro
    assert said[1] == "Low: at least two of them are under 5."
    assert said[4] == "Very high: not low, and at least two are 9 or more."


def test_two_surveys_with_two_rules_say_whose_each_is(build: Build) -> None:
    report = build(ages_16_25=MEAN_OF_FOUR)
    assert short(report).startswith("Ages 11 to 17: Low means an average under 5")
    assert "Ages 16 to 25: Low means an average under 5, moderate 5 to under 7.5" in short(report)
    assert "at least four of them answered" in short(report)
    _, said = points(report)
    assert "Ages 11 to 17: High: from 7 to under 8.5." in said
    assert "Ages 16 to 25: High: from 7.5 to under 9." in said
    assert said[-1].startswith("Children under 11")


def test_what_was_asked_otherwise_last_time_is_not_drawn_as_a_change(
    build: Build, protected: ProtectedTables
) -> None:
    def safe(report: Report) -> IndicatorRow:
        tables = (
            block for each in report.sections for block in each.blocks if isinstance(block, IndicatorTable)
        )
        return next(
            row
            for table in tables
            for group in table.groups
            for row in group.rows
            if row.key == "row-feels_safe-11-17"
        )

    where = (pl.col("against") == "previous") & (pl.col("indicator") == "feels_safe")
    changed = protected.comparisons.with_columns(
        reason=pl.when(where).then(pl.lit("not_comparable")).otherwise("reason"),
        flag=pl.when(where).then(pl.lit("cannot_tell")).otherwise("flag"),
    )
    assert safe(build()).change is not None
    now = safe(build(tables=replace(protected, comparisons=changed)))
    assert (now.previous, now.change) == ("Asked differently", None)
