"""The full report says what the protected tables hold, and nothing else."""

from dataclasses import replace

import polars as pl
import pytest

from heard.base.errors import HeardError
from heard.base.policy import Level
from heard.base.shares import percent
from heard.base.surveys import Family
from heard.catalogue import Catalogue
from heard.charts import BandInterval, DotInterval
from heard.disclosure import ProtectedTables
from heard.findings import Finding, find
from heard.reports import Report, render_html
from heard.reports.blocks import (
    AskList,
    BandChart,
    FindingList,
    SimpleTable,
    Tiles,
)
from reports.parts import Build, rows, said_at_a_glance, section, with_symbol

NBSP = "\u00a0"
SAFE_AT_11 = (
    (pl.col("indicator") == "feels_safe") & (pl.col("survey") == "11-17") & (pl.col("group") == "all")
)


def test_every_row_prints_its_protected_cell(
    report: Report, protected: ProtectedTables, catalogue: Catalogue
) -> None:
    printed = rows(report)
    everybody = protected.estimates.filter(group="all").rows(named=True)
    checked = 0
    for cell in everybody:
        if cell["cut_point"] != catalogue.asked(cell["indicator"], cell["survey"]).headline.key:
            continue
        row = printed[f"row-{cell['indicator']}-{cell['survey'].replace(';', '-')}"]
        assert row.share == f"{percent(cell['share'])}{NBSP}%"
        assert row.answered == str(cell["base"])
        assert isinstance(row.picture, DotInterval)
        drawn = (row.picture.low, row.picture.share, row.picture.high)
        assert drawn == tuple(percent(cell[name]) for name in ("low", "share", "high"))
        checked += 1
    assert checked == len(printed) > 100


@pytest.mark.parametrize("against", ["others", "population", "previous"])
def test_every_comparison_prints_what_it_is_compared_with(
    report: Report, protected: ProtectedTables, against: str
) -> None:
    printed = rows(report)
    compared = protected.comparisons.filter(group="all", against=against).rows(named=True)
    for cell in compared:
        row = printed[f"row-{cell['indicator']}-{cell['survey'].replace(';', '-')}"]
        assert getattr(row, against) == f"{percent(cell['reference_share'])}{NBSP}%"
    assert len(compared) > 30
    assert sum(bool(getattr(row, against)) for row in printed.values()) == len(compared)


def test_the_tiles_hold_the_counts_of_the_cohort(report: Report) -> None:
    tiles = next(block for block in section(report, "answered").blocks if isinstance(block, Tiles)).tiles
    assert [(tile.label, tile.number) for tile in tiles] == [
        ("Ages 4 to 7", "26"),
        ("Ages 8 to 11", "19"),
        ("Ages 11 to 17", "74"),
        ("Ages 16 to 25", "41"),
    ]
    assert tiles[2].note == f"of 239 · 31{NBSP}%"  # 74/239 = 0.3096
    assert tiles[2].meter is not None
    assert (tiles[2].meter.share, tiles[2].meter.target) == (31, 30)


def test_the_glance_adds_the_surveys_of_a_family_up(report: Report) -> None:
    said = said_at_a_glance(report)
    assert said[0].startswith("119 of the 370 ")  # 26 + 19 + 74 of 75 + 56 + 239
    assert said[1].startswith("41 of the 180 ")


def test_the_bands_add_up_to_everybody_who_has_one(report: Report) -> None:
    charts = [block for block in section(report, "wellbeing").blocks if isinstance(block, BandChart)]
    assert [chart.title for chart in charts] == [
        "Ages 11 to 17: overall well-being",
        "Ages 16 to 25: overall well-being",
    ]
    assert abs(sum(segment.share for segment in charts[0].bands.segments) - 100) <= 2


def test_the_silence_is_bounded_by_all_and_by_none(report: Report) -> None:
    """Ages 4 to 7: were all who gave no answer to say no, count of 75; were all to say yes, the rest of 75 too."""
    safe = rows(report)["row-feels_safe-4-7"]
    calls = [block for block in section(report, "answered").blocks if hasattr(block, "items")]
    text = next(
        item for call in calls for item in call.items if "gave no answer" in item and "4 to 7" in item
    )
    base = int(safe.answered)
    count = round(percent_number(safe.share) * base / 100)
    assert f"the {75 - base} who gave no answer" in text
    assert f"between {percent(count / 75)}{NBSP}% and {percent((count + 75 - base) / 75)}{NBSP}%" in text


