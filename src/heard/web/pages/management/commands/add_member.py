"""`heard manage add_member`: somebody has a role in a council."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from heard.web.people.actions import PASSWORD_BYTES, add_member
from heard.web.people.roles import OF_A_COUNCIL, Role
from heard.web.ui import clock


class Command(BaseCommand):
    """Somebody who is known already keeps their password."""

    help = "Give somebody a role in a council. Example: heard manage add_member E1 kim@council.example coordinator"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One role at a time; several are several calls."""
        parser.add_argument("council", help="its code")
        parser.add_argument("email", help="the address they sign in with")
        parser.add_argument("role", type=Role, choices=list(OF_A_COUNCIL), help="what they are there")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """The first password is shown here and nowhere else."""
        council, email, role = options["council"], options["email"], options["role"]
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        add_member(email=email, password=password, council=council, role=role, at=clock.now())
        self.stdout.write(
            f"{email} is {role} of {council}: {role.says}.\n"
            f"If they are new here, their password is {password} (shown this once)."
        )
