"""Making councils and people known. Invitations, second factors and changing roles come with their own pages."""

from django.db import transaction

from heard.base.errors import UserError
from heard.base.messages import quote
from heard.web.people.models import Council, Membership, User
from heard.web.people.roles import Role
from heard.web.tenancy import in_council


class NoSuchCouncil(UserError):
    """A council that does not take part."""

    def __init__(self, council: str) -> None:
        super().__init__(
            f"There is no council {quote(council)}. Nothing was changed; add it first: add_council."
        )


def add_council(*, code: str, name: str, help_words: str = "") -> None:
    """A council takes part, or its name or help words change."""
    Council.objects.update_or_create(code=code, defaults={"name": name, "help_words": help_words})


def add_member(*, email: str, password: str, council: str, role: Role) -> None:
    """Somebody has a role in a council; a person not known yet is made with this password.

    Raises NoSuchCouncil: the database would only notice when the transaction ends.
    """
    with in_council(council), transaction.atomic():
        if not Council.objects.filter(code=council).exists():
            raise NoSuchCouncil(council)
        user = User.objects.filter(email=email.strip().lower()).first()
        user = user or User.objects.create_user(email, password)
        Membership.objects.get_or_create(user=user, council_id=council, role=role)
