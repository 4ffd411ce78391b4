"""What is inside a sealed request, and what a request may be."""

import json
from dataclasses import dataclass, field
from enum import StrEnum

from heard.interview import clean_words
from heard.web.codes.sealing import CannotOpen
from heard.web.policy import LONGEST_CALLBACK_HOW, LONGEST_CALLBACK_NAME, LONGEST_CALLBACK_WORDS

CALLBACK_SIZE = 3584  # 800 characters of four bytes each, and the envelope around them


class Which(StrEnum):
    """What a child asks for."""

    TALK = "talk"  # that somebody gets in touch
    CARE = "care"  # to be told more about why they are in care


LONGEST = {"name": LONGEST_CALLBACK_NAME, "how": LONGEST_CALLBACK_HOW, "words": LONGEST_CALLBACK_WORDS}


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """What one child asks for: who they are, how to reach them, what they want to say first."""

    which: Which
    name: str = field(repr=False)
    how: str = field(repr=False)
    words: str = field(repr=False)

    def to_bytes(self) -> bytes:
        """To be sealed."""
        fields = {"which": self.which.value, "name": self.name, "how": self.how, "words": self.words}
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Asked":
        """As it was sealed, cleaned and cut once more: anybody may seal anything. Raises CannotOpen."""
        try:
            fields = json.loads(content)
            which = Which(fields["which"])
            given = {name: clean_words(fields[name])[:most] for name, most in LONGEST.items()}
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise CannotOpen from None
        if not given["name"]:
            raise CannotOpen
        return cls(which, **given)


def sealing_purpose(council: str) -> str:
    """A request of one council does not open as another's, nor as a comment."""
    return f"callback/{council}"
