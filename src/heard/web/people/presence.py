"""Who is in front of the browser: the memberships a request may act with, and whether a second factor was given."""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from heard.web.people.queries import (
    Colleague,
    InvitationFacts,
    Member,
    digest_of,
    find_link,
    find_member,
    has_second_factor,
    is_elsewhere,
    is_programme,
    list_memberships,
)
from heard.web.people.roles import Role
from heard.web.ui import clock

BY_COUNCIL = "signed_in_by_council"  # in the session: this council's provider said who it is
PANEL = "panel_link"
PANEL_NAME = "the panel"  # in the audit log: nobody of it is known by name
LOOPBACK_HOSTS, LOOPBACK = ("127.0.0.1", "localhost"), ("127.0.0.1", "::1")
PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via")


def member_of(request: HttpRequest, council: str) -> Member | None:
    """The person or panel of this request in this council; None where they have no part in it."""
    if not request.user.is_authenticated:
        return next((each for each in _panel_of(request) if each.council == council), None)
    by_council = request.session.get(BY_COUNCIL)
    if by_council not in (None, council):
        return None
    found = find_member(user_id=request.user.pk, email=request.user.email, council=council)
    return _as_vouched(found, by_council)


def members_of(request: HttpRequest) -> list[Member]:
    """One for each council this request may act in."""
    if not request.user.is_authenticated:
        return _panel_of(request)
    by_council = request.session.get(BY_COUNCIL)
    found = list_memberships(user_id=request.user.pk, email=request.user.email)
    vouched = [_as_vouched(each, by_council) for each in found if by_council in (None, each.council)]
    return [each for each in vouched if each]


def colleague_of(request: HttpRequest) -> Colleague | None:
    """The person of this request, if they are of the programme team; a council's provider makes nobody so."""
    user = request.user
    if not user.is_authenticated or BY_COUNCIL in request.session or not is_programme(user.pk):
        return None
    return Colleague(user.pk, user.email)


def is_somebody(request: HttpRequest) -> bool:
    """Whether anybody is signed in: a person, or the panel by its link."""
    return request.user.is_authenticated or bool(_panel_of(request))


def gave_second_factor(request: HttpRequest) -> bool:
    """Whether this browser came with more than a password, or need not on this machine's demo."""
    records = get_authentication_records(request, request.user)
    return any(each["method"] == "mfa" for each in records) or is_waived(request)


def note_second_factor(request: HttpRequest, kind: str) -> None:
    """Somebody has just set one up, and so had it in their hand."""
    record_authentication(request, request.user, "mfa", type=kind, reauthenticated=True)


def is_waived(request: HttpRequest) -> bool:
    """The demo's people have passwords alone: where the site is a demo, and the browser is on the same machine.

    Anything that speaks of a web server in between, or of another name than this machine's own, ends it; and so does a
    second factor that somebody has set up.
    """
    return (
        settings.HEARD.is_demo
        and settings.HEARD.is_plain_http
        and request.META.get("REMOTE_ADDR") in LOOPBACK
        and request.get_host().partition(":")[0] in LOOPBACK_HOSTS
        and not any(name in request.headers for name in PASSED_ON)
        and not has_second_factor(request.user.pk or 0)
    )


def came_by_provider_of_one(request: HttpRequest) -> bool:
    """Whether one council's provider said who it is, and somebody else has a say in it too."""
    return BY_COUNCIL in request.session and is_elsewhere(request.user.pk or 0)


def admit_panel(session: SessionBase, token: str) -> None:
    """This browser is the panel's until the link is over."""
    session[PANEL] = digest_of(token)


def _panel_of(request: HttpRequest) -> list[Member]:
    digest = request.session.get(PANEL)
    facts: InvitationFacts | None = find_link(digest, clock.now()) if digest else None
    return [Member(PANEL_NAME, facts.council, facts.council_name, frozenset({Role.PANEL}))] if facts else []


def _as_vouched(member: Member | None, by_council: str | None) -> Member | None:
    """A council's provider makes nobody one of the programme team."""
    if member is None or by_council is None:
        return member
    roles = member.roles - {Role.PROGRAMME}
    return Member(member.email, member.council, member.council_name, roles) if roles else None
