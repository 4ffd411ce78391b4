"""The words of a child's page that says what went wrong. The pages themselves stand in `ui`."""

from dataclasses import dataclass

from django import template

from heard.web.instruments.languages import spoken
from heard.web.instruments.texts import Step
from heard.web.instruments.words import load_words
from heard.web.ui.frames import Frame

register = template.Library()


@dataclass(frozen=True, slots=True)
class FaultPage:
    """What happened, what was kept, what to do."""

    frame: Frame
    step: Step


@register.simple_tag
def fault_page(name: str) -> FaultPage:
    """The page for a fault by its name in the words file."""
    words = load_words(None, spoken())
    step: Step = getattr(words.faults, name)
    return FaultPage(Frame(step.title, words.question.hide, words.question.help), step)
