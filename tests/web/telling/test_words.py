"""The words of ours around what councils write: whole, in our tone, and to be read at each age."""

from pathlib import Path

import pytest
import yaml

from heard.catalogue.reading_age import LONGEST_SENTENCE, NOT_OUR_TONE, reading_age, sentences
from heard.web.telling import words as telling_words
from heard.web.telling.checking import find_never_seen
from heard.web.telling.readers import MEASURES, Reader
from heard.web.telling.words import load, words_for

CHILDREN = [each for each in Reader if each.survey]
NAMES = {
    "council": "Alderbrook",
    "wave": "now",
    "day": "May",
    "what": "That helps",
    "tens": "most",
    "signer": "The head",
    "address": "here",
}
NOT_SENTENCES = ("months.", "tenths.", "front.", "for.", "reviewed")


def said_to(reader: Reader) -> list[str]:
    """Every text that this reader meets."""
    words = words_for(reader)
    keys = {
        key.rpartition(".")[0] if key.rpartition(".")[2] in {"any", *Reader} else key for key in load("en")
    }
    return [words.say(key, **NAMES) for key in sorted(keys) if not key.startswith(NOT_SENTENCES)]


@pytest.mark.parametrize("file", ["en.yaml", "cy.yaml"])
def test_every_text_is_whole(file: str) -> None:
    """A comma in a text that is not quoted makes two entries of it, one of them empty."""

    def check(node: object) -> None:
        if isinstance(node, dict):
            for each in node.values():
                check(each)
        else:
            assert isinstance(node, str)
            assert node

    tree = yaml.safe_load((Path(telling_words.__file__).parent / "words" / file).read_text(encoding="utf-8"))
    assert tree.pop("reviewed") in (True, False)
    check(tree)


@pytest.mark.parametrize("reader", CHILDREN)
def test_what_children_read_around_it_is_within_their_reading_age(reader: Reader) -> None:
    assert reading_age(said_to(reader)) <= MEASURES[reader].reading_age


@pytest.mark.parametrize("reader", CHILDREN)
def test_no_sentence_is_longer_than_they_keep_in_mind(reader: Reader) -> None:
    longest = LONGEST_SENTENCE[reader.value]
    assert [
        " ".join(each) for text in said_to(reader) for each in sentences(text) if len(each) > longest
    ] == []


@pytest.mark.parametrize("reader", CHILDREN)
def test_nothing_of_the_trade_and_nothing_that_is_not_our_tone(reader: Reader) -> None:
    for text in said_to(reader):
        assert not find_never_seen(text)
        assert not any(word in text.lower() for word in NOT_OUR_TONE)
        assert "!" not in text
