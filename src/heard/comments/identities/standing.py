"""Where in a sentence names stand: after a title or a relation, after "called", before what only people do."""

from collections.abc import Sequence

from heard.comments.identities.lists import read_list
from heard.comments.identities.spans import Reason
from heard.comments.identities.tokens import Token
from heard.comments.identities.vocabulary import Standing, standing_of

_IS = frozenset(("is", "was", "are", "were", "name", "names", "me", "him", "her", "it", "them"))
_DOES = frozenset(("said", "says", "told", "took", "gave", "came", "and"))
_TELLS = frozenset(("im", "i'm", "am", "its", "it's", "this", "thats"))
_TELLS_OF_THINGS = frozenset(("its", "it's", "this", "thats"))
_PERSON_AFTER = frozenset(("is", "was", "and", "has", "who", "because", "he", "she", "&", "n"))


def place_in_sentence(tokens: Sequence[Token], at: int) -> Reason | None:
    """What the neighbours make of the word at `at`: the reason a name would have there, None for nothing."""
    if is_titled(tokens, at):
        return Reason.TITLE
    if _is_named(tokens, at):
        return Reason.NAMED
    if stands_after(tokens, at, "relations") and _closed_or_person(tokens, at):
        return Reason.RELATION
    if (
        _with_me(tokens, at)
        or (stands_after(tokens, at, "towards") and _closed(tokens, at))
        or _from_with_love(tokens, at)
    ):
        return Reason.JOINED
    if after_of(tokens, at) in read_list("deeds") and not stands_after(tokens, at, "plain_before_school"):
        return Reason.DEED
    return None


def is_titled(tokens: Sequence[Token], at: int) -> bool:
    """Whether a title stands before the word; miss may be a verb ('i really miss')."""
    if at == 0 or tokens[at].gap not in (" ", ". ", ".") or tokens[at - 1].key not in read_list("titles"):
        return False
    missing = (
        tokens[at - 1].key == "miss"
        and at > 1
        and tokens[at - 2].key in read_list("missing")
        and not tokens[at - 1].inside
    )
    return not missing


def _is_named(tokens: Sequence[Token], at: int) -> bool:
    """After "called", "my name is", "call me"; "i'm" only before a word that is none."""
    if at == 0 or not set(tokens[at].gap) <= set(" :-\"'“‘,") or not tokens[at].gap:
        return False
    last, before = tokens[at - 1].key, {token.key for token in tokens[max(0, at - 3) : at - 1]}
    naming = read_list("naming")
    if last in naming or (last in _IS and before & (naming | {"call", "calls"})):
        return True
    strange = standing_of(tokens[at].key) is Standing.STRANGE
    return last in _TELLS and strange and (tokens[at].inside or last not in _TELLS_OF_THINGS)


def stands_after(tokens: Sequence[Token], at: int, name: str) -> bool:
    """Whether a word of the list stands right before it."""
    return at > 0 and tokens[at].joins and tokens[at - 1].key in read_list(name) and not tokens[at - 1].owns


def _with_me(tokens: Sequence[Token], at: int) -> bool:
    """ "me and X", "X and me", "X and I"."""
    before = [token.key for token in tokens[max(0, at - 2) : at]]
    after = [token.key for token in tokens[at + 1 : at + 3]]
    linked = ("and", "n", "nd", "an")
    if len(before) == 2 and before[0] in ("me", "myself") and before[1] in linked:
        return _closed_or_person(tokens, at)
    return len(after) == 2 and after[0] in linked and after[1] in ("me", "i")


def _from_with_love(tokens: Sequence[Token], at: int) -> bool:
    before = [token.key for token in tokens[max(0, at - 2) : at]]
    return before == ["love", "from"] or (at == len(tokens) - 1 and before[-1:] == ["from"])


def after_of(tokens: Sequence[Token], at: int) -> str:
    """The word that follows with blanks between; empty where none does."""
    return tokens[at + 1].key if at + 1 < len(tokens) and tokens[at + 1].joins else ""


def _closed(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word ends its phrase: nothing follows that it could belong to."""
    after = after_of(tokens, at)
    return not after or after in read_list("function_words")


def _closed_or_person(tokens: Sequence[Token], at: int) -> bool:
    return (
        _closed(tokens, at)
        or after_of(tokens, at) in read_list("deeds")
        or standing_of(tokens[at].key) is not Standing.DOUBTFUL
    )


def person_follows(tokens: Sequence[Token], at: int) -> bool:
    """What tells "my friend will and me" from "my friend will help"."""
    after = after_of(tokens, at)
    return (
        not after
        or after in _PERSON_AFTER
        or (after in read_list("deeds") and (after.endswith(("s", "ed")) or after in _DOES))
    )
