"""Places, schools and clubs told by what they are: "a village called little snoring end", "clan is Night Shift"."""

from collections.abc import Iterator, Sequence

from heard.comments.identities.lists import read_list
from heard.comments.identities.spans import Kind, Reason, Span
from heard.comments.identities.tokens import Token

_KINDS = ((Kind.SCHOOL, "called_schools"), (Kind.PLACE, "called_places"), (Kind.GROUP, "called_groups"))
_LONGEST = 4  # words of the name
_WITHIN = 3  # words between what it is and its name


def find_called(tokens: Sequence[Token]) -> Iterator[Span]:
    """The words after *called* or *is*, where what is called so is a kind of place or group."""
    for at in range(1, len(tokens) - 1):
        kind = _kind_of(tokens, at)
        begin = at + 1
        if kind is None or not tokens[begin].joins:
            continue
        if tokens[begin].key == "the" and begin + 1 < len(tokens) and tokens[begin + 1].joins:
            begin += 1
        last = _last(tokens, begin)
        if last >= begin:
            yield Span(tokens[begin].start, tokens[last].end, kind, Reason.NAMED)


def _kind_of(tokens: Sequence[Token], at: int) -> Kind | None:
    """What the name after the word at `at` is of; None where no name is told there."""
    called = tokens[at].key in ("called", "caled", "named", "cald")
    if not called and tokens[at].key not in ("is", "was", "name"):
        return None
    near = tokens[max(0, at - _WITHIN) : at] if called else tokens[at - 1 : at]
    keys = [token.key.removesuffix("'s") for token in near]
    for kind, name in _KINDS:
        told = called or tokens[at + 1].inside  # "the home is nice" tells no name, "clan is Night Shift" does
        if told and any(key in read_list(name) for key in keys):
            return kind
    return None


def _last(tokens: Sequence[Token], begin: int) -> int:
    last = begin - 1
    while last + 1 < min(len(tokens), begin + _LONGEST):
        token = tokens[last + 1]
        small = token.key in read_list("function_words") and not token.inside and token.key != "little"
        if small or (last >= begin and not token.joins):
            break
        last += 1
    return last
