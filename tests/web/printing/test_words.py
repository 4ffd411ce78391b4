"""The words on paper: easy enough, in our tone, true of this installation, offered only where they were reviewed."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from heard.base.errors import HeardError
from heard.base.surveys import Survey
from heard.catalogue import Language
from heard.catalogue.reading_age import (
    LONGEST_SENTENCE,
    NEVER_SEEN_BY_CHILDREN,
    NOT_OUR_TONE,
    READING_AGE,
    reading_age,
    sentences,
)
from heard.web.answering.presenters.pages import present_about
from heard.web.printing import words
from heard.web.printing.sheets import Sheet
from heard.web.printing.words import READERS, list_languages, load_adult_words, load_child_words
from web.printing.sheets import ADDRESS, PROGRAMME, a_ballot, cards, letters, papers, words_on

every_survey = pytest.mark.parametrize("survey", list(Survey), ids=str)
LANGUAGES = sorted(path.stem for path in words.FOLDER.glob("*.yaml"))
NAMES_AND_NUMBERS = re.compile(r"Alderbrook|[A-Z][a-z]+: (?:Call|Text) [A-Z0-9 to]+\.|0300 000 0000")


def for_children(survey: Survey) -> list[Sheet]:
    """Every sheet that a child of this age reads, or has read to them."""
    found = papers()
    return [
        cards(survey),
        cards(survey, fills_code=True),
        letters(survey),
        letters(survey, fills_code=True),
        found[f"leaflet-{survey}"],
        found[f"poster-{survey}"],
    ]


def own_words(survey: Survey) -> list[str]:
    """What stands on paper alone; what stands on the first page too is held to its reading age there."""
    said = {
        text
        for section in present_about(a_ballot().council_name, survey, "", "").sections
        for text in section.points
    }
    texts = [text for sheet in for_children(survey) for text in words_on(sheet) if text != sheet.before]
    plain = (NAMES_AND_NUMBERS.sub("", text.replace(ADDRESS, "")) for text in texts if text not in said)
    return list(dict.fromkeys(text for text in plain if text.strip()))


@every_survey
def test_paper_for_an_age_is_within_its_reading_age(survey: Survey) -> None:
    assert reading_age(own_words(survey)) <= READING_AGE[survey]


@every_survey
def test_no_sentence_on_paper_is_too_long_to_keep_in_mind(survey: Survey) -> None:
    found = [each for text in own_words(survey) for each in sentences(text)]
    assert [each for each in found if len(each) > LONGEST_SENTENCE[survey]] == []


@every_survey
def test_children_read_none_of_the_offices_words_and_our_tone_only(survey: Survey) -> None:
    barred = re.compile(rf"!|\b({'|'.join((*NEVER_SEEN_BY_CHILDREN, *NOT_OUR_TONE))})s?\b", re.IGNORECASE)
    assert [text for text in own_words(survey) if barred.search(text)] == []


def test_only_the_youngest_have_words_for_whoever_reads_aloud() -> None:
    assert {survey for survey in Survey if load_child_words(survey).for_adult} == {Survey.AGES_4_7}


@every_survey
@pytest.mark.parametrize("programme", ["", PROGRAMME])
def test_paper_promises_word_for_word_what_the_first_page_promises(survey: Survey, programme: str) -> None:
    _, who, own, stop = present_about(a_ballot().council_name, survey, programme, "").sections
    letter = words_on(letters(survey, programme=programme))
    leaflet = words_on(papers(programme)[f"leaflet-{survey}"])
    assert set(who.points) | set(stop.points) <= set(letter)
    assert set(who.points) | set(stop.points) | set(own.points) <= set(leaflet)
    assert any(PROGRAMME in text for text in letter) is bool(programme)


@every_survey
def test_every_sheet_with_a_code_says_whose_it_is_not_and_that_no_is_an_answer(survey: Survey) -> None:
    for sheet in (cards(survey), letters(survey)):
        said = " ".join(words_on(sheet))
        assert re.search(r"(Nobody writes|We do not write) down who", said)
        assert "You can say no" in said
        assert "27 March 2026" in said
        assert re.search(r"not the place to get help|cannot help you from here", said)


@every_survey
def test_letters_and_leaflets_say_where_help_is_and_what_comes_after(survey: Survey) -> None:
    for sheet in (letters(survey), papers()[f"leaflet-{survey}"]):
        said = " ".join(words_on(sheet))
        assert "999" in said
        assert "0300 000 0000" in said
        assert "In June, at the summer party." in said


def test_a_wave_that_has_not_said_when_children_hear_promises_no_day() -> None:
    silent = a_ballot(feedback_words="", last_answer_day=None, help_words="")
    for survey in Survey:
        said = " ".join(words_on(letters(survey, ballot=silent)))
        assert "what came of it" in said
        assert re.search("Ask the (adult|grown-up)", said)
        assert "{" not in said
        assert "until" not in " ".join(words_on(cards(survey, ballot=silent)))


def test_carers_and_parents_and_the_trusted_adult_have_their_own() -> None:
    found = papers()
    assert set(READERS) <= set(found)
    guide = " ".join(words_on(found["guide"]))
    for rule in ("Never write down who drew which card", "list of the children you have spoken to", "like a fan",
                 "Never type a code to see", "Stop and listen", "not promise to keep it"):  # fmt: skip
        assert rule in guide
    assert all("you can look up" not in " ".join(words_on(found[key])) for key in READERS)


def test_the_tone_for_adults_is_calm() -> None:
    for reader in READERS:
        said = " ".join(words_on(papers()[reader]))
        assert not re.search(rf"!|\b({'|'.join(NOT_OUR_TONE)})\b", said, re.IGNORECASE)


def test_english_alone_is_offered() -> None:
    assert list_languages() == {"en": "English"}


def test_a_draft_is_not_offered_even_once_the_childs_pages_speak_it(monkeypatch: pytest.MonkeyPatch) -> None:
    spoken = [Language(key, key, "ltr", True) for key in LANGUAGES]
    monkeypatch.setattr(words, "list_offered", lambda: spoken)
    assert list_languages() == {"en": "English"}


def test_words_that_were_reviewed_are_not_offered_before_the_childs_pages_speak_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language in LANGUAGES:
        text = (words.FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
        (tmp_path / f"{language}.yaml").write_text(
            text.replace("reviewed: false", "reviewed: true"), encoding="utf-8"
        )
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    words._read.cache_clear()
    try:
        assert list_languages() == {"en": "English"}
    finally:
        words._read.cache_clear()


@pytest.mark.parametrize("language", LANGUAGES)
@every_survey
def test_every_language_has_every_word_with_its_places(language: str, survey: Survey) -> None:
    assert load_child_words(survey, language).title


def test_welsh_is_a_draft_for_children_and_says_so() -> None:
    tree = yaml.safe_load((words.FOLDER / "cy.yaml").read_text(encoding="utf-8"))
    assert tree["reviewed"] is False
    with pytest.raises(HeardError, match="words on paper in cy for guide"):
        load_adult_words("guide", "cy")


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        ("until", "You can answer."),
        ("until", "Until {date}."),
        ("title", ""),
        ("title", "{day}"),
        ("colour", "red"),
    ],
)
def test_words_with_a_place_missing_or_too_many_are_refused(
    place: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree: dict[str, Any] = yaml.safe_load((words.FOLDER / "en.yaml").read_text(encoding="utf-8"))
    tree["children"]["default"][place] = wrong
    (tmp_path / "xx.yaml").write_text(yaml.safe_dump(tree), encoding="utf-8")
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    with pytest.raises(HeardError, match=place):
        load_child_words(Survey.AGES_8_11, "xx")
    load_child_words.cache_clear()
    words._read.cache_clear()


def test_a_language_nobody_wrote_is_refused() -> None:
    with pytest.raises(HeardError, match="no words on paper in xx"):
        load_child_words(Survey.AGES_8_11, "xx")


def test_what_children_will_hear_begins_as_a_sentence_and_each_of_the_council_s_lines_stands_alone() -> None:
    ballot = replace(a_ballot(), feedback_words="in June we tell you.", help_words="One: 1\nTwo: 2")
    *_, hear, help_now = papers(ballot=ballot)["leaflet-8-11"].parts
    assert hear.points == ("In June we tell you.",)
    assert help_now.points[-3:] == ("At Alderbrook you can talk to:", "One: 1", "Two: 2")


@pytest.mark.parametrize("survey", [Survey.AGES_11_17, Survey.AGES_16_25], ids=str)
def test_young_people_are_not_spoken_to_as_children(survey: Survey) -> None:
    assert not [text for sheet in for_children(survey) for text in words_on(sheet) if "cross" in text]
