"""Rare details of a family: the clause that tells them, where `circumstances/family.yaml` knows what tells them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from heard.catalogue.yaml_text import read_yaml
from heard.comments.identities.circumstances import (
    CLOSED,
    FOLDER,
    PART,
    Circumstance,
    Phrase,
    compile_circumstances,
)
from heard.comments.identities.spans import Kind, Reason, Span

_BREAKS = re.compile(
    r"[.!?\n;()]+|, (?=(?:so|but|and|that|thats|which|you|its|it|dont)\b)| (?:so dont|becoz|becos|cos|coz|because)\b"
)
_DEEPEST = 4  # parts within parts


@dataclass(frozen=True, config=CLOSED)
class Families:
    """`circumstances/family.yaml`: `parts` stand in patterns, and in one another, by their names."""

    parts: Mapping[str, Phrase]
    families: tuple[str, ...]
    always: frozenset[Circumstance]
    with_kin: frozenset[Circumstance]


def find_family(text: str, *, taken: Iterable[Span] = ()) -> Iterator[Span]:
    """The clause around each detail, as far as what is `taken` already: names in it stay suggestions of their own."""
    edges, read = _edges(text, taken), load_families()
    for found in compile_part("families").finditer(text):
        yield _clause(text, edges, found.span())
    if compile_part("kin").search(text) is None:
        return
    for circumstance, pattern in compile_circumstances():
        if circumstance not in read.always | read.with_kin:
            continue
        for found in pattern.finditer(text):
            span = _clause(text, edges, found.span())
            if circumstance in read.always or compile_part("kin").search(text, span.start, span.end):
                yield span


def _clause(text: str, edges: Iterable[tuple[int, int]], found: tuple[int, int]) -> Span:
    start = max((end for _, end in edges if end <= found[0]), default=0)
    end = min((start for start, _ in edges if start >= found[1]), default=len(text))
    clause = text[start:end]
    begin = start + len(clause) - len(clause.lstrip(" ,-"))
    return Span(begin, start + len(clause.rstrip(" ,-")), Kind.FAMILY, Reason.FAMILY)


def _edges(text: str, taken: Iterable[Span]) -> list[tuple[int, int]]:
    """Where a clause may begin or end: (first letter, after the last) of what parts it from the next."""
    return [*(each.span() for each in _BREAKS.finditer(text)), *((span.start, span.end) for span in taken)]


@cache
def load_families() -> Families:
    """The file, read once. Raises what `pydantic` raises of a file that is wrong."""
    given = read_yaml((FOLDER / "family.yaml").read_text(encoding="utf-8"))
    read: Families = TypeAdapter(Families).validate_python(given)
    return read


@cache
def compile_part(name: str) -> re.Pattern[str]:
    """Every detail as one pattern of whole words for `families`, or one of the parts."""
    read = load_families()
    pattern = "|".join(read.families) if name == "families" else f"<{name}>"
    for _ in range(_DEEPEST):
        pattern = PART.sub(lambda named: f"(?:{read.parts[named[1]].pattern})", pattern)
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
