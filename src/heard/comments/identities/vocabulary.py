"""What is known of a word: a name, a word, both, or neither."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from heard.comments.identities.lists import read_list

_ENDINGS = (
    ("iest", "y"), ("ies", "y"), ("ied", "y"), ("ier", "y"), ("ily", "y"), ("iness", "y"), ("ness", ""), ("ing", ""),
    ("ing", "e"), ("in", ""), ("in", "e"), ("est", ""), ("est", "e"), ("ers", ""), ("er", ""), ("er", "e"),
    ("ed", ""), ("ed", "e"), ("es", ""), ("ly", ""), ("s", ""),
)  # fmt: skip
_ENDS = tuple(ending for ending, _ in _ENDINGS)
_SHORTEST_STEM = 3
_LONGEST = 40  # letters: what is longer is no word and no name, and would take long to look up
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONG = 5  # letters of a word in which sounds are told apart
_SKELETON = 4  # consonants that must agree before a long word is read as a slip of another


class Standing(StrEnum):
    """What a word alone tells."""

    LISTED = "listed"  # a name, and no word
    DOUBTFUL = "doubtful"  # a name and a word
    PLAIN = "plain"  # a word, or a slip of one
    STRANGE = "strange"  # neither


def stems_of(word: str) -> Iterator[str]:
    """The words an ending could have made this one of."""
    if not word.endswith(_ENDS):  # most words a slip makes: this is what keeps many strange words quick
        return
    for ending, put in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM:
            yield stem + put
            if not put and stem[-1] == stem[-2]:
                yield stem[:-1]


@lru_cache(maxsize=20_000)
def standing_of(key: str) -> Standing:
    """What a folded word is to be taken for, whatever stands around it."""
    bare = key.replace("'", "")
    if len(bare) > _LONGEST:
        return Standing.PLAIN
    if key in read_list("names_that_are_words"):
        return Standing.DOUBTFUL
    if is_plain(bare):
        held = key in read_list("own_first_names") or key in read_list("nicknames")
        return Standing.DOUBTFUL if held else Standing.PLAIN
    if is_first_name(key) or (len(key) > _LONG - 1 and key.endswith("s") and is_first_name(key[:-1])):
        return Standing.LISTED  # "its brads fault": children leave out the apostrophe
    return Standing.PLAIN if is_slip(bare) else Standing.STRANGE


def is_first_name(key: str) -> bool:
    """Whether a list has it as a first name, whole or in both its parts (ellie-mae)."""
    parts = [key, *key.split("-")] if "-" in key else [key]
    names = (read_list("first_names"), read_list("own_first_names"), read_list("mostly_names"))
    return any(part in held for part in parts for held in names)


def is_plain(bare: str) -> bool:
    """Whether it is a word, as it stands, drawn out (sooo), joined (well-being) or with an ending."""
    if (
        len(bare) == 1
        or any(letter.isdigit() for letter in bare)
        or re.fullmatch(r"(?:h[aeiou]|l[ou]|xo|x)+[hlxo]?", bare)
    ):
        return True
    if bare in _never_names() or _is_word(bare):
        return not _is_mostly_name(bare)
    if re.fullmatch(r"[a-z]-[a-z]{3,}", bare):
        return False  # "t-bone"; a t-shirt is in the list of everyday words
    if "-" in bare:
        return all(is_plain(part) for part in bare.split("-") if part) and not is_first_name(bare)
    drawn = re.sub(r"(.)\1{2,}", r"\1", bare), re.sub(r"(.)\1{2,}", r"\1\1", bare)
    return bare not in drawn and any(_is_word(word) or word in _never_names() for word in drawn)


def is_usual(bare: str) -> bool:
    """Whether it is one of the commonest words, or a slip of one by a letter."""
    return len(bare) <= _LONGEST and not read_list("usual_words").isdisjoint(
        (bare, *stems_of(bare), *_slips_of(bare))
    )


@lru_cache(maxsize=20_000)
def is_slip(bare: str) -> bool:
    """Whether it looks like a word written wrongly: a letter off, or the same consonants in a long word."""
    if len(bare) < 4 or not bare.isascii():
        return False
    if is_usual(bare) or any(_is_word(heard) or heard in read_list("everyday") for heard in _as_heard(bare)):
        return True
    if any(_is_word(swapped) for swapped in _swaps_of(bare)):
        return True
    slips = _slips_of(bare)
    if len(bare) > 4 and _holds_word(slips):
        return not any(is_first_name(slip) for slip in slips)
    bones = _skeleton(bare)
    if len(bones) > _SKELETON + 1 and not _skeletons().isdisjoint(_slips_of(bones)):
        return True
    return len(bones) >= _SKELETON and bones in _skeletons()


def _holds_word(slips: frozenset[str]) -> bool:
    """Whether a word is among them, as it stands or with an ending; all are looked up at once, for speed."""
    known = (read_list("words"), read_list("usual_words"), read_list("everyday"))
    if any(not words.isdisjoint(slips) for words in known):
        return True
    return not known[0].isdisjoint(stem for slip in slips for stem in stems_of(slip))


def _as_heard(bare: str) -> Iterator[str]:
    """What a word written as it sounds may be meant for: "stashun", "togetha", "elefant"."""
    single = bare.removesuffix("s")
    for heard, written in (("shun", "tion"), ("shon", "tion"), ("kshun", "ction"), ("cshun", "ction")):
        if single.endswith(heard):
            yield single.removesuffix(heard) + written
    if single.endswith("a"):
        yield from _spoken(single[:-1] + "er")
    for heard, written in (
        ("ph", "f"),
        ("f", "ph"),
        ("k", "c"),
        ("ee", "ea"),
        ("ea", "ee"),
        ("sute", "suit"),
    ):
        if heard in bare and len(bare) > _LONG:
            yield bare.replace(heard, written)


def _spoken(word: str) -> Iterator[str]:
    """The word where it is a common one, or a child's ("sleepova")."""
    if word in read_list("usual_words") or word in read_list("everyday"):
        yield word


