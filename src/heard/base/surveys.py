"""The four surveys, the two families they belong to, and the surveys that are read together."""

from enum import StrEnum
from functools import cache


class Family(StrEnum):
    """Children in care, and young people who have left care. A wave may run either; each has its own report."""

    CARE = "care"
    LEAVERS = "leavers"


class Survey(StrEnum):
    """A survey's key is its usual age band. The band itself belongs to the wave and may differ by a year."""

    AGES_4_7 = "4-7"
    AGES_8_11 = "8-11"
    AGES_11_17 = "11-17"
    AGES_16_25 = "16-25"

    @property
    def family(self) -> Family:
        """The family the survey belongs to."""
        return Family.LEAVERS if self is Survey.AGES_16_25 else Family.CARE

    @property
    def ages(self) -> tuple[int, int]:
        """The youngest and the oldest age the survey is meant for."""
        low, high = self.value.split("-")
        return int(low), int(high)


def together(*surveys: Survey) -> str:
    """The key of several surveys taken together, such as `4-7;8-11`."""
    return ";".join(surveys)


@cache
def parts_of(key: str) -> tuple[Survey, ...]:
    """The surveys a key stands for: one for `4-7`, two for `4-7;8-11`."""
    return tuple(Survey(part) for part in key.split(";"))


# Read together where each asks the indicator and the cut point means the same (4-11, 8-17 and 4-17).
TAKEN_TOGETHER: tuple[str, ...] = (
    together(Survey.AGES_4_7, Survey.AGES_8_11),
    together(Survey.AGES_8_11, Survey.AGES_11_17),
    together(Survey.AGES_4_7, Survey.AGES_8_11, Survey.AGES_11_17),
)
