"""`heard manage let_in`: somebody lost password or second factor, and nobody on the site may confirm who it is."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from heard.web.people.actions import PASSWORD_BYTES, let_in_from_outside
from heard.web.ui import clock


class Command(BaseCommand):
    """For the programme team, and for a council's only coordinator. Everybody else is let in on the page of people."""

    help = (
        "Let somebody begin anew, once you know who it is. Example: heard manage let_in sam@programme.example"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom."""
        parser.add_argument("email", help="the address they sign in with")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """In the log of every council it concerns."""
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        let_in_from_outside(email=options["email"], password=password, at=clock.now())
        self.stdout.write(
            f"{options['email']} was signed out everywhere and has no second factor. Their new password is {password} "
            "(shown this once): give it to them yourself. They set up a second factor when they sign in."
        )
