"""Who is still to be told, held against the wave's feedback plan."""

from datetime import date

from heard.web.telling.queries import list_audiences
from heard.web.telling.readers import Audience
from heard.web.waves.queries import WaveFacts


def is_overdue(facts: WaveFacts, today: date, *, on_the_day: bool = False) -> bool:
    """Whether the day of the feedback plan has passed; `on_the_day`: or is today."""
    due = facts.feedback_on
    return due is not None and (due <= today if on_the_day else due < today)


def list_overdue(facts: WaveFacts, today: date, *, on_the_day: bool = False) -> tuple[Audience, ...]:
    """The audiences that should have been told by now and have not been."""
    if not is_overdue(facts, today, on_the_day=on_the_day):
        return ()
    return tuple(each.audience for each in list_audiences(facts.wave) if each.told_on is None)
