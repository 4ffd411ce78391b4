"""A text as words, each with where it stands and what its capital tells."""

import re
from dataclasses import dataclass

from heard.comments.identities.folding import fold

_MARKS = (
    "\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0963\u0971-\u0dff\u200c"  # accents, vowels, Persian's joint
)
_WORD = re.compile(
    rf"(?<![\w{_MARKS}])[^\W\d_][^\W_]*(?:[{_MARKS}]+[^\W_]*)*(?:[-'’‘ʼ][^\W\d_][^\W_]*[{_MARKS}]*)*['’]?"
)
_MARKUP = re.compile(r"<[^<>]{0,300}>|&[a-z]{2,6};", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’‘ʼ]s$|['’‘ʼ]$", re.IGNORECASE)
_ENDS = re.compile(r"[.!?\n:•]")
_LOUD = 0.6  # from this share of words with a capital inside sentences, capitals tell nothing


@dataclass(frozen=True, slots=True)
class Token:
    """A word without its possessive 's. `gap` is what stands between it and the word before."""

    start: int
    end: int
    key: str
    gap: str
    capital: bool  # has a capital, in a text where that tells something
    opens: bool  # stands first in a sentence
    loud: bool  # is written in capitals only
    owns: bool  # a possessive 's follows

    @property
    def joins(self) -> bool:
        """Whether only blanks part it from the word before."""
        return bool(self.gap) and not self.gap.strip(" \t\u00a0")

    @property
    def inside(self) -> bool:
        """Whether it has a capital that no sentence gave it."""
        return self.capital and not self.opens


def read_tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order; of a page's markup none."""
    plain = _MARKUP.sub(lambda found: " " * len(found[0]), text)
    found = list(_WORD.finditer(plain))
    gaps = [plain[before : after.start()] for before, after in zip(_befores(found), found, strict=True)]
    opening = [not at or bool(_ENDS.search(gap)) for at, gap in enumerate(gaps)]
    raised = [word[0][0].isupper() for word in found]
    telling = _capitals_tell(raised, opening)
    return tuple(
        _token(word, gap, capital=high and telling, opens=opens)
        for word, gap, high, opens in zip(found, gaps, raised, opening, strict=True)
    )


def _befores(found: list[re.Match[str]]) -> list[int]:
    return [0, *(word.end() for word in found[:-1])][: len(found)]


def _capitals_tell(raised: list[bool], opening: list[bool]) -> bool:
    inside = [high for high, opens in zip(raised, opening, strict=True) if not opens]
    return len(inside) < 4 or sum(inside) < _LOUD * len(inside)


def _token(word: re.Match[str], gap: str, *, capital: bool, opens: bool) -> Token:
    written = word[0]
    bare = _POSSESSIVE.sub("", written) or written
    return Token(
        start=word.start(),
        end=word.start() + len(bare),
        key=fold(bare),
        gap=gap,
        capital=capital,
        opens=opens,
        loud=len(bare) > 1 and bare.isupper(),
        owns=bare != written,
    )
