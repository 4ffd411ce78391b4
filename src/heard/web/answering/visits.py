"""A survey under way: what the browser's cookie carries, and nothing that any database knows.

Nothing of a visit is ever printed: its repr would show answers.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from secrets import token_bytes, token_urlsafe
from uuid import UUID

from heard.interview import BEFORE_FIRST
from heard.web.codes.queries import Card
from heard.web.policy import IDLE_MINUTES

FORM = 1  # of what is written; a visit of another form is not read
DRAFT_KEY_BYTES = 32  # AES-256, in the browser
HIDDEN = 0  # the minute of a visit whose page was hidden: idle, whatever the time


class NotAVisit(Exception):
    """What was read is no visit of this form."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Visit:
    """One survey under way in one browser.

    `token` names it in its own forms, so that a page left open from somebody else's survey changes nothing here.
    `at`: the screen shown now; `reached`: the furthest shown so far. Both are `BEFORE_FIRST` before any, and the
    number of screens at the end. `minute` of the last use, since 1970. `draft_key`: what the browser's own script
    closes its draft with, base64. `is_scripted`: that script has taken over, and the answers are with it.
    `language`: what it was put away in, and nothing before: what is spoken now a cookie of the browser's says.
    `council_name`: said on the page before "yes", which asks the database nothing.
    """

    token: str
    code: str
    card: Card
    version: str
    minute: int
    has_agreed: bool = False
    at: int = BEFORE_FIRST
    reached: int = BEFORE_FIRST
    answers: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    draft_key: str = ""
    is_scripted: bool = False
    language: str = ""
    council_name: str = ""

    @property
    def has_answers(self) -> bool:
        """Whether anything would be lost with it."""
        return bool(self.answers or self.words or self.is_scripted)

    def is_idle(self, at: datetime) -> bool:
        """Whether the code must be typed again.

        Last used in the future: the server's clock was set back, and nobody can tell how long it was left alone.
        """
        return abs(minute_of(at) - self.minute) >= IDLE_MINUTES

    def touch(self, at: datetime) -> "Visit":
        """Used at this moment."""
        return replace(self, minute=minute_of(at))

    def hide(self) -> "Visit":
        """The code must be typed again, at once."""
        return replace(self, minute=HIDDEN)

    def keep(self, answers: Mapping[str, str], words: Mapping[str, str]) -> "Visit":
        """With these answers and words in place of those under the same keys; empty ones are taken out."""
        return replace(self, answers=_merge(self.answers, answers), words=_merge(self.words, words))

    def show(self, screen: int) -> "Visit":
        """At this screen, and come as far as before or further."""
        return replace(self, at=screen, reached=max(self.reached, screen))

    def hand_to_script(self) -> "Visit":
        """The browser's own script has the answers from here on, and the cookie no longer."""
        return replace(self, answers={}, words={}, is_scripted=True)

    def put_away(self, language: str) -> bytes:
        """To be encrypted under the pictures; who comes back reads on in this language."""
        return replace(self, language=language).to_bytes()

    def to_bytes(self) -> bytes:
        """To be encrypted."""
        card = {**asdict(self.card), "seat": self.card.seat.hex}
        fields = {name: getattr(self, name) for name in self.__slots__ if name != "card"}
        return json.dumps(
            {"form": FORM, "card": card, **fields}, ensure_ascii=False, separators=(",", ":")
        ).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Visit":
        """As it was written; raises NotAVisit for another form. That nobody changed it the encryption holds."""
        fields = json.loads(content)
        if fields.pop("form", None) != FORM:
            raise NotAVisit
        card = fields.pop("card")
        return cls(card=Card(**{**card, "seat": UUID(card["seat"])}), **fields)


def begin_visit(*, card: Card, code: str, version: str, council_name: str, at: datetime) -> Visit:
    """A new visit, with nothing in it. `code` as `read_code` gives it."""
    return Visit(
        token=token_urlsafe(9),
        code=code,
        card=card,
        version=version,
        council_name=council_name,
        minute=minute_of(at),
        draft_key=b64encode(token_bytes(DRAFT_KEY_BYTES)).decode(),
    )


def resume_visit(visit: Visit, content: bytes) -> Visit:
    """What was put away, in place of this visit of the same card; raises NotAVisit."""
    kept = Visit.from_bytes(content)
    if kept.version != visit.version:
        raise NotAVisit
    return replace(
        kept,
        token=visit.token,
        code=visit.code,
        card=visit.card,
        council_name=visit.council_name,
        minute=visit.minute,
        draft_key=visit.draft_key,
        is_scripted=False,
    )


def minute_of(at: datetime) -> int:
    """Whole minutes since 1970."""
    return int(at.timestamp()) // 60


def _merge(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in {**old, **new}.items() if value}
