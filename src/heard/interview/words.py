"""What somebody wrote in their own words, made fit to be kept and shown: nothing unseen, nothing that turns it."""

import unicodedata

# Letters that turn the direction of those after them: they can make words read as others on the screen of whoever
# reads them. Marks of a single letter's direction, which Arabic needs, stay.
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = frozenset(("Cc", "Cs"))


def clean_words(text: str) -> str:
    """The words with line ends made alike, and without what nobody sees: control letters and turned directions."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in lines if letter in "\n\t" or not _is_unseen(letter)).strip()


def _is_unseen(letter: str) -> bool:
    return letter in _OVERRIDES or unicodedata.category(letter) in _UNSEEN
