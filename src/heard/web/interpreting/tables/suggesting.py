"""A cell of comments in single remarks; and which questions a row may be about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9À-Þ])|\n+|\s*[•▪]\s*")
_SHORT = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|approx|Mr|Mrs|Ms|Dr|St|No)\.)$")


def split_remarks(cell: str) -> tuple[str, ...]:
    """Single remarks, sentence by sentence; every word of the cell is in one of them."""
    parts, begin = [], 0
    for match in _END.finditer(cell):
        if _SHORT.search(cell[begin : match.start()]):
            continue
        end = match.end() if match[0].strip() in ("", "•", "▪") else match.start() + len(match[0].rstrip())
        parts.append(cell[begin:end])
        begin = match.end()
    parts.append(cell[begin:])
    tidy = (part.strip(" \n•▪") for part in parts)
    return tuple(part for part in tidy if part)


_WORD = re.compile(r"[a-z]+")
_SMALL = frozenset(
    re.findall(
        r"[a-z]+",
        "a about all an and any are as at be been by did do for from had has have how i in into is it its like more "
        "most not of on one only or other our people quite said say than that the their them they this to two up was "
        "we were what when which who why with you young youngest your children child council councils survey group "
        "groups",
    )
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that a row may be about, with all that is said of it."""

    indicator: str
    title: str
    words: str


def suggest_questions(text: str, candidates: Sequence[Candidate], *, most: int = 5) -> tuple[str, ...]:
    """The questions that share most of their rarer words with this text, the likeliest first; none where none does.

    A word of a title counts twice. Words that begin alike (feel, feeling) are one word.
    """
    wanted = _stems(text)
    words = {each.indicator: (_stems(each.title), _stems(each.words)) for each in candidates}
    spread = {stem: sum(stem in title | more for title, more in words.values()) for stem in wanted}
    scores = {
        indicator: sum((2 if stem in title else 1) / spread[stem] for stem in wanted if stem in title | more)
        for indicator, (title, more) in words.items()
    }
    ranked = sorted((key for key, score in scores.items() if score > 0), key=lambda key: -scores[key])
    return tuple(ranked[:most])


def _stems(text: str) -> frozenset[str]:
    return frozenset(
        _stem(word) for word in _WORD.findall(text.lower()) if len(word) > 2 and word not in _SMALL
    )


def _stem(word: str) -> str:
    for ending in ("iness", "ness", "ings", "ing", "edly", "ily", "ed", "ies", "es", "ly", "y", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
