"""Making councils and people known, and what they may do. Whatever changes a role is in the council's log."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from heard.base.errors import UserError
from heard.base.messages import quote
from heard.web.audit.actions import record
from heard.web.people.models import Council, Membership, User
from heard.web.people.queries import list_council_codes, list_councils_of
from heard.web.people.roles import OF_A_COUNCIL, Role
from heard.web.people.sessions import end_sessions
from heard.web.tenancy import entered_council, in_council

COMMAND_LINE = "whoever runs the site"  # who did it, where it was done beside the site
PASSWORD_BYTES = 15  # of a first password that is shown once: 120 bits, twenty characters


class NoSuchCouncil(UserError):
    """A council that does not take part."""

    def __init__(self, council: str) -> None:
        super().__init__(
            f"There is no council {quote(council)}. Nothing was changed; add it first: add_council."
        )


class NotYours(UserError):
    """Somebody's own roles, which somebody else must change."""


def add_council(*, code: str, name: str, help_words: str = "") -> None:
    """A council takes part, or its name or help words change."""
    Council.objects.update_or_create(code=code, defaults={"name": name, "help_words": help_words})


def add_member(
    *, email: str, password: str, council: str, role: Role, by: str = COMMAND_LINE, at: datetime | None = None
) -> None:
    """Somebody has a role in a council; a person not known yet is made with this password. `at`: None = not recorded.

    Raises NoSuchCouncil: the database would only notice when the transaction ends.
    """
    if role not in OF_A_COUNCIL:
        raise UserError("The programme team is of no one council. Nothing was changed; use add_to_programme.")
    with in_council(council), transaction.atomic():
        if not Council.objects.filter(code=council).exists():
            raise NoSuchCouncil(council)
        user = make_user(email, password)
        give_role(user_id=user.pk, email=user.email, role=role, by=by, at=at)


def add_to_programme(
    *, email: str, password: str, by: str = COMMAND_LINE, at: datetime | None = None
) -> None:
    """Somebody is of the programme team, which concerns every council: each has it in its log."""
    with transaction.atomic():
        user = make_user(email, password)
        user.is_programme = True
        user.save(update_fields=["is_programme"])
    record_for_councils(list_council_codes(), by=by, action="joined the programme team", subject=email, at=at)


def remove_from_programme(*, email: str, by: str = COMMAND_LINE, at: datetime) -> None:
    """Somebody is of the programme team no more; UserError where they were not."""
    user = User.objects.filter(email=email.strip().lower(), is_programme=True).first()
    if user is None:
        raise UserError(f"{quote(email)} is not of the programme team. Nothing was changed.")
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_programme=False)
        end_sessions(user_id=user.pk)
    record_for_councils(list_council_codes(), by=by, action="left the programme team", subject=email, at=at)


def set_roles(*, user_id: int, roles: frozenset[Role], by: str, at: datetime) -> None:
    """What somebody is in the council entered from now on; with none, they leave it. Raises NotYours.

    Their browsers are signed out: the next page they ask for is the first one of their new roles.
    """
    council = entered_council()
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user_id)
        if user.email == by:
            raise NotYours(
                "Nobody changes their own roles. Another coordinator or the programme team does it."
            )
        rows = Membership.objects.filter(council_id=council, user_id=user_id)
        held = frozenset(Role(role) for role in rows.values_list("role", flat=True))
        rows.filter(role__in=held - roles).delete()
        for role in sorted(held - roles):
            record(actor=by, action="took a role", subject=f"{role.called}: {user.email}", at=at)
        for role in sorted(roles - held):
            give_role(user_id=user_id, email=user.email, role=role, by=by, at=at)
        if held != roles:
            end_sessions(user_id=user_id)


def give_role(*, user_id: int, email: str, role: Role, by: str, at: datetime | None) -> None:
    """One role in the council entered."""
    _, is_new = Membership.objects.get_or_create(user_id=user_id, council_id=entered_council(), role=role)
    if is_new and at is not None:
        record(actor=by, action="gave a role", subject=f"{role.called}: {email}", at=at)


def make_user(email: str, password: str) -> User:
    """The person with this address; one not known yet is made with this password."""
    user = User.objects.filter(email=email.strip().lower()).first()
    return user or User.objects.create_user(email, password)


def begin_anew(*, user_id: int, password: str) -> None:
    """A new password, no second factor, known to no provider, signed out everywhere: all of it is set up again."""
    user = User.objects.select_for_update().get(pk=user_id)
    user.set_password(password)
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user_id=user_id).delete()
    SocialAccount.objects.filter(user_id=user_id).delete()
    end_sessions(user_id=user_id)


def let_in_from_outside(*, email: str, password: str, at: datetime) -> None:
    """Somebody begins anew with this password; UserError where nobody has the address."""
    with transaction.atomic():
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            raise UserError(f"Nobody signs in as {quote(email)}. Nothing was changed.")
        begin_anew(user_id=user.pk, password=password)
    councils = list_councils_of(user.pk)
    record_for_councils(councils, by=COMMAND_LINE, action="let in again", subject=user.email, at=at)


def record_of_person(*, user_id: int, email: str, action: str, at: datetime) -> None:
    """Something somebody did to their own account, for every council it concerns."""
    record_for_councils(list_councils_of(user_id), by=email, action=action, subject="their account", at=at)


def record_for_councils(
    councils: list[str], *, by: str, action: str, subject: str, at: datetime | None
) -> None:
    """The same event in each council's log; nothing where there is no moment."""
    for council in councils if at else ():
        with in_council(council):
            record(actor=by, action=action, subject=subject, at=at)  # type: ignore[arg-type]  # at is set here
