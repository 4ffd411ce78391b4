"""What a link that lets somebody in is for."""

from enum import StrEnum


class Purpose(StrEnum):
    """Each has a page of its own behind it."""

    JOIN = "join"  # a person is given a role
    LET_IN = "let_in"  # a member who lost password or second factor begins anew
    PANEL = "panel"  # the young people's panel, which shares one link and has no accounts
