"""Who may do what where."""

from dataclasses import dataclass

from heard.web.people.models import Council, Membership
from heard.web.people.roles import Permission, Role, permissions_of
from heard.web.tenancy import entered_council, owning_user


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


def list_memberships(*, user_id: int, email: str) -> list[Member]:
    """One member for each council of somebody, by the council's name."""
    with owning_user(user_id):
        rows = list(
            Membership.objects.filter(user_id=user_id)
            .order_by("council__name", "council_id")
            .values_list("council_id", "council__name", "role")
        )
    roles: dict[tuple[str, str], set[Role]] = {}
    for code, name, role in rows:
        roles.setdefault((code, name), set()).add(Role(role))
    return [Member(email, code, name, frozenset(held)) for (code, name), held in roles.items()]


def find_member(*, user_id: int, email: str, council: str) -> Member | None:
    """Somebody in this council; None where they have no role there, or where there is no such council."""
    return next(
        (each for each in list_memberships(user_id=user_id, email=email) if each.council == council), None
    )
