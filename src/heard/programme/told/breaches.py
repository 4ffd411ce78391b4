"""What can be wrong with a sentence that was told to anybody."""

from dataclasses import dataclass
from enum import StrEnum


class ToldKind(StrEnum):
    """In which way it says what no published table bears."""

    UNMARKED = "unmarked"  # a figure that names no finding: nobody could check it
    CHANGED = "changed"  # it names a finding, and says other words or figures than the finding has
    NOT_SHOWN = "not_shown"  # it names a finding whose figures nobody was shown, or only a board was
    ELSEWHERE = "elsewhere"  # it is of another council or wave than the page
    UNREAD = "unread"  # it cannot be read, so that nothing is known of it


@dataclass(frozen=True, slots=True)
class ToldBreach:
    """One sentence, or one thing that cannot be read, of a file. `why`: what is wrong and what to do."""

    kind: ToldKind
    file: str
    sentence: str
    why: str
