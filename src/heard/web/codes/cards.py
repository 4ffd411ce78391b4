"""Codes on cards: made so that they cannot be guessed, read so that a slip of the finger is forgiven.

A code is twelve of 24 characters, printed in groups of four ("BCDF-GHJK-MNPQ"): consonants and the digits 3, 4, 7 and
9. There is no vowel, so few codes spell anything (a digit may still be read as one), and nothing that looks like
something else on the card: no 0, O, 1, I or L, and of B and 8, S and 5, Z and 2, G and 6 only the letter. What was
typed for its look-alike is read as what the card has.

The last character checks the others: the places weigh 12, 11, … 1, and the weighted sum of the characters' numbers
(0 to 23) is a multiple of 29, a prime above both. A code whose check would be 24 to 28 is never made. Shown in the
tests: of one wrong character every case is caught, of two that changed places every case, neighbours or not, and of
one character too many or too few every case, by length; of anything else 28 in 29. What is forgiven is no error.

There are 24^12 / 29 codes, 50.16 bits: a guess hits one of 100,000 cards once in twelve thousand million tries.
"""

import hmac
import secrets
import unicodedata
from enum import StrEnum

from heard.base.errors import UserError
from heard.web.codes.sealing import check_secret

ALPHABET = "BCDFGHJKMNPQRSTVWXYZ3479"
LENGTH = 12
GROUP = 4
LONGEST_TYPED = 100  # twelve characters with anything between them; a pasted book is not read at all

_MODULUS = 29
_NUMBERS = {character: number for number, character in enumerate(ALPHABET)}
_TWINS = {"O": "Q", "0": "Q", "8": "B", "5": "S", "2": "Z", "6": "G", "U": "V"}
# A keyboard set to a Cyrillic language: capitals that look the same.
_CYRILLIC = dict(zip("ВЗКМНОРСТУХ", "B3KMHQPCTYX", strict=True))
_READ_AS = str.maketrans(_TWINS | _CYRILLIC)
_BETWEEN = frozenset(("Pd", "Zs", "Zl", "Zp", "Cc", "Cf"))  # dashes, spaces, line ends, and what nobody sees
_ALSO_BETWEEN = "_.\N{MINUS SIGN}"  # a telephone makes a full stop of two spaces
_DOMAIN = b"heard code digest 1\0"


class Mistake(StrEnum):
    """What is wrong with what was typed."""

    EMPTY = "empty"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    STRANGE_CHARACTERS = "strange_characters"  # some that no card has
    CHECK = "check"  # looks like a code; one or more characters are not as on the card


class MistypedCode(UserError):
    """What was typed is no code. It is never repeated: a code with one wrong character is nearly a code."""

    def __init__(self, reason: Mistake) -> None:
        self.reason = reason
        super().__init__(f"What was typed is not a code ({reason}).")


def new_code() -> str:
    """A new random code, canonical: twelve characters, no dashes."""
    while True:
        drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
        check = -_weigh(drawn) % _MODULUS
        if check < len(ALPHABET):
            return drawn + ALPHABET[check]


def read_code(typed: str) -> str:
    """The canonical code of what somebody typed; raises MistypedCode."""
    if len(typed) > LONGEST_TYPED:
        raise MistypedCode(Mistake.TOO_LONG)
    code = _fold(typed)
    mistake = _find_mistake(code)
    if mistake:
        raise MistypedCode(mistake)
    return code


def written(code: str) -> str:
    """The code as it is printed, in groups: `BCDF-GHJK-MNPQ`."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def digest(code: str, key: bytes) -> bytes:
    """HMAC-SHA256 of a canonical code, 32 bytes: all the database knows of it. The key stays outside the database.

    Raises ValueError for a code that is not canonical and NotAKey for a short key.
    """
    return keyed_hash(code, domain=_DOMAIN, key=key)


def keyed_hash(code: str, *, domain: bytes, key: bytes) -> bytes:
    """HMAC-SHA256 of the domain and a canonical code: digests of two domains cannot be matched without the key."""
    check_secret(key)
    check_canonical(code)
    return hmac.digest(key, domain + code.encode(), "sha256")


def check_canonical(code: str) -> None:
    """Raise ValueError unless this is a code as `read_code` gives it: written otherwise, its hash would match none."""
    if _find_mistake(code):
        raise ValueError("not a code as read_code gives it")


def _weigh(characters: str) -> int:
    return sum((LENGTH - place) * _NUMBERS[character] for place, character in enumerate(characters))


def _find_mistake(code: str) -> Mistake | None:
    if not code:
        return Mistake.EMPTY
    if set(code) - _NUMBERS.keys():
        return Mistake.STRANGE_CHARACTERS
    if len(code) != LENGTH:
        return Mistake.TOO_SHORT if len(code) < LENGTH else Mistake.TOO_LONG
    return Mistake.CHECK if _weigh(code) % _MODULUS else None


def _fold(typed: str) -> str:
    """Without what stands between the characters; wide letters, small letters and digits of any script made plain."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    kept = [character for character in plain if not _stands_between(character)]
    return "".join(_plain_digit(character) for character in kept).translate(_READ_AS)


def _stands_between(character: str) -> bool:
    return character in _ALSO_BETWEEN or unicodedata.category(character) in _BETWEEN


def _plain_digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character
