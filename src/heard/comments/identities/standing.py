"""Where in a sentence names stand: after a title or a relation, after "called", before what only people do."""

from collections.abc import Sequence

from heard.comments.identities.lists import read_list
from heard.comments.identities.neighbours import (
    is_alone,
    is_determined,
    is_introduced,
    is_asked_after,
    is_felt_for,
    is_reached,
    is_uncounted,
    is_with_own,
)
from heard.comments.identities.spans import Reason
from heard.comments.identities.tokens import Token
from heard.comments.identities.vocabulary import Standing, is_of_two_words, is_plain, is_usual, standing_of

_IS = frozenset(("is", "was", "are", "were", "name", "names", "me", "him", "her", "it", "them"))
_OPENING = frozenset(
    (
        "when",
        "what",
        "that",
        "if",
        "because",
        "cos",
        "where",
        "how",
        "but",
        "until",
        "since",
        "after",
        "while",
    )
)
_HELPING = frozenset(("will", "may"))
_SHORTEST_LOUD = 5  # letters: shorter ones in capitals are short for something
_MEANT = (Reason.TITLE, Reason.RELATION, Reason.JOINED)
_DOES = frozenset(("said", "says", "told", "took", "gave", "came", "and"))
_TELLS = frozenset(("im", "i'm", "am", "its", "it's", "this", "thats"))
_TELLS_OF_THINGS = frozenset(("its", "it's", "this", "thats"))
_TOLD = frozenset(("ask", "asked", "tell", "told", "text", "texted", "phoned", "rang", "thank", "thanks"))
_ONESELF = frozenset(("you", "u", "i", "he", "she", "they", "we", "be", "not"))
_SURE_TITLES = frozenset(
    ("mr", "mrs", "ms", "mister", "missus", "mx", "dr", "sir", "miss", "prof", "pc", "imam")
)
_PERSON_AFTER = frozenset(("is", "was", "and", "has", "who", "because", "he", "she", "&", "n"))


def reason_for(tokens: Sequence[Token], at: int) -> Reason | None:
    """Why the word at `at` may be a name, from its own and its neighbours' standing; None where nothing says so."""
    token = tokens[at]
    standing = standing_of(token.key)
    if standing is Standing.LISTED:
        return None if _is_thing(tokens, at) else Reason.NAME_LIST
    if standing is Standing.PLAIN:
        return _reason_for_plain(tokens, at)
    place = place_in_sentence(tokens, at)
    if standing is Standing.STRANGE:
        return _reason_for_strange(tokens, at, place)
    return _reason_for_doubtful(tokens, at, place)


def _reason_for_plain(tokens: Sequence[Token], at: int) -> Reason | None:
    """Any word is a name after Mr or Mrs ("mrs green"), and a strange spelling where somebody is called it."""
    token = tokens[at]
    if len(token.key) == 1:
        lettered = at > 0 and token.joins and tokens[at - 1].key in _SURE_TITLES and token.key not in "aiux"
        return Reason.TITLE if lettered and _after_title(tokens, at) else None
    if token.key in read_list("function_words") or token.key in read_list("relations"):
        return None
    if _after_title(tokens, at) and (tokens[at - 1].key in _SURE_TITLES - {"miss", "sir"} or token.inside):
        return Reason.TITLE
    if token.key in read_list("surnames") and _after_title(tokens, at) and tokens[at - 1].key in _SURE_TITLES:
        return Reason.TITLE
    place, bare = place_in_sentence(tokens, at), token.key.replace("'", "")
    if is_plain(bare):
        return place if token.inside and _is_meant(tokens, at, place) else None
    if token.inside or place is Reason.NAMED:
        return place or Reason.CAPITAL
    return place if _fits_slip(tokens, at, place) and not is_usual(bare) else None


def _fits_slip(tokens: Sequence[Token], at: int, place: Reason | None) -> bool:
    """Whether what looks like a slip of a word stands where only somebody does."""
    return place in _MEANT or (
        tokens[at].opens and (place is Reason.DEED or _is_somebody(tokens, at, modal=False))
    )


def _is_meant(tokens: Sequence[Token], at: int, place: Reason | None) -> bool:
    """Whether a word of the dictionary, with a capital, stands where only somebody does."""
    if place is Reason.NAMED:
        return _just_after(tokens, at, "naming")
    ordinary = tokens[at].loud or tokens[at].key in read_list("everyday") | read_list("titles")
    return not ordinary and place in (Reason.RELATION, Reason.JOINED) and not is_determined(tokens, at)


def _is_thing(tokens: Sequence[Token], at: int) -> bool:
    """ "a robin", "the jack": a name that the dictionary has, small, after an article."""
    token = tokens[at]
    articled = at > 0 and token.joins and tokens[at - 1].key in ("a", "an", "the")
    return articled and not token.inside and token.key in read_list("mostly_names")


def _reason_for_strange(tokens: Sequence[Token], at: int, place: Reason | None) -> Reason | None:
    token = tokens[at]
    if place in (Reason.TITLE, Reason.NAMED, Reason.RELATION) and not is_usual(token.key.replace("'", "")):
        return place
    if token.inside and not (token.loud and len(token.key) < _SHORTEST_LOUD):
        return Reason.CAPITAL
    if is_determined(tokens, at) and not token.owns and tokens[at - 1].key != "our":
        return None
    short, bare = len(token.key) < 3, token.key.replace("'", "")
    return None if short or is_of_two_words(bare) else Reason.UNKNOWN_WORD


