"""The words of the child's pages: whole, truthful, easy enough, and in our tone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

from heard.base.errors import HeardError
from heard.base.surveys import Survey
from heard.catalogue.reading_age import (
    LONGEST_SENTENCE,
    NEVER_SEEN_BY_CHILDREN,
    NOT_OUR_TONE,
    READING_AGE,
    reading_age,
    sentences,
)
from heard.web.instruments.vocabulary import PAUSE_PICTURES, Words
from heard.web.instruments.words import FOLDER, build_words, load_words

EVERY_SET = [None, *Survey]
AGE_BEFORE_THE_CODE = READING_AGE["8-11"]  # who is younger has an adult who types the code
FILLED = {
    "council": "Alderbrook", "programme": "Heard", "n": 3, "of": 9, "limit": 500, "over": 12, "left": 3, "minutes": 5,
    "closes_on": "3 March", "feedback": "we come to see you.",
    "day": 3, "month": "March", "year": 2026,
}  # fmt: skip
IN_OR_OUT_OF_SIGHT = (
    "name",
    "how",
    "key",
    "uri",
)  # of a contact: names and numbers, which no formula can read

every_survey = pytest.mark.parametrize("survey", Survey, ids=str)
every_set = pytest.mark.parametrize("survey", EVERY_SET, ids=str)


def texts_in(node: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text with its place, such as `about.who.points.0`."""
    match node:
        case str():
            yield place, node
        case tuple() | list():
            for number, item in enumerate(node):
                yield from texts_in(item, f"{place}.{number}")
        case Mapping():
            for key, item in node.items():
                yield from texts_in(item, f"{place}.{key}".lstrip("."))
        case _ if is_dataclass(node):
            for each in fields(node):
                yield from texts_in(getattr(node, each.name), f"{place}.{each.name}".lstrip("."))


def is_for_a_child(place: str) -> bool:
    """The adult's part is for an adult, but for the line of the hand-over the child reads."""
    if place.startswith("help.contacts.") and place.rpartition(".")[2] in IN_OR_OUT_OF_SIGHT:
        return False
    return not place.startswith("adult.") or place == "adult.hand_over.child"


def read_by_children(survey: Survey | None) -> dict[str, str]:
    """What a child of the survey reads, with its places filled, by place; the youngest do not type the code."""
    words = texts_in(load_words(survey))
    read = {place: text.format(**FILLED) for place, text in words if is_for_a_child(place)}
    if survey is not Survey.AGES_4_7:
        return read
    return {place: text for place, text in read.items() if not place.startswith("start.")}


def whole_file() -> dict[str, Any]:
    return yaml.safe_load((FOLDER / "en.yaml").read_text(encoding="utf-8"))


@every_set
def test_every_set_of_words_is_whole(survey: Survey | None) -> None:
    assert isinstance(load_words(survey), Words)


def test_a_survey_has_its_own_words_where_they_differ_and_the_others_elsewhere() -> None:
    young, middle = load_words(Survey.AGES_4_7), load_words(Survey.AGES_8_11)
    assert young.stop.pause.title != middle.stop.pause.title
    assert young.question.next == middle.question.next
    assert load_words(None).about == middle.about


def test_a_survey_repeats_nothing_of_the_words_for_all() -> None:
    tree = whole_file()
    default = dict(texts_in(tree["default"]))
    for survey in Survey:
        own = texts_in(tree[survey])
        in_a_list = re.compile(r"\.\d")  # a list is replaced whole
        assert [p for p, text in own if default.get(p) == text and not in_a_list.search(p)] == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"default": {"calm": {"txet": "Hello."}}}, r"calm\.txet: Unexpected keyword argument"),
        ({"default": {"weather": "Fine."}}, "weather: Unexpected keyword argument"),
        ({"8-11": {"calm": {"txet": "Hello."}}}, r"words for 8-11: calm\.txet: Unexpected"),
        ({"8-11": {"calm": {"text": ""}}}, r"calm\.text: String should have at least 1 character"),
        ({"8-11": {"calm": {"text": "Hello {name}."}}}, r"calm\.text: .*filled in no place"),
        ({"8-11": {"question": {"part_of": "Part {n}"}}}, r"question\.part_of: .*filled in n, of"),
        ({"8-11": {"question": {"part_of": "Part {n:d} of {of}"}}}, r"question\.part_of: .*filled in n, of"),
        ({"8-11": {"question": {"part_of": "Part {n of {of}"}}}, r"question\.part_of"),
        ({"8-11": {"pause": {"names": {"dog": "dog"}}}}, "must name the pictures cat, boat"),
        ({"9-10": {}}, "words for no survey: 9-10"),
    ],
)
def test_words_that_do_not_fit_are_refused(change: dict[str, Any], message: str) -> None:
    tree = whole_file()
    for name, section in change.items():
        merge(tree.setdefault(name, {}), section)
    with pytest.raises(HeardError, match=message):
        build_words(tree, Survey.AGES_8_11)


@pytest.mark.parametrize("place", ["calm.text", "about.who.points", "pause.names.kite", "faults.lost.button"])
def test_words_that_are_missing_are_missed(place: str) -> None:
    tree = whole_file()
    *above, last = place.split(".")
    section = tree["default"]
    for key in above:
        section = section[key]
    del section[last]
    with pytest.raises(HeardError, match=above[0]):
        build_words(tree, None)


