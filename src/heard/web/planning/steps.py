"""The steps of a plan: which fields each has, and when it is done. Their words stand in `words/en.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Written = str | int | bool | list[str]
Content = Mapping[str, Written]


class Kind(StrEnum):
    """What is written into a field."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    SURVEYS = "surveys"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to write. `is_needed`: without it the step is not done."""

    key: str
    kind: Kind
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a plan. `groups`: for each of them either `GROUP` is written, or why nobody here is of it."""

    key: str
    fields: tuple[Field, ...]
    groups: tuple[str, ...] = ()

    def missing(self, content: Content) -> tuple[str, ...]:
        """Fields and groups that are still to be written."""
        fields = tuple(each.key for each in self.fields if each.is_needed and _is_empty(content, each.key))
        return fields + tuple(group for group in self.groups if not _says(content, group))


# Mission M4: who is left out most often.
LEFT_OUT = (
    "far_away", "disabled", "unaccompanied", "very_young", "custody", "residential", "languages", "non_readers",
    "no_questionnaire",
)  # fmt: skip
COUNT, ADAPTED, BY, NONE = "count", "adapted", "by", "none"
GROUP = (Field(COUNT, Kind.LINE), Field(ADAPTED, Kind.TEXT), Field(BY, Kind.LINE))
NOBODY = Field(NONE, Kind.TEXT, is_needed=False)
SPONSOR, SURVEYS, DATES, FEEDBACK, ASSESSMENT = "sponsor", "surveys", "dates", "feedback", "assessment"


def field_of(group: str, part: str) -> str:
    """The name of a group's field."""
    return f"{group}_{part}"


STEPS = (
    Step(SPONSOR, (Field("role", Kind.LINE), Field("part", Kind.TEXT))),
    Step("group", (Field("members", Kind.TEXT), Field("meets", Kind.LINE))),
    Step(
        "young_people",
        (
            Field("who", Kind.LINE),
            Field("part", Kind.TEXT),
            Field("thanks", Kind.LINE, is_needed=False),
        ),
    ),
    Step("purpose", (Field("learn", Kind.TEXT), Field("change", Kind.TEXT))),
    Step(SURVEYS, (Field("surveys", Kind.SURVEYS),)),
    Step(
        "trusted_adults",
        (Field("who", Kind.TEXT), Field("prepared", Kind.TEXT), Field("never", Kind.TICK)),
    ),
    Step(
        DATES,
        (
            Field("opens_on", Kind.DAY),
            Field("last_answer_day", Kind.DAY),
            Field("grace_days", Kind.NUMBER),
            Field("panel_on", Kind.DAY),
        ),
    ),
    Step("resources", (Field("time", Kind.TEXT), Field("money", Kind.TEXT))),
    Step(
        "communications",
        (Field("children", Kind.TEXT), Field("carers", Kind.TEXT), Field("parents", Kind.TEXT)),
    ),
    Step("inclusion", (), LEFT_OUT),
    Step(
        FEEDBACK,
        (
            Field("owner", Kind.LINE),
            Field("feedback_on", Kind.DAY),
            Field("how", Kind.TEXT),
            Field("words", Kind.LINE),
        ),
    ),
    Step(
        ASSESSMENT,
        (
            Field("basis", Kind.TEXT),
            Field("condition", Kind.TEXT),
            Field("consulted", Kind.TEXT),
            Field("officer", Kind.LINE),
            Field("officer_on", Kind.DAY),
            Field("advice", Kind.TEXT),
            Field("rest", Kind.TEXT),
            Field("confirmed", Kind.TICK),
        ),
    ),
)
BY_KEY = {step.key: step for step in STEPS}


def fields_of(step: Step) -> tuple[Field, ...]:
    """Every field of a step, those of its groups among them."""
    of_groups = tuple(
        Field(field_of(group, each.key), each.kind, is_needed=False)
        for group in step.groups
        for each in (*GROUP, NOBODY)
    )
    return step.fields + of_groups


def _says(content: Content, group: str) -> bool:
    if not _is_empty(content, field_of(group, NONE)):
        return True
    return not any(_is_empty(content, field_of(group, part.key)) for part in GROUP)


def _is_empty(content: Content, key: str) -> bool:
    """Zero days are something; a box that is not ticked is nothing."""
    value = content.get(key)
    if isinstance(value, str):
        return not value.strip()
    return value is None or value is False or value == []
