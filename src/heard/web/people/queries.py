"""Who may do what where."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from heard.web.people.models import Council, Invitation, Membership, User
from heard.web.people.purposes import Purpose
from heard.web.people.roles import Permission, Role, permissions_of
from heard.web.tenancy import entered_council, in_council, owning_link, owning_user


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody signed in, in one of their councils."""

    email: str
    council: str
    council_name: str
    roles: frozenset[Role]

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything they may do there."""
        return permissions_of(self.roles)

    def may(self, permission: Permission) -> bool:
        """Whether they may do this there."""
        return permission in self.permissions


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the programme team, on a page that is of no one council."""

    id: int
    email: str

    def may(self, permission: Permission) -> bool:
        """Whether the programme team may do this."""
        return permission in permissions_of(frozenset({Role.PROGRAMME}))


@dataclass(frozen=True, slots=True)
class CouncilFacts:
    """What pages say about a council."""

    code: str
    name: str
    help_words: str


def get_council() -> CouncilFacts:
    """The council entered."""
    council = Council.objects.get(code=entered_council())
    return CouncilFacts(council.code, council.name, council.help_words)


def list_council_codes() -> list[str]:
    """Every council of the installation, for the worker and the clock, which enter one after the other."""
    return list(Council.objects.order_by("code").values_list("code", flat=True))


def name_councils(codes: Sequence[str]) -> list[tuple[str, str]]:
    """Code and name of those that take part, by name."""
    return list(Council.objects.filter(code__in=codes).order_by("name").values_list("code", "name"))


def list_memberships(*, user_id: int, email: str) -> list[Member]:
    """One member for each council of somebody, by the council's name; of the programme team, for every council."""
    roles: dict[tuple[str, str], set[Role]] = {}
    for code, name, role in _memberships_of(user_id):
        roles.setdefault((code, name), set()).add(Role(role))
    if is_programme(user_id):
        for code, name in Council.objects.values_list("code", "name"):
            roles.setdefault((code, name), set()).add(Role.PROGRAMME)
    return [
        Member(email, code, name, frozenset(roles[code, name])) for code, name in sorted(roles, key=_name)
    ]


def find_member(*, user_id: int, email: str, council: str) -> Member | None:
    """Somebody in this council; None where they have no role there, or where there is no such council."""
    name = Council.objects.filter(code=council).values_list("name", flat=True).first()
    roles = {Role(role) for code, _, role in _memberships_of(user_id) if code == council}
    if is_programme(user_id):
        roles.add(Role.PROGRAMME)
    return Member(email, council, name, frozenset(roles)) if name is not None and roles else None


def list_roles(user_id: int) -> frozenset[Role]:
    """Every role of somebody, wherever they have it."""
    held = {Role(role) for _, _, role in _memberships_of(user_id)}
    return frozenset(held | {Role.PROGRAMME}) if is_programme(user_id) else frozenset(held)


def list_councils_of(user_id: int) -> list[str]:
    """The councils whom it concerns what somebody does to their account: every one, for the programme team."""
    if is_programme(user_id):
        return list_council_codes()
    return sorted({code for code, _, _ in _memberships_of(user_id)})


def is_programme(user_id: int) -> bool:
    """Whether somebody is of the programme team."""
    return User.objects.filter(pk=user_id, is_programme=True).exists()


def find_user_of_council(*, council: str, addresses: Sequence[str]) -> int | None:
    """The member of a council with one of these addresses; None for nobody, or where they are two people."""
    lower = [address.strip().lower() for address in addresses]
    with in_council(council):
        rows = Membership.objects.filter(council_id=council, user__email__in=lower, user__is_active=True)
        found = set(rows.values_list("user_id", flat=True))
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with roles in the council entered. `is_elsewhere`: in another council too, or of the programme team."""

    id: int
    email: str
    roles: frozenset[Role]
    has_second_factor: bool
    is_elsewhere: bool


def list_people() -> list[Person]:
    """Everybody with a role in the council entered, by address."""
    rows = Membership.objects.filter(council_id=entered_council()).order_by("user__email")
    held: dict[tuple[int, str], set[Role]] = {}
    for user_id, email, role in rows.values_list("user_id", "user__email", "role"):
        held.setdefault((user_id, email), set()).add(Role(role))
    with_factor = _with_second_factor({user_id for user_id, _ in held})
    return [
        Person(user_id, email, frozenset(roles), user_id in with_factor, is_elsewhere=is_elsewhere(user_id))
        for (user_id, email), roles in held.items()
    ]


def find_person(user_id: int) -> Person | None:
    """Somebody in the council entered."""
    return next((each for each in list_people() if each.id == user_id), None)


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """What a link is for. `role` is None where the purpose needs none."""

    id: int
    council: str
    council_name: str
    purpose: Purpose
    email: str
    role: Role | None
    invited_by: str
    made_at: datetime
    expires_at: datetime


def list_invitations(at: datetime) -> list[InvitationFacts]:
    """The links of the council entered that can still be used, newest first."""
    rows = Invitation.objects.filter(council_id=entered_council(), ended_at=None, expires_at__gt=at)
    return [_facts(row) for row in rows.select_related("council").order_by("-made_at", "-id")]


def find_invitation(token: str, at: datetime) -> InvitationFacts | None:
    """What a link is for; None whether it never was, was used, was withdrawn or has run out."""
    return find_link(digest_of(token), at)


def find_link(digest: str, at: datetime) -> InvitationFacts | None:
    """The same, by the link's hash."""
    with owning_link(digest):
        row = (
            Invitation.objects.select_related("council")
            .filter(digest=digest, ended_at=None, expires_at__gt=at)
            .first()
        )
    return _facts(row) if row else None


def digest_of(token: str) -> str:
    """What is kept of a link's token. It is as long as a key, so that one round is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_known(email: str) -> bool:
    """Whether somebody signs in with this address already."""
    return User.objects.filter(email=email.strip().lower()).exists()


def has_second_factor(user_id: int) -> bool:
    """An authenticator app or a passkey; recovery codes alone are none."""
    return bool(_with_second_factor({user_id}))


def _with_second_factor(user_ids: set[int]) -> set[int]:
    rows = Authenticator.objects.filter(user_id__in=user_ids).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return set(rows.values_list("user_id", flat=True))


def _memberships_of(user_id: int) -> list[tuple[str, str, str]]:
    with owning_user(user_id):
        return list(
            Membership.objects.filter(user_id=user_id).values_list("council_id", "council__name", "role")
        )


def is_elsewhere(user_id: int) -> bool:
    """Whether somebody is of several councils, or of the programme team."""
    return is_programme(user_id) or len({code for code, _, _ in _memberships_of(user_id)}) > 1


def _facts(row: Invitation) -> InvitationFacts:
    return InvitationFacts(
        row.id,
        row.council_id,
        row.council.name,
        Purpose(row.purpose),
        row.email,
        Role(row.role) if row.role else None,
        row.invited_by,
        row.made_at,
        row.expires_at,
    )


def _name(council: tuple[str, str]) -> tuple[str, str]:
    return council[1], council[0]
