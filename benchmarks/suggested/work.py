"""What a moderator does on the page to get from what is suggested to what is planted: keys, clicks, seconds.

Every comment is read and kept with Enter. A wrong suggestion is unticked with its number, the tenth and further with
the mouse. What is missed or taken out in part is marked, one word by a double click, several by a press and a drag,
and given its kind by a key. A theme too many or too few is `t`, three letters, Enter. An idea is `i`. A suggestion of
another kind than planted is left as it is: the words are gone.

The keystroke-level model (Card, Moran and Newell 1980, Communications of the ACM 23:7) gives the seconds of somebody
who knows the page; reading at 238 words a minute is Brysbaert's (2019, Journal of Memory and Language 109) mean for
silent reading of non-fiction in English. Neither knows pauses, doubt, or a second look.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from heard.comments.identities import Span
from heard.comments.words import list_words
from planted import Planted
from suggested.measures import is_right, is_taken_out

KEY, POINT, CLICK, DECISION, HAND = 0.28, 1.1, 0.2, 1.35, 0.4  # seconds; HAND from keys to mouse or back
WORDS_A_MINUTE = 238
KEYS_A_THEME = 5
NUMBERED = 9  # suggestions that have a key


@dataclass(frozen=True, slots=True)
class Work:
    """Sums over comments. `decisions`: things made one's mind up about, of which keeping a comment is one."""

    keys: int = 0
    clicks: int = 0
    points: int = 0
    hands: int = 0
    decisions: int = 0
    words: int = 0

    def __add__(self, other: "Work") -> "Work":
        return Work(
            keys=self.keys + other.keys,
            clicks=self.clicks + other.clicks,
            points=self.points + other.points,
            hands=self.hands + other.hands,
            decisions=self.decisions + other.decisions,
            words=self.words + other.words,
        )

    @property
    def seconds(self) -> float:
        """Reading, deciding and doing."""
        doing = KEY * self.keys + CLICK * self.clicks + POINT * self.points + HAND * self.hands
        return doing + DECISION * self.decisions + 60 * self.words / WORDS_A_MINUTE


KEEP = Work(keys=1, decisions=1)
UNTICK = Work(keys=1, decisions=1)
UNTICK_FAR = Work(points=1, clicks=1, hands=2, decisions=1)
MARK_WORD = Work(points=1, clicks=2, keys=1, hands=2, decisions=1)
MARK_WORDS = Work(points=2, clicks=1, keys=1, hands=2, decisions=1)
CHANGE_THEME = Work(keys=KEYS_A_THEME, decisions=1)
TICK_IDEA = Work(keys=1, decisions=1)
OPEN_AND_ANSWER = Work(
    points=2, clicks=2, decisions=1
)  # a second person's look at a quotation, beside reading it


def moderate(comment: Planted, spans: Sequence[Span], themes: frozenset[str]) -> Work:
    """One comment by one person."""
    work = KEEP + _read(comment)
    for place, span in enumerate(spans):
        if not is_right(span, comment.spans):
            work += UNTICK if place < NUMBERED else UNTICK_FAR
    for planted in comment.spans:
        if not is_taken_out(comment.text, planted, spans):
            several = len(list_words(comment.text[planted.start : planted.end])) > 1
            work += MARK_WORDS if several else MARK_WORD
    for _ in comment.themes ^ themes:
        work += CHANGE_THEME
    return work + TICK_IDEA if comment.is_idea else work


def check(comment: Planted) -> Work:
    """A second person's look at a comment that is to be quoted."""
    return OPEN_AND_ANSWER + _read(comment)


def _read(comment: Planted) -> Work:
    return Work(words=len(comment.text.split()))
