"""Making councils and people known. Invitations, second factors and changing roles come with their own pages."""

from django.db import transaction

from heard.web.people.models import Council, Membership, User
from heard.web.people.roles import Role
from heard.web.tenancy import in_council


def add_council(*, code: str, name: str, help_words: str = "") -> None:
    """A council takes part, or its name or help words change."""
    Council.objects.update_or_create(code=code, defaults={"name": name, "help_words": help_words})


def add_member(*, email: str, password: str, council: str, role: Role) -> None:
    """Somebody has a role in a council; a person not known yet is made with this password."""
    with in_council(council), transaction.atomic():
        user = User.objects.filter(email=email.strip().lower()).first()
        user = user or User.objects.create_user(email, password)
        Membership.objects.get_or_create(user=user, council_id=council, role=role)
