"""Names in texts that are not English: capitals, lists, and the words for the people a child has."""

from collections.abc import Sequence

from heard.comments.identities.letters import is_usual_word, may_be_name
from heard.comments.identities.lists import read_list
from heard.comments.identities.spans import Reason
from heard.comments.identities.tokens import Token
from heard.comments.identities.vocabulary import Standing, is_first_name, standing_of

_ENGLISH, _FEWEST = 0.3, 4  # below this share of usual English words, in this many, the text is not English
_SHORTEST = 4  # letters of a small word that may be a name and not one by chance
_SERVANT = "عبد"  # opens names of two words


def is_foreign(tokens: Sequence[Token]) -> bool:
    """Whether few words are usual English ones; names, and words with a capital, count for no language."""
    words = [
        token.key for token in tokens if not token.inside and standing_of(token.key) is not Standing.LISTED
    ]
    usual = sum(key in read_list("function_words") or key in read_list("usual_words") for key in words)
    return len(words) >= _FEWEST and usual < _ENGLISH * len(words)


def is_weak_abroad(token: Token, reason: Reason | None) -> bool:
    """In another language strange words tell nothing, nor do short ones that are a name by chance.

    In letters without capitals a strange word is all there is to go by, where it is none of the usual ones.
    """
    by_chance = reason is Reason.NAME_LIST and not token.capital and len(token.key) < _SHORTEST
    strange = reason is Reason.UNKNOWN_WORD and not may_be_name(token.key)
    return strange or (by_chance and token.key.isascii())


def reason_abroad(tokens: Sequence[Token], at: int) -> Reason | None:
    """A name in other letters or with a capital, or what follows a person: "mój brat X", "fratele meu X"."""
    token = tokens[at]
    if _is_raised(token):
        return Reason.CAPITAL
    if _is_listed(token.key) or (at > 0 and tokens[at - 1].key == _SERVANT and token.joins):
        return Reason.NAME_LIST
    if token.key == _SERVANT and at + 1 < len(tokens):
        return Reason.NAME_LIST
    if at > 0 and tokens[at - 1].key in read_list("in_abroad") and token.joins and not _is_of_the(token.key):
        return Reason.PLACE_CONTEXT
    lettered = token.capital or not (_has_capitals(token.key) or is_usual_word(token.key))
    return Reason.RELATION if lettered and _follows_person(tokens, at) else None


def _is_raised(token: Token) -> bool:
    """Whether a capital tells of a name: inside a sentence, or at its start of a listed one with an ending."""
    if not token.capital or token.loud or len(token.key) == 1:
        return False
    lists = ("relations_abroad", "titles", "ordinary_capitals")
    told = not any(token.key in read_list(name) for name in lists) or token.key in read_list("calendar_names")
    return told and (token.inside or _is_declined(token.key))


def _is_declined(key: str) -> bool:
    """Whether it is a listed name with an ending behind it, as Polish or Albanian gives it: "Fatmiri", "Bogdanem"."""
    stems = (key[:-1], key[:-2], key[:-3])
    return any(len(stem) > _SHORTEST and is_first_name(stem) for stem in stems)


def _is_listed(key: str) -> bool:
    names = read_list("names_in_other_letters")
    return key in names or (key[:1] in "وبل" and key[1:] in names)


def _is_of_the(key: str) -> bool:
    """Whether it is a thing in Arabic, *the* or *my* before or behind it."""
    return key.startswith("ال") or key.endswith("ي")


def _has_capitals(key: str) -> bool:
    """Whether its letters are of a script that has capitals."""
    return key.upper() != key


def _follows_person(tokens: Sequence[Token], at: int) -> bool:
    if at == 0 or not tokens[at].joins:
        return False
    if tokens[at - 1].key in read_list("relations_abroad"):
        return True
    behind = at > 1 and tokens[at - 1].key in read_list("mine_abroad") and tokens[at - 1].joins
    return behind and tokens[at - 2].key in read_list("relations_abroad")
