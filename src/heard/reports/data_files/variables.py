"""The variables of the files of figures: the one list that every format, the codebook and DDI are written from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Table(StrEnum):
    """A table of figures; the name of its file in the formats that have one file a table."""

    ESTIMATES = "estimates"
    COMPARISONS = "comparisons"
    PARTICIPATION = "participation"
    ASSOCIATIONS = "associations"
    TRENDS = "trends"


class Kind(StrEnum):
    """What a variable holds. `POINTS`: a difference of two shares; `CODE`: one of a closed list of keys."""

    TEXT = "text"
    CODE = "code"
    COUNT = "count"
    SHARE = "share"
    POINTS = "points"
    NUMBER = "number"
    YES_NO = "yes_no"


NUMERIC = frozenset({Kind.COUNT, Kind.SHARE, Kind.POINTS, Kind.NUMBER})


@dataclass(frozen=True, slots=True)
class Variable:
    """One column. `words`: the key of its label, where its name alone would not tell it from another table's."""

    name: str
    kind: Kind
    words: str

    @property
    def is_numeric(self) -> bool:
        """Whether a missing value is a number's."""
        return self.kind in NUMERIC


def _variables(kinds: Mapping[str, Kind], **words: str) -> tuple[Variable, ...]:
    return tuple(Variable(name, kind, words.get(name, name)) for name, kind in kinds.items())


_PLACE = {"wave": Kind.TEXT, "area": Kind.TEXT, "survey": Kind.CODE}
_GROUP = {"group": Kind.CODE, "level": Kind.CODE}
_ITEM = {"indicator": Kind.CODE, "cut_point": Kind.CODE}
_FLAG = {"flag": Kind.CODE, "direction": Kind.CODE, "reason": Kind.CODE}

TABLES: Mapping[Table, tuple[Variable, ...]] = {
    Table.ESTIMATES: _variables(
        {
            **_PLACE,
            **_GROUP,
            **_ITEM,
            "symbol": Kind.CODE,
            **dict.fromkeys(("count", "base", "eligible"), Kind.COUNT),
            **dict.fromkeys(("share", "low", "high", "band_low", "band_high"), Kind.SHARE),
            "note": Kind.CODE,
            "level_flag": Kind.CODE,
            "rule": Kind.TEXT,
        }
    ),
    Table.COMPARISONS: _variables(
        {
            **_PLACE,
            **_GROUP,
            **_ITEM,
            "against": Kind.CODE,
            "reference": Kind.TEXT,
            **dict.fromkeys(("count", "base"), Kind.COUNT),
            "share": Kind.SHARE,
            **dict.fromkeys(("reference_count", "reference_base"), Kind.COUNT),
            "reference_share": Kind.SHARE,
            **dict.fromkeys(("difference", "difference_low", "difference_high"), Kind.POINTS),
            **dict.fromkeys(("p", "q"), Kind.NUMBER),
            **_FLAG,
            "mdd": Kind.POINTS,
            "changed": Kind.CODE,
        }
    ),
    Table.PARTICIPATION: _variables(
        {
            **_PLACE,
            **_GROUP,
            "symbol": Kind.CODE,
            **dict.fromkeys(("respondents", "eligible"), Kind.COUNT),
            **dict.fromkeys(("response_rate", "share_of_respondents", "share_of_eligible"), Kind.SHARE),
            "p": Kind.NUMBER,
            "under_represented": Kind.YES_NO,
        },
        eligible="eligible_level",
        p="p_alike",
    ),
    Table.ASSOCIATIONS: _variables(
        {
            **_PLACE,
            "outcome": Kind.CODE,
            "indicator": Kind.CODE,
            "exposure": Kind.CODE,
            "model": Kind.CODE,
            "symbol": Kind.CODE,
            **dict.fromkeys(("odds_ratio", "low", "high"), Kind.NUMBER),
            "direction": Kind.CODE,
            **dict.fromkeys(("p", "q"), Kind.NUMBER),
            **dict.fromkeys(
                ("base", "events", "exposed_events", "exposed_base", "unexposed_events", "unexposed_base"),
                Kind.COUNT,
            ),
            "councils": Kind.COUNT,
            **dict.fromkeys(("adjusted_for", "levels_left_out"), Kind.TEXT),
            "left_out": Kind.COUNT,
            "largest_share": Kind.SHARE,
            "method": Kind.CODE,
            "reason": Kind.CODE,
        },
        low="odds_low",
        high="odds_high",
        direction="odds_direction",
        base="odds_base",
        reason="odds_reason",
    ),
    Table.TRENDS: _variables(
        {
            **_PLACE,
            **_GROUP,
            **_ITEM,
            "waves": Kind.COUNT,
            "first_wave": Kind.TEXT,
            "last_wave": Kind.TEXT,
            "years": Kind.NUMBER,
            **dict.fromkeys(
                ("first_count", "first_base", "last_count", "last_base", "smallest_base"), Kind.COUNT
            ),
            **dict.fromkeys(
                ("slope", "slope_low", "slope_high", "change", "change_low", "change_high"), Kind.POINTS
            ),
            **dict.fromkeys(("p", "departure_p", "q"), Kind.NUMBER),
            **_FLAG,
        }
    ),
}
