"""Easy read: few points, short sentences, a picture with each."""

from collections.abc import Callable

from heard.base.policy import Level
from heard.base.surveys import Family, Survey
from heard.catalogue import Catalogue
from heard.catalogue.reading_age import reading_age, sentences
from heard.disclosure import ProtectedTables
from heard.reports import Additions, Material
from heard.reports.amounts import Amount
from heard.reports.kinds.easy_read import build_easy_read
from heard.reports.pictured import say_to
from reports.parts import section
from reports.told import cards_of, our_words, with_nothing_told

Made = Callable[..., Material]
LONGEST = 12
MOST_POINTS = 25


def test_every_sentence_that_could_be_said_has_twelve_words_at_most(
    catalogue: Catalogue, material_of: Made
) -> None:
    material = material_of()
    amounts = [material.say(f"easy.they.{amount}") for amount in Amount]
    said = [
        say_to(material, f"they_say.{item.key}", survey, side, amount=amount)
        for survey in Survey
        for item in catalogue.asked_in(survey)
        for side in ("good", "bad")
        for amount in amounts
    ]
    assert {" ".join(words) for text in said for words in sentences(text) if len(words) > LONGEST} == set()
    assert reading_age(said) <= 8


def test_there_are_twenty_five_points_at_most_and_each_has_a_short_sentence(material_of: Made) -> None:
    report = build_easy_read(material_of(Level.PUBLIC, additions=Additions()))
    cards = cards_of(report)
    assert 15 <= len(cards) <= MOST_POINTS
    assert [card.text for card in cards if any(len(words) > LONGEST for words in sentences(card.text))] == []


def test_both_families_stand_in_it_by_age(material_of: Made) -> None:
    titles = [part.title for part in section(build_easy_read(material_of(Level.PUBLIC)), "good").parts]
    assert titles == [
        "Children aged 4 to 7",
        "Children aged 8 to 11",
        "Children aged 11 to 17",
        "Care leavers aged 16 to 25",
    ]
    leavers = build_easy_read(material_of(Level.PUBLIC, families=(Family.LEAVERS,)))
    assert leavers.title == "What care leavers told us in Alderbrook"


def test_with_nothing_to_tell_it_says_that_and_nothing_of_numbers(
    material_of: Made, protected: ProtectedTables
) -> None:
    report = build_easy_read(
        material_of(Level.WORKING, additions=Additions(), tables=with_nothing_told(protected))
    )
    assert [card.text for block in section(report, "good").blocks for card in block.cards] == [  # type: ignore[union-attr]
        "We cannot tell this here for sure."
    ]
    assert "Most" not in " ".join(our_words(report))
