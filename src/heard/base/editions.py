"""What sets one version of a questionnaire apart from the one Heard asks today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from heard.base.bands import BandRule


class Change(StrEnum):
    """Why answers of two waves may not be held against each other; of several that hold, the first is said."""

    QUESTIONNAIRE = "questionnaire"  # a version of the questionnaire that nobody has described
    SCALE = "scale"  # other answers to choose from: today's cannot be read into them
    RULE = "rule"  # the band was made by another rule
    WORDING = "wording"  # the question read otherwise
    ROUTING = "routing"  # others were asked it


IN_A_QUESTION = (Change.SCALE, Change.WORDING, Change.ROUTING)  # what a programme may say of a question


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of one survey's questionnaire, described beside the catalogue's.

    `unlike`: the indicators it asked otherwise, and how; all others were asked alike.
    `band`: the rule of the well-being band where it was not the catalogue's.
    """

    unlike: Mapping[str, Change] = field(default_factory=dict)
    band: BandRule | None = None
