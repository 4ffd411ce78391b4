"""Councils, the people who sign in, and what each may do where."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from heard.web.people.roles import Role
from heard.web.tenancy.labels import Label, personal, safe

WHILE_A_MEMBER = "while the person works with Heard"
WHILE_THE_COUNCIL = "while the council takes part"


class Council(models.Model):
    """A local authority. Its code is permanent; the directory of councils is no council's secret.

    `help_words`: whom its children can turn to, shown on every page of the survey.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "code": safe(WHILE_THE_COUNCIL),
        "name": safe(WHILE_THE_COUNCIL),
        "help_words": safe(WHILE_THE_COUNCIL),
    }

    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=120)
    help_words = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes people who sign in with their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person with this address, in lower case: one person has one address, however it is typed."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """However the address is typed."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Somebody who signs in. Children never do."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(WHILE_A_MEMBER),
        "email": personal(WHILE_A_MEMBER),
        "password": personal(WHILE_A_MEMBER),
        "last_login": personal(WHILE_A_MEMBER),
        "is_active": personal(WHILE_A_MEMBER),
    }

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    objects = UserManager()

    USERNAME_FIELD = "email"

    def __str__(self) -> str:
        return self.email


class Membership(models.Model):
    """One role of one person in one council."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(WHILE_A_MEMBER),
        "user": personal(WHILE_A_MEMBER),
        "council": safe(WHILE_A_MEMBER),
        "role": personal(WHILE_A_MEMBER),
    }

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role, role) for role in Role])

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "council", "role"], name="people_one_role_once")
        ]

    def __str__(self) -> str:
        return f"{self.role} in {self.council_id}"
