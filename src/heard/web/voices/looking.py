"""Signs of concern in a comment, as the queue keeps them: what reads them first, and why. They decide nothing."""

from dataclasses import dataclass

from heard.comments.concerns.kinds import Concern, Flag, Sign

STEPS, KINDS, MOST_SIGNS = 10, 10, 9
NOT_LOOKED = 2 * STEPS * KINDS  # behind grave signs, before wishes for help

Stored = list[tuple[str, int, int, str, str, bool]]


@dataclass(frozen=True, slots=True)
class Signs:
    """What was found in one comment. `rank`: the smaller, the sooner it is read. `is_listed`: whether its language has
    a list; where it has none, finding nothing says nothing."""

    flag: Flag
    rank: int

    @classmethod
    def of(cls, flag: Flag) -> "Signs":
        """With its place in the queue as one number."""
        step, kind, number = flag.rank
        return cls(flag, step * STEPS * KINDS + kind * KINDS + max(0, MOST_SIGNS + number))

    @classmethod
    def read(cls, stored: Stored, rank: int) -> "Signs":
        """Out of the database."""
        signs = tuple(
            Sign(Concern(concern), start, end, reason, near, is_negated)
            for concern, start, end, reason, near, is_negated in stored
        )
        return cls(Flag(signs, is_listed=bool(signs) or rank >= STEPS * KINDS), rank)

    @property
    def stored(self) -> Stored:
        """As the database keeps them."""
        return [
            (sign.concern.value, sign.start, sign.end, sign.reason, sign.near, sign.is_negated)
            for sign in self.flag.signs
        ]
