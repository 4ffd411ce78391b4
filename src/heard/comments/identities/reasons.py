"""Why a word may be a name: by the lists, by where it stands, by what stands around it."""

from collections.abc import Sequence

from heard.comments.identities.lists import read_list
from heard.comments.identities.neighbours import (
    is_alone,
    is_asked_after,
    is_determined,
    is_felt_for,
    is_introduced,
    is_reached,
    is_uncounted,
    is_with_own,
)
from heard.comments.identities.spans import Reason
from heard.comments.identities.standing import (
    after_of,
    is_titled,
    person_follows,
    place_in_sentence,
    stands_after,
)
from heard.comments.identities.subjects import (
    has_surname,
    is_at_home_of,
    is_bare_doer,
    is_mine,
    is_no_helper,
    is_own_person,
    is_owner,
    is_somebodys,
    is_subject,
    is_told_on,
    is_who,
)
from heard.comments.identities.tokens import Token
from heard.comments.identities.vocabulary import Standing, is_of_two_words, is_plain, is_usual, standing_of

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
_GRADING = frozenset(("so", "very", "really", "realy", "rly", "too", "more", "most", "quite", "soo", "sooo"))
_MEANT = (Reason.TITLE, Reason.RELATION, Reason.JOINED)
_DOES = frozenset(("said", "says", "told", "took", "gave", "came", "and"))
_TOLD = frozenset(("ask", "asked", "tell", "told", "text", "texted", "phoned", "rang", "thank", "thanks"))
_ONESELF = frozenset(("you", "u", "i", "he", "she", "they", "we", "be", "not"))
_SURE_TITLES = frozenset(
    ("mr", "mrs", "ms", "mister", "missus", "mx", "dr", "sir", "miss", "prof", "pc", "imam")
)


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
    if token.key in read_list("function_words") or token.key in read_list("relations"):
        return None
    if _is_after_title(tokens, at):
        return Reason.TITLE
    if len(token.key) == 1:
        initial = token.capital and token.key not in "aiux" and after_of(tokens, at) in read_list("deeds")
        return Reason.DEED if initial else None  # "K knows"
    return _reason_by_doing(tokens, at) or _reason_by_place(tokens, at)


def _reason_by_doing(tokens: Sequence[Token], at: int) -> Reason | None:
    """Any word that is said to be somebody of one's own, to have a home, or to do something to somebody."""
    if is_at_home_of(tokens, at) or is_owner(tokens, at) or is_own_person(tokens, at):
        return Reason.JOINED
    return Reason.DEED if is_bare_doer(tokens, at) else None


def _reason_by_place(tokens: Sequence[Token], at: int) -> Reason | None:
    """A word of the dictionary needs a capital where only somebody stands; a slip needs one of the two."""
    token, place, bare = tokens[at], place_in_sentence(tokens, at), tokens[at].key.replace("'", "")
    if is_plain(bare):
        return place if token.inside and _is_meant(tokens, at, place) else None
    if token.inside or place is Reason.NAMED:
        return place or Reason.CAPITAL
    sure = place is Reason.TITLE or not is_usual(bare)
    return place if sure and _fits_slip(tokens, at, place) else None


def _is_after_title(tokens: Sequence[Token], at: int) -> bool:
    """Whether a title makes a name of any word: "mrs green", of a letter ("miss p"), of a surname ("sir jones")."""
    token = tokens[at]
    if not is_titled(tokens, at):
        return False
    sure = tokens[at - 1].key in _SURE_TITLES
    if len(token.key) == 1:
        return sure and token.joins and token.key not in "aiux"
    lettered = sure and (tokens[at - 1].key not in ("miss", "sir") or token.key in read_list("surnames"))
    return lettered or token.inside


def _fits_slip(tokens: Sequence[Token], at: int, place: Reason | None) -> bool:
    """Whether what looks like a slip of a word stands where only somebody does."""
    return place in _MEANT or (
        tokens[at].opens and (place is Reason.DEED or _is_somebody(tokens, at, modal=False))
    )


def _is_meant(tokens: Sequence[Token], at: int, place: Reason | None) -> bool:
    """Whether a word of the dictionary, with a capital, stands where only somebody does."""
    if place is Reason.NAMED:
        return stands_after(tokens, at, "naming")
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
    if at > 0 and token.joins and tokens[at - 1].key in _GRADING:
        return None
    short, bare = len(token.key) < 3, token.key.replace("'", "")
    return None if short or is_of_two_words(bare) else Reason.UNKNOWN_WORD


def _reason_for_doubtful(tokens: Sequence[Token], at: int, place: Reason | None) -> Reason | None:
    """Why a word that is a name too is one here: each line is what would have to be seen."""
    token, after = tokens[at], after_of(tokens, at)
    modal = token.key in read_list("modal_names")
    person, plain = person_follows(tokens, at), not modal or token.inside
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
        (Reason.DEED, is_subject(tokens, at) or is_no_helper(tokens, at)),
        (Reason.JOINED, is_own_person(tokens, at) or is_somebodys(tokens, at)),
        (Reason.JOINED, is_told_on(tokens, at)),
        (Reason.JOINED, is_who(tokens, at) or is_mine(tokens, at) or has_surname(tokens, at)),
    )
    return next((reason for reason, holds in seen if holds), None)


def _tells_by_capital(tokens: Sequence[Token], at: int, *, person: bool) -> bool:
    """Whether its capital makes it a name: not of a day or a month, unless a person's doing follows."""
    token = tokens[at]
    if token.key in read_list("calendar_names"):
        return token.owns or after_of(tokens, at) in read_list("deeds")
    return token.owns or person or token.key not in read_list("everyday")


def _is_doing(tokens: Sequence[Token], at: int) -> bool:
    """Whether it opens a sentence and does what people do: "grace reads to me", "rose the cook"."""
    after = after_of(tokens, at)
    opens = tokens[at].opens or (tokens[at].joins and tokens[at - 1].key in _OPENING)
    verb = tokens[at].key in read_list("verb_names")
    return opens and (after in read_list("deeds") or (after == "the" and not verb))


def _is_told(tokens: Sequence[Token], at: int) -> bool:
    """ "tell will to come", not "ask will you come"."""
    return at > 0 and tokens[at - 1].key in _TOLD and after_of(tokens, at) not in _ONESELF


def _is_somebody(tokens: Sequence[Token], at: int, *, modal: bool) -> bool:
    """ "Angel is my key worker": it opens a sentence that says who somebody is."""
    words = [token.key for token in tokens[at + 1 : at + 3]]
    if not tokens[at].opens or len(words) < 2:
        return False
    if words[0] not in ("is", "was"):
        return words[0] in read_list("helping_verbs")
    return words[1] == "my" or (not modal and words[1] in read_list("said_of_people"))
