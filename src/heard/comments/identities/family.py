"""Rare details of a family: the clause that tells them, where `circumstances/family.yaml` knows what tells them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import yaml
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from heard.comments.identities.circumstances import CLOSED, FOLDER, PART, Phrase
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


def find_family(text: str, *, taken: Iterable[Span] = ()) -> Iterator[Span]:
    """The clause around each detail, as far as what is `taken` already: names in it stay suggestions of their own."""
    edges = _edges(text, taken)
    for found in compile_families().finditer(text):
        start = max((end for _, end in edges if end <= found.start()), default=0)
        end = min((start for start, _ in edges if start >= found.end()), default=len(text))
        clause = text[start:end]
        begin = start + len(clause) - len(clause.lstrip(" ,-"))
        yield Span(begin, start + len(clause.rstrip(" ,-")), Kind.FAMILY, Reason.FAMILY)


def _edges(text: str, taken: Iterable[Span]) -> list[tuple[int, int]]:
    """Where a clause may begin or end: (first letter, after the last) of what parts it from the next."""
    return [*(each.span() for each in _BREAKS.finditer(text)), *((span.start, span.end) for span in taken)]


@cache
def compile_families() -> re.Pattern[str]:
    """Every detail as one pattern of whole words. Raises what `re` and `pydantic` raise of a file that is wrong."""
    given = yaml.safe_load((FOLDER / "family.yaml").read_text(encoding="utf-8"))
    read: Families = TypeAdapter(Families).validate_python(given)
    pattern = "|".join(read.families)
    for _ in range(_DEEPEST):
        pattern = PART.sub(lambda named: f"(?:{read.parts[named[1]].pattern})", pattern)
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
