"""What the last wave taught, on the pages of planning: they are of an app that knows nothing of how waves went."""

from django import template

from heard.web.closing.lessons import present_lesson
from heard.web.closing.queries import list_lessons
from heard.web.people.queries import Member
from heard.web.people.roles import Permission

register = template.Library()


@register.inclusion_tag("closing/lesson.html")
def lessons(member: Member, wave: str, step: str = "") -> dict[str, object]:
    """What was signed of the latest other wave, all of it or what belongs to a step; nothing for whoever may not read
    how waves went."""
    if not member.may(Permission.READ_REVIEW):
        return {}
    last = next((each for each in list_lessons() if each.wave != wave), None)
    return {"member": member, "lesson": present_lesson(member, last, step) if last else None, "step": step}
