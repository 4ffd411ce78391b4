"""The way back to a wave, for pages that people with and without a view of its counts read."""

from django import template
from django.urls import reverse

from heard.web.people.queries import Member
from heard.web.people.roles import Permission

register = template.Library()


@register.simple_tag
def way_back(member: Member, wave: str) -> str:
    """The wave's page, or the list of waves for those who have no page of it."""
    if member.may(Permission.SEE_COUNTS):
        return reverse("waves:show", args=[member.council, wave])
    return reverse("waves:list", args=[member.council])
