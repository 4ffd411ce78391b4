"""What every page for staff shows of the person who is signed in, and the words of the pages about people."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from heard.web.audit.chain import Finding
from heard.web.audit.queries import Event
from heard.web.people.purposes import Purpose
from heard.web.people.queries import InvitationFacts, Member, Person, name_councils
from heard.web.people.roles import ALLOWED, Permission, Role
from heard.web.policy import AUDIT_PAGE
from heard.web.ui.clock import day_of
from heard.web.ui.days import say_day

MAY_GO = (
    ("Waves", "waves:list", Permission.SEE_WAVES),
    ("Offered waves", "programmes:offers", Permission.TAKE_PART),
    ("What children wrote", "voices:read", Permission.READ_COMMENTS),
    ("Moderating", "moderating:show", Permission.MODERATE),
    ("In their own words", "moderating:read", Permission.READ_CLEARED),
    ("Findings", "following:waves", Permission.READ_LOOP),
    ("Action plan", "acting:show", Permission.READ_LOOP),
    ("Asked to be contacted", "callbacks:read", Permission.READ_CALLBACKS),
    ("Duty inbox", "callbacks:inbox", Permission.KEEP_DUTY_INBOX),
    ("People", "people:people", Permission.MANAGE_PEOPLE),
    ("Log", "people:audit", Permission.READ_AUDIT),
)
WHOLE = "Each entry holds the fingerprint of the one before. Looked through just now: every entry; none was changed."
WHOLE_ON = (
    "Each entry holds the fingerprint of the one before. Looked through: every entry on {day}; those shown here, and "
    "the newest, again just now; none was changed."
)
BROKEN = (
    "Entry {place} does not follow from the one before: it, or one before it, was changed or taken out. "
    "Tell whoever runs the site today; heard manage audit verify says the same from the command line."
)


@dataclass(frozen=True, slots=True)
class Way:
    """A link in the head of the page; `is_here`: this is the page."""

    text: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of the council's list."""

    email: str
    roles: str
    second_factor: str
    url: str
    is_self: bool


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """One open link of the council's list."""

    email: str
    what: str
    by: str
    until: str
    withdraw_url: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Everybody here, whoever is invited, and the panel's link, if one is open."""

    people: tuple[PersonLine, ...]
    invitations: tuple[InvitationLine, ...]
    panel: InvitationLine | None


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role and all it may do."""

    called: str
    says: str
    may: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventLine:
    """One entry of the log."""

    place: int
    at: str
    actor: str
    action: str
    subject: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """The part of the log that was asked for. `left_out`: how many more there are."""

    events: tuple[EventLine, ...]
    count: str
    left_out: str
    is_whole: bool
    says: str


def list_ways(member: Member, *, here: str) -> tuple[Way, ...]:
    """What this person may go to from any page of the council."""
    places = [(text, reverse(name, args=[member.council])) for text, name, need in MAY_GO if member.may(need)]
    if Role.PROGRAMME in member.roles:
        places.insert(0, ("Every council", reverse("programmes:state")))
    return tuple(Way(text, url, url == here) for text, url in places)


def list_providers(councils: Sequence[str]) -> tuple[Way, ...]:
    """The councils whose people may come by their own provider."""
    named = name_councils(councils)
    return tuple(
        Way(name, reverse("openid_connect_login", args=[code]), is_here=False) for code, name in named
    )


def present_people(
    member: Member, people: Sequence[Person], invitations: Sequence[InvitationFacts]
) -> PeoplePage:
    """The page of the council's people."""
    lines = [(each, _invitation(member, each)) for each in invitations]
    return PeoplePage(
        tuple(_person(member, each) for each in people),
        tuple(line for each, line in lines if each.purpose is not Purpose.PANEL),
        next((line for each, line in lines if each.purpose is Purpose.PANEL), None),
    )


def present_roles() -> tuple[RoleLine, ...]:
    """Every role, out of the table that decides it."""
    return tuple(
        RoleLine(role.called, role.says, tuple(each.value for each in Permission if each in ALLOWED[role]))
        for role in Role
    )


def present_audit(events: Sequence[Event], count: int, finding: Finding) -> AuditPage:
    """The log, newest first."""
    more = count - len(events)
    said = f"{count:,} {'entry' if count == 1 else 'entries'}"
    return AuditPage(
        tuple(_event(each) for each in events),
        said,
        f"The newest {AUDIT_PAGE:,} are shown; {more:,} more are reached by their days." if more else "",
        finding.broken_at is None,
        _say_finding(finding),
    )


def _say_finding(finding: Finding) -> str:
    if finding.broken_at is not None:
        return BROKEN.format(place=finding.broken_at)
    return WHOLE_ON.format(day=say_day(finding.whole_on)) if finding.whole_on else WHOLE


def _person(member: Member, person: Person) -> PersonLine:
    return PersonLine(
        person.email,
        ", ".join(role.called for role in Role if role in person.roles),
        "yes" if person.has_second_factor else "not yet",
        reverse("people:person", args=[member.council, person.id]),
        person.email == member.email,
    )


def _invitation(member: Member, facts: InvitationFacts) -> InvitationLine:
    what = facts.role.called if facts.role else "To be let in again"
    return InvitationLine(
        facts.email,
        what,
        facts.invited_by,
        say_day(day_of(facts.expires_at)),
        reverse("people:withdraw", args=[member.council, facts.id]),
    )


def _event(event: Event) -> EventLine:
    local = timezone.localtime(event.at)
    return EventLine(
        event.place, f"{say_day(local.date())}, {local:%H:%M}", event.actor, event.action, event.subject
    )
