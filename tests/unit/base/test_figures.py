"""What of a text is a figure."""

import pytest

from heard.base.figures import find_figures, knows_numbers


def test_a_figure_is_a_digit_of_any_script_a_per_cent_and_a_number_in_words() -> None:
    found = find_figures("7 in ten, 40 %, half, ٣ of you and five per cent")
    assert found == ("7", "ten", "40", "%", "half", "٣", "five", "per cent")


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("three of us", "three"),
        ("Only two did.", "two"),
        ("twenty-four said so", "twenty-four"),
        ("one of you", "one of you"),
        ("one of the girls", "one of the girls"),
        ("one in five", "one in"),
        ("a third of you", "a third"),
        ("two children and three workers", "two"),
        ("two new children", "two"),
    ],
)
def test_a_number_in_words_is_found(text: str, figure: str) -> None:
    assert find_figures(text)[0] == figure


@pytest.mark.parametrize(
    "text",
    [
        "most of you, all of you, nobody",
        "in two weeks, half an hour, a quarter of an hour, twenty-four hours, half term",
        "two new workers and three meetings",
        "one of the things, every one of you, the one who comes, someone, often, a third time",
    ],
)
def test_what_counts_time_or_things_and_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert find_figures(text) == ()


def test_numbers_in_words_are_known_in_two_languages_and_digits_in_all() -> None:
    assert find_figures("tri ohonoch", "cy") == ("tri",)
    assert find_figures("troje z was, 3", "pl") == ("3",)
    assert knows_numbers("en-GB")
    assert not knows_numbers("pl")


@pytest.mark.parametrize(
    "text", ["½ of you", "5² said so", "th\u00adree of you", "th\u200dree of you", "１２ of you"]
)
def test_a_figure_is_found_however_it_is_written(text: str) -> None:
    assert find_figures(text)


def test_english_numbers_are_found_in_words_that_say_they_are_of_another_language() -> None:
    assert find_figures("three ohonoch", "cy") == ("three",)
    assert find_figures("three z was", "pl") == ("three",)
