"""Circumstances that tell who wrote a comment although nobody is named. A warning, never a replacement."""

from dataclasses import dataclass

from heard.comments.identities.circumstances import Circumstance, compile_circumstances


@dataclass(frozen=True, slots=True)
class Rarity:
    """Letters `start` to `end` (exclusive) of a text, and what makes them rare."""

    start: int
    end: int
    circumstance: Circumstance


def warn_of_rarity(text: str) -> tuple[Rarity, ...]:
    """Each rare circumstance with its first place in the text, in the order of the text; empty = none found."""
    searched = ((circumstance, pattern.search(text)) for circumstance, pattern in compile_circumstances())
    found = [Rarity(match.start(), match.end(), key) for key, match in searched if match]
    return tuple(sorted(found, key=lambda rarity: (rarity.start, rarity.end)))
