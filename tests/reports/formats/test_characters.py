"""What no file may hold is taken out; what runs from the right is found."""

import pytest

from heard.reports.formats.characters import by_direction, legal, runs_from_the_right


def test_control_characters_and_halves_of_characters_are_taken_out() -> None:
    assert legal("a\x00b\x1b\x7f\x85c\ud800d\ufffe") == "abcd"


def test_what_is_legal_stays() -> None:
    text = "a\tb\nc 😀 👩‍👧 ሰላም مرحبا \u202e é ﬁ"
    assert legal(text) == text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("مرحبا I am", True),
        ("12 مرحبا", True),
        ("I am مرحبا", False),
        ("שלום", True),
        ("ሰላም", False),
        ("", False),
        ("😀", False),
    ],
)
def test_the_first_letter_with_a_direction_decides(text: str, right: bool) -> None:
    assert runs_from_the_right(text) is right


def test_text_is_parted_where_its_direction_changes() -> None:
    assert by_direction("I am بخير اليوم now") == [("I am ", False), ("بخير اليوم", True), (" now", False)]
    assert by_direction("plain") == [("plain", False)]
    assert by_direction("") == []
