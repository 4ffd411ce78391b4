"""What each role may do, in words that explain themselves. Every view names one permission."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing a person may do in a council."""

    SEE_WAVES = "see which waves there are"
    SEE_COUNTS = "see how many have answered"
    RECORD_REACH = "count who was not reached, and who was heard another way"
    WRITE_TO_ADULTS = "write to the adults who hand out cards"
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
    MANAGE_PEOPLE = "invite people, change their roles, let them in again"
    READ_AUDIT = "read who did what"


class Role(StrEnum):
    """What somebody is in a council; the programme team is that in every one."""

    COORDINATOR = "coordinator"
    ANALYST = "analyst"
    EDITOR = "editor"
    KEY_HOLDER = "key_holder"
    BOARD = "board"
    PANEL = "panel"
    PRACTITIONER = "practitioner"
    SAFEGUARDING = "safeguarding"
    MODERATOR = "moderator"
    RESEARCHER = "researcher"
    PROGRAMME = "programme"

    @property
    def called(self) -> str:
        """The role's name as people read it."""
        return self.value.replace("_", " ").capitalize()

    @property
    def says(self) -> str:
        """What somebody with this role does, for the person who gives it."""
        return SAYS[self]


SAYS: dict[Role, str] = {
    Role.COORDINATOR: "plans the wave, makes the cards and sees counts; never whether one code was used",
    Role.ANALYST: "reads the exact figures once the young people's panel has seen the findings",
    Role.EDITOR: "keeps the answers and actions that follow from the findings",
    Role.KEY_HOLDER: "keeps a key file of the wave and hands it in when the wave has closed; sees no answers",
    Role.BOARD: "reads the report once the young people's panel has seen the findings",
    Role.PANEL: "young people with an adult host: read the findings before anybody else",
    Role.PRACTITIONER: "works with children and young people; keeps their own notes and sees nobody else's",
    Role.SAFEGUARDING: "reads what children wrote on the working day it arrives; sees no ticks",
    Role.MODERATOR: "takes names and places out of what children wrote once the wave has closed",
    Role.RESEARCHER: "reads tables that are safe to publish, and nothing else",
    Role.PROGRAMME: "helps every council: sees counts, invites people and lets them in again; reads no answers",
}

ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.COORDINATOR: frozenset(
        {
            Permission.SEE_WAVES,
            Permission.SEE_COUNTS,
            Permission.RECORD_REACH,
            Permission.WRITE_TO_ADULTS,
            Permission.ISSUE_CODES,
            Permission.REGISTER_KEY,
            Permission.OPEN_WAVE,
            Permission.CLOSE_WAVE,
            Permission.RECORD_PANEL,
            Permission.READ_BOARD_REPORT,
            Permission.READ_WORKING_REPORT,
            Permission.MANAGE_PEOPLE,
            Permission.READ_AUDIT,
        }
    ),
    Role.ANALYST: frozenset(
        {
            Permission.SEE_WAVES,
            Permission.SEE_COUNTS,
            Permission.READ_BOARD_REPORT,
            Permission.READ_WORKING_REPORT,
        }
    ),
    Role.EDITOR: frozenset({Permission.SEE_WAVES, Permission.READ_BOARD_REPORT}),
    Role.KEY_HOLDER: frozenset({Permission.SEE_WAVES, Permission.REHEARSE_KEY, Permission.HAND_IN_KEY}),
    Role.BOARD: frozenset({Permission.SEE_WAVES, Permission.READ_BOARD_REPORT}),
    Role.PANEL: frozenset({Permission.SEE_WAVES, Permission.READ_PUBLIC_REPORT}),
    Role.PRACTITIONER: frozenset({Permission.SEE_WAVES}),
    Role.SAFEGUARDING: frozenset({Permission.SEE_WAVES, Permission.READ_COMMENTS}),
    Role.MODERATOR: frozenset({Permission.SEE_WAVES}),
    Role.RESEARCHER: frozenset({Permission.SEE_WAVES}),
    Role.PROGRAMME: frozenset(
        {Permission.SEE_WAVES, Permission.SEE_COUNTS, Permission.MANAGE_PEOPLE, Permission.READ_AUDIT}
    ),
}

# What a council gives to a person. The panel comes in by a link of its own; the programme team is no council's.
OF_A_COUNCIL = tuple(role for role in Role if role is not Role.PROGRAMME)
TO_INVITE = tuple(role for role in OF_A_COUNCIL if role is not Role.PANEL)
# A key, children's words, or every council: these sign in again sooner.
GRAVE = frozenset({Role.KEY_HOLDER, Role.SAFEGUARDING, Role.PROGRAMME})


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Everything that somebody with these roles may do."""
    return frozenset().union(*(ALLOWED[role] for role in roles))
