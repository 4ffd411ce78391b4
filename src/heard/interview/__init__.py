"""One respondent: routing, answer checks, scoring. Pure: values in, values out."""

from heard.interview.answers import Refusal, check_answer, check_answers
from heard.interview.routing import SEVERAL, meets, visible_questions
from heard.interview.scoring import wellbeing_band

__all__ = [
    "SEVERAL",
    "Refusal",
    "check_answer",
    "check_answers",
    "meets",
    "visible_questions",
    "wellbeing_band",
]
