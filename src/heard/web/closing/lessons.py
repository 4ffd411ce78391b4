"""What an earlier wave taught, in words, for whoever plans the next one."""

from dataclasses import dataclass

from django.urls import reverse

from heard.web.closing.forms import QUESTIONS
from heard.web.closing.queries import Lesson
from heard.web.people.queries import Member
from heard.web.ui.days import say_day

# Which answers are read beside a step of the plan; what should be different is read beside each.
OF_STEP = {
    "communications": ("told",),
    "feedback": ("told",),
    "inclusion": ("adapted", "missed"),
    "trusted_adults": ("told", "missed"),
    "resources": ("adapted",),
}
OF_EVERY_STEP = ("went_well", "to_change")


@dataclass(frozen=True, slots=True)
class LessonView:
    """What was written of an earlier wave, for whoever plans the next. `url`: of all that was written."""

    wave: str
    answers: tuple[tuple[str, str], ...]
    signed: str
    url: str


def present_lesson(member: Member, lesson: Lesson, step: str = "") -> LessonView | None:
    """What the last wave taught: of a step what belongs to it, of the whole plan all of it. None where it is empty."""
    wanted = (*OF_STEP.get(step, ()), *OF_EVERY_STEP) if step else tuple(QUESTIONS)
    found = [(QUESTIONS[name][0], getattr(lesson.answers, name).strip()) for name in wanted]
    answers = tuple((label, text) for label, text in found if text)
    if not answers:
        return None
    signed = f"Signed on {say_day(lesson.signed_on)} by {lesson.signed_by}."
    return LessonView(lesson.wave, answers, signed, reverse("closing:reviews", args=[member.council]))
