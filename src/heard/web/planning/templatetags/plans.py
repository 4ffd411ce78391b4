"""What is being planned, on the list of waves: the list itself is of an app that knows no plans."""

from django import template

from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.planning.presenters.pages import present_plan_lines
from heard.web.planning.queries import list_plans_under_way
from heard.web.waves.queries import list_try_outs

register = template.Library()


@register.inclusion_tag("planning/in_list.html")
def plans(member: Member) -> dict[str, object]:
    """For whoever may see plans; nothing for anybody else."""
    sees = member.may(Permission.SEE_PLAN)
    return {
        "member": member,
        "plans": present_plan_lines(list_plans_under_way()) if sees else (),
        "may_plan": member.may(Permission.PLAN_WAVE),
        "try_out": next(iter(list_try_outs()), None) if sees else None,
    }