def _reason_for_doubtful(tokens: Sequence[Token], at: int, place: Reason | None) -> Reason | None:
    """Why a word that is a name too is one here: each line is what would have to be seen."""
    token, after = tokens[at], _after(tokens, at)
    modal = token.key in read_list("modal_names")
    person, plain = _person_follows(tokens, at), not modal or token.inside
    seen = (
        (
            place,
            place in (Reason.TITLE, Reason.NAMED)
            and (plain or token.key not in _HELPING or after not in read_list("after_helping_verbs")),
        ),
        (place, place is Reason.RELATION and (plain or person)),
        (Reason.CAPITAL, token.inside and _tells_by_capital(tokens, at, person=person)),
        (Reason.CAPITAL, token.owns and not modal),
        (place, place is Reason.JOINED and (not modal or person or _is_told(tokens, at))),
        (place, place is Reason.DEED and (not modal or after in _DOES) and not is_determined(tokens, at)),
        (Reason.DEED, _is_somebody(tokens, at, modal=modal)),
        (Reason.JOINED, is_introduced(tokens, at) or (is_alone(tokens, at) and not modal)),
        (Reason.JOINED, is_uncounted(tokens, at) or is_with_own(tokens, at)),
        (Reason.JOINED, not modal and is_reached(tokens, at)),
        (Reason.JOINED, is_felt_for(tokens, at) or is_asked_after(tokens, at)),
        (Reason.DEED, token.key not in _HELPING and _is_doing(tokens, at)),
    )
    return next((reason for reason, holds in seen if holds), None)


def _tells_by_capital(tokens: Sequence[Token], at: int, *, person: bool) -> bool:
    """Whether its capital makes it a name: not of a day or a month, unless a person's doing follows."""
    token = tokens[at]
    if token.key in read_list("calendar_names"):
        return token.owns or _after(tokens, at) in read_list("deeds")
    return token.owns or person or token.key not in read_list("everyday")


def _is_doing(tokens: Sequence[Token], at: int) -> bool:
    """Whether it opens a sentence and does what people do: "grace reads to me", "rose the cook"."""
    after = _after(tokens, at)
    opens = tokens[at].opens or (tokens[at].joins and tokens[at - 1].key in _OPENING)
    verb = tokens[at].key in read_list("verb_names")
    return opens and (after in read_list("deeds") or (after == "the" and not verb))


def _is_told(tokens: Sequence[Token], at: int) -> bool:
    """ "tell will to come", not "ask will you come"."""
    return at > 0 and tokens[at - 1].key in _TOLD and _after(tokens, at) not in _ONESELF


def _is_somebody(tokens: Sequence[Token], at: int, *, modal: bool) -> bool:
    """ "Angel is my key worker": it opens a sentence that says who somebody is."""
    words = [token.key for token in tokens[at + 1 : at + 3]]
    if not tokens[at].opens or len(words) < 2:
        return False
    if words[0] not in ("is", "was"):
        return words[0] in read_list("helping_verbs")
    return words[1] == "my" or (not modal and words[1] in read_list("said_of_people"))


def place_in_sentence(tokens: Sequence[Token], at: int) -> Reason | None:
    """What the neighbours make of the word at `at`: the reason a name would have there, None for nothing."""
    if _after_title(tokens, at):
        return Reason.TITLE
    if _is_named(tokens, at):
        return Reason.NAMED
    if _just_after(tokens, at, "relations") and _closed_or_person(tokens, at):
        return Reason.RELATION
    if (
        _with_me(tokens, at)
        or (_just_after(tokens, at, "towards") and _closed(tokens, at))
        or _from_with_love(tokens, at)
    ):
        return Reason.JOINED
    if _after(tokens, at) in read_list("deeds") and not _just_after(tokens, at, "plain_before_school"):
        return Reason.DEED
    return None


def _after_title(tokens: Sequence[Token], at: int) -> bool:
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


def _just_after(tokens: Sequence[Token], at: int, name: str) -> bool:
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


def _after(tokens: Sequence[Token], at: int) -> str:
    return tokens[at + 1].key if at + 1 < len(tokens) and tokens[at + 1].joins else ""


def _closed(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word ends its phrase: nothing follows that it could belong to."""
    after = _after(tokens, at)
    return not after or after in read_list("function_words")


def _closed_or_person(tokens: Sequence[Token], at: int) -> bool:
    return (
        _closed(tokens, at)
        or _after(tokens, at) in read_list("deeds")
        or standing_of(tokens[at].key) is not Standing.DOUBTFUL
    )


def _person_follows(tokens: Sequence[Token], at: int) -> bool:
    """What tells "my friend will and me" from "my friend will help"."""
    after = _after(tokens, at)
    return (
        not after
        or after in _PERSON_AFTER
        or (after in read_list("deeds") and (after.endswith(("s", "ed")) or after in _DOES))
    )
