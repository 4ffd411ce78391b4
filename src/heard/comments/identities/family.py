"""Rare details of a family that stand in few words: how many brothers, a twin, a place among many."""

import re
from collections.abc import Iterator

from heard.comments.identities.spans import Kind, Reason, Span

_MANY = r"(?:[4-9]|1\d|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_SIBLINGS = (
    r"(?:(?:half|step|older|younger|little|big|baby|foster|other)[ -]){0,2}"
    r"(?:brothers?|sisters?|siblings?|bros|kids|children)"
)
_TABLE = (
    r"\b(?:identical )?(?:twins?(?: (?:brothers?|sisters?))?|triplets?|quadruplets?|quads)\b",
    rf"\b{_MANY} {_SIBLINGS}(?: and (?:\d+|[a-z]{{3,6}}) {_SIBLINGS})?(?! in (?:my|our|the) (?:class|school))",
    rf"\b(?:\d|one|two|three) {_SIBLINGS} and (?:\d|one|two|three|four|five|six) {_SIBLINGS}",
    rf"\b(?:oldest|eldest|youngest|middle(?: child)?) of {_MANY}\b",
)
_COMPILED = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _TABLE)


def find_family(text: str) -> Iterator[Span]:
    """What few families are like."""
    for pattern in _COMPILED:
        for found in pattern.finditer(text):
            yield Span(found.start(), found.end(), Kind.FAMILY, Reason.FAMILY)
