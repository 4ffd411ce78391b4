"""Whose rows may be reached: the council of a transaction, and the rule that PostgreSQL repeats underneath."""

from heard.web.tenancy.councils import (
    across_councils,
    entered_council,
    in_council,
    looking_across,
    owning_card,
    owning_link,
    owning_user,
    presenting_card,
)

__all__ = [
    "across_councils",
    "entered_council",
    "in_council",
    "looking_across",
    "owning_card",
    "owning_link",
    "owning_user",
    "presenting_card",
]
