"""The poster is one sheet and the postcard two sides, whatever they have to say."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from heard.base.policy import MOST_LETTERS_ON_A_POSTER, Level
from heard.disclosure import ProtectedTables
from heard.reports import Additions, Material, Place, Report, render_html
from heard.reports.kinds.postcard import build_postcard
from heard.reports.kinds.poster import THINGS, build_poster, first_told
from heard.reports.picture_blocks import PictureCards
from heard.reports.report import Layout, Section
from heard.reports.wording import load_wording
from reports.parts import section
from reports.told import cards_of, our_words, with_nothing_told

Made = Callable[..., Material]
ENTRIES = load_wording().entries
LONGEST = max((words for key, words in ENTRIES.items() if key.startswith("you_say.")), key=len)


def pages_of(report: Report) -> int:
    weasyprint = pytest.importorskip("weasyprint")
    return len(weasyprint.HTML(string=render_html(report)).render().pages)


def with_longest_sentences(report: Report, *keys: str) -> Report:
    """The report with the longest sentence there is on each card of these sections."""
    text = LONGEST.format(amount="More than half of you")

    def fill(each: Section) -> Section:
        blocks = tuple(
            replace(block, cards=tuple(replace(card, text=text, stress="") for card in block.cards))
            if isinstance(block, PictureCards)
            else block
            for block in each.blocks
        )
        return replace(each, blocks=blocks) if each.key in keys else each

    return replace(report, sections=tuple(map(fill, report.sections)))


def test_three_good_things_and_three_to_be_better_each_with_its_age(material_of: Made) -> None:
    material = material_of(Level.PUBLIC)
    report = build_poster(material)
    good, better = (section(report, key).blocks[0] for key in ("good", "better"))
    assert isinstance(good, PictureCards)
    assert isinstance(better, PictureCards)
    assert (len(good.cards), len(better.cards)) == (THINGS, THINGS)
    assert all(re.fullmatch(r"Aged \d+ to \d+", card.note) for card in (*good.cards, *better.cards))
    indicators = [side.indicator for side in first_told(material, good=True, most=99)]
    assert len(indicators) == len(set(indicators))


def test_a_poster_is_one_sheet(material_of: Made) -> None:
    assert pages_of(build_poster(material_of(Level.PUBLIC))) == 1


def test_a_poster_with_the_longest_words_is_one_sheet_too(material_of: Made) -> None:
    long = Additions(words={Place.NEXT_FOR_CHILDREN: ("word " * 99)[: MOST_LETTERS_ON_A_POSTER - 1] + "."})
    report = build_poster(material_of(Level.PUBLIC, additions=long))
    full = replace(with_longest_sentences(report, "good", "better"), layout=Layout.POSTER_FULL)
    assert report.layout is Layout.POSTER_FULL
    assert pages_of(full) == 1


def test_a_postcard_has_two_sides_and_says_thanks(material_of: Made) -> None:
    report = build_postcard(material_of(Level.PUBLIC))
    assert [each.key for each in report.sections] == ["front", "back"]
    assert len(cards_of(report)) == 4
    assert cards_of(report)[-1].text == "Thank you to all of you who told us."
    assert pages_of(with_longest_sentences(report)) == 2


def test_words_of_the_council_too_long_for_a_wall_are_not_cut(material_of: Made) -> None:
    long = Additions(words={Place.NEXT_FOR_CHILDREN: "x" * 10_000})
    for build in (build_poster, build_postcard):
        said = our_words(build(material_of(Level.PUBLIC, additions=long)))
        assert "x" * 50 not in " ".join(said)
        assert "Alderbrook has written what it will do. It is on the longer page. Ask to see it." in said


def test_with_nothing_to_tell_they_say_that(material_of: Made, protected: ProtectedTables) -> None:
    material = material_of(Level.WORKING, additions=Additions(), tables=with_nothing_told(protected))
    poster = build_poster(material)
    assert [each.key for each in poster.sections] == ["hello", "next", "thanks"]
    assert any("This time we cannot tell what was said." in words for words in our_words(poster))
    assert "Some things we do not tell you. They could help somebody guess who said what." in our_words(
        build_postcard(material)
    )
