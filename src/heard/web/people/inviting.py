"""Links that let somebody in: a person who is given a role, a member who lost what they sign in with, the panel.

The token is in the link and nowhere else; the database keeps its hash. Each works once and for some days, the panel's
for all its young people until its days are over or somebody ends it.
"""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from heard.base.errors import UserError
from heard.web.audit.actions import record
from heard.web.people.actions import begin_anew, give_role, make_user
from heard.web.people.models import Invitation, Membership, User
from heard.web.people.purposes import Purpose
from heard.web.people.queries import InvitationFacts, Person, digest_of
from heard.web.people.roles import TO_INVITE, Role
from heard.web.people.sessions import end_sessions
from heard.web.policy import INVITATION_DAYS, LET_IN_HOURS, PANEL_DAYS
from heard.web.tenancy import entered_council, in_council

TOKEN_BYTES = 24  # 192 bits: nobody guesses one
LASTS = {
    Purpose.JOIN: timedelta(days=INVITATION_DAYS),
    Purpose.LET_IN: timedelta(hours=LET_IN_HOURS),
    Purpose.PANEL: timedelta(days=PANEL_DAYS),
}


class CannotInvite(UserError):
    """The person has the role already, or the role is not given by invitation."""


class LinkOver(UserError):
    """Somebody used or withdrew it a moment ago."""


class NotByYou(UserError):
    """Somebody else must confirm who it is."""


def invite(*, email: str, role: Role, by: str, at: datetime) -> str:
    """The token of a link for one person and one role; one that was open for the same is over. Raises CannotInvite."""
    email = email.strip().lower()
    if role not in TO_INVITE:
        raise CannotInvite("This role is not given to a person. Nothing was sent.")
    if Membership.objects.filter(council_id=entered_council(), user__email=email, role=role).exists():
        raise CannotInvite(f"{email} is {role.called.lower()} here already. Nothing was sent.")
    with transaction.atomic():
        _end_open(at, purpose=Purpose.JOIN, email=email, role=role)
        token = _make(Purpose.JOIN, email=email, role=role.value, by=by, at=at)
        record(actor=by, action="invited", subject=f"{role.called}: {email}", at=at)
    return token


def withdraw(*, invitation_id: int, by: str, at: datetime) -> bool:
    """The link lets nobody in any more; False where there is none such that is open."""
    rows = Invitation.objects.filter(council_id=entered_council(), pk=invitation_id, ended_at=None)
    with transaction.atomic():
        row = rows.select_for_update().first()
        if row is None:
            return False
        rows.update(ended_at=at)
        subject = f"{row.purpose}: {row.email}" if row.email else Purpose(row.purpose).value
        record(actor=by, action="withdrew an invitation", subject=subject, at=at)
    return True


def accept(*, facts: InvitationFacts, password: str, at: datetime) -> User:
    """The person has the role; one not known yet is made with this password. Raises LinkOver."""
    if facts.role is None:
        raise LinkOver("This link gives no role.")
    with in_council(facts.council), transaction.atomic():
        _use(facts, at)
        user = make_user(facts.email, password)
        record(actor=user.email, action="accepted an invitation", subject=facts.role.called, at=at)
        give_role(user_id=user.pk, email=user.email, role=facts.role, by=facts.invited_by, at=at)
    return user


def let_in_again(*, person: Person, by: str, by_programme: bool, at: datetime) -> str:
    """The token of a link by which a member sets up password and second factor anew. Raises NotByYou.

    Whoever confirms has made sure who it is. Their browsers are signed out now: what was lost may have been stolen.
    What they sign in with is replaced when the link is used, so that nothing is lost if it turns up.
    """
    if person.email == by:
        raise NotByYou("Nobody lets themselves in. Another coordinator or the programme team does it.")
    if person.is_elsewhere and not by_programme:
        raise NotByYou(
            "This person works for another council too, or for the programme. The programme team lets them in."
        )
    with transaction.atomic():
        _end_open(at, purpose=Purpose.LET_IN, email=person.email)
        token = _make(Purpose.LET_IN, email=person.email, role="", by=by, at=at)
        end_sessions(user_id=person.id)
        record(actor=by, action="confirmed who it is, to let them in again", subject=person.email, at=at)
    return token


def use_let_in(*, facts: InvitationFacts, password: str, at: datetime) -> User:
    """A new password, and no second factor until they set one up. Raises LinkOver."""
    with in_council(facts.council), transaction.atomic():
        _use(facts, at)
        member = Membership.objects.filter(council_id=facts.council, user__email=facts.email).first()
        if member is None:
            raise LinkOver("This person left the council.")
        begin_anew(user_id=member.user_id, password=password)
        record(
            actor=facts.email, action="was let in again", subject=f"confirmed by {facts.invited_by}", at=at
        )
        return User.objects.get(pk=member.user_id)


def make_panel_link(*, by: str, at: datetime) -> str:
    """The token of a new link for the panel; the one before is over."""
    with transaction.atomic():
        _end_open(at, purpose=Purpose.PANEL)
        token = _make(Purpose.PANEL, email="", role=Role.PANEL.value, by=by, at=at)
        record(actor=by, action="made a link for the panel", subject=f"for {PANEL_DAYS} days", at=at)
    return token


def _make(purpose: Purpose, *, email: str, role: str, by: str, at: datetime) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Invitation.objects.create(
        council_id=entered_council(),
        purpose=purpose,
        email=email,
        role=role,
        digest=digest_of(token),
        invited_by=by,
        made_at=at,
        expires_at=at + LASTS[purpose],
    )
    return token


def _end_open(at: datetime, **of: str) -> None:
    Invitation.objects.filter(council_id=entered_council(), ended_at=None, **of).update(ended_at=at)


def _use(facts: InvitationFacts, at: datetime) -> None:
    """The database decides who is first."""
    rows = Invitation.objects.filter(pk=facts.id, council_id=facts.council, ended_at=None, expires_at__gt=at)
    if not rows.update(ended_at=at):
        raise LinkOver("This link was used or withdrawn a moment ago. Ask for a new one.")