def merge(below: dict[str, Any], above: dict[str, Any]) -> None:
    for key, value in above.items():
        if isinstance(value, dict):
            merge(below.setdefault(key, {}), value)
        else:
            below[key] = value


def test_a_language_without_words_is_named() -> None:
    with pytest.raises(HeardError, match="no words in xx"):
        load_words(None, "xx")


def test_every_place_a_text_leaves_open_has_a_value_here() -> None:
    places = {
        name for _, text in texts_in(load_words(None)) for _, name, _, _ in Formatter().parse(text) if name
    }
    assert places == FILLED.keys()


@every_survey
def test_what_a_child_reads_around_the_questions_is_within_the_reading_age(survey: Survey) -> None:
    texts = list(dict.fromkeys(read_by_children(survey).values()))
    assert len(texts) > 100
    assert reading_age(texts) <= READING_AGE[survey]


@every_survey
@pytest.mark.parametrize("page", ["about", "question", "pause", "help", "done"])
def test_each_page_with_enough_text_is_within_the_reading_age_too(survey: Survey, page: str) -> None:
    texts = [text for place, text in read_by_children(survey).items() if place.startswith(f"{page}.")]
    assert reading_age(texts) <= READING_AGE[survey]


def test_where_the_code_is_typed_the_words_are_easy_for_all() -> None:
    texts = [text for place, text in read_by_children(None).items() if place.startswith("start.")]
    assert reading_age(texts) <= AGE_BEFORE_THE_CODE


@every_survey
def test_no_sentence_is_too_long_to_keep_in_mind(survey: Survey) -> None:
    too_long = {
        place: text
        for place, text in read_by_children(survey).items()
        if max(map(len, sentences(text))) > LONGEST_SENTENCE[survey]
    }
    assert too_long == {}


@every_set
def test_children_never_read_the_offices_words(survey: Survey | None) -> None:
    offices = re.compile(rf"\b({'|'.join(NEVER_SEEN_BY_CHILDREN)})(?:s|es)?\b", re.IGNORECASE)
    assert {place: text for place, text in read_by_children(survey).items() if offices.search(text)} == {}


@every_set
def test_the_tone_is_calm(survey: Survey | None) -> None:
    pleading = re.compile(rf"!|\b({'|'.join(NOT_OUR_TONE)}|sorry|just relax)\b", re.IGNORECASE)
    everything = texts_in(load_words(survey))  # the adult's part too
    assert [(place, text) for place, text in everything if pleading.search(text)] == []


@every_survey
def test_the_opening_promises_no_more_than_the_site_keeps(survey: Survey) -> None:
    too_much = re.compile(
        r"\b(never ever|nobody will ever|no one will ever|completely|totally|secret|anonymous|guarantee|promise)\b",
        re.IGNORECASE,
    )
    about = {place: text for place, text in read_by_children(survey).items() if place.startswith("about.")}
    assert [text for text in about.values() if too_much.search(text)] == []


@every_survey
def test_the_opening_says_that_this_is_not_the_place_for_help_now_and_where_that_is(survey: Survey) -> None:
    words = load_words(survey)
    for text in (words.about.not_for_help, words.question.comment_now):
        assert words.question.help in text
        assert "help now" in text
    assert "tonight" in words.question.comment_now


@every_survey
def test_the_opening_says_the_same_truths_to_every_age(survey: Survey) -> None:
    about = load_words(survey).about
    who, written, stop = (" ".join(part.points).lower() for part in (about.who, about.own_words, about.stop))
    assert "name" in who
    assert "lock" in who
    assert "mixed up" in who
    assert "count" in who
    assert "one person" in written
    assert "names" in written
    assert "say no" in stop
    assert "throw" in stop
    assert "give" in stop


@every_survey
def test_help_is_the_national_contacts_of_that_age(survey: Survey) -> None:
    contacts = {contact.key: contact for contact in load_words(survey).help.contacts}
    assert {contacts["emergency"].how, contacts["childline"].how} == {
        "Call 999",
        "Call 0800\N{NO-BREAK SPACE}1111",
    }
    assert ("samaritans" in contacts) is (survey in (Survey.AGES_11_17, Survey.AGES_16_25))
    for contact in contacts.values():
        assert (
            contact.uri == ""
            or contact.uri == f"tel:{''.join(contact.how.removeprefix('Call').split())}"
            or contact.key == "shout"
        )


@every_set
def test_every_fault_says_what_was_kept_or_lost_and_what_to_do(survey: Survey | None) -> None:
    faults = load_words(survey).faults
    for fault in (getattr(faults, each.name) for each in fields(faults)):
        assert re.search(
            r"\bkept\b|\bkeep\b|still here|not lost|nothing was lost|not sent|were not", fault.text.lower()
        )
        assert fault.button


def test_a_picture_to_pause_with_has_one_short_word() -> None:
    for survey in EVERY_SET:
        names = load_words(survey).pause.names
        assert tuple(names) == PAUSE_PICTURES
        assert len(set(names.values())) == len(PAUSE_PICTURES)
        assert max(map(len, names.values())) <= 6


def test_the_words_come_with_the_package() -> None:
    assert (Path(FOLDER) / "en.yaml").is_file()
