"""What of a text is a figure: digits of any script, per cents, and numbers in words, in the languages listed here.

Of numbers in words only those are none that count time, money or things of a council's own (*two weeks*, *three new
workers*): the word after the number, or the one after an ordinary adjective, must be listed. Everything else is a
figure, for it could be how many children there are: *three of you*, *only two did*, *half said so*. `one` is too often
no number at all, and is a figure before children and parts alone: *one of you*, *one in ten*, *one child*.
What says how many without a number (*most*, *nobody*, *all of you*) is no figure.
"""

import re
from collections.abc import Mapping
from unicodedata import category, normalize

ENGLISH = "en"
UNSEEN = "Cf"  # joiners, soft hyphens, marks of direction
_DIGITS = r"[^\W_]*\d[\w.,%]*"
_ENGLISH = (
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?"
)
_PARTS = (
    r"half|halves|(?:an?|one)[ -](?:third|quarter|fifth|sixth|tenth)|thirds|quarters|fifths|sixths|tenths"
)
_CHILDREN = (
    r"child(?:ren)?|kids?|boys?|girls?|persons?|people|young|care leavers?|leavers?|teenagers?"
    r"|sa(?:id|y|ys)|told"
)
_LIKE = r"(?:new|more|extra|other|different|whole|full|working|school|big|small|spare)"
_UNITS = (
    r"seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|fortnights?|months?|terms?|years?|times?|o[’']clock"
    r"|pounds?|pence|workers?|social workers?|advisers?|managers?|councillors?|meetings?|visits?|calls?|letters?"
    r"|trips?|rooms?|beds?|cars?|bikes?|phones?|laptops?|tablets?|things?|steps?|ways?|ideas?|questions?|answers?"
    r"|reasons?|parts?|pages?|films?|songs?|posters?"
)
_ONE_ENGLISH = (
    r"(?<!every )(?<!each )(?<!any )(?<!no )one (?:(?:of (?:you|them|us|those)|in|out of)\b"
    rf"|(?:of (?:the|our|these|those) )?(?:{_CHILDREN})\b)"
)
_WELSH = (
    r"dau|ddau|dwy|ddwy|tri|dri|thri|tair|dair|thair|pedwar|bedwar|phedwar|pedair|bedair|phedair|pump|bump|phump|pum|bum"
    r"|phum|chwech|chwe|saith|wyth|naw|deg|ddeg|deng|deuddeg|ddeuddeg|pymtheg|bymtheg|ugain|hugain|cant|gant|chant|mil|fil"
)
_WELSH_PARTS = r"hanner|chwarter|traean|y cant|ganran|canran|un o bob|un ohonoch|un ohonyn"


def _numbers(words: str) -> str:
    """The word, with those that are part of the same number."""
    return rf"(?:{words})\b(?:(?:-| and | )(?:{words}|one)\b)*+"


_FIGURES: Mapping[str, re.Pattern[str]] = {
    ENGLISH: re.compile(
        rf"{_DIGITS}|\bper ?cent\b|%|\b(?:{_PARTS})\b(?! (?:(?:of )?an? )?(?:{_UNITS})\b)"
        rf"|\b{_numbers(_ENGLISH)}(?![ -](?:{_LIKE} )?(?:{_UNITS})\b)|\b{_ONE_ENGLISH}",
        re.IGNORECASE,
    ),
    "cy": re.compile(rf"{_DIGITS}|%|\b(?:{_WELSH}|{_WELSH_PARTS})\b", re.IGNORECASE),
}


def find_figures(text: str, language: str = ENGLISH) -> tuple[str, ...]:
    """Every figure in the text, each once; those found as English first. `language`: as a page names it (`en-GB` is
    `en`). English is looked for in every language, for whoever writes may mix them; of one whose numbers are not known
    in words (`knows_numbers`) nothing else is."""
    flat = " ".join(_plain(text).split())
    patterns = dict.fromkeys((_FIGURES[ENGLISH], _FIGURES.get(_root(language), _FIGURES[ENGLISH])))
    return tuple(
        dict.fromkeys(each.group().rstrip(".,") for pattern in patterns for each in pattern.finditer(flat))
    )


def knows_numbers(language: str) -> bool:
    """Whether numbers in words are found in this language."""
    return _root(language) in _FIGURES


def _plain(text: str) -> str:
    """As it is read: ½ and ² as the digits they are, and without what nobody sees inside a word."""
    return "".join(letter for letter in normalize("NFKC", text) if category(letter) != UNSEEN)


def _root(language: str) -> str:
    return language.casefold().partition("-")[0]
