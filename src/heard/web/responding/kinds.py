"""The four answers there are. No Django here."""

from enum import StrEnum


class Kind(StrEnum):
    """What a council answers to a finding."""

    WILL = "will"
    ALREADY = "already"
    CANNOT = "cannot"
    UNDERSTAND = "understand"

    @property
    def called(self) -> str:
        """As adults read it."""
        return CALLED[self]


CALLED = {
    Kind.WILL: "We will",
    Kind.ALREADY: "We are already",
    Kind.CANNOT: "We cannot, because",
    Kind.UNDERSTAND: "We need to understand more",
}
