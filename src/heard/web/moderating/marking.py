"""What a person marks in a comment: suggestions that are kept, and words typed beside them."""

import re
from collections.abc import Iterable

from heard.base.errors import UserError
from heard.comments.identities import Kind, Reason, Span

SIGN = "="  # "khan = name"


class NotInText(UserError):
    """Words that a moderator typed stand nowhere in the comment."""


class NotAKind(UserError):
    """What stands behind the sign is none of the kinds."""


def find_typed(text: str, typed: str) -> tuple[Span, ...]:
    """Every place of the words typed, a line each: `khan = name`, or `khan` alone, which is a name.

    Large and small letters are the same. Raises NotInText and NotAKind, each naming all such lines.
    """
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    wrong = [line for line in lines if _kind_of(line) is None]
    if wrong:
        kinds = ", ".join(kind.value for kind in Kind)
        raise NotAKind(f"Not one of the kinds: {'; '.join(wrong)}. Behind the {SIGN} stands one of {kinds}.")
    found = [(line, _places(text, *_split(line))) for line in lines]
    missing = [f"“{_split(line)[0]}”" for line, spans in found if not spans]
    if missing:
        raise NotInText(f"Not in the comment: {', '.join(missing)}. Type it as the child wrote it.")
    return tuple(span for _, spans in found for span in spans)


def put_together(typed: Iterable[Span], kept: Iterable[Span]) -> tuple[Span, ...]:
    """All of them in order, none meeting another: what a person typed goes before what was suggested, longer first."""
    chosen: list[Span] = []
    for group in (typed, kept):
        for span in sorted(group, key=lambda each: (each.start - each.end, each.start)):
            if not any(span.meets(other) for other in chosen):
                chosen.append(span)
    return tuple(sorted(chosen, key=lambda each: each.start))


def _split(line: str) -> tuple[str, Kind]:
    words, _, kind = line.rpartition(SIGN) if SIGN in line else (line, "", Kind.NAME.value)
    return words.strip(), Kind(kind.strip().lower())


def _kind_of(line: str) -> Kind | None:
    try:
        words, kind = _split(line)
    except ValueError:
        return None
    return kind if words else None


def _places(text: str, words: str, kind: Kind) -> tuple[Span, ...]:
    """As whole words; where they stand only inside a word, there."""
    exactly = re.escape(words)
    for pattern in (rf"(?<!\w){exactly}(?!\w)", exactly):
        found = [
            Span(each.start(), each.end(), kind, Reason.PERSON)
            for each in re.finditer(pattern, text, re.IGNORECASE)
        ]
        if found:
            return tuple(found)
    return ()
