"""Councils, the people who sign in, and what each may do where."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from heard.web.people.purposes import Purpose
from heard.web.people.roles import OF_A_COUNCIL
from heard.web.tenancy.labels import Label, personal, safe

WHILE_A_MEMBER = "while the person works with Heard"
WHILE_THE_COUNCIL = "while the council takes part"
WHILE_SIGNED_IN = "until the person signs out or their time is up"
INVITED = "until it was used or ran out, and a year more"
UNTIL_TRIED_AGAIN = "until the right password came, or a day"


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
        "is_programme": personal(WHILE_A_MEMBER),
    }

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    is_programme = models.BooleanField(default=False)  # of the programme team, which no council gives

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
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in OF_A_COUNCIL])

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "council", "role"], name="people_one_role_once")
        ]

    def __str__(self) -> str:
        return f"{self.role} in {self.council_id}"


class Invitation(models.Model):
    """A link somebody was given. Only its hash is kept: whoever reads the database cannot use it.

    `email` and `role` are empty where the purpose needs none.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(INVITED),
        "council": safe(INVITED),
        "purpose": safe(INVITED),
        "email": personal(INVITED),
        "role": personal(INVITED),
        "digest": safe(INVITED),
        "invited_by": personal(INVITED),
        "made_at": safe(INVITED),
        "expires_at": safe(INVITED),
        "ended_at": safe(INVITED),
    }

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Purpose])
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=20, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.CharField(max_length=254)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.purpose} in {self.council_id}"


class StaffSession(models.Model):
    """One browser somebody is signed in with. Without its row the browser is signed out, whatever cookie it has.

    `browser`: its kind in words, so that the person knows it again. No address of the network is kept.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "key": safe(WHILE_SIGNED_IN),
        "user": personal(WHILE_SIGNED_IN),
        "browser": personal(WHILE_SIGNED_IN),
        "began_at": personal(WHILE_SIGNED_IN),
        "seen_at": personal(WHILE_SIGNED_IN),
    }

    key = models.UUIDField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    browser = models.CharField(max_length=60)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.browser


class FailedTries(models.Model):
    """Wrong tries in a row at one account, or from one address of the network, by keyed hash of either."""

    LABELS: ClassVar[dict[str, Label]] = {
        "digest": personal(UNTIL_TRIED_AGAIN),
        "count": personal(UNTIL_TRIED_AGAIN),
        "last_at": personal(UNTIL_TRIED_AGAIN),
    }

    digest = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.count} tries"
