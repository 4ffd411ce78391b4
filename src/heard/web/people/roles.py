"""What each role may do, in words that explain themselves. Every view names one permission."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing a person may do in a council."""

    SEE_WAVES = "see which waves there are"
    SEE_COUNTS = "see how many have answered"
    SEE_PLAN = "read a wave's plan and its data-protection assessment"
    PLAN_WAVE = "plan a wave, set it up, try the site out"
    SIGN_OFF = "sign off the plan of a wave that somebody else made"
    COUNT_COHORT = "count who could answer, out of the council's own files"
    RECORD_REACH = "count who was not reached, and who was heard another way"
    WRITE_TO_ADULTS = "write to the adults who hand out cards"
    ISSUE_CODES = "make cards with codes"
    VOID_CARDS = "make cards void, one or a batch"
    PRINT_PAPER = "print leaflets, posters and guides, none of which has a code"
    MOVE_LAST_DAY = "move the last day for answers later"
    REGISTER_KEY = "give the wave its public key"
    REHEARSE_KEY = "try a key file before the wave opens"
    OPEN_WAVE = "open the wave for answers"
    CLOSE_WAVE = "close the wave"
    HAND_IN_KEY = "hand the wave's key in, so that its answers are opened"
    WRITE_REVIEW = "write how the wave went"
    READ_REVIEW = "read how earlier waves went"
    RECORD_PANEL = "record that the young people's panel has met"
    READ_PUBLIC_REPORT = "read the report at public level"
    READ_BOARD_REPORT = "read the report at board level"
    READ_WORKING_REPORT = "read the report at working level"
    WRITE_WORDS = "write what the council itself says in its reports"
    MAKE_REPORTS = "have the reports of a wave made, for every reader"
    READ_COMMENTS = "read what children wrote"
    MODERATE = (
        "take out of what children wrote who could be recognised, once the wave has closed, and sort it"
    )
    READ_CLEARED = "read what children wrote after two people have made it safe"
    READ_LOOP = "follow each finding to its answer, its actions and what children were told"
    ADD_REMARKS = "say what a finding means, why it might be so and what should happen"
    HOLD_SESSIONS = "hold a session on findings and keep what was said there"
    DECIDE_FIRST = "decide which findings are answered first, with reasons"
    ANSWER_FINDINGS = "answer findings in the council's name"
    SEND_BACK = "send an answer back that does not answer"
    KEEP_PLAN = "keep the action plan"
    WRITE_TOLD = "write and publish what children are told came of it"
    RECORD_TOLD = "record who was told, how and when"
    PLEDGE = "make a pledge of one's own and say how it went"
    READ_CALLBACKS = "read who asked to be contacted, and say what was done"
    KEEP_DUTY_INBOX = "say which addresses are told when a child asks to be contacted"
    MANAGE_PEOPLE = "invite people, change their roles, let them in again"
    READ_AUDIT = "read who did what"
    SEE_PROGRAMME = "see where the waves of every council stand"
    SET_UP_WAVES = "set up a wave of the programme and offer it to councils"
    TAKE_PART = "take part in a wave that the programme offers"
    MAKE_ALL_REPORTS = "have the reports of every council made"
    SEE_LOOPS = "see how far each council's findings have come, counts only"
    SET_BENCHMARKS = "set what findings are compared with"
    OPEN_TOGETHER = "open the waves of councils that asked to open with the others"
    EXPORT_FOLDER = "take a copy of the programme folder, answers included, for a stated purpose"
    IMPORT_FOLDER = "bring a copy of a programme folder in, answers included"


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
    Role.BOARD: "signs the plan of a wave off; reads the report once the young people's panel has seen the findings",
    Role.PANEL: "young people with an adult host: read the findings before anybody else",
    Role.PRACTITIONER: "works with children and young people; keeps their own notes and sees nobody else's",
    Role.SAFEGUARDING: "reads what children wrote on the working day it arrives, and who asked to be contacted; sees "
    "no ticks",
    Role.MODERATOR: "takes out of what children wrote who could be recognised, once the wave has closed, and says what "
    "it is about; two make a comment fit to be quoted",
    Role.RESEARCHER: "reads tables that are safe to publish, and nothing else",
    Role.PROGRAMME: "helps every council: sees counts, sets up waves, has reports made, invites people and lets "
    "them in again; reads no answers on the site, and may take the programme folder away for a purpose that every "
    "council's log names",
}

ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.COORDINATOR: frozenset(
        {
            Permission.SEE_WAVES,
            Permission.SEE_COUNTS,
            Permission.SEE_PLAN,
            Permission.PLAN_WAVE,
            Permission.COUNT_COHORT,
            Permission.RECORD_REACH,
            Permission.WRITE_TO_ADULTS,
            Permission.ISSUE_CODES,
            Permission.VOID_CARDS,
            Permission.PRINT_PAPER,
            Permission.MOVE_LAST_DAY,
            Permission.REGISTER_KEY,
            Permission.TAKE_PART,
            Permission.OPEN_WAVE,
            Permission.CLOSE_WAVE,
            Permission.WRITE_REVIEW,
            Permission.READ_REVIEW,
            Permission.RECORD_PANEL,
            Permission.READ_BOARD_REPORT,
            Permission.READ_WORKING_REPORT,
            Permission.WRITE_WORDS,
            Permission.MAKE_REPORTS,
            Permission.READ_CLEARED,
            Permission.READ_LOOP,
            Permission.ADD_REMARKS,
            Permission.HOLD_SESSIONS,
            Permission.DECIDE_FIRST,
            Permission.ANSWER_FINDINGS,
            Permission.KEEP_PLAN,
            Permission.WRITE_TOLD,
            Permission.RECORD_TOLD,
            Permission.PLEDGE,
            Permission.KEEP_DUTY_INBOX,
            Permission.MANAGE_PEOPLE,
            Permission.READ_AUDIT,
        }
    ),
    Role.ANALYST: frozenset(
        {
            Permission.SEE_WAVES,
            Permission.SEE_COUNTS,
            Permission.READ_REVIEW,
            Permission.PRINT_PAPER,
            Permission.READ_BOARD_REPORT,
            Permission.READ_WORKING_REPORT,
            Permission.READ_LOOP,
            Permission.PLEDGE,
            Permission.MAKE_REPORTS,
            Permission.READ_CLEARED,
        }
    ),
    Role.EDITOR: frozenset(
        {
            Permission.SEE_WAVES,
            Permission.READ_REVIEW,
            Permission.READ_LOOP,
            Permission.ADD_REMARKS,
            Permission.HOLD_SESSIONS,
            Permission.DECIDE_FIRST,
            Permission.ANSWER_FINDINGS,
            Permission.KEEP_PLAN,
            Permission.WRITE_TOLD,
            Permission.RECORD_TOLD,
            Permission.PLEDGE,
            Permission.READ_BOARD_REPORT,
            Permission.READ_CLEARED,
        }
    ),
    Role.KEY_HOLDER: frozenset({Permission.SEE_WAVES, Permission.REHEARSE_KEY, Permission.HAND_IN_KEY}),
    # The senior sponsor sits here: whoever will answer to children for what comes of it.
    Role.BOARD: frozenset(
        {
            Permission.SEE_WAVES,
            Permission.SEE_PLAN,
            Permission.SIGN_OFF,
            Permission.READ_REVIEW,
            Permission.READ_LOOP,
            Permission.ADD_REMARKS,
            Permission.DECIDE_FIRST,
            Permission.ANSWER_FINDINGS,
            Permission.PLEDGE,
            Permission.READ_BOARD_REPORT,
            Permission.READ_CLEARED,
        }
    ),
    Role.PANEL: frozenset(
        {
            Permission.SEE_WAVES,
            Permission.READ_PUBLIC_REPORT,
            Permission.READ_CLEARED,
            Permission.READ_LOOP,
            Permission.ADD_REMARKS,
            Permission.HOLD_SESSIONS,
            Permission.SEND_BACK,
        }
    ),
    Role.PRACTITIONER: frozenset({Permission.SEE_WAVES, Permission.RECORD_TOLD, Permission.PLEDGE}),
    Role.SAFEGUARDING: frozenset(
        {
            Permission.SEE_WAVES,
            Permission.READ_COMMENTS,
            Permission.READ_CALLBACKS,
            Permission.KEEP_DUTY_INBOX,
        }
    ),
    Role.MODERATOR: frozenset({Permission.SEE_WAVES, Permission.MODERATE, Permission.READ_CLEARED}),
    Role.RESEARCHER: frozenset({Permission.SEE_WAVES}),
    Role.PROGRAMME: frozenset(
        {
            Permission.SEE_WAVES,
            Permission.SEE_COUNTS,
            Permission.SEE_PLAN,
            Permission.READ_REVIEW,
            Permission.PRINT_PAPER,
            Permission.MAKE_REPORTS,
            Permission.MANAGE_PEOPLE,
            Permission.READ_AUDIT,
            Permission.SEE_PROGRAMME,
            Permission.SET_UP_WAVES,
            Permission.MAKE_ALL_REPORTS,
            Permission.SEE_LOOPS,
            Permission.SET_BENCHMARKS,
            Permission.OPEN_TOGETHER,
            Permission.EXPORT_FOLDER,
            Permission.IMPORT_FOLDER,
        }
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
