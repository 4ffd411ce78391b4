"""The children's pages: words for their age, a picture with each thing, kind where there is nothing to tell."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest

from heard.base.policy import Level
from heard.base.shares import Banded, Hidden, Reason, Shown
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.catalogue.reading_age import (
    LONGEST_SENTENCE,
    NEVER_SEEN_BY_CHILDREN,
    NOT_OUR_TONE,
    READING_AGE,
    reading_age,
    sentences,
)
from heard.charts.drawings import Drawing, draw_drawing
from heard.disclosure import ProtectedTables
from heard.reports import Additions, Material, Place, Quotation, ThemeShare, render_html
from heard.reports.amounts import Amount, amount_of
from heard.reports.blocks import Passage, Points, Quotes
from heard.reports.kinds.children import build_children
from heard.reports.pictured import drawing_of, say_to, tenths
from heard.reports.report import Layout
from heard.reports.wording import load_wording
from reports.parts import section
from reports.told import blocks_of, cards_of, every_page, our_words, with_nothing_told

Made = Callable[..., Material]
every_survey = pytest.mark.parametrize("survey", list(Survey), ids=str)
ENTRIES = load_wording().entries
AMOUNTS = [ENTRIES[f"amounts.you.{amount}"] for amount in Amount]
NAMES = re.compile(r"Alderbrook|Childline|Samaritans|Shout|SHOUT|(Call|Text) [A-Z0-9\xa0 to]+\.")
BARRED = re.compile(rf"!|\b({'|'.join((*NEVER_SEEN_BY_CHILDREN, *NOT_OUR_TONE))})s?\b", re.IGNORECASE)


def sentences_about_answers(catalogue: Catalogue, material: Material, survey: Survey) -> list[str]:
    """Every sentence that could be said to this age of its answers, with every word for how many."""
    return [
        say_to(material, f"you_say.{item.key}", survey, side, amount=amount)
        for item in catalogue.asked_in(survey)
        for side in ("good", "bad")
        for amount in (*AMOUNTS, *(say_to(material, f"child.{way}", survey) for way in ("more", "fewer")))
    ]


def told_to(material: Material, survey: Survey) -> list[str]:
    return [NAMES.sub("", text) for text in our_words(build_children(material, survey))]


# --- Words ------------------------------------------------------------------------------------------


@every_survey
def test_every_question_has_a_sentence_for_either_side_and_a_drawing(
    catalogue: Catalogue, material_of: Made, survey: Survey
) -> None:
    material = material_of()
    assert len(set(sentences_about_answers(catalogue, material, survey))) == (len(AMOUNTS) + 2) * 2 * len(
        catalogue.asked_in(survey)
    )
    for item in catalogue.asked_in(survey):
        for good in (True, False):
            assert draw_drawing(drawing_of(item.key, good=good)).startswith("<svg")


@every_survey
def test_all_that_could_be_said_is_within_the_reading_age(
    catalogue: Catalogue, material_of: Made, survey: Survey
) -> None:
    assert reading_age(sentences_about_answers(catalogue, material_of(), survey)) <= READING_AGE[survey]


@every_survey
@pytest.mark.parametrize("told", ["much", "nothing"])
def test_a_page_is_within_the_reading_age(
    material_of: Made, protected: ProtectedTables, survey: Survey, told: str
) -> None:
    tables = protected if told == "much" else with_nothing_told(protected)
    said = told_to(material_of(Level.PUBLIC, tables=replace(tables, level=Level.PUBLIC)), survey)
    assert reading_age(said) <= READING_AGE[survey]


@every_survey
def test_no_sentence_is_too_long_to_keep_in_mind(
    catalogue: Catalogue, material_of: Made, survey: Survey
) -> None:
    said = sentences_about_answers(catalogue, material_of(), survey) + told_to(
        material_of(Level.PUBLIC), survey
    )
    too_long = {
        " ".join(words) for text in said for words in sentences(text) if len(words) > LONGEST_SENTENCE[survey]
    }
    assert too_long == set()


def test_children_never_read_the_offices_words() -> None:
    said = {
        key: words
        for key, words in ENTRIES.items()
        if key.startswith(("child.", "you_say.", "they_say.", "easy.", "poster.", "postcard.", "amounts."))
    }
    assert {key: words for key, words in said.items() if BARRED.search(words)} == {}


# --- The page ---------------------------------------------------------------------------------------


@every_survey
def test_each_thing_has_a_picture_and_says_how_many_first_of_all(material_of: Made, survey: Survey) -> None:
    report = build_children(material_of(Level.PUBLIC), survey)
    told = [
        card
        for key in ("good", "better")
        for block in section(report, key).blocks
        for card in getattr(block, "cards", ())
        if card.drawing is not Drawing.LOCK  # where a list has nothing
    ]
    assert told
    for card in told:
        assert card.stress in AMOUNTS
        assert card.stress in card.text
        assert card.people is not None


def test_no_page_for_children_holds_a_per_cent(material_of: Made) -> None:
    for name, report in every_page(material_of(Level.PUBLIC)).items():
        assert not [text for text in our_words(report) if "%" in text], name


@every_survey
def test_what_is_not_told_is_said_whether_or_not_anything_is_hidden(
    material_of: Made, protected: ProtectedTables, survey: Survey
) -> None:
    pages = [
        build_children(material_of(Level.WORKING, tables=tables), survey)
        for tables in (protected, with_nothing_told(protected))
    ]
    assert section(pages[0], "secret") == section(pages[1], "secret")


@every_survey
def test_a_council_of_which_nothing_may_be_told_has_a_kind_page(
    material_of: Made, protected: ProtectedTables, survey: Survey
) -> None:
    """Six answered: nothing is told of them, and not that they were few."""
    material = material_of(Level.WORKING, additions=Additions(), tables=with_nothing_told(protected))
    report = build_children(material, survey)
    assert [each.key for each in report.sections] == [
        "hello",
        "next",
        "secret",
        "thanks",
        "help",
    ]
    assert not re.search(r"\d+ of you|few of you", " ".join(our_words(report)))


def test_with_nothing_from_the_council_nothing_is_promised(material_of: Made) -> None:
    report = build_children(material_of(Level.PUBLIC, additions=Additions()), Survey.AGES_11_17)
    assert [card.text for card in section(report, "next").blocks[0].cards] == [  # type: ignore[union-attr]
        "Alderbrook has not said here yet what it will do. You can ask, and so can an adult you trust."
    ]


def test_a_long_text_of_the_council_stands_whole(material_of: Made) -> None:
    text = "a word " * 1_428 + "end."
    added = Additions(words={Place.NEXT_FOR_CHILDREN: text})
    report = build_children(material_of(Level.PUBLIC, additions=added), Survey.AGES_8_11)
    assert Passage((text,), "Alderbrook says:") in tuple(blocks_of(report))


def test_what_children_wrote_stands_as_they_wrote_it_and_with_their_age_alone(material_of: Made) -> None:
    wild = ("🐟🐟🐟", "ሰላም ልጆች", "<b>=1+1</b>", "أريد كلبًا")
    added = Additions(
        quotations=tuple(Quotation("11-17", "pet", words) for words in wild),
        ideas=(Quotation("11-17", "", "x" * 10_000), Quotation("16-25", "", "not mine")),
    )
    report = build_children(material_of(Level.PUBLIC, additions=added), Survey.AGES_11_17)
    quoted = [
        quote.words for block in blocks_of(report) if isinstance(block, Quotes) for quote in block.items
    ]
    assert quoted == [*wild, "x" * 10_000]
    page = render_html(report)
    assert "&lt;b&gt;=1+1&lt;/b&gt;" in page
    assert "not mine" not in page


def test_themes_are_named_where_some_surely_wrote_of_them(material_of: Made) -> None:
    cells = (
        Shown(12, 60, 0.2, 0.1, 0.3),
        Banded(0.0, 0.2),
        Hidden(Reason.SMALL),
        Shown(40, 60, 2 / 3, 0.5, 0.8),
    )
    codes = ("pets", "worker", "friends", "family_time")
    themes = tuple(
        ThemeShare("8-11", "What would make you happier?", code, cell, 60)
        for code, cell in zip(codes, cells, strict=True)
    )
    report = build_children(material_of(Level.PUBLIC, additions=Additions(themes=themes)), Survey.AGES_8_11)
    named = next(block for block in section(report, "wrote").blocks if isinstance(block, Points))
    assert len(named.items) == 2
    assert "et" in named.items[1].lower()  # pets, after the time with their family


def test_a_copy_that_is_not_for_children_says_so_to_adults(material_of: Made) -> None:
    board, public = (
        build_children(material_of(level), Survey.AGES_4_7) for level in (Level.BOARD, Level.PUBLIC)
    )
    assert [mark.title for mark in public.marks] == ["Not real", "Our words"]
    assert len(board.marks) > 1


def test_each_age_has_a_layout_of_its_own(material_of: Made) -> None:
    layouts = {survey: build_children(material_of(Level.PUBLIC), survey).layout for survey in Survey}
    assert layouts[Survey.AGES_4_7] is Layout.YOUNGEST
    assert layouts[Survey.AGES_8_11] is Layout.CHILDREN
    assert layouts[Survey.AGES_11_17] is layouts[Survey.AGES_16_25] is Layout.YOUNG_PEOPLE


def test_helplines_are_those_of_their_age(material_of: Made) -> None:
    material = material_of(Level.PUBLIC)
    links = {
        survey: [card.link for card in cards_of(build_children(material, survey)) if card.link]
        for survey in Survey
    }
    assert links[Survey.AGES_4_7] == ["tel:999", "tel:08001111"]
    assert links[Survey.AGES_16_25] == ["tel:999", "tel:116123", "sms:85258?body=SHOUT", "tel:08001111"]


def test_the_same_material_gives_the_same_bytes(material_of: Made) -> None:
    once, again = (
        {name: render_html(report) for name, report in every_page(material_of(Level.PUBLIC)).items()}
        for _ in range(2)
    )
    assert once == again


# Per cent, people filled of ten, and what the list of words says that the word beside them stands for.
BOUNDARIES = (
    (1, 1, Amount.FEW),
    (10, 1, Amount.FEW),
    (11, 2, Amount.SOME),  # more than 1 in 10
    (24, 2, Amount.SOME),
    (25, 3, Amount.SOME),
    (34, 3, Amount.SOME),
    (35, 4, Amount.SOME),
    (44, 4, Amount.SOME),
    (45, 5, Amount.HALF),
    (55, 5, Amount.HALF),
    (56, 6, Amount.MANY),
    (65, 6, Amount.MANY),
    (66, 6, Amount.MANY),
    (69, 6, Amount.MANY),  # under 7 in 10
    (70, 7, Amount.MOST),
    (75, 7, Amount.MOST),
    (76, 8, Amount.MOST),
    (89, 8, Amount.MOST),  # under 9 in 10
    (90, 9, Amount.NEARLY_ALL),
    (99, 9, Amount.NEARLY_ALL),
)


@pytest.mark.parametrize(("share", "filled", "word"), BOUNDARIES)
def test_the_people_drawn_and_the_word_beside_them_say_the_same(
    share: int, filled: int, word: Amount
) -> None:
    cell = Shown(share, 100, share / 100, 0.0, 1.0)
    assert (tenths(cell), amount_of(cell)) == (filled, word)


def test_the_people_drawn_are_the_share_to_less_than_one_of_ten() -> None:
    for share in range(1, 100):
        assert abs(10 * tenths(Shown(share, 100, share / 100, 0.0, 1.0)) - share) < 10


def test_each_page_has_a_name_of_its_own(material_of: Callable[..., Material]) -> None:
    pages = every_page(material_of(Level.PUBLIC))
    names = [re.search("<title>(.*?)</title>", render_html(report)) for report in pages.values()]
    assert all(names)
    assert len({name[1] for name in names if name}) == len(pages)


def test_every_word_of_the_report_is_on_the_page_and_nothing_is_fetched(material_of: Made) -> None:
    for name, report in every_page(material_of(Level.PUBLIC)).items():
        page = render_html(report)
        body = page[page.index("<body>") :]
        text = unescape(re.sub(r"</?b>", "", body))
        assert [words for words in our_words(report) if words not in text] == [], name
        assert not re.search(r"<script|https?://(?!www\.w3\.org)|style=", body), name
        assert all(anchor.startswith(("#", "tel:", "sms:")) for anchor in re.findall(r'href="([^"]+)"', body))
