"""What goes with low and very high well-being, as a report shows it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import polars as pl
import pytest

from heard.base.policy import Level
from heard.base.shares import Banded, Hidden, Reason, Shown
from heard.base.surveys import Family
from heard.findings import find
from heard.reports import build_full_report
from heard.reports.blocks import Block, Details, FindingList, Paragraph, Points, SimpleTable
from heard.reports.report import Section
from heard.reports.sections.associations import complement
from reports.conftest import AREA, associations_of

NBSP = "\u00a0"
Part = Callable[..., Section | None]
HERE = {
    "wave": "2026",
    "area": AREA,
    "survey": "11-17",
    "outcome": "low",
    "indicator": "feels_safe",
    "exposure": "not_given",
    "model": "bivariate",
    "exposed_events": 8,
    "exposed_base": 20,
    "unexposed_events": 5,
    "unexposed_base": 54,
    "odds_ratio": 6.12,
    "low": 1.84,
    "high": 21.3,
    "p": 0.003,
    "q": 0.04,
    "events": 13,
    "base": 74,
}
EVERYWHERE = HERE | {
    "area": "all",
    "model": "adjusted",
    "q": 0.01,
    "base": 5200,
    "councils": 80,
    "adjusted_for": "age",
}
FEW = {"indicator": "", "exposure": "", "odds_ratio": None, "q": None, "reason": "too_few_events"}


@pytest.fixture
def part(protected, catalogue, facts) -> Part:
    """The part of the report, with these associations or the usual ones."""

    def build(*rows: dict[str, object], **changed: object) -> Section | None:
        level = changed.pop("level", Level.WORKING)
        tables = replace(protected, level=level, **changed)
        if rows:
            tables = replace(tables, associations=associations_of(list(rows)))
        found = find(tables, catalogue, area=AREA)
        report = build_full_report(tables, found, catalogue, replace(facts, level=level))
        parts = next(section for section in report.sections if section.key == "wellbeing").parts
        return parts[0] if parts else None

    return build


def all_of(blocks: tuple[Block, ...], kind: type[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, kind):
            yield block
        if isinstance(block, Details):
            yield from all_of(block.blocks, kind)


def words_of(section: Section) -> str:
    texts = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    points = [item for block in section.blocks if isinstance(block, Points) for item in block.items]
    return " | ".join([*texts, *points])


def test_the_strongest_of_all_councils_stand_first_and_eight_are_open(part: Part) -> None:
    tables = [block for block in part().blocks if isinstance(block, SimpleTable)]
    folded = [block for block in part().blocks if isinstance(block, Details)]
    assert [table.caption for table in tables] == [
        "Ages 4 to 7: what goes with having been unhappy yesterday in all councils together",
        "Ages 8 to 11: what goes with having been unhappy yesterday in all councils together",
        "Ages 11 to 17: what goes with low well-being in all councils together",
        "Ages 16 to 25: what goes with low well-being in all councils together",
    ]
    assert [len(table.rows) for table in tables] == [8, 8, 8, 8]
    assert [row[1] for row in tables[0].rows][:2] == [
        "2.9 times the others’ (2.2\u00a0to\u00a03.8)",
        "2.8 times the others’ (2.2\u00a0to\u00a03.6)",
    ]
    assert [block.summary for block in folded][:3] == ["2 more", "2 more", "2 more"]
    assert "what goes with very high well-being" in folded[3].summary


def test_beside_it_stands_this_councils_share_of_the_same_answer(part: Part, protected) -> None:
    """Of low well-being those who did not give the good answer, of very high those who did."""
    own = protected.estimate("11-17", "feels_safe", "positive", area=AREA)
    assert isinstance(own, Shown)
    low, very_high = (
        next(all_of(part(EVERYWHERE | changed).blocks, SimpleTable)).rows[0]
        for changed in ({}, {"outcome": "very_high", "exposure": "given"})
    )
    rest = own.base - own.count
    assert low[0] == "do not always feel safe where they live"
    assert low[2].startswith(f"{rest} of {own.base} (")
    assert very_high[0] == "always feel safe where they live"
    assert very_high[2].startswith(f"{own.count} of {own.base} (")


def test_what_chance_may_have_made_is_not_listed(part: Part) -> None:
    built = part(EVERYWHERE | {"q": 1.0})
    assert list(all_of(built.blocks, SimpleTable)) == []
    assert (
        "Ages 11 to 17: in all councils together nothing that goes with low well-being can be told"
        in words_of(built)
    )


def test_it_says_what_is_allowed_for_and_that_it_is_no_cause(part: Part) -> None:
    words = words_of(part())
    assert "These odds allow for gender, where they live and time in care." in words
    assert "These odds allow for age, gender, where they live and time in care." in words
    assert "These odds allow for age and gender." in words
    assert "those of 80 councils together" in words
    assert "which came first" in words
    assert "not what makes the other" in words


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["age;gender", "age;gender"], "These odds allow for age and gender."),
        (["age"], "These odds allow for age."),
        (["age;gender", "age"], "These odds allow for age, and some of them also for gender."),
        (
            ["gender;placement;age", "gender", "age;gender"],
            "These odds allow for gender, and some of them also for where they live and age.",
        ),
        (["age", ""], "Of these odds some allow for age, the others for nothing else that was answered."),
        (
            ["age", "gender"],
            "Of these odds some allow for age and gender, the others for nothing else that was answered.",
        ),
        (["", ""], "Nothing else that was answered is allowed for in these odds."),
    ],
)
def test_each_table_says_what_its_own_rows_allow_for(rows: list[str], said: str, part: Part) -> None:
    """The strongest first; the table of the care leavers, who allow for nothing, has words of its own."""
    named = ("feels_safe", "settled", "likes_school")
    adjusted = [
        EVERYWHERE | {"indicator": named[place], "odds_ratio": 6.0 - place, "adjusted_for": keys}
        for place, keys in enumerate(rows)
    ]
    leavers = EVERYWHERE | {"survey": "16-25", "adjusted_for": "gender;age"}
    words = words_of(part(*adjusted, leavers))
    assert f"| {said} |" in words
    assert "These odds allow for gender and age." in words


def test_what_chance_may_have_made_does_not_count_among_what_is_allowed_for(part: Part) -> None:
    left_out = EVERYWHERE | {"indicator": "settled", "q": 1.0, "adjusted_for": ""}
    assert "These odds allow for age." in words_of(part(EVERYWHERE, left_out))


def test_a_folded_table_holds_what_its_rows_allow_for(part: Part) -> None:
    built = part(EVERYWHERE | {"outcome": "very_high", "exposure": "given"})
    (folded,) = [block for block in built.blocks if isinstance(block, Details)]
    assert [type(block) for block in folded.blocks] == [SimpleTable, Paragraph]
    assert folded.blocks[1].text == "These odds allow for age."


def test_the_halves_are_told_once_where_odds_of_this_council_are(part: Part) -> None:
    halves = "half a child added to each of the four counts"
    assert words_of(part(EVERYWHERE, HERE, HERE | {"indicator": "settled"})).count(halves) == 1
    assert halves not in words_of(part(EVERYWHERE))


def test_a_copy_that_hides_some_does_not_deny_them(protected, catalogue, facts) -> None:
    tables = replace(protected, level=Level.BOARD, associations=associations_of([EVERYWHERE | {"q": 1.0}]))
    report = build_full_report(tables, (), catalogue, replace(facts, level=Level.BOARD))
    (built,) = next(section for section in report.sections if section.key == "wellbeing").parts
    assert "goes with low well-being can be told from chance, or may be shown here." in words_of(built)


def test_what_goes_with_it_here_comes_before_what_does_everywhere(part: Part) -> None:
    built = part(EVERYWHERE, HERE)
    kinds = [type(block).__name__ for block in built.blocks]
    assert kinds.index("FindingList") < kinds.index("SimpleTable")
    (found,) = [block for block in built.blocks if isinstance(block, FindingList)]
    assert "8 of 20" in found.items[0].first.text


@pytest.mark.parametrize(
    ("events", "said"),
    [
        (0, "nobody who answered had low well-being, so there is nothing to ask what goes with it."),
        (
            1,
            "one of those who answered had low well-being: too few to ask what goes with it, for which 5 are needed.",
        ),
        (
            4,
            "4 of those who answered had low well-being: too few to ask what goes with it, for which 5 are needed.",
        ),
        (70, "all but 4 of those who answered had low well-being: too few are left to ask what goes with it"),
        (73, "all but one of those who answered had low well-being: too few are left"),
        (74, "everybody who answered had low well-being, so there is nobody to hold them against."),
    ],
)
def test_it_says_of_whom_there_were_too_few(events: int, said: str, part: Part) -> None:
    assert f"Ages 11 to 17: {said}" in words_of(part(EVERYWHERE, HERE | FEW | {"events": events}))


def test_of_the_youngest_it_says_who_had_been_unhappy(part: Part) -> None:
    assert "Ages 8 to 11: 3 of those who answered had been unhappy the day before: too few" in words_of(
        part()
    )


def test_where_nothing_is_found_here_it_says_so(part: Part) -> None:
    assert "Of this council alone nothing" in words_of(part(EVERYWHERE))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reason": "too_few_councils"}, "no figure for one thing, because fewer than 10 councils have"),
        ({"reason": "no_answers"}, "no figure for one thing, because nobody answered it."),
        ({"reason": ""}, "nothing is shown of one thing: the numbers are small"),
    ],
)
def test_it_says_why_there_is_no_figure_of_all_councils(changed, said, part: Part) -> None:
    assert f"Ages 11 to 17: {said}" in words_of(part(EVERYWHERE | {"odds_ratio": None, "q": None} | changed))


@pytest.mark.parametrize("level", [Level.BOARD, Level.PUBLIC])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_copy_that_leaves_something_out_says_neither_why_nor_of_how_many_things(
    level: Level, rows: int, part: Part, facts
) -> None:
    none = EVERYWHERE | {"odds_ratio": None, "q": None, "reason": "too_few_exposed"}
    nothing = [none | {"indicator": each} for each in ("likes_school", "has_pet", "trusted_person")][:rows]
    made = EVERYWHERE | {"q": 0.4}
    said = [words_of(part(*more, EVERYWHERE, level=level)) for more in ([], nothing, [made])]
    assert said[0] == said[1] == said[2]
    assert words_of(part(*nothing, level=level)) == words_of(part(made, level=level))
    assert "either cannot be told from chance in all councils together, or may not be shown" in said[0]


def test_a_thing_without_a_figure_counts_once_for_both_outcomes(part: Part) -> None:
    refused = EVERYWHERE | {"odds_ratio": None, "q": None, "reason": "no_answers"}
    said = words_of(part(refused, refused | {"outcome": "very_high", "exposure": "given"}))
    assert "no figure for one thing, because nobody answered it." in said


def test_one_thing_that_goes_with_both_outcomes_is_said_of_both(part: Part) -> None:
    very_high = HERE | {
        "outcome": "very_high",
        "exposure": "given",
        "exposed_events": 40,
        "exposed_base": 54,
        "unexposed_events": 5,
        "unexposed_base": 20,
        "events": 45,
    }
    [listed] = all_of(part(EVERYWHERE, HERE, very_high).blocks, FindingList)
    said = [item.first.text for item in listed.items]
    assert sorted(("low overall" in text, "very high overall" in text) for text in said) == [
        (False, True),
        (True, False),
    ]


def test_without_associations_there_is_no_such_part(part: Part, protected) -> None:
    assert part(associations=protected.associations.clear()) is None


def test_what_is_hidden_here_stays_hidden_beside_the_odds(part: Part, protected) -> None:
    hidden = protected.estimates.with_columns(
        symbol=pl.when(pl.col("indicator") == "feels_safe").then(pl.lit("c")).otherwise("symbol")
    )
    (table,) = all_of(part(EVERYWHERE, estimates=hidden).blocks, SimpleTable)
    assert table.rows[0][2] == "c"


def test_the_others_of_a_share_are_what_is_left() -> None:
    assert complement(Shown(15, 18, 15 / 18, 0.6, 0.95, 60)) == Shown(3, 18, 3 / 18, 1 - 0.95, 0.4, 60)
    assert complement(Banded(0.75, 1.0)) == Banded(0.0, 0.25)
    assert complement(Hidden(Reason.SMALL)) == Hidden(Reason.SMALL)


def test_a_report_on_children_in_care_says_nothing_of_care_leavers(
    part: Part, protected, catalogue, facts
) -> None:
    report = build_full_report(protected, (), catalogue, replace(facts, families=(Family.CARE,)))
    (built,) = next(section for section in report.sections if section.key == "wellbeing").parts
    captions = [table.caption for table in all_of(built.blocks, SimpleTable)]
    assert captions
    assert not any("16 to 25" in caption for caption in captions)
