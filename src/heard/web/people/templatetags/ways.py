"""The ways from a page for staff: what this person may go to in this council."""

from django import template
from django.http import HttpRequest

from heard.web.people.presenters import Way, list_ways
from heard.web.people.queries import Member

register = template.Library()


@register.inclusion_tag("people/ways.html", takes_context=True)
def ways(context: template.Context, member: Member) -> dict[str, object]:
    """The head of the page."""
    request: HttpRequest = context["request"]
    found: tuple[Way, ...] = list_ways(member, here=request.path)
    return {
        "member": member,
        "ways": found,
        "is_person": request.user.is_authenticated,  # the panel has no account
        "csrf_token": context.get("csrf_token"),
    }
