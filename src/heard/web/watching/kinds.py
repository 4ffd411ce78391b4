"""The closed lists of this app: why a child was not asked, how one was heard instead, what letters there are."""

from enum import StrEnum


class Reach(StrEnum):
    """What adults count: children the survey could not be offered to, and children who were heard another way."""

    NOT_REACHED = "not_reached"
    ANOTHER_WAY = "another_way"


class Reason(StrEnum):
    """Why not, or in which way. Nothing else is kept, so that no words about a child come in."""

    AWAY = "away"
    UNWELL = "unwell"
    NO_ADULT = "no_adult"
    NO_CONTACT = "no_contact"
    NO_LANGUAGE = "no_language"
    NOT_NOW = "not_now"
    OTHER_CAUSE = "other_cause"
    ADVOCATE = "advocate"
    IN_PERSON = "in_person"
    MADE_SOMETHING = "made_something"
    WATCHED = "watched"
    OTHER_WAY = "other_way"

    @property
    def of(self) -> Reach:
        """Which of the two it belongs to."""
        return Reach.ANOTHER_WAY if self in _WAYS else Reach.NOT_REACHED


_WAYS = frozenset(
    {Reason.ADVOCATE, Reason.IN_PERSON, Reason.MADE_SOMETHING, Reason.WATCHED, Reason.OTHER_WAY}
)


class Letter(StrEnum):
    """The letters to trusted adults and teams, in the order of a wave."""

    START = "start"
    HALF_WAY = "half_way"
    LAST_WEEK = "last_week"
    THANK_YOU = "thank_you"


class Post(StrEnum):
    """What became of one letter to one address."""

    WAITING = "waiting"
    UNSURE = "unsure"  # begun to be sent; whether it went is noted a moment later, or never
    SENT = "sent"
    REFUSED = "refused"  # the server for e-mail takes nothing for this address
