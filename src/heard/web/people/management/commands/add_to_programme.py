"""`heard manage add_to_programme`: somebody is of the programme team, which helps every council."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from heard.web.people.actions import PASSWORD_BYTES, add_to_programme
from heard.web.people.roles import Role
from heard.web.ui import clock


class Command(BaseCommand):
    """In every council's log. Somebody who is known already keeps their password."""

    help = "Make somebody one of the programme team. Example: heard manage add_to_programme sam@programme.example"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom."""
        parser.add_argument("email", help="the address they sign in with")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """The first password is shown here and nowhere else; a second factor is set up at the first sign-in."""
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        add_to_programme(email=options["email"], password=password, at=clock.now())
        self.stdout.write(
            f"{options['email']} is of the programme team, which {Role.PROGRAMME.says}.\n"
            f"If they are new here, their password is {password} (shown this once)."
        )