def percent_number(words: str) -> int:
    return int(words.removesuffix(f"{NBSP}%"))


def test_the_glance_counts_each_comparison_with_the_other_councils_once(
    report: Report, protected: ProtectedTables, catalogue: Catalogue
) -> None:
    """The made-up comparisons are of headlines only; too few answers count as cannot tell."""
    others = protected.comparisons.filter(against="others", group="all")
    made = others.group_by("flag", "direction").len().rows()

    def count(*wanted: str) -> int:
        return sum(many for flag, direction, many in made if {flag, direction} >= set(wanted))

    possible, open_ones = count("possible"), count("cannot_tell")
    assert said_at_a_glance(report)[2] == (
        f"Of {others.height} comparisons with the other councils, each question at each age:"
        f" {count('clear', 'better')} clearly better, {count('clear', 'worse')} clearly worse,"
        f" {possible} possibly one or the other, {count('in_line')} in line,"
        f" {open_ones} where the numbers cannot tell."
    )


def test_the_glance_says_so_where_there_is_nothing_to_compare_with(
    protected: ProtectedTables, build: Build
) -> None:
    alone = protected.comparisons.filter(pl.col("against") != "others")
    said = said_at_a_glance(build(replace(protected, comparisons=alone)))
    assert "nothing sound to compare with" in said[2]


# --- What may not be shown ---------------------------------------------------------------------------


def test_a_hidden_cell_is_a_c_without_picture_flag_or_comparison(
    protected: ProtectedTables, build: Build
) -> None:
    row = rows(build(with_symbol(protected, "c", SAFE_AT_11)))["row-feels_safe-11-17"]
    assert (row.share, row.answered) == ("c", "c")
    assert row.picture is None
    assert row.tags == ()


def test_a_banded_cell_is_said_as_its_band_and_drawn_as_a_box(
    protected: ProtectedTables, build: Build
) -> None:
    banded = with_symbol(protected, "b", SAFE_AT_11, low=pl.lit(0.8), high=pl.lit(1.0))
    row = rows(build(banded))["row-feels_safe-11-17"]
    assert row.share == f"all or nearly all, over 80{NBSP}%"
    assert isinstance(row.picture, BandInterval)
    assert (row.picture.low, row.picture.high) == (80, 100)
    assert row.tags == ()


def test_a_hidden_band_leaves_an_open_part_in_the_bar(protected: ProtectedTables, build: Build) -> None:
    low = (pl.col("indicator") == "wellbeing_band") & (pl.col("cut_point").is_in(["low", "moderate"]))
    chart = next(
        block
        for block in section(build(with_symbol(protected, "c", low)), "wellbeing").blocks
        if isinstance(block, BandChart)
    )
    assert [segment.tone.value for segment in chart.bands.segments] == ["high", "very_high", "not_shown"]
    assert chart.keys[0][1] == "Low: not shown"


def test_a_small_survey_hides_the_sum_over_its_family(protected: ProtectedTables, build: Build) -> None:
    youngest = (pl.col("survey") == "4-7") & (pl.col("group") == "all")
    participation = protected.participation.with_columns(
        symbol=pl.when(youngest).then(pl.lit("c")).otherwise("symbol")
    )
    report = build(replace(protected, participation=participation))
    assert "not shown" in said_at_a_glance(report)[0]
    tiles = next(block for block in section(report, "answered").blocks if isinstance(block, Tiles)).tiles
    assert (tiles[0].number, tiles[0].meter) == ("c", None)


def test_a_group_table_leaves_out_rows_in_which_nothing_may_be_shown(
    protected: ProtectedTables, build: Build
) -> None:
    gender = (pl.col("group") == "gender") & (pl.col("indicator") == "pet")
    report = build(with_symbol(protected, "c", gender))
    details = [block for block in section(report, "groups").blocks if hasattr(block, "blocks")]
    table = next(block for each in details for block in each.blocks if block.caption == "Gender")
    assert isinstance(table, SimpleTable)
    assert not any(row[0].startswith("have a pet (") for row in table.rows)
    assert any(row[0].startswith("have a really good friend (") for row in table.rows)


# --- Order, marks, empty states ----------------------------------------------------------------------


