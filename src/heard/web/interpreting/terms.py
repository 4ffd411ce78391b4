"""The closed lists of this app: who comes together, what a remark is, what stands beside a finding."""

from enum import StrEnum


class Who(StrEnum):
    """Who comes together in a session."""

    PANEL = "panel"
    CARE_COUNCIL = "care_council"
    LEAVERS = "leavers"
    CARERS = "carers"
    BOARD = "board"
    TEAM = "team"
    OTHER = "other"


class Kind(StrEnum):
    """What somebody says of a finding."""

    MEANS = "means"
    WHY = "why"
    SHOULD = "should"
    COMMENT = "comment"


class By(StrEnum):
    """Of whom a remark is. Never a name."""

    CHILDREN = "children"
    YOUNG_PEOPLE = "young_people"
    BOARD = "board"
    STAFF = "staff"
    FAMILIES = "families"
    NOT_KNOWN = "not_known"


class Standing(StrEnum):
    """Where a remark stands. What came from a telephone waits for the host."""

    WAITING = "waiting"
    KEPT = "kept"
    LEFT_OUT = "left_out"
    WITHDRAWN = "withdrawn"


class Way(StrEnum):
    """How a remark came here."""

    SESSION = "session"
    PHONE = "phone"
    PAPER = "paper"
    TABLE = "table"
    PAGE = "page"


class Vote(StrEnum):
    """How far choosing what matters most has come in a session."""

    NONE = "none"
    OPEN = "open"
    CLOSED = "closed"


class Source(StrEnum):
    """Where evidence from elsewhere comes from."""

    INSPECTION = "inspection"
    AUDIT = "audit"
    COMPLAINTS = "complaints"
    REVIEW = "review"
    WAITING_TIMES = "waiting_times"
    OTHER = "other"


class Choice(StrEnum):
    """When a finding is answered."""

    FIRST = "first"
    NEXT = "next"
    LATER = "later"
    NOT_NOW = "not_now"
