"""What every page for staff shows of the person who is signed in."""

from dataclasses import dataclass

from django.urls import reverse

from heard.web.people.queries import Member
from heard.web.people.roles import Permission


@dataclass(frozen=True, slots=True)
class Way:
    """A link in the head of the page; `is_here`: this is the page."""

    text: str
    url: str
    is_here: bool


def list_ways(member: Member, *, here: str) -> tuple[Way, ...]:
    """What this person may go to from any page of the council."""
    offered = [("Waves", "waves:list", True), ("What children wrote", "voices:read", _may_read(member))]
    places = [
        (text, reverse(name, args=[member.council])) for text, name, is_offered in offered if is_offered
    ]
    return tuple(Way(text, url, url == here) for text, url in places)


def _may_read(member: Member) -> bool:
    return member.may(Permission.READ_COMMENTS)
