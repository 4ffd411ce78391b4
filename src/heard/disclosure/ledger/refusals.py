"""Why nothing is released: the ledger is not whole, or what it says forbids it. In words for a coordinator."""

from heard.base.errors import UserError

NOTHING_RELEASED = "Nothing was released."
NAMED = 5  # so many of a long list a refusal names


class DamagedLedger(UserError):
    """A file of the ledger was changed, is missing or does not follow the one before; nothing rests on it then."""

    def __init__(self, file: str, what: str) -> None:
        super().__init__(
            f"ledger/{file} {what} The ledger of releases is not whole, so that nobody can say what was published "
            f"before. {NOTHING_RELEASED} Put the folder ledger back from a back-up."
        )


class ReleaseRefused(UserError):
    """What is asked for, together with what was said before, could give a child away."""
