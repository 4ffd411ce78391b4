"""A survey under way: what the browser's cookie carries, and nothing that any database knows.

Nothing of a visit is ever printed: its repr would show answers.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from secrets import token_urlsafe
from uuid import UUID

from heard.interview import BEFORE_FIRST
from heard.web.codes.queries import Card
from heard.web.policy import IDLE_MINUTES

FORM = 1  # of what is written; a visit of another form is not read
HIDDEN = 0  # the minute of a visit whose page was hidden: idle, whatever the time


class NotAVisit(Exception):
    """What was read is no visit of this form."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Visit:
    """One survey under way in one browser.

    `token` names it in its own forms, so that a page left open from somebody else's survey changes nothing here.
    `at`: the screen shown now; `reached`: the furthest shown so far. Both are `BEFORE_FIRST` before any, and the
    number of screens at the end. `minute` of the last use, since 1970.
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

    @property
    def has_answers(self) -> bool:
        """Whether anything would be lost with it."""
        return bool(self.answers or self.words)

    def is_idle(self, at: datetime) -> bool:
        """Whether the code must be typed again."""
        return minute_of(at) - self.minute >= IDLE_MINUTES

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


def begin_visit(*, card: Card, code: str, version: str, at: datetime) -> Visit:
    """A new visit, with nothing in it. `code` as `read_code` gives it."""
    return Visit(token=token_urlsafe(9), code=code, card=card, version=version, minute=minute_of(at))


def resume_visit(visit: Visit, content: bytes) -> Visit:
    """What was put away, in place of this visit of the same card; raises NotAVisit."""
    kept = Visit.from_bytes(content)
    if kept.version != visit.version:
        raise NotAVisit
    return replace(kept, token=visit.token, code=visit.code, card=visit.card, minute=visit.minute)


def minute_of(at: datetime) -> int:
    """Whole minutes since 1970."""
    return int(at.timestamp()) // 60


def _merge(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in {**old, **new}.items() if value}
