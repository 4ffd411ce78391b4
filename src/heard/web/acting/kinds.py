"""The closed lists of the action plan. Words for them stand in the presenters."""

from enum import StrEnum


class Status(StrEnum):
    """How far an action is. Done needs evidence."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    STOPPED = "stopped"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self in (Status.NOT_STARTED, Status.UNDER_WAY)


class Change(StrEnum):
    """What an action changes."""

    POLICY = "policy"
    PLAN = "plan"
    AWARENESS = "awareness"
    PRACTICE = "practice"
    RESOURCE = "resource"
    QUALITY = "quality"


class Rhythm(StrEnum):
    """How often something comes round."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"

    @property
    def days(self) -> int:
        """The longest that one round of it takes."""
        return {"monthly": 31, "quarterly": 92, "half_yearly": 184, "yearly": 366}[self.value]


class EntryKind(StrEnum):
    """What is written down beside an action."""

    PROGRESS = "progress"
    EVIDENCE = "evidence"
    AUDIT = "audit"


class VersionOf(StrEnum):
    """What a version is of."""

    ACTION = "action"
    THEME = "theme"
    CITING = "citing"


class PledgeKind(StrEnum):
    """Whose promise it is."""

    INDIVIDUAL = "individual"
    TEAM = "team"


class Went(StrEnum):
    """How it went with a pledge, as whoever made it says."""

    KEPT = "kept"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    CHANGED = "changed"


class CitingKind(StrEnum):
    """What cites findings beside the actions."""

    TRAINING = "training"
    STANDARD = "standard"
    POLICY = "policy"