def test_the_sections_stand_in_the_order_in_which_they_are_read(report: Report) -> None:
    assert [each.key for each in report.sections] == [
        "glance", "contents", "answered",
        "wellbeing", "home", "relationships", "rights", "opportunities", "feelings",
        "strengths", "development", "changes", "gaps", "asking", "groups", "method",
    ]  # fmt: skip


def test_findings_keep_the_order_they_come_in(report: Report, findings: tuple[Finding, ...]) -> None:
    block = section(report, "development").blocks[1]
    assert isinstance(block, FindingList)
    wanted = [finding.sentence for finding in findings if finding.kind == "development"]
    firsts = [item.first.text for item in block.items]
    assert firsts == [sentence for sentence in wanted if sentence in firsts]
    assert len(firsts) + sum(len(item.also) for item in block.items) == len(wanted)
    assert block.open_count == 12
    assert block.fold_words == f"{len(block.items) - 12} more"


def test_findings_about_one_figure_stand_on_one_card(build: Build, findings: tuple[Finding, ...]) -> None:
    worse = [finding for finding in findings if finding.kind == "development"]
    others = next(
        each for each in worse if each.against == "others" and same_figure(each, "neighbours", worse)
    )
    neighbours = same_figure(others, "neighbours", worse)
    block = section(build(findings=(others, *neighbours)), "development").blocks[1]
    assert isinstance(block, FindingList)
    (item,) = block.items
    assert item.first.text == others.sentence
    (reading,) = item.also
    assert reading.text.startswith("Against ")
    assert neighbours[0].sentence.endswith(reading.text.removeprefix("Against "))


def same_figure(finding: Finding, against: str, among: list[Finding]) -> tuple[Finding, ...]:
    wanted = replace(finding, against=against, key="", sentence="", basis=finding.basis)
    return tuple(each for each in among if replace(each, key="", sentence="", basis=finding.basis) == wanted)


def test_what_is_worth_asking_stands_once_a_question_with_all_its_reasons(
    build: Build, findings: tuple[Finding, ...]
) -> None:
    asks = tuple(finding for finding in findings if finding.kind == "ask")
    worse, better = section(build(findings=asks), "asking").parts
    assert (worse.title, better.title) == ("What may be worse", "What may be better")
    lists = [block for part in (worse, better) for block in part.blocks if isinstance(block, AskList)]
    for listed in lists:
        assert len({(item.link, item.target) for item in listed.items}) == len(listed.items)
        assert listed.open_count == 8
    said = " ".join(line for listed in lists for item in listed.items for line in item.lines)
    assert said.count("than in wave 2024") == sum(finding.against == "previous" for finding in asks)
    assert len(asks) > sum(len(listed.items) for listed in lists)


def test_what_points_both_ways_stands_with_what_may_be_worse(
    build: Build, findings: tuple[Finding, ...]
) -> None:
    asks = [finding for finding in findings if finding.kind == "ask" and finding.against == "previous"]
    lower = next(finding for finding in asks if finding.basis["direction"] == "worse")
    higher = replace(lower, basis={**lower.basis, "direction": "better"}, reason="higher; too few to tell")
    (part,) = section(build(findings=(higher, lower)), "asking").parts
    assert part.key == "asking-worse"


def test_tables_protected_for_others_are_refused(protected: ProtectedTables, build: Build) -> None:
    with pytest.raises(HeardError, match=r"public report of wave 2026 .* from working tables"):
        build(protected, level=Level.PUBLIC)
    with pytest.raises(HeardError, match="of wave 2024"):
        build(replace(protected, wave="2024"))


def test_made_up_data_are_marked_and_real_ones_are_not(build: Build) -> None:
    assert "Made-up data" in [mark.title for mark in build(made_up=True).marks]
    assert "Made-up data" not in [mark.title for mark in build(made_up=False).marks]


def test_words_that_no_programme_has_tested_are_said_to_be_untested(build: Build) -> None:
    assert "Words not yet tested" in [mark.title for mark in build().marks]


def test_the_first_wave_says_that_there_is_nothing_to_compare_with(build: Build) -> None:
    changes = section(build(previous=None), "changes")
    assert changes.parts == ()
    assert "first wave" in getattr(changes.blocks[0], "text", "")


