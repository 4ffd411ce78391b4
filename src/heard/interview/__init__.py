"""One respondent: routing, screens, answer checks, the finished row, scoring. Pure: values in, values out."""

from heard.interview.answers import Refusal, check_answer, check_answers, check_demographic
from heard.interview.calming import calls_for_calm
from heard.interview.response import (
    NOT_SHOWN,
    OUTSIDE,
    SKIPPED,
    Response,
    build_response,
    check_response,
    collect_response,
)
from heard.interview.routing import SEVERAL, meets, visible_questions
from heard.interview.scoring import wellbeing_band
from heard.interview.screens import (
    BEFORE_FIRST,
    Item,
    Progress,
    Screen,
    begins_handover,
    key_of,
    list_screens,
    next_screen,
    previous_screen,
    progress,
    visible_items,
)
from heard.interview.script import Script, write_script
from heard.interview.words import clean_words

__all__ = [
    "BEFORE_FIRST",
    "NOT_SHOWN",
    "OUTSIDE",
    "SEVERAL",
    "SKIPPED",
    "Item",
    "Progress",
    "Refusal",
    "Response",
    "Screen",
    "Script",
    "begins_handover",
    "build_response",
    "calls_for_calm",
    "check_answer",
    "check_answers",
    "check_demographic",
    "check_response",
    "clean_words",
    "collect_response",
    "key_of",
    "list_screens",
    "meets",
    "next_screen",
    "previous_screen",
    "progress",
    "visible_items",
    "visible_questions",
    "wellbeing_band",
    "write_script",
]
