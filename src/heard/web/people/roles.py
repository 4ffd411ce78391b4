"""What each role may do, in words that explain themselves. Every view names one permission."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing a person may do in a council."""

    SEE_COUNTS = "see how many have answered"
    ISSUE_CODES = "make cards with codes"
    REGISTER_KEY = "give the wave its public key"
    REHEARSE_KEY = "try a key file before the wave opens"
    OPEN_WAVE = "open the wave for answers"
    CLOSE_WAVE = "close the wave"
    HAND_IN_KEY = "hand the wave's key in, so that its answers are opened"
    RECORD_PANEL = "record that the young people's panel has met"
    READ_PUBLIC_REPORT = "read the report at public level"
    READ_BOARD_REPORT = "read the report at board level"
    READ_WORKING_REPORT = "read the report at working level"
    READ_COMMENTS = "read what children wrote"


class Role(StrEnum):
    """What somebody is in a council."""

    COORDINATOR = "coordinator"
    ANALYST = "analyst"
    KEY_HOLDER = "key_holder"
    BOARD = "board"
    PANEL = "panel"
    SAFEGUARDING = "safeguarding"

    @property
    def says(self) -> str:
        """What somebody with this role does, for the person who gives it."""
        return SAYS[self]


SAYS: dict[Role, str] = {
    Role.COORDINATOR: "plans the wave, makes the cards and sees counts; never whether one code was used",
    Role.ANALYST: "reads the exact figures once the young people's panel has seen the findings",
    Role.KEY_HOLDER: "keeps a key file of the wave and hands it in when the wave has closed; sees no answers",
    Role.BOARD: "reads the report once the young people's panel has seen the findings",
    Role.PANEL: "young people with an adult host: read the findings before anybody else",
    Role.SAFEGUARDING: "reads what children wrote on the working day it arrives; sees no ticks",
}

ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.COORDINATOR: frozenset(
        {
            Permission.SEE_COUNTS,
            Permission.ISSUE_CODES,
            Permission.REGISTER_KEY,
            Permission.OPEN_WAVE,
            Permission.CLOSE_WAVE,
            Permission.RECORD_PANEL,
            Permission.READ_BOARD_REPORT,
            Permission.READ_WORKING_REPORT,
        }
    ),
    Role.ANALYST: frozenset(
        {Permission.SEE_COUNTS, Permission.READ_BOARD_REPORT, Permission.READ_WORKING_REPORT}
    ),
    Role.KEY_HOLDER: frozenset({Permission.REHEARSE_KEY, Permission.HAND_IN_KEY}),
    Role.BOARD: frozenset({Permission.READ_BOARD_REPORT}),
    Role.PANEL: frozenset({Permission.READ_PUBLIC_REPORT}),
    Role.SAFEGUARDING: frozenset({Permission.READ_COMMENTS}),
}


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Everything that somebody with these roles may do."""
    return frozenset().union(*(ALLOWED[role] for role in roles))
