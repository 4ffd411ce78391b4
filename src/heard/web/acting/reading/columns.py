"""What each column of a council's table is: by its heading, in any order, under close names."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from enum import StrEnum


class Field(StrEnum):
    """What the plan has a place for."""

    ACTION = "action"
    THEME = "theme"
    WHO = "who"
    DUE = "due"
    START = "start"
    PROGRESS = "progress"
    STATUS = "status"
    GROUP = "group"
    EXPECTED = "expected"


# Headings as they are written, without signs and in small letters. The likelier name of two columns stands first.
HEADINGS: Mapping[Field, tuple[str, ...]] = {
    Field.ACTION: (
        "action", "actions", "action required", "actions required", "agreed action", "agreed actions",
        "action to be taken",
        "what", "what we will do", "what will we do", "what needs to happen", "we will", "task", "activity",
        "action point", "action points", "proposed action",
    ),
    Field.THEME: (
        "theme", "themes", "theme s", "theme number", "theme numbers", "theme no", "survey theme", "survey themes",
        "linked theme", "linked themes", "links to theme", "bright spots theme", "priority", "priorities",
    ),
    Field.WHO: (
        "by whom", "by who", "who", "whom", "owner", "owners", "action owner", "lead", "leads", "lead officer",
        "lead person", "lead role", "responsible", "responsible officer", "responsible person", "person responsible",
        "responsibility", "accountable", "led by", "who is responsible", "who will do it", "role",
    ),
    Field.DUE: (
        "by when", "when", "deadline", "due", "due date", "date due", "due by", "target date", "timescale",
        "timescales", "time scale", "timeframe", "completion date", "target completion date", "complete by", "finish",
        "end date", "date", "review date",
    ),
    Field.START: ("start", "start date", "started", "begins", "begin", "begin date", "commenced", "from when"),
    Field.PROGRESS: (
        "progress complete", "progress", "progress update", "progress to date", "progress updates", "update", "updates",
        "latest update", "current position", "where are we now", "progress and impact", "comments", "comment", "notes",
    ),
    Field.STATUS: (
        "status", "rag", "rag rating", "rag status", "brag", "brag rating", "state", "complete", "completed",
    ),
    Field.GROUP: ("outcome group", "workstream", "work stream", "group", "subgroup", "sub group", "working group"),
    Field.EXPECTED: (
        "evidence expected", "expected evidence", "evidence", "success measure", "success measures",
        "measure of success", "how will we know", "how we will know", "success criteria", "evidence of impact",
        "expected outcome",
    ),
}  # fmt: skip
KNOWN = {heading: field for field, headings in HEADINGS.items() for heading in headings}
CLOSE = 0.86  # of difflib; "By Whon" is 0.92 from "by whom", "lead" 0.8 from "led"
LONGEST_HEADING = 60  # letters; what is longer is no heading


def recognise(headings: Sequence[str]) -> dict[Field, int]:
    """Field → its column, from 0. Of several columns that could be the same, the likelier name, then the first, has
    it; the others are kept as what they are called."""
    found: dict[Field, tuple[int, int]] = {}
    for place, heading in enumerate(headings):
        name = _match(heading)
        if name is None:
            continue
        field = KNOWN[name]
        rank = HEADINGS[field].index(name)
        if field not in found or rank < found[field][0]:
            found[field] = (rank, place)
    return {field: place for field, (_, place) in found.items()}


def is_head(cells: Sequence[str]) -> bool:
    """Whether a row names columns: one is the action's, and another is known too."""
    known = recognise(cells)
    return Field.ACTION in known and len(known) > 1


def _match(heading: str) -> str | None:
    plain = " ".join(re.findall(r"[^\W_]+", heading.lower()))
    if not plain or len(plain) > LONGEST_HEADING:
        return None
    if plain in KNOWN:
        return plain
    return next(iter(get_close_matches(plain, KNOWN, n=1, cutoff=CLOSE)), None)
