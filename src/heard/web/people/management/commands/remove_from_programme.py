"""`heard manage remove_from_programme`: somebody is of the programme team no more."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from heard.web.people.actions import remove_from_programme
from heard.web.ui import clock


class Command(BaseCommand):
    """In every council's log. Roles they have in councils stay."""

    help = "Take somebody out of the programme team. Example: heard manage remove_from_programme sam@programme.example"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom."""
        parser.add_argument("email", help="the address they sign in with")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """They are signed out at once."""
        remove_from_programme(email=options["email"], at=clock.now())
        self.stdout.write(
            f"{options['email']} is of the programme team no more, and was signed out everywhere."
        )