def test_nothing_found_is_said_and_not_left_blank(build: Build) -> None:
    report = build(findings=())
    for key in ("strengths", "development", "gaps"):
        assert "No " in getattr(section(report, key).blocks[1], "text", "")
    assert "Nothing was left open" in getattr(section(report, "asking").blocks[0], "text", "")


NONE = (
    "Of {all} comparisons with {there}{here}, each question at each age",
    "Since wave 2024, no change{here} can be told from chance.",
    "No answer{here} stands out well above the rest",
    "No answer{here} stands out well below the rest",
    "No answer{here} is clearly or possibly better than",
    "No answer{here} is clearly or possibly worse than",
    "No improvement{here} can be told from chance.",
    "No decline{here} can be told from chance.",
    "No difference{here} between a group and the rest can be told from chance.",
    "Nothing{here} was left open.",
)


@pytest.mark.parametrize(
    ("level", "here", "there"),
    [
        (Level.WORKING, "", "the other councils"),
        (Level.BOARD, " that may be shown here", "all councils together"),
        (Level.PUBLIC, " that may be shown here", "all councils together"),
    ],
)
def test_a_copy_that_leaves_something_out_does_not_deny_what_it_hides(
    protected: ProtectedTables, build: Build, level: Level, here: str, there: str
) -> None:
    heard = protected.participation.with_columns(under_represented=pl.lit(value=False))
    report = build(replace(protected, level=level, participation=heard), level=level)
    page = render_html(report)
    made = protected.comparisons.filter(against="others", group="all").height
    assert [words for words in NONE if words.format(all=made, here=here, there=there) not in page] == []


@pytest.mark.parametrize(
    ("level", "said"),
    [
        (Level.WORKING, "Among the answers there was nothing sound to compare with"),
        (Level.BOARD, "Among the answers that may be shown here there was nothing sound to compare with"),
    ],
)
def test_comparisons_that_may_not_be_shown_are_not_said_to_be_none(
    protected: ProtectedTables, build: Build, level: Level, said: str
) -> None:
    hidden = protected.comparisons.with_columns(symbol=pl.lit("c"))
    report = build(replace(protected, level=level, comparisons=hidden), level=level)
    assert said_at_a_glance(report)[2].startswith(said)


def test_the_method_claims_no_more_than_its_rules_bear(build: Build) -> None:
    """No interval is a probability, an average is no promise, and both ways to `possible` are told."""
    page = render_html(build()).replace("&nbsp;", NBSP)
    for words in (
        f"the 90{NBSP}% interval of the difference lies wholly within 10 points either way",
        f"a difference that chance would make in 5{NBSP}% of cases at most where there is none",
        f"has that probability of 95{NBSP}%",
        "only where 40 councils or more can be held side by side",
        "an average, not a promise about one report",
        f"Least that a single test sees in 80{NBSP}% of cases",
    ):
        assert words in page, words
    assert f"90{NBSP}% certainty" not in page
    assert "a few in a hundred" not in page


def test_a_report_of_one_family_leaves_the_other_out(build: Build) -> None:
    report = build(families=(Family.LEAVERS,))
    assert {row.survey for row in rows(report).values()} == {"Ages 16 to 25"}
    assert said_at_a_glance(report)[0].startswith("41 of the 180 care leavers")
    assert report.title == "Alderbrook: what care leavers told us"
    told = [each.title for each in report.sections] + [report.marks[2].text]
    assert "Worth asking care leavers about" in told
    assert not [words for words in told if "children" in words]


def test_an_unknown_cohort_is_said_to_be_unknown(protected: ProtectedTables, build: Build) -> None:
    unknown = protected.participation.with_columns(
        eligible=pl.lit(None, pl.Int64),
        response_rate=pl.lit(None, pl.Float64),
        share_of_eligible=pl.lit(None, pl.Float64),
        under_represented=pl.lit(value=False),
    )
    report = build(replace(protected, participation=unknown))
    assert "not known" in said_at_a_glance(report)[0]
    tiles = next(block for block in section(report, "answered").blocks if isinstance(block, Tiles)).tiles
    assert {tile.meter for tile in tiles} == {None}


def test_another_council_s_findings_do_not_enter(
    protected: ProtectedTables, catalogue: Catalogue, build: Build, findings: tuple[Finding, ...]
) -> None:
    assert find(protected, catalogue, area="X0000001") == findings
    other = tuple(replace(finding, area="X0000002") for finding in findings)
    assert build(findings=other) == build(findings=())
