"""Texts in letters that have no capitals: every word may be a name that is not one of its language's usual words.

Arabic, Ethiopic and Bengali letters tell no name from another word, and those who look at the text can often not read
it. `lists/usual_in_other_letters.txt` holds the usual words of Arabic, Persian, Pashto, Sorani, Urdu, Bengali, Tigrinya
and Amharic; what is put before and behind words there is taken off before one is looked up.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from heard.comments.identities.folding import fold
from heard.comments.identities.lists import read_list

_WITHOUT_CAPITALS = re.compile(r"[\u0590-\u08ff\u0900-\u0dff\u1200-\u139f]")
_ALIKE = str.maketrans("یىکةۀٱ", "ييكهها")  # letters that languages write differently
_JOINER = "\u200c"  # parts a word in Persian
_BEFORE = (
    "وال", "بال", "فال", "كال", "نمي", "ال", "لل", "مي", "ده", "نا", "و", "ف", "ب", "ل", "ك", "س",
    "የ", "ብ", "ን", "ከ", "በ", "ለ",
)  # fmt: skip
_BEHIND = (
    "هايم", "هاي", "كانم", "ەكەم", "ەكان", "ەكە", "شان", "تان", "مان", "يان", "ونه", "ونو", "ها", "هم", "نا",
    "ني", "كم",
    "ات", "ين", "ون", "وا", "ته", "ان", "ام", "اند", "يد", "يم", "ند", "ي", "ه", "ك", "م", "ت", "ش", "ا", "و", "ې", "ۍ",
    "ە", "ێک", "ێك", "ር", "র", "কে", "তে", "ে", "রা", "ም", "ን", "ና",
)  # fmt: skip
_THE = ("ال", "وال", "بال", "فال", "كال", "لل")  # a name has them seldom
_STEM = 3  # letters


def may_be_name(key: str) -> bool:
    """Whether a folded word is in such letters, and is none of the usual words as far as one can see."""
    return _WITHOUT_CAPITALS.search(key) is not None and len(key) > 1 and not _is_usual(key)


def is_usual_word(key: str) -> bool:
    """Whether a folded word is one of the usual ones as it stands."""
    return key.translate(_ALIKE) in _usual()


@lru_cache(maxsize=5_000)
def _is_usual(key: str) -> bool:
    written = key.translate(_ALIKE)
    if written.startswith(_THE) and len(written) > _STEM + 2:
        return True
    parts = [part for part in written.split(_JOINER) if part]
    return all(part in _BEHIND or not _usual().isdisjoint(_stems_of(part)) for part in parts)


def _stems_of(word: str) -> Iterator[str]:
    """The word, and what is left of it without what stands before or behind."""
    heads = [
        word,
        *(
            word.removeprefix(put)
            for put in _BEFORE
            if word.startswith(put) and len(word) >= _STEM + len(put)
        ),
    ]
    for head in heads:
        yield head
        for put in _BEHIND:
            stem = head.removesuffix(put)
            if stem != head and len(stem) >= _STEM:
                yield stem


@cache
def _usual() -> frozenset[str]:
    return frozenset(fold(word).translate(_ALIKE) for word in read_list("usual_in_other_letters"))
