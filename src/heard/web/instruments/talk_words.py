"""The words of asking that somebody gets in touch, which is apart from the survey."""

from typing import Annotated

from pydantic.dataclasses import dataclass

from heard.web.instruments.texts import CLOSED, Points, Step, Text, Written, fills


@dataclass(frozen=True, config=CLOSED)
class TalkOfferWords:
    """On the page of help: that somebody can be asked for."""

    title: Text
    points: Points
    link: Text


@dataclass(frozen=True, config=CLOSED)
class TalkFieldWords:
    """A box to write in, and what is said where it is empty or what is in it cannot stand."""

    label: Text
    hint: Text
    missing: Text


@dataclass(frozen=True, config=CLOSED)
class TalkWhichWords:
    """What can be asked for."""

    legend: Text
    talk: Text
    care: Text
    missing: Text


@dataclass(frozen=True, config=CLOSED)
class TalkSentWords:
    """After it was sent."""

    title: Text
    points: Points


@dataclass(frozen=True, config=CLOSED)
class TalkWords:
    """Asking that somebody gets in touch: outside the answers, with a name."""

    offer: TalkOfferWords
    title: Text
    now: Text
    points: Points
    council: TalkFieldWords
    which: TalkWhichWords
    name: TalkFieldWords
    how: TalkFieldWords
    words: TalkFieldWords
    too_long: Annotated[Written, fills("over", "limit")]
    too_many: Annotated[Written, fills("minutes")]
    failed: Text
    button: Text
    back: Text
    sent: TalkSentWords
    not_here: Step
