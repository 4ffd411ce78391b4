"""What a sign of concern is, and in which order comments with signs are read."""

from dataclasses import dataclass, field
from enum import StrEnum


class Concern(StrEnum):
    """Four kinds, the most urgent first (method, section 4)."""

    HARM = "harm_by_someone"
    SELF_HARM = "self_harm"
    UNSAFE = "unsafe"
    HELP = "wants_help"


PHRASE, LEARNT = "phrase", "learnt"


@dataclass(frozen=True, slots=True)
class Sign:
    """The text from `start` to before `end` holds `near`, a phrase of the list; empty where the sign was learnt.

    `is_negated`: said not to be, as in *nobody hits me*; shown all the same.
    """

    concern: Concern
    start: int
    end: int
    reason: str
    near: str = field(repr=False)
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """The signs of one comment, in the order of the text; none where nothing was found.

    `is_listed`: there is a list for the comment's language. Where there is none, finding nothing says nothing.
    """

    signs: tuple[Sign, ...] = ()
    is_listed: bool = True

    @property
    def is_raised(self) -> bool:
        """Whether a reader should see the comment before those of which nothing is known."""
        return bool(self.signs) or not self.is_listed

    @property
    def is_urgent(self) -> bool:
        """Whether it is to be read first: any kind but a wish for help, unless it is said not to be; or no list."""
        return not self.is_listed or any(
            sign.concern is not Concern.HELP and not sign.is_negated for sign in self.signs
        )

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """The kinds found, the most urgent first."""
        found = {sign.concern for sign in self.signs}
        return tuple(concern for concern in Concern if concern in found)

    @property
    def rank(self) -> tuple[int, int, int]:
        """Sorts comments, the most urgent first: how sure, which kind, how many signs."""
        kinds = list(Concern)
        first = min((kinds.index(sign.concern) for sign in self.signs), default=len(kinds))
        return self._step, first, -len(self.signs)

    @property
    def _step(self) -> int:
        """0 said so or not to be known, 1 learnt, 2 a wish for help, 3 only what is said not to be, 4 none."""
        plain = [sign for sign in self.signs if not sign.is_negated]
        grave = [sign for sign in plain if sign.concern is not Concern.HELP]
        if not self.is_listed or any(sign.reason == PHRASE for sign in grave):
            return 0
        return 1 if grave else 2 if plain else 3 if self.signs else 4