def is_of_two_words(bare: str) -> bool:
    """Whether two words of the dictionary were written as one: "binliners"."""
    parts = ((bare[:at], bare[at:]) for at in range(_SHORTEST_STEM, len(bare) - _SHORTEST_STEM + 1))
    return len(bare) > _LONG + 2 and any(
        _is_word(one) and (_is_word(two) or two in _never_names()) for one, two in parts
    )


def _is_mostly_name(bare: str) -> bool:
    return bare in read_list("mostly_names")


def _is_word(bare: str) -> bool:
    words = read_list("words")
    if bare in words or bare in read_list("usual_words"):
        return True
    if is_first_name(bare) or _is_mostly_name(bare.removesuffix("s")):
        return False  # "its mollys turn"
    return any(stem in words for stem in stems_of(bare))


@lru_cache(maxsize=1)
def _never_names() -> frozenset[str]:
    lists = (
        "everyday",
        "misspelt",
        "function_words",
        "relations",
        "titles",
        "deeds",
        "naming",
        "plain_before_school",
    )
    return frozenset().union(*(read_list(name) for name in lists))


def _swaps_of(bare: str) -> Iterator[str]:
    """Every string two neighbouring letters swapped away, but the first: fingers do that, names seldom."""
    for at in range(1, len(bare) - 1):
        yield bare[:at] + bare[at + 1] + bare[at] + bare[at + 2 :]


@lru_cache(maxsize=64)
def _slips_of(bare: str) -> frozenset[str]:
    """Every string one letter left out, put in, changed or swapped away; kept, as it is asked for more than once."""
    return frozenset(_make_slips(bare))


def _make_slips(bare: str) -> Iterator[str]:
    """Every string one letter left out, put in, changed or swapped away."""
    for at in range(len(bare) + 1):
        head, tail = bare[:at], bare[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


def _skeleton(bare: str) -> str:
    """The first letter and the consonants after it, doubled ones once."""
    single = re.sub(r"(.)\1+", r"\1", bare)
    return single[:1] + re.sub(r"[aeiouyh]", "", single[1:])


@lru_cache(maxsize=1)
def _skeletons() -> frozenset[str]:
    return frozenset(_skeleton(word) for word in read_list("usual_words"))
